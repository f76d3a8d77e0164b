/* Find and replace in the text. The hits are marked on the screen alone; nothing of it is in the text. */

import { Extension, Plugin, crel, pm } from "django-prose-editor/editor"
import { button, field } from "editor/dialogs"

const { Decoration, DecorationSet } = pm.view
const key = new pm.state.PluginKey("find")
const NOTHING = { query: "", matchCase: false, hits: [], current: -1, decorations: DecorationSet.empty }

const search = (doc, query, matchCase) => {
  const hits = []
  if (!query) return hits
  const pattern = new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/ /g, "[ \\u00a0]"), matchCase ? "gu" : "giu")
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    const text = node.textBetween(0, node.content.size, undefined, "\ufffc")
    for (const found of text.matchAll(pattern)) hits.push({ from: pos + 1 + found.index, to: pos + 1 + found.index + found[0].length })
    return false
  })
  return hits
}

const decorate = (doc, hits, current) =>
  DecorationSet.create(doc, hits.map(({ from, to }, index) => Decoration.inline(from, to, { class: index === current ? "editor-hit is-current" : "editor-hit" })))

const next = (state, doc, { query = state.query, matchCase = state.matchCase, current = state.current }) => {
  const hits = search(doc, query, matchCase)
  const place = hits.length ? Math.min(Math.max(current, 0), hits.length - 1) : -1
  return { query, matchCase, hits, current: place, decorations: decorate(doc, hits, place) }
}

const plugin = () =>
  new Plugin({
    key,
    state: {
      init: () => NOTHING,
      apply: (tr, state) => {
        const wanted = tr.getMeta(key)
        if (wanted === null) return NOTHING
        return wanted || (state.query && tr.docChanged) ? next(state, tr.doc, wanted ?? {}) : state
      },
    },
    props: { decorations: (state) => key.getState(state).decorations },
  })

/** The extension with the marks, and the panel that goes with it. */
export const finding = (getEditor) => {
  const query = crel("input", { type: "search", autocomplete: "off" })
  const replacement = crel("input", { type: "text", autocomplete: "off" })
  const matchCase = crel("input", { type: "checkbox", id: "editor-match-case" })
  const said = crel("p", { className: "editor-hint", role: "status" })
  const tools = {
    previous: button("Previous"),
    following: button("Next"),
    replace: button("Replace"),
    replaceAll: button("Replace all"),
    close: button("Close"),
  }
  const panel = crel("div", { className: "editor-find", role: "search", "aria-label": "Find and replace", hidden: true }, [
    field("Find", query),
    field("Replace with", replacement),
    crel("label", { className: "editor-check", htmlFor: matchCase.id }, [matchCase, "Match case"]),
    crel("div", { className: "editor-find-tools" }, Object.values(tools)),
    said,
  ])

  const state = () => key.getState(getEditor().state)
  const tell = (wanted) => getEditor().view.dispatch(getEditor().state.tr.setMeta(key, wanted))

  const report = () => {
    const { hits, current } = state()
    said.textContent = !query.value ? "" : hits.length ? `${current + 1} of ${hits.length}` : "Nothing is found."
  }
  const reveal = () => {
    const { view } = getEditor()
    view.dom.querySelector(".editor-hit.is-current")?.scrollIntoView({ block: "center" })
    report()
  }
  const refresh = (current = 0) => {
    tell({ query: query.value, matchCase: matchCase.checked, current })
    reveal()
  }
  const step = (by) => {
    const { hits, current } = state()
    if (hits.length) tell({ current: (current + by + hits.length) % hits.length })
    reveal()
  }
  const put = (tr, { from, to }) => (replacement.value ? tr.insertText(replacement.value, from, to) : tr.delete(from, to))
  const replace = () => {
    const { hits, current } = state()
    if (current < 0) return
    getEditor().view.dispatch(put(getEditor().state.tr, hits[current]).setMeta(key, { current }))
    reveal()
  }
  const replaceAll = () => {
    const { hits } = state()
    const tr = hits.toReversed().reduce(put, getEditor().state.tr)
    getEditor().view.dispatch(tr)
    said.textContent = `${hits.length} replaced.`
  }
  const close = () => {
    panel.hidden = true
    const { hits, current } = state()
    tell(null)
    const chain = getEditor().chain()
    if (hits[current]) chain.setTextSelection(hits[current])
    chain.focus().run()
  }
  const open = () => {
    panel.hidden = false
    const { from, to } = getEditor().state.selection
    const chosen = getEditor().state.doc.textBetween(from, to, "\n")
    if (chosen && !chosen.includes("\n")) query.value = chosen
    query.focus()
    query.select()
    const hits = search(getEditor().state.doc, query.value, matchCase.checked)
    refresh(Math.max(0, hits.findIndex((hit) => hit.from >= from)))
    return true
  }

  query.addEventListener("input", () => refresh())
  matchCase.addEventListener("change", () => refresh())
  tools.previous.addEventListener("click", () => step(-1))
  tools.following.addEventListener("click", () => step(1))
  tools.replace.addEventListener("click", replace)
  tools.replaceAll.addEventListener("click", replaceAll)
  tools.close.addEventListener("click", close)
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close()
    else if (event.key === "Enter" && event.target === query) step(event.shiftKey ? -1 : 1)
    else if (event.key === "Enter" && event.target === replacement) replace()
    else return
    event.preventDefault() // Enter in a field would send the form
    event.stopPropagation()
  })

  const extension = Extension.create({
    name: "find",
    addProseMirrorPlugins: () => [plugin()],
    addKeyboardShortcuts: () => ({ "Mod-f": open, "Mod-h": open }),
    onUpdate: () => !panel.hidden && !panel.contains(document.activeElement) && report(),
  })
  return { extension, panel, open }
}
