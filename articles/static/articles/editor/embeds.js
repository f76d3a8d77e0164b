/* Players of other services, by the address of what they play. The server knows the services. */

import { Node, Plugin, crel } from "django-prose-editor/editor"
import { isAddressAlone } from "editor/addresses"
import { Refused } from "editor/ask"
import { captioned, leaveLine } from "editor/captions"
import { asBlock, insertBlock, isOutsideText, isOwnEvent, show } from "editor/cards"
import { button, complaint, field, open } from "editor/dialogs"

const player = (row) => [
  crel("strong", {}, [row.title]),
  crel("p", {}, [row.about]),
  crel("small", {}, [row.url.replace(/^https:\/\/(www\.)?/, "")]),
]

const unknown = (desk) => `That is no address of a player that we know. We know ${desk.rules.players.join(", ")}.`

/** Ask for the address of something that plays; gives what the server found, or null. */
const askForAddress = (desk, address = "") =>
  open("Embed", (done) => {
    const input = crel("input", { type: "url", value: address, autofocus: true, placeholder: "https://" })
    const wrong = complaint()
    const form = crel("form", { method: "dialog", noValidate: true }, [
      field("Address of a video, post, recording, chart or map", input, `As it stands in the browser: ${desk.rules.players.join(", ")}.`),
      wrong,
      crel("footer", {}, [crel("button", { className: "editor-button is-first" }, ["Embed"])]),
    ])
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      try {
        const row = isAddressAlone(input.value) ? await desk.embeds(input.value.trim()) : null
        if (row) done(row)
        else wrong.textContent = unknown(desk)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        wrong.textContent = error.message
      }
    })
    return [form]
  })

/** The paragraph that holds this address and nothing else becomes its player, unless it is gone by then. */
const replaceAddress = (view, address, row) => {
  const { state } = view
  let place = null
  state.doc.descendants((node, pos) => {
    if (place === null && node.type.name === "paragraph" && node.textContent.trim() === address) place = { node, pos }
    return place === null && !node.isTextblock
  })
  if (!place) return
  const end = place.pos + place.node.nodeSize
  view.dispatch(state.tr.replaceWith(place.pos, end, state.schema.nodes.embed.create({ address: row.url })))
}

export const embed = (desk) =>
  Node.create({
    name: "embed",
    group: "block",
    content: "inline*",
    isolating: true,
    draggable: true,
    addAttributes: () => ({ address: { default: null } }),
    parseHTML: () => [
      captioned("figure[data-embed]", (figure) => {
        const address = figure.getAttribute("data-embed").trim()
        return /^https:\/\/[^\s"<>\\]+$/.test(address) ? { address } : false
      }),
    ],
    renderHTML: ({ node }) => ["figure", { "data-embed": node.attrs.address }, ["figcaption", 0]],
    addCommands: () => ({
      insertEmbed: () => ({ editor }) => {
        askForAddress(desk).then((row) => {
          if (row) insertBlock(editor, { type: "embed", attrs: { address: row.url } })
          else editor.commands.focus()
        })
        return true
      },
    }),
    addKeyboardShortcuts() {
      return { Enter: () => leaveLine(this.editor, this.name), "Mod-Shift-e": () => this.editor.commands.insertEmbed() }
    },
    addNodeView: () => ({ node, editor, getPos }) => {
      let shown = null
      const about = crel("div", { className: "editor-player" })
      const change = button("Change")
      const tools = crel("div", { className: "editor-node-tools" }, [change, asBlock(about, { editor, getPos })])
      const head = crel("div", { className: "editor-node-head" }, [about, tools])
      head.contentEditable = "false"
      const contentDOM = crel("figcaption", { "data-hint": "Title of the player, for readers" })
      const dom = crel("figure", { className: "editor-node editor-embed" }, [head, contentDOM])
      change.addEventListener("click", async () => {
        const row = await askForAddress(desk, shown)
        const pos = getPos()
        if (row && pos !== undefined) editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, { address: row.url }))
        editor.commands.focus()
      })
      const update = (next) => {
        if (next.type !== node.type) return false
        contentDOM.classList.toggle("is-empty", !next.childCount)
        if (next.attrs.address !== shown) {
          shown = next.attrs.address
          show(about, () => desk.embeds(shown), player, `${shown} is no address of a player that we know. Readers see nothing here.`)
        }
        return true
      }
      update(node)
      return { dom, contentDOM, update, stopEvent: isOwnEvent, ignoreMutation: isOutsideText(contentDOM) }
    },
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          // An address on a line of its own: a link at once, a player as soon as the server says that it is one.
          handlePaste: (view, event) => {
            const address = event.clipboardData?.getData("text/plain").trim() ?? ""
            const { $from, empty } = view.state.selection
            if (!isAddressAlone(address) || !empty || $from.parent.type.name !== "paragraph" || $from.parent.childCount) return false
            const { schema, tr } = view.state
            const href = desk.linkAddress(address)
            if (!href) return false
            view.dispatch(tr.replaceSelectionWith(schema.text(address, [schema.marks.link.create({ href })]), false))
            desk.embeds(address).then(
              (row) => (row ? replaceAddress(view, address, row) : desk.say(`${unknown(desk)} The address stays as a link.`)),
              (error) => desk.say(error.message),
            )
            return true
          },
        },
      }),
    ],
  })
