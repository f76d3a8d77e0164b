/* Pictures of the library in the text, one or several. The words of a picture belong to its row, its caption here to the text. */

import { Node, crel } from "django-prose-editor/editor"
import { rowNumber } from "editor/addresses"
import { Refused, send } from "editor/ask"
import { asBlock, isOutsideText, isOwnEvent, show } from "editor/cards"
import { choosePictures } from "editor/choose"
import { button, complaint, field, open } from "editor/dialogs"

/** Enter in a line that belongs to a block, such as a caption, goes on in a new paragraph behind it, `levels` up. */
export const leaveLine = (editor, name, levels = 0) => {
  const { $from } = editor.state.selection
  if ($from.parent.type.name !== name) return false
  const place = $from.after($from.depth - levels)
  return editor.chain().insertContentAt(place, { type: "paragraph" }).setTextSelection(place + 1).run()
}

/** The words that belong to the picture wherever it is shown; gives the new row, or null. */
const describe = (desk, row) =>
  open("Words of the picture", (done) => {
    const alt = crel("textarea", { rows: 2, maxLength: 400, value: row.alt, autofocus: true })
    const decorative = crel("input", { type: "checkbox", checked: row.decorative, id: "editor-decorative" })
    const credit = crel("input", { type: "text", maxLength: 200, value: row.credit })
    const wrong = complaint()
    const form = crel("form", { method: "dialog", noValidate: true }, [
      crel("img", { src: row.thumb, alt: "" }),
      field("Alternative text", alt, "What the picture shows, for those who do not see it. No “Picture of”."),
      crel("label", { className: "editor-check", htmlFor: decorative.id }, [decorative, "It says nothing that the text does not say"]),
      field("Credit", credit, "Such as “Photograph: Achieng’ Odhiambo”."),
      crel("p", { className: "editor-hint" }, ["These words are the picture’s own: every story that shows it has them."]),
      wrong,
      crel("footer", {}, [crel("button", { className: "editor-button is-first" }, ["Save words"])]),
    ])
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      const values = { id: row.id, alt: alt.value, credit: credit.value, ...(decorative.checked ? { is_decorative: "on" } : {}) }
      try {
        const changed = await send(desk.addresses.words, values, { token: desk.token() })
        desk.pictures.keep(changed)
        done(changed)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        wrong.textContent = error.message
      }
    })
    return [form]
  })

const facts = (row, onDescribe) => {
  const words = [row.credit ? crel("span", {}, [row.credit]) : alertButton("Credit missing", onDescribe)]
  if (!row.alt && !row.decorative) words.push(alertButton("Alt text missing", onDescribe))
  return words
}

/** The picture as it stands in the text, in the lighter format where there is one. */
const picture = (row) =>
  crel("picture", {}, [
    ...(row.avif ? [crel("source", { type: "image/avif", srcset: row.avif })] : []),
    crel("img", { src: row.picture, width: row.width, height: row.height, alt: row.alt }),
  ])

const alertButton = (text, onPress) => {
  const press = button(text, { className: "editor-missing" })
  press.addEventListener("click", onPress)
  return press
}

const captioned = (name, tag, getAttrs) => ({
  tag,
  getAttrs,
  contentElement: (figure) => figure.querySelector("figcaption") ?? document.createElement("figcaption"),
  node: name,
})

const frame = (className, hint) => {
  const head = crel("div", { className: "editor-node-head" })
  head.contentEditable = "false"
  const foot = crel("div", { className: "editor-facts" })
  foot.contentEditable = "false"
  const contentDOM = crel("figcaption", { "data-hint": hint })
  return { head, foot, contentDOM, dom: crel("figure", { className: `editor-node ${className}` }, [head, contentDOM, foot]) }
}

export const figure = (rules, desk) =>
  Node.create({
    name: "figure",
    group: "block",
    content: "inline*",
    isolating: true,
    draggable: true,
    addAttributes: () => ({ image: { default: null }, layout: { default: null } }),
    parseHTML: () => [
      captioned("figure", "figure[data-image]", (element) => {
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
          if (rows) editor.chain().focus().insertContent({ type: "figure", attrs: { image: String(rows[0].id) } }).run()
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

export const gallery = (rules, desk) =>
  Node.create({
    name: "gallery",
    group: "block",
    content: "inline*",
    isolating: true,
    draggable: true,
    addAttributes: () => ({ images: { default: [] } }),
    parseHTML: () => [
      captioned("gallery", "figure[data-gallery]", (element) => {
        const images = element.getAttribute("data-gallery").split(/\s+/).filter(rowNumber)
        return images.length ? { images } : false
      }),
    ],
    renderHTML: ({ node }) => ["figure", { "data-gallery": node.attrs.images.join(" ") }, ["figcaption", 0]],
    addCommands: () => ({
      insertGallery: () => ({ editor }) => {
        choosePictures(desk, { title: "Gallery", several: true }).then((rows) => {
          const images = rows?.map((row) => String(row.id))
          if (images) editor.chain().focus().insertContent({ type: "gallery", attrs: { images } }).run()
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
