/* What other programs put on the clipboard, made a plain text of ours: Word's lists that are no lists, the bold that
   Google Docs puts around everything, headings of the page itself, pictures that are in no library. */

import { Extension, Plugin } from "django-prose-editor/editor"

const HEADINGS = { H1: "h2", H5: "h4", H6: "h4" }
const NUMBERED = /^\s*\(?(\d+|[a-z]{1,4})[.)]/i

const isWord = (html) => /mso-|urn:schemas-microsoft-com|class="?Mso/i.test(html)
const isDocs = (html) => html.includes("docs-internal-guid")

// Styles and handlers would not act, but the security policy of the desk would speak of each in the console; and what
// a style says of bold and italics is wanted. So they become attributes that mean nothing to the browser.
const SHEET = /<style\b[^>]*>[^]*?(<\/style[^>]*>|$)/gi
const TAG = /<[a-z][^>]*>/gi
const ACTING = /([\s"'/])(style|on[a-z]+)(\s*=)/gi

const disarmed = (html) => html.replace(SHEET, "").replace(TAG, (tag) => tag.replace(ACTING, "$1data-$2$3"))

/** The body of a document that is shown nowhere: nothing in it loads or runs. Styles are under `data-style`. */
export const inert = (html) => {
  const { body } = document.implementation.createHTMLDocument("")
  body.innerHTML = disarmed(html)
  return body
}

const styleOf = (element) => element.dataset.style ?? ""

const renamed = (element, name) => {
  const other = element.ownerDocument.createElement(name)
  other.append(...element.childNodes)
  element.replaceWith(other)
}

const unwrapped = (element) => element.replaceWith(...element.childNodes)

const levelOf = (paragraph) => {
  const found = /mso-list:[^;]*\blevel(\d+)/i.exec(styleOf(paragraph))
  return found ? Number(found[1]) : 0
}

/** Take the mark of an item out of a paragraph of Word; true if it was a number. */
const withoutMark = (paragraph) => {
  const mark = [...paragraph.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)))
  const isNumber = NUMBERED.test(mark?.textContent ?? "")
  mark?.remove()
  return isNumber
}

/** Rows of paragraphs that look like a list become one, as deep as their levels say. */
const withLists = (body) => {
  const paragraphs = [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")].filter(levelOf)
  const done = new Set()
  for (const first of paragraphs) {
    if (done.has(first)) continue
    const stack = []
    const place = body.ownerDocument.createComment("")
    first.before(place)
    for (let each = first; each && levelOf(each); ) {
      const following = each.nextElementSibling
      const level = levelOf(each)
      const name = withoutMark(each) ? "OL" : "UL"
      while (stack.length && (stack.at(-1).level > level || (stack.at(-1).level === level && stack.at(-1).list.tagName !== name))) stack.pop()
      if (!stack.length || stack.at(-1).level < level) {
        const list = body.ownerDocument.createElement(name)
        if (stack.length) stack.at(-1).list.lastElementChild.append(list)
        else place.before(list)
        stack.push({ level, list })
      }
      const item = body.ownerDocument.createElement("li")
      item.append(...each.childNodes)
      stack.at(-1).list.append(item)
      done.add(each)
      each.remove()
      each = following
    }
    place.remove()
  }
}

const MARKS = [
  ["strong", /(^|;)\s*font-weight\s*:\s*(bold|[6-9]00)/i],
  ["em", /(^|;)\s*font-style\s*:\s*(italic|oblique)/i],
  ["s", /(^|;)\s*text-decoration[^:;]*:[^;]*line-through/i],
  ["sup", /(^|;)\s*vertical-align\s*:\s*super/i],
  ["sub", /(^|;)\s*vertical-align\s*:\s*sub\b/i],
]
const PLAIN = /(^|;)\s*font-weight\s*:\s*(normal|[1-5]00)/i

/** Marks that are only said in styles become tags; a bold that is none is taken away. */
const withMarks = (body) => {
  for (const element of body.querySelectorAll("b[data-style], strong[data-style]")) if (PLAIN.test(styleOf(element))) unwrapped(element)
  for (const element of body.querySelectorAll("span[data-style], font[data-style], a[data-style]")) {
    for (const [tag, pattern] of MARKS) {
      // The letters of a heading are bold by themselves.
      if (!pattern.test(styleOf(element)) || (tag === "strong" && element.closest("h1, h2, h3, h4, h5, h6, th"))) continue
      const mark = body.ownerDocument.createElement(tag)
      mark.append(...element.childNodes)
      element.append(mark)
    }
  }
}

/** A list that stands beside the items of a list belongs to the item before it. */
const withListsInItems = (body) => {
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const before = list.previousElementSibling
    if (before?.tagName === "LI") before.append(list)
  }
}

const withoutComments = (body) => {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const comment of comments) comment.remove()
}

/** `{ html, pictures }`: the text without what does not belong to it, and how many pictures it lost. */
export const cleaned = (html) => {
  if (html.includes("data-pm-slice")) return { html: disarmed(html), pictures: 0 } // our own
  const body = inert(html)
  for (const each of body.querySelectorAll("script, style, meta, link, title, xml, noscript, template")) each.remove()
  const images = [...body.querySelectorAll("img, picture, svg, v\\:imagedata")]
  for (const image of images) image.remove()
  withoutComments(body)
  if (isWord(html)) {
    withLists(body)
    for (const each of body.querySelectorAll("[lang]")) each.removeAttribute("lang")
    for (const each of body.querySelectorAll("o\\:p")) unwrapped(each)
    for (const each of body.querySelectorAll("p")) if (!each.textContent.trim()) each.remove()
  }
  if (isDocs(html)) {
    for (const each of body.querySelectorAll("b[id^=docs-internal-guid]")) unwrapped(each)
    for (const each of body.querySelectorAll("[dir=ltr]")) each.removeAttribute("dir")
    for (const each of body.querySelectorAll("br")) if (each.nextElementSibling?.matches("p, ul, ol, h1, h2, h3, h4, table")) each.remove()
  }
  withMarks(body)
  withListsInItems(body)
  for (const [from, to] of Object.entries(HEADINGS)) for (const each of body.querySelectorAll(from)) renamed(each, to)
  const pictures = images.filter((image) => image.tagName === "IMG" && !/^(0|1)$/.test(image.getAttribute("width") ?? "")).length
  return { html: body.innerHTML, pictures }
}

/** The extension that cleans what is pasted or dropped, and refuses what would be too long. */
export const pasting = (desk) => {
  let isRefused = false

  const fits = (view, length) => {
    isRefused = view.state.doc.content.size + length > desk.rules.maxCharacters
    if (isRefused) {
      const most = desk.rules.maxCharacters.toLocaleString("en")
      desk.say(`This is too long: ${length.toLocaleString("en")} characters, and a story holds ${most}. Paste the part that you need.`)
    }
    return !isRefused
  }

  return Extension.create({
    name: "pasting",
    priority: 2000, // before all others that look at what is pasted
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          transformPastedHTML: (html, view) => {
            const { html: kept, pictures } = cleaned(html)
            const length = kept.length < 1000 ? 0 : inert(kept).textContent.length
            if (!fits(view, length)) return ""
            if (pictures) {
              const what = pictures === 1 ? "A picture was" : `${pictures} pictures were`
              desk.say(`${what} left out: pictures come from the library. Drop the file into the text to add it.`)
            }
            return kept
          },
          transformPastedText: (text, _, view) => (fits(view, text.length) ? text : ""),
          handlePaste: () => refused(),
          handleDrop: () => refused(),
        },
      }),
    ],
  })

  /** True, once, if what comes was too long: then nothing of it goes in, and nothing chosen goes out. */
  function refused() {
    const was = isRefused
    isRefused = false
    return was
  }
}
