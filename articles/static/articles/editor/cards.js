/* The read-also card: it holds the number of an article and shows what this is now. */

import { Node, crel } from "django-prose-editor/editor"
import { rowNumber } from "editor/addresses"
import { Refused } from "editor/ask"
import { chooseArticle } from "editor/choose"
import { button } from "editor/dialogs"

/** What every block of ours with buttons answers to ProseMirror. */
export const isOwnEvent = (event) => event.target instanceof Element && event.target.closest("button, input, progress") !== null

/** Changes around a caption that are no text: its hint and the like, which would make ProseMirror draw the block anew. */
export const isOutsideText = (contentDOM) => (mutation) => mutation.type === "attributes" || !contentDOM.contains(mutation.target)

/** Where a new block goes: to the end of what is chosen, and never into or in place of a picture, gallery, player or table. */
export const behind = ({ $to }) => {
  for (let depth = 1; depth <= $to.depth; depth += 1) if ($to.node(depth).type.spec.isolating) return $to.after(depth)
  return $to.pos
}

export const insertBlock = (editor, node) => editor.chain().focus().insertContentAt(behind(editor.state.selection), node).run()

/** What a block of ours can do with itself: be chosen as a whole by a click on `handle`, and be taken out by the button. */
export const asBlock = (handle, { editor, getPos }) => {
  handle.addEventListener("click", (event) => {
    if (!isOwnEvent(event) && editor.isEditable && getPos() !== undefined) editor.chain().setNodeSelection(getPos()).focus().run()
  })
  const remove = button("Remove")
  remove.addEventListener("click", () => {
    const pos = getPos()
    if (pos === undefined) return
    editor.chain().deleteRange({ from: pos, to: pos + editor.state.doc.nodeAt(pos).nodeSize }).focus().run()
  })
  return remove
}

/** What a block shows in place of what it could not find. */
export const missing = (sentence) => crel("p", { className: "is-alert" }, [sentence])

/** Show in `place` what `find` finds, through `paint`; or why there is nothing. */
export const show = async (place, find, paint, nothing) => {
  try {
    const row = await find()
    place.replaceChildren(...(row ? paint(row) : [missing(nothing)]))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    place.replaceChildren(missing(error.message))
  }
}

/** The numbers of the articles whose cards are in the text. */
const shownIn = (doc) => {
  const numbers = []
  doc.descendants((node) => {
    if (node.type.name === "readAlso") numbers.push(node.attrs.article)
    return !node.isTextblock
  })
  return numbers
}

const card = (row) => [
  ...(row.thumb ? [crel("img", { src: row.thumb, alt: "" })] : []),
  crel("div", {}, [
    crel("span", { className: "editor-kicker" }, ["Read also"]),
    crel("b", {}, [row.title]),
    crel("small", {}, [`${row.meta} · follows its target`]),
  ]),
]

export const readAlso = (desk) =>
  Node.create({
    name: "readAlso",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes: () => ({ article: { default: null } }),
    parseHTML: () => [
      {
        tag: "aside[data-article]",
        getAttrs: (element) => {
          const article = rowNumber(element.getAttribute("data-article"))
          return article ? { article } : false
        },
      },
    ],
    renderHTML: ({ node }) => ["aside", { "data-article": node.attrs.article }],
    addCommands: () => ({
      insertReadAlso: () => ({ editor }) => {
        chooseArticle(desk, shownIn(editor.state.doc)).then((row) => {
          if (row) insertBlock(editor, { type: "readAlso", attrs: { article: String(row.id) } })
          else editor.commands.focus()
        })
        return true
      },
    }),
    addKeyboardShortcuts() {
      return { "Mod-Shift-r": () => this.editor.commands.insertReadAlso() }
    },
    addNodeView: () => ({ node, editor, getPos }) => {
      let shown = null
      const target = crel("div", { className: "editor-card-target" })
      const change = button("Change")
      const tools = crel("div", { className: "editor-node-tools" }, [change, asBlock(target, { editor, getPos })])
      const dom = crel("div", { className: "editor-node editor-card", role: "group", "aria-label": "Read also" }, [target, tools])
      dom.contentEditable = "false"
      change.addEventListener("click", async () => {
        const row = await chooseArticle(desk, shownIn(editor.state.doc))
        const pos = getPos()
        if (row && pos !== undefined) editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, { article: String(row.id) }))
        editor.commands.focus()
      })
      const update = (next) => {
        if (next.type !== node.type) return false
        if (next.attrs.article !== shown) {
          shown = next.attrs.article
          show(target, () => desk.articles(Number(shown)), card, `Article ${shown} is not there any more. Readers see nothing here.`)
        }
        return true
      }
      update(node)
      return { dom, update, stopEvent: isOwnEvent, ignoreMutation: () => true }
    },
  })
