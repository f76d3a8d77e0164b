/* The text as HTML, in the very form in which the server keeps it: see articles/body/writing.py.

   Blocks do not change, they are replaced; so what was written of one is kept with it, and a key pressed in a long
   story costs the writing of one paragraph. */

import { UNWANTED } from "editor/addresses"

const BREAK = "\n"
const SPACES = /[ \t\n\f\u2028\u2029]+/g
const INVISIBLE = /^[ \n\u00a0\u00ad\u200b-\u200f\u2060]*$/
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;", '"': "&quot;" }
const TAG_OF = { bold: "strong", italic: "em", strike: "s", subscript: "sub", superscript: "sup", code: "code" }

const inText = (text) => text.replace(/[&<>\u00a0]/g, (character) => ESCAPED[character])
const inAttribute = (text) => text.replace(/[&<>\u00a0"]/g, (character) => ESCAPED[character])

/** A function from a document to its HTML. */
export const serialiser = (rules) => {
  const kept = new WeakMap()

  const attributes = (tag, values) =>
    (rules.attributes[tag] ?? [])
      .filter((name) => values[name])
      .map((name) => ` ${name}="${inAttribute(String(values[name]))}"`)
      .join("")

  const opening = (marks) => {
    const names = marks.map((mark) => TAG_OF[mark.type.name])
    const link = marks.find((mark) => mark.type.name === "link")
    const tags = rules.marks.filter((mark) => names.includes(mark)).map((mark) => `<${mark}>`)
    return link ? [`<a href="${inAttribute(link.attrs.href)}">`, ...tags] : tags
  }

  const change = (before, after) => {
    let same = 0
    while (same < before.length && before[same] === after[same]) same += 1
    const closing = before.slice(same).reverse().map((tag) => (tag.startsWith("<a ") ? "</a>" : `</${tag.slice(1)}`))
    return closing.join("") + after.slice(same).join("")
  }

  const pieces = (node) => {
    const line = []
    const endsOpen = () => !line.length || " \n".includes(line.at(-1)[1].at(-1))
    const trimEnd = (pattern) => {
      while (line.length && pattern.test(line.at(-1)[1])) {
        line.at(-1)[1] = line.at(-1)[1].slice(0, -1)
        if (!line.at(-1)[1]) line.pop()
      }
    }
    node.forEach((child) => {
      if (child.isText) {
        let text = child.text.replace(UNWANTED, "").replace(SPACES, " ")
        if (endsOpen()) text = text.replace(/^ /, "")
        if (text) line.push([opening(child.marks), text])
      } else if (line.length) {
        if (line.at(-1)[1] !== BREAK) trimEnd(/ $/)
        if (line.length) line.push([opening(child.marks), BREAK])
      }
    })
    trimEnd(/[ \n]$/)
    return line
  }

  const line = (node) => {
    const found = pieces(node)
    if (found.every(([, text]) => INVISIBLE.test(text))) return ""
    let marks = []
    let html = ""
    for (const [tags, text] of found) {
      html += change(marks, tags) + (text === BREAK ? "<br>" : inText(text))
      marks = tags
    }
    return html + change(marks, [])
  }

  const inLine = (tag, node) => {
    const inner = line(node)
    return inner && `<${tag}${attributes(tag, node.attrs)}>${inner}</${tag}>`
  }

  const blocks = (node) => node.children.map(block)

  const around = (tag, node, values = node.attrs) => {
    const inner = blocks(node).join("")
    return inner && `<${tag}${attributes(tag, values)}>${inner}</${tag}>`
  }

  /** What an item or a cell holds. A single paragraph, or one with only lists after it, needs no tag of its own. */
  const tight = (node) => {
    const parts = node.children.map((child) => [child, block(child)]).filter(([, html]) => html)
    const html = parts.map(([, part]) => part).join("")
    const isTight = html.startsWith("<p>") && parts.slice(1).every(([child]) => /List$/.test(child.type.name))
    return isTight ? html.slice(3).replace("</p>", "") : html
  }

  const tightly = (tag, node) => `<${tag}${attributes(tag, spans(node.attrs))}>${tight(node)}</${tag}>`

  const spans = (values) => ({
    ...values,
    colspan: values.colspan > 1 ? values.colspan : null,
    rowspan: values.rowspan > 1 ? values.rowspan : null,
  })

  const figure = (values, node) => {
    const caption = line(node)
    return `<figure${attributes("figure", values)}>${caption && `<figcaption>${caption}</figcaption>`}</figure>`
  }

  const rows = (tag, found) => {
    const html = found.map((row) => (row.childCount ? `<tr>${blocks(row).join("")}</tr>` : "")).join("")
    return html && `<${tag}>${html}</${tag}>`
  }

  const table = (node) => {
    const found = node.child(1).children
    const html = rows("thead", found.filter((row) => row.attrs.isHead)) + rows("tbody", found.filter((row) => !row.attrs.isHead))
    const caption = html && line(node.child(0))
    return html && `<table${attributes("table", node.attrs)}>${caption && `<caption>${caption}</caption>`}${html}</table>`
  }

  const code = (node) => {
    const text = node.textContent.replace(UNWANTED, "").replace(/^\n+|\n+$/g, "")
    return INVISIBLE.test(text) ? "" : `<pre${attributes("pre", node.attrs)}><code>${inText(text)}</code></pre>`
  }

  const division = (node) => (node.attrs.dir || node.attrs.lang ? around("div", node) : blocks(node).join(""))

  const item = (node) => {
    const inner = tight(node)
    return inner && `<li${attributes("li", node.attrs)}>${inner}</li>`
  }

  const WRITERS = {
    paragraph: (node) => inLine("p", node),
    heading: (node) => inLine(`h${node.attrs.level}`, node),
    quoteSource: (node) => inLine("footer", node),
    codeBlock: code,
    horizontalRule: () => "<hr>",
    blockquote: (node) => around("blockquote", node, { ...node.attrs, class: node.attrs.pull ? "pull" : null }),
    division,
    bulletList: (node) => around("ul", node),
    orderedList: (node) => around("ol", node),
    listItem: item,
    tableBlock: table,
    tableCell: (node) => tightly("td", node),
    tableHeader: (node) => tightly("th", node),
    readAlso: (node) => `<aside${attributes("aside", { "data-article": node.attrs.article })}></aside>`,
    figure: (node) => figure({ "data-image": node.attrs.image, "data-layout": node.attrs.layout }, node),
    gallery: (node) => figure({ "data-gallery": node.attrs.images.join(" ") }, node),
    embed: (node) => figure({ "data-embed": node.attrs.address }, node),
  }

  const block = (node) => {
    if (!kept.has(node)) kept.set(node, WRITERS[node.type.name](node))
    return kept.get(node)
  }

  return (doc) => blocks(doc).filter(Boolean).join("\n")
}
