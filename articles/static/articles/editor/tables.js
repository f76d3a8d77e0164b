/* Tables: a caption, rows of the head, rows of the body. Caption and grid are two parts of one block. */

import { Extension, Node, Plugin, Table, pm } from "django-prose-editor/editor"
import { behind } from "editor/cards"

const SCOPES = ["col", "row", "colgroup", "rowgroup"]

/** The DOM of a <table> as our two parts: PM's tables know rows alone, and no caption among them. */
const taken = (table) => {
  const block = document.createElement("div")
  const caption = document.createElement("p")
  caption.dataset.tableCaption = ""
  caption.append(...(table.caption?.childNodes ?? []))
  const grid = document.createElement("div")
  grid.dataset.tableGrid = ""
  for (const row of [...table.rows]) {
    if (row.closest("table") !== table) continue
    if (row.parentElement.tagName === "THEAD") row.dataset.head = ""
    grid.append(row)
  }
  block.append(caption, grid)
  return block
}

const tableBlock = Node.create({
  name: "tableBlock",
  group: "block",
  content: "tableCaption table",
  isolating: true,
  parseHTML: () => [
    { tag: "table", getAttrs: (table) => (table.rows.length ? null : false), contentElement: taken },
    { tag: "div[data-table-block]", priority: 60 },
  ],
  renderHTML: ({ HTMLAttributes }) => ["div", { ...HTMLAttributes, "data-table-block": "", class: "table-block" }, 0],
})

const tableCaption = Node.create({
  name: "tableCaption",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "p[data-table-caption]", priority: 2000 }],
  renderHTML: ({ node }) => [
    "p",
    { "data-table-caption": "", class: node.childCount ? "" : "is-empty", "data-hint": "Title of the table" },
    0,
  ],
  addKeyboardShortcuts() {
    return {
      // On into the first cell.
      Enter: () => {
        const { $from } = this.editor.state.selection
        return $from.parent.type.name === this.name && this.editor.commands.focus($from.after() + 4)
      },
    }
  },
})

const grid = Table.extend({
  group: "",
  content: "tableRow+",
  parseHTML: () => [
    { tag: "div[data-table-grid]", priority: 60 },
    { tag: "table", context: "tableBlock/", priority: 60 },
  ],
  addNodeView: () => null,
  renderHTML: () => ["table", ["tbody", 0]],
})

const row = Node.create({
  name: "tableRow",
  content: "(tableCell | tableHeader)*",
  tableRole: "row",
  addAttributes: () => ({
    isHead: {
      default: false,
      parseHTML: (element) => element.dataset.head !== undefined,
      renderHTML: ({ isHead }) => (isHead ? { "data-head": "" } : {}),
    },
  }),
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: ({ HTMLAttributes }) => ["tr", HTMLAttributes, 0],
})

const span = (name, most) => ({
  default: 1,
  parseHTML: (element) => {
    const number = Number(element.getAttribute(name))
    return Number.isInteger(number) && number > 1 && number <= most ? number : 1
  },
  renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
})

const cell = (name, tag, role, rules, attributes = {}) =>
  Node.create({
    name,
    content: "block+",
    tableRole: role,
    isolating: true,
    addAttributes: () => ({
      colspan: span("colspan", rules.maxSpan),
      rowspan: span("rowspan", rules.maxSpan),
      colwidth: { default: null, rendered: false },
      ...attributes,
    }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  })

const scope = {
  default: null,
  parseHTML: (element) => (SCOPES.includes(element.getAttribute("scope")) ? element.getAttribute("scope") : null),
  renderHTML: (attributes) => (attributes.scope ? { scope: attributes.scope } : {}),
}

/** The innermost node of this type around the selection, with its place; null outside any. */
const around = (state, name) => {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === name) return { node: $from.node(depth), pos: $from.before(depth) }
  }
  return null
}

const newTable = (schema, rows, columns) => {
  const { tableBlock, tableCaption, table, tableRow, tableHeader, tableCell } = schema.nodes
  const cells = (type, attributes) => Array.from({ length: columns }, () => type.createAndFill(attributes))
  const head = tableRow.create({ isHead: true }, cells(tableHeader, { scope: "col" }))
  const body = Array.from({ length: rows - 1 }, () => tableRow.create(null, cells(tableCell)))
  return tableBlock.create(null, [tableCaption.create(), table.create(null, [head, ...body])])
}

const commands = Extension.create({
  name: "tableCommands",
  addCommands: () => ({
    /** A table with a head, and the cursor in its first cell. */
    insertTableBlock: ({ rows = 3, columns = 3 } = {}) => ({ state, tr, dispatch }) => {
      if (around(state, "tableBlock")) return false
      if (!dispatch) return true
      tr.replaceRangeWith(behind(state.selection), behind(state.selection), newTable(state.schema, rows, columns))
      const first = tr.mapping.map(state.selection.from, -1)
      let place = null
      tr.doc.nodesBetween(Math.max(0, first - 1), tr.doc.content.size, (node, pos) => {
        if (place === null && node.type.name === "tableHeader" && pos >= first - 1) place = pos + 2
        return place === null
      })
      if (place !== null) tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(place))).scrollIntoView()
      return true
    },
    deleteTableBlock: () => ({ state, tr, dispatch }) => {
      const found = around(state, "tableBlock")
      if (!found) return false
      if (dispatch) tr.delete(found.pos, found.pos + found.node.nodeSize).scrollIntoView()
      return true
    },
    /** The first row becomes the head, or the head an ordinary row. */
    toggleHeadRow: () => ({ state, tr, dispatch }) => {
      const found = around(state, "table")
      if (!found) return false
      if (!dispatch) return true
      const first = found.node.firstChild
      const isHead = !first.attrs.isHead
      const type = state.schema.nodes[isHead ? "tableHeader" : "tableCell"]
      tr.setNodeMarkup(found.pos + 1, null, { ...first.attrs, isHead })
      first.forEach((each, offset) => {
        const { scope: _, ...attributes } = each.attrs
        tr.setNodeMarkup(found.pos + 2 + offset, type, isHead ? { ...attributes, scope: "col" } : attributes)
      })
      return true
    },
  }),
  addProseMirrorPlugins: () => [
    new Plugin({
      // Rows of the head stand first; one that came to stand behind a row of the body is a row of the body.
      appendTransaction: (transactions, _, state) => {
        if (!transactions.some((transaction) => transaction.docChanged)) return null
        const table = around(state, "table")
        if (!table) return null
        const { tr } = state
        let isBody = false
        table.node.forEach((each, offset) => {
          if (isBody && each.attrs.isHead) tr.setNodeMarkup(table.pos + 1 + offset, null, { ...each.attrs, isHead: false })
          isBody ||= !each.attrs.isHead
        })
        return tr.docChanged ? tr : null
      },
    }),
  ],
})

export const tables = (rules) => [
  tableBlock,
  tableCaption,
  grid,
  row,
  cell("tableCell", "td", "cell", rules),
  cell("tableHeader", "th", "header_cell", rules, rules.attributes.th.includes("scope") ? { scope } : {}),
  commands,
]
