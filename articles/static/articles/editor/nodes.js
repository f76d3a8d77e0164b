/* The parts of a text, each only if the vocabulary has its tag, and with the attributes that it has there. */

import {
  Blockquote,
  Bold,
  BulletList,
  Code,
  CodeBlock,
  Document,
  Dropcursor,
  Extension,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  HorizontalRule,
  Italic,
  ListItem,
  Mark,
  Node,
  OrderedList,
  Paragraph,
  Strike,
  Subscript,
  Superscript,
  Text,
  TrailingNode,
  wrappingInputRule,
} from "django-prose-editor/editor"
import { linkAddress } from "editor/addresses"
import { leaveLine } from "editor/captions"
import { readAlso } from "editor/cards"
import { embed } from "editor/embeds"
import { figure } from "editor/figures"
import { gallery } from "editor/galleries"
import { LANGUAGE } from "editor/languages"
import { tables } from "editor/tables"

const DIRECTIONS = ["ltr", "rtl", "auto"]
const NAMES = {
  p: "paragraph",
  pre: "codeBlock",
  ul: "bulletList",
  ol: "orderedList",
  li: "listItem",
  blockquote: "blockquote",
  div: "division",
  table: "tableBlock",
  td: "tableCell",
  th: "tableHeader",
}

const attribute = (name, allows) => ({
  default: null,
  parseHTML: (element) => {
    const value = element.getAttribute(name)
    return value !== null && allows(value) ? value : null
  },
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

/** `dir` and `lang`, wherever the vocabulary has them. */
const writing = (rules) =>
  Extension.create({
    name: "writing",
    addGlobalAttributes() {
      const types = (name) => [
        ...Object.keys(NAMES).filter((tag) => rules.attributes[tag]?.includes(name)).map((tag) => NAMES[tag]),
        ...(rules.attributes[`h${rules.headings[0]}`]?.includes(name) ? ["heading"] : []),
      ]
      return [
        { types: types("dir"), attributes: { dir: attribute("dir", (value) => DIRECTIONS.includes(value)) } },
        { types: types("lang"), attributes: { lang: attribute("lang", (value) => LANGUAGE.test(value)) } },
      ]
    },
  })

const link = (rules) =>
  Mark.create({
    name: "link",
    priority: 1000, // the outermost mark
    inclusive: false,
    addAttributes: () => ({
      href: { default: null, parseHTML: (element) => linkAddress(element.getAttribute("href") ?? "", rules) },
    }),
    parseHTML: () => [
      { tag: "a[href]", getAttrs: (element) => (linkAddress(element.getAttribute("href"), rules) ? null : false) },
    ],
    renderHTML: ({ HTMLAttributes }) => ["a", { href: HTMLAttributes.href, rel: "noopener" }, 0],
  })

/** A quotation. It may be a pull quote, and may name its source in a last line. */
const quote = Blockquote.extend({
  content: "(block | quoteSource)+",
  addAttributes: () => ({
    pull: {
      default: false,
      parseHTML: (element) => element.classList.contains("pull"),
      renderHTML: ({ pull }) => (pull ? { class: "pull" } : {}),
    },
  }),
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
  addCommands() {
    const around = (state) => {
      const { $from } = state.selection
      for (let depth = $from.depth; depth > 0; depth -= 1) {
        if ($from.node(depth).type === this.type) return { node: $from.node(depth), pos: $from.before(depth), depth }
      }
      return null
    }
    return {
      /** Into a quotation of this kind, from one kind into the other, or out of it. */
      toggleQuote: (pull) => ({ state, tr, dispatch, commands }) => {
        const found = around(state)
        if (!found) return commands.wrapIn(this.name, { pull })
        if (found.node.attrs.pull === pull) return commands.lift(this.name)
        if (dispatch) tr.setNodeMarkup(found.pos, null, { ...found.node.attrs, pull })
        return true
      },
      /** The line under a quotation that says whose it is: made, or gone to. */
      nameSource: () => ({ state, tr, dispatch }) => {
        const found = around(state)
        if (!found) return false
        if (!dispatch) return true
        const end = found.pos + found.node.nodeSize - 1
        const last = found.node.lastChild
        if (last.type.name !== "quoteSource") tr.insert(end, state.schema.nodes.quoteSource.create())
        const place = last.type.name === "quoteSource" ? end - 1 : end + 1
        tr.setSelection(state.selection.constructor.near(tr.doc.resolve(place), -1)).scrollIntoView()
        return true
      },
    }
  },
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      "Mod-Shift-b": () => this.editor.commands.toggleQuote(false),
      "Mod-Shift-q": () => this.editor.commands.toggleQuote(true),
    }
  },
})

const quoteSource = Node.create({
  name: "quoteSource",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "footer", context: "blockquote/" }, { tag: "cite", context: "blockquote/" }],
  renderHTML: ({ HTMLAttributes }) => ["footer", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return { Enter: () => leaveLine(this.editor, this.name, 1) }
  },
})

/** A list begins at 1: no other number is kept, so none begins a list. */
const numbered = OrderedList.extend({
  addAttributes: () => ({}),
  addInputRules() {
    return [wrappingInputRule({ find: /^1[.)]\s$/, type: this.type })]
  },
})

/** Blocks written in another direction or language. */
const division = Node.create({
  name: "division",
  group: "block",
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "div[dir]" }, { tag: "div[lang]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes, 0],
})

const MARKS = {
  strong: Bold,
  em: Italic,
  s: Strike,
  sub: Subscript,
  sup: Superscript,
  code: Code.extend({ excludes: "" }),
}

/** All extensions of the editor. `desk` is what they ask of their surroundings: see main.js. */
export const parts = (rules, desk) => {
  const has = (tag) => rules.tags.includes(tag)
  const only = (tag, ...extensions) => (has(tag) ? extensions : [])
  return [
    Document,
    Paragraph,
    Text,
    History.configure({ newGroupDelay: 700 }),
    Dropcursor.configure({ color: false, class: "editor-drop", width: 3 }),
    Gapcursor,
    TrailingNode,
    writing(rules),
    ...rules.marks.map((mark) => MARKS[mark]),
    ...only("a", link(rules)),
    ...only("br", HardBreak),
    ...only("hr", HorizontalRule),
    ...only(`h${rules.headings[0]}`, Heading.configure({ levels: rules.headings })),
    ...only("ul", BulletList),
    ...only("ol", numbered),
    ...only("li", ListItem.extend({ content: "block+" })),
    ...only("blockquote", quote, ...only("footer", quoteSource)),
    ...only("pre", CodeBlock.extend({ addAttributes: () => ({}) })),
    ...only("div", division),
    ...only("table", ...tables(rules)),
    ...only("aside", readAlso(desk)),
    ...only("figure", figure(desk), gallery(desk), embed(desk)),
  ]
}
