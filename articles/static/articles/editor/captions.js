/* What pictures, galleries and players in the text have in common: a frame with a caption that is written in place. */

import { crel } from "django-prose-editor/editor"

/** Enter in a line that belongs to a block, such as a caption, goes on in a new paragraph behind it, `levels` up. */
export const leaveLine = (editor, name, levels = 0) => {
  const { $from } = editor.state.selection
  if ($from.parent.type.name !== name) return false
  const place = $from.after($from.depth - levels)
  return editor.chain().insertContentAt(place, { type: "paragraph" }).setTextSelection(place + 1).run()
}

/** The rule by which a figure is read: its text is that of its caption. */
export const captioned = (tag, getAttrs) => ({
  tag,
  getAttrs,
  contentElement: (figure) => figure.querySelector("figcaption") ?? document.createElement("figcaption"),
})

/** The frame of a figure in the text: what it shows, its caption to be written in, and what is to be known of it. */
export const frame = (className, hint) => {
  const head = crel("div", { className: "editor-node-head" })
  head.contentEditable = "false"
  const foot = crel("div", { className: "editor-facts" })
  foot.contentEditable = "false"
  const contentDOM = crel("figcaption", { "data-hint": hint })
  return { head, foot, contentDOM, dom: crel("figure", { className: `editor-node ${className}` }, [head, contentDOM, foot]) }
}
