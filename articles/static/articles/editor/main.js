/* The editor: puts itself in the place of each text area that asks for it, and writes the text back into it.

   Other scripts of the page need not know it. The text area holds the text when the form is sent, when a FormData is
   made of it, on the event "newsroom:flush" at the form, and at the latest a second after the last change, which it
   tells with an "input" event. The form hears "newsroom:length" and "newsroom:outline"; elements of the page with
   data-editor-length, -words, -minutes and -outline are filled. */

import { Editor, Extension, crel } from "django-prose-editor/editor"
import { linkAddress } from "editor/addresses"
import { Refused, lookup, send } from "editor/ask"
import { finding } from "editor/find"
import { showKeys } from "editor/keys"
import { editLink } from "editor/links"
import { markCurrent, publish } from "editor/measures"
import { parts } from "editor/nodes"
import { pasting } from "editor/paste"
import { serialiser } from "editor/serialise"
import { toolbar } from "editor/toolbar"
import { uploads } from "editor/uploads"

const PAUSE = 700 // milliseconds without a change, after which the text area is written and the words are counted
const SAID = 9000 // milliseconds that a sentence stays
const MAX_UPLOAD = 20 * 1024 * 1024 // bytes; the server says so too, but after they have gone over the line

const editors = new WeakMap()

/** Write what is in the editors of this form into their text areas, at once. */
export const flush = (form) => {
  for (const textarea of form.querySelectorAll("textarea[data-editor]")) editors.get(textarea)?.flush()
}

const whenIdle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work, 50))

/** What the parts of the editor ask of their surroundings. */
export const surroundings = (textarea) => {
  const { rules, addresses } = JSON.parse(textarea.dataset.editor)
  const said = crel("p", { className: "editor-said", role: "status", hidden: true })
  let timer
  const desk = {
    rules,
    addresses,
    textarea,
    said,
    articles: lookup(addresses.articles, (ids) => [["ids", ids.join(",")]], (row) => row.id),
    pictures: lookup(addresses.pictures, (ids) => [["ids", ids.join(",")]], (row) => row.id),
    embeds: lookup(addresses.embeds, (urls) => urls.map((url) => ["url", url]), (row) => row.asked),
    linkAddress: (value) => linkAddress(value, rules),
    // The cookie's where there is one: it is newer than the form's after a sign-in in another tab.
    token: () => /(?:^|; )(?:__Host-)?csrf=([^;]+)/.exec(document.cookie)?.[1] ?? textarea.form?.elements.csrfmiddlewaretoken?.value ?? "",
    say: (sentence) => {
      clearTimeout(timer)
      said.hidden = false
      said.textContent = sentence
      timer = setTimeout(() => { said.hidden = true }, SAID)
    },
    upload: async (file, onProgress) => {
      if (file.size > MAX_UPLOAD) throw new Refused("The file is over 20 MB. Export it smaller: 2,400 pixels wide is plenty.")
      const row = await send(addresses.upload, { file }, { token: desk.token(), onProgress })
      desk.pictures.keep(row)
      return row
    },
  }
  return desk
}

/** The label names the editor from now on, and a click on it goes there. */
const takeLabel = (textarea, editor) => {
  const [label] = textarea.labels
  if (!label) return {}
  label.id ||= `${textarea.id}_label`
  label.removeAttribute("for")
  label.addEventListener("click", () => editor().commands.focus())
  return { "aria-labelledby": label.id }
}

const start = (textarea) => {
  const desk = surroundings(textarea)
  const html = serialiser(desk.rules)
  const { form } = textarea
  let editor
  const find = finding(() => editor)
  const frame = crel("div", { className: "editor" })

  desk.find = find.open
  desk.showKeys = showKeys
  desk.isFull = () => frame.classList.contains("is-full")
  desk.toggleFull = () => {
    frame.classList.toggle("is-full")
    document.documentElement.classList.toggle("has-full-editor", desk.isFull())
    editor.commands.focus()
    refresh()
    return true
  }

  const shortcuts = Extension.create({
    name: "shortcuts",
    addKeyboardShortcuts: () => ({
      "Mod-k": () => Boolean(editLink(desk, editor)),
      "Mod-.": () => editor.commands.toggleSuperscript(),
      "Mod-,": () => editor.commands.toggleSubscript(),
      "Mod-/": () => Boolean(showKeys()),
      "Mod-Shift-f": desk.toggleFull,
      "Alt-F10": () => {
        tools.focus()
        return true
      },
      Escape: () => desk.isFull() && desk.toggleFull(),
    }),
  })

  const surface = crel("div", { className: "editor-surface" })
  editor = new Editor({
    element: surface,
    injectCSS: false, // an inline style, which the security policy of the desk forbids; editor.css has it
    enablePasteRules: false,
    extensions: [...parts(desk.rules, desk), pasting(desk), uploads(desk), find.extension, shortcuts],
    content: textarea.value,
    parseOptions: { preserveWhitespace: false },
    editable: !textarea.disabled,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        spellcheck: "true",
        ...takeLabel(textarea, () => editor),
      },
    },
  })

  const tools = toolbar(desk, editor)
  const length = crel("span", { "data-editor-length": "" })
  const foot = crel("div", { className: "editor-foot" }, [length])
  if (!document.querySelector("[data-editor-outline]")) {
    foot.append(crel("details", {}, [crel("summary", {}, ["Outline"]), crel("div", { "data-editor-outline": "" })]))
  }
  frame.append(tools.dom, find.panel, surface, foot, desk.said)
  frame.classList.toggle("is-read-only", textarea.disabled)
  textarea.before(frame)
  textarea.hidden = true

  let isStale = false // the text area does not have the newest text yet
  const flushed = () => {
    if (!isStale) return
    isStale = false
    const text = html(editor.state.doc)
    if (text === textarea.value) return
    textarea.value = text
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const places = (name) => [...document.querySelectorAll(`[data-editor-${name}]`)]
  const settle = () => {
    if (editor.isDestroyed) return
    flushed()
    publish(editor, desk, places)
  }

  let timer
  editor.on("update", () => {
    isStale = true
    clearTimeout(timer)
    timer = setTimeout(() => whenIdle(settle), PAUSE)
  })
  let isPainting = false
  const refresh = () => {
    if (isPainting) return
    isPainting = true
    requestAnimationFrame(() => {
      isPainting = false
      tools.refresh()
      markCurrent(editor, places)
    })
  }
  editor.on("transaction", refresh)

  form?.addEventListener("submit", flushed, { capture: true })
  form?.addEventListener("newsroom:flush", flushed)
  form?.addEventListener("formdata", (event) => {
    flushed()
    if (textarea.name) event.formData.set(textarea.name, textarea.value)
  })
  window.addEventListener("pagehide", flushed)
  // A file that falls beside the text would be opened in place of the form.
  window.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault())
  window.addEventListener("drop", (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return
    event.preventDefault()
    desk.say("Drop the picture on the text, where it belongs.")
  })
  const language = form?.elements.language
  const speak = () => editor.view.dom.setAttribute("lang", language.value || document.documentElement.lang)
  if (language) {
    speak()
    language.addEventListener("change", speak)
  }

  editors.set(textarea, { editor, flush: flushed })
  whenIdle(() => publish(editor, desk, places))
  textarea.dispatchEvent(new CustomEvent("newsroom:editing", { bubbles: true }))
}

for (const textarea of document.querySelectorAll("textarea[data-editor]")) {
  // An import may have brought a book; no browser writes in one.
  if (textarea.value.length < 4 * JSON.parse(textarea.dataset.editor).rules.maxCharacters) start(textarea)
}
