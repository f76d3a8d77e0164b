/* The language of a passage, where it is another one than the story's. The direction of writing follows from it. */

import { crel } from "django-prose-editor/editor"
import { button, complaint, field, open } from "editor/dialogs"

export const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/
const OFFERED = ["en", "sw", "so", "am", "om", "ki", "luo", "kln", "lg", "rw", "ar", "fr", "hi", "zh"]
const REFUSED = "A language is two or three letters, such as ar for Arabic or luo for Luo."

const names = new Intl.DisplayNames(["en"], { type: "language" })

/** The outermost parts of the selection that can have a language: paragraphs, headings, whole lists, quotes, tables. */
const passages = ({ doc, selection }) => {
  const found = []
  doc.nodesBetween(selection.from, selection.to, (node, pos) => {
    if (!("lang" in node.attrs)) return true
    found.push({ node, pos })
    return false
  })
  return found
}

export const hasLanguage = (editor) => passages(editor.state).some(({ node }) => node.attrs.lang)

const askForLanguage = (now) =>
  open("Language of this passage", (done) => {
    const known = crel("datalist", { id: "editor-languages" }, OFFERED.map((code) => crel("option", { value: code }, [names.of(code)])))
    const input = crel("input", { type: "text", value: now, autofocus: true, autocomplete: "off", autocapitalize: "none", spellcheck: false })
    input.setAttribute("list", known.id)
    const wrong = complaint()
    const asStory = button("As the story")
    asStory.addEventListener("click", () => done(""))
    const form = crel("form", { method: "dialog", noValidate: true }, [
      field("Language", input, "Its code, such as ar, so or en. Screen readers speak it, and Arabic runs from right to left."),
      known,
      wrong,
      crel("footer", {}, [crel("button", { className: "editor-button is-first" }, ["Set language"]), ...(now ? [asStory] : [])]),
    ])
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const code = input.value.trim()
      if (!code || LANGUAGE.test(code)) done(code)
      else wrong.textContent = REFUSED
    })
    return [form]
  })

/** Ask in which language the selected passages are, and note it at each. */
export const setLanguage = async (desk, editor) => {
  const [first] = passages(editor.state)
  if (!first) return desk.say("Put the cursor into a paragraph, a heading, a list, a quote or a table first.")
  const lang = await askForLanguage(first.node.attrs.lang ?? "")
  editor.commands.focus()
  if (lang === null) return null
  const isRightToLeft = desk.rules.rightToLeft.includes(lang.split("-")[0].toLowerCase())
  const { tr } = editor.state
  for (const { node, pos } of passages(editor.state)) {
    tr.setNodeMarkup(pos, null, { ...node.attrs, lang: lang || null, dir: isRightToLeft ? "rtl" : null })
  }
  return editor.view.dispatch(tr)
}
