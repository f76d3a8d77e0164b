/* A picture of the library in the text. Its words belong to its row, its caption here to the text. */

import { Node, crel } from "django-prose-editor/editor"
import { rowNumber } from "editor/addresses"
import { captioned, frame, leaveLine } from "editor/captions"
import { asBlock, insertBlock, isOutsideText, isOwnEvent, show } from "editor/cards"
import { choosePictures } from "editor/choose"
import { button } from "editor/dialogs"
import { describe, facts } from "editor/words"

/** The picture as it stands in the text, in the lighter format where there is one. */
const picture = (row) =>
  crel("picture", {}, [
    ...(row.avif ? [crel("source", { type: "image/avif", srcset: row.avif })] : []),
    crel("img", { src: row.picture, width: row.width, height: row.height, alt: row.alt }),
  ])

export const figure = (desk) =>
  Node.create({
    name: "figure",
    group: "block",
    content: "inline*",
    isolating: true,
    draggable: true,
    addAttributes: () => ({ image: { default: null }, layout: { default: null } }),
    parseHTML: () => [
      captioned("figure[data-image]", (element) => {
        const image = rowNumber(element.getAttribute("data-image"))
        return image ? { image, layout: element.getAttribute("data-layout") === "wide" ? "wide" : null } : false
      }),
    ],
    renderHTML: ({ node: { attrs } }) => [
      "figure",
      { "data-image": attrs.image, ...(attrs.layout ? { "data-layout": attrs.layout } : {}) },
      ["figcaption", 0],
    ],
    addCommands: () => ({
      insertPicture: () => ({ editor }) => {
        choosePictures(desk).then((rows) => {
          if (rows) insertBlock(editor, { type: "figure", attrs: { image: String(rows[0].id) } })
          else editor.commands.focus()
        })
        return true
      },
    }),
    addKeyboardShortcuts() {
      return { Enter: () => leaveLine(this.editor, this.name), "Mod-Shift-p": () => this.editor.commands.insertPicture() }
    },
    addNodeView: () => ({ node, editor, getPos }) => {
      let current = node
      let shown = null
      const { dom, contentDOM, head, foot } = frame("editor-figure", "Caption")
      const place = crel("div", { className: "editor-picture" })
      const wide = button("Wide")
      const words = button("Words")
      const change = button("Change")
      const remove = asBlock(place, { editor, getPos })
      head.append(place, crel("div", { className: "editor-node-tools" }, [wide, words, change, remove]))

      const set = (attributes) => {
        const pos = getPos()
        if (pos !== undefined) editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, { ...current.attrs, ...attributes }))
      }
      const describeIt = async () => {
        const row = await desk.pictures(Number(current.attrs.image))
        if (row && (await describe(desk, row))) paint()
      }
      wide.addEventListener("click", () => set({ layout: current.attrs.layout ? null : "wide" }))
      words.addEventListener("click", describeIt)
      change.addEventListener("click", async () => {
        const rows = await choosePictures(desk)
        if (rows) set({ image: String(rows[0].id) })
        editor.commands.focus()
      })
      const paint = () => {
        const { image } = current.attrs
        foot.replaceChildren()
        return show(
          place,
          () => desk.pictures(Number(image)),
          (row) => {
            contentDOM.dataset.hint = row.caption ? `Caption, instead of the picture’s own: “${row.caption}”` : "Caption"
            foot.replaceChildren(...facts(row, describeIt))
            return [picture(row)]
          },
          `Picture ${image} is not in the library any more. Readers see nothing here.`,
        )
      }
      const update = (next) => {
        if (next.type !== node.type) return false
        current = next
        contentDOM.classList.toggle("is-empty", !next.childCount)
        dom.classList.toggle("is-wide", Boolean(next.attrs.layout))
        wide.setAttribute("aria-pressed", Boolean(next.attrs.layout))
        if (next.attrs.image !== shown) {
          shown = next.attrs.image
          paint()
        }
        return true
      }
      update(node)
      return { dom, contentDOM, update, stopEvent: isOwnEvent, ignoreMutation: isOutsideText(contentDOM) }
    },
  })
