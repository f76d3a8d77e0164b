/* Several pictures of the library under one caption, in an order that is changed in place. */

import { Node, crel } from "django-prose-editor/editor"
import { rowNumber } from "editor/addresses"
import { captioned, frame, leaveLine } from "editor/captions"
import { asBlock, insertBlock, isOutsideText, isOwnEvent, show } from "editor/cards"
import { choosePictures } from "editor/choose"
import { button } from "editor/dialogs"
import { describe, facts } from "editor/words"

export const gallery = (desk) =>
  Node.create({
    name: "gallery",
    group: "block",
    content: "inline*",
    isolating: true,
    draggable: true,
    addAttributes: () => ({ images: { default: [] } }),
    parseHTML: () => [
      captioned("figure[data-gallery]", (element) => {
        const images = element.getAttribute("data-gallery").split(/\s+/).filter(rowNumber)
        return images.length ? { images } : false
      }),
    ],
    renderHTML: ({ node }) => ["figure", { "data-gallery": node.attrs.images.join(" ") }, ["figcaption", 0]],
    addCommands: () => ({
      insertGallery: () => ({ editor }) => {
        choosePictures(desk, { title: "Gallery", several: true }).then((rows) => {
          const images = rows?.map((row) => String(row.id))
          if (images) insertBlock(editor, { type: "gallery", attrs: { images } })
          else editor.commands.focus()
        })
        return true
      },
    }),
    addKeyboardShortcuts() {
      return { Enter: () => leaveLine(this.editor, this.name), "Mod-Shift-g": () => this.editor.commands.insertGallery() }
    },
    addNodeView: () => ({ node, editor, getPos }) => {
      let current = node
      let shown = ""
      let dragged = null
      const { dom, contentDOM, head } = frame("editor-gallery", "Caption of the gallery")
      const pictures = crel("div", { className: "editor-gallery-pictures" })
      const add = button("Add pictures")
      const remove = asBlock(pictures, { editor, getPos })
      head.append(pictures, crel("div", { className: "editor-node-tools" }, [add, remove]))

      const set = (images) => {
        const pos = getPos()
        if (pos === undefined) return
        const { tr } = editor.state
        if (images.length) tr.setNodeMarkup(pos, null, { images })
        else tr.delete(pos, pos + current.nodeSize)
        editor.view.dispatch(tr)
      }
      const move = (from, to) => {
        const images = [...current.attrs.images]
        images.splice(to, 0, ...images.splice(from, 1))
        set(images)
        pictures.children[to]?.querySelector("button:enabled")?.focus()
      }
      add.addEventListener("click", async () => {
        const rows = await choosePictures(desk, { title: "Gallery", several: true })
        if (rows) set([...new Set([...current.attrs.images, ...rows.map((row) => String(row.id))])])
      })

      const item = (image, index, images) => {
        const place = crel("div", { className: "editor-picture" })
        const foot = crel("div", { className: "editor-facts" })
        const tool = (text, label, isOn, press) => {
          const made = button(text, { "aria-label": `${label}, picture ${index + 1}`, disabled: !isOn })
          made.addEventListener("click", press)
          return made
        }
        const tools = crel("div", { className: "editor-node-tools" }, [
          tool("←", "Earlier", index > 0, () => move(index, index - 1)),
          tool("→", "Later", index < images.length - 1, () => move(index, index + 1)),
          tool("×", "Take out", true, () => set(images.filter((_, at) => at !== index))),
        ])
        const made = crel("div", { className: "editor-gallery-item", draggable: true }, [place, foot, tools])
        made.addEventListener("dragstart", (event) => {
          dragged = index
          event.dataTransfer.effectAllowed = "move"
          event.dataTransfer.setData("text/plain", "")
          event.stopPropagation()
        })
        made.addEventListener("dragover", (event) => dragged !== null && event.preventDefault())
        made.addEventListener("drop", (event) => {
          if (dragged === null) return
          event.preventDefault()
          event.stopPropagation()
          move(dragged, index)
          dragged = null
        })
        const paint = () => show(
          place,
          () => desk.pictures(Number(image)),
          (row) => {
            const describeIt = async () => (await describe(desk, row)) && paint()
            foot.replaceChildren(...facts(row, describeIt))
            return [crel("img", { src: row.thumb, alt: row.alt })]
          },
          `Picture ${image} is gone.`,
        )
        paint()
        return made
      }
      const update = (next) => {
        if (next.type !== node.type) return false
        current = next
        contentDOM.classList.toggle("is-empty", !next.childCount)
        if (next.attrs.images.join(" ") !== shown) {
          shown = next.attrs.images.join(" ")
          pictures.replaceChildren(...next.attrs.images.map(item))
        }
        return true
      }
      update(node)
      const stopEvent = (event) => isOwnEvent(event) || (dragged !== null && event.type.startsWith("drag")) || (dragged !== null && event.type === "drop")
      return { dom, contentDOM, update, stopEvent, ignoreMutation: isOutsideText(contentDOM) }
    },
  })
