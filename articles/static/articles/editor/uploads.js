/* Pictures that are dropped into the text or pasted: sent to the library, with a line that grows, and put where they fell. */

import { Extension, Plugin, crel, pm } from "django-prose-editor/editor"
import { Refused } from "editor/ask"
import { inert } from "editor/paste"

const { Decoration, DecorationSet } = pm.view
const key = new pm.state.PluginKey("uploads")

const waiting = (file) => {
  const bar = crel("progress", { max: 1, value: 0 })
  const dom = crel("div", { className: "editor-node editor-waiting" }, [crel("span", {}, [`Sending ${file.name}`]), bar])
  dom.contentEditable = "false"
  return { dom, bar }
}

const plugin = () =>
  new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => {
        const mapped = set.map(tr.mapping, tr.doc)
        const { add, remove } = tr.getMeta(key) ?? {}
        if (add) return mapped.add(tr.doc, [Decoration.widget(add.pos, add.dom, { id: add.id, side: -1 })])
        return remove ? mapped.remove(mapped.find(undefined, undefined, (spec) => spec.id === remove)) : mapped
      },
    },
    props: { decorations: (state) => key.getState(state) },
  })

/** The nearest place to `pos` in which a figure may stand. */
const placeFor = (doc, pos, figure) =>
  pm.transform.dropPoint(doc, pos, new pm.model.Slice(pm.model.Fragment.from(figure), 0, 0)) ?? doc.content.size

const sendOne = async (desk, view, file, pos) => {
  const id = {}
  const { dom, bar } = waiting(file)
  const { figure } = view.state.schema.nodes
  const place = placeFor(view.state.doc, pos, figure.create({ image: "1" }))
  view.dispatch(view.state.tr.setMeta(key, { add: { id, dom, pos: place } }))
  let row = null
  try {
    row = await desk.upload(file, (part) => { bar.value = part })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    desk.say(`${file.name}: ${error.message}`)
  }
  const [found] = key.getState(view.state).find(undefined, undefined, (spec) => spec.id === id)
  const tr = view.state.tr.setMeta(key, { remove: id })
  // The place is gone if the text around it was deleted meanwhile; the picture is in the library all the same.
  if (row && found) tr.insert(found.from, figure.create({ image: String(row.id) }))
  view.dispatch(tr)
}

const sendAll = async (desk, view, files, pos) => {
  for (const file of files) await sendOne(desk, view, file, pos)
}

/** Files of the clipboard that are meant: Word and browsers put a picture of the text beside the text. */
const pastedFiles = (clipboard) => {
  const files = [...(clipboard?.files ?? [])]
  const html = clipboard?.getData("text/html") ?? ""
  const hasText = html && inert(html).textContent.trim() !== ""
  return hasText ? [] : files
}

export const uploads = (desk) =>
  Extension.create({
    name: "uploads",
    priority: 1500,
    addProseMirrorPlugins: () => [
      plugin(),
      new Plugin({
        props: {
          handleDrop: (view, event, _, moved) => {
            const files = [...(event.dataTransfer?.files ?? [])]
            if (moved || !files.length) return false
            event.preventDefault()
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })
            sendAll(desk, view, files, at?.pos ?? view.state.doc.content.size)
            return true
          },
          handlePaste: (view, event) => {
            const files = pastedFiles(event.clipboardData)
            if (!files.length) return false
            sendAll(desk, view, files, view.state.selection.to)
            return true
          },
        },
      }),
    ],
  })
