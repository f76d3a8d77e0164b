/* How long the text is, and what its headings are. Counted when the writer pauses, each block once for as long as it stays. */

import { crel } from "django-prose-editor/editor"

const WORD = /[\p{L}\p{N}]\S*/gu // as in articles/body/text.py
const counted = new WeakMap()

const wordsOf = (node) => {
  if (!counted.has(node)) {
    const words = node.isTextblock
      ? (node.textBetween(0, node.content.size, "\n", "\n").match(WORD)?.length ?? 0)
      : node.children.reduce((sum, child) => sum + wordsOf(child), 0)
    counted.set(node, words)
  }
  return counted.get(node)
}

/** Whole minutes, rounded as Python rounds: a half goes to the even number. Never less than 1. */
export const minutesFor = (words, wordsAMinute) => {
  const exact = words / wordsAMinute
  const below = Math.floor(exact)
  const isHalf = exact - below === 0.5
  return Math.max(1, isHalf ? below + (below % 2) : Math.round(exact))
}

export const measure = (doc, { wordsAMinute }) => {
  const words = doc.children.reduce((sum, child) => sum + wordsOf(child), 0)
  return { words, minutes: minutesFor(words, wordsAMinute) }
}

/** The headings with their places: `{ level, text, pos }`. */
export const outline = (doc) => {
  const headings = []
  doc.descendants((node, pos) => {
    if (node.type.name === "heading" && node.textContent.trim()) headings.push({ level: node.attrs.level, text: node.textContent, pos })
    return !node.isTextblock
  })
  return headings
}

/** Words for a length, such as “1,480 words · 7 min”. */
export const sayLength = ({ words, minutes }) => `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"} · ${minutes} min`

/** Fill the elements of the page that are marked for it, and tell whoever listens on the form. */
export const publish = (editor, desk, places) => {
  const { doc } = editor.state
  const length = measure(doc, desk.rules)
  const headings = outline(doc)
  for (const place of places("length")) place.textContent = sayLength(length)
  for (const place of places("words")) place.textContent = length.words.toLocaleString("en")
  for (const place of places("minutes")) place.textContent = `${length.minutes} min`
  const key = JSON.stringify(headings.map(({ level, text }) => [level, text]))
  for (const place of places("outline")) paintOutline(place, headings, key, editor)
  const { form } = desk.textarea
  form?.dispatchEvent(new CustomEvent("newsroom:length", { detail: length }))
  form?.dispatchEvent(new CustomEvent("newsroom:outline", { detail: headings }))
}

const paintOutline = (place, headings, key, editor) => {
  if (place.dataset.headings === key) return
  place.dataset.headings = key
  const items = headings.map(({ level, text }, index) => {
    const jump = crel("button", { type: "button" }, [text])
    // Where it is by now: text may have been written above it since.
    jump.addEventListener("click", () => goTo(editor, outline(editor.state.doc)[index]))
    return crel("li", { className: `is-level-${level}` }, [jump])
  })
  const nothing = crel("p", { className: "editor-hint" }, ["No headings yet."])
  place.replaceChildren(items.length ? crel("ul", { className: "editor-outline" }, items) : nothing)
}

/** Mark the heading under which the cursor stands. */
export const markCurrent = (editor, places) => {
  const { from } = editor.state.selection
  const shown = places("outline")
  if (!shown.length) return
  const current = outline(editor.state.doc).findLastIndex(({ pos }) => pos <= from)
  for (const place of shown) {
    place.querySelectorAll("button").forEach((jump, index) => {
      if (index === current) jump.setAttribute("aria-current", "location")
      else jump.removeAttribute("aria-current")
    })
  }
}

const goTo = (editor, heading) => {
  if (!heading) return
  editor.chain().setTextSelection(heading.pos + 1 + heading.text.length).focus(null, { scrollIntoView: false }).run()
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches
  editor.view.nodeDOM(heading.pos)?.scrollIntoView({ block: "center", behavior: isStill ? "auto" : "smooth" })
}
