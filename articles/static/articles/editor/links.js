/* The dialog of a link: an address, checked as the server checks it, or an article of our own. */

import { crel } from "django-prose-editor/editor"
import { typedAddress } from "editor/addresses"
import { Refused, ask } from "editor/ask"
import { button, complaint, field, open } from "editor/dialogs"

const REFUSED = "A link goes to a web page (https://…), to an e-mail or telephone (mailto:, tel:) or to a page here (/…)."

/** Articles that readers can open, below the field; a click takes the address of one. */
const suggestions = (desk, input) => {
  const found = crel("ul", { className: "editor-list is-small" })
  let asked = 0
  const search = async () => {
    const words = input.value.trim()
    asked += 1
    const mine = asked
    if (words.length < 3 || /^\S+:|^\/|^#/.test(words)) return found.replaceChildren()
    let results = []
    try {
      results = (await ask(desk.addresses.articles, [["q", words]])).results
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
    if (mine !== asked) return null
    const rows = results.filter((row) => row.url).slice(0, 5)
    return found.replaceChildren(
      ...rows.map((row) => {
        const choice = crel("button", { type: "button", className: "editor-choice" }, [
          crel("span", {}, [crel("b", {}, [row.title]), crel("small", {}, [`${row.meta} · ${row.url}`])]),
        ])
        choice.addEventListener("click", () => {
          input.value = row.url
          found.replaceChildren()
          input.focus()
        })
        return crel("li", {}, [choice])
      }),
    )
  }
  let timer
  input.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(search, 200)
  })
  return found
}

const askForLink = (desk, { href, text, hasText }) =>
  open("Link", (done) => {
    const address = crel("input", { type: "text", value: href, autofocus: true, autocomplete: "off", spellcheck: false })
    const words = crel("input", { type: "text", value: text })
    const wrong = complaint()
    const remove = button("Remove the link")
    remove.addEventListener("click", () => done({ href: null }))
    const form = crel("form", { method: "dialog", noValidate: true }, [
      field("Address, or words of a headline of ours", address),
      suggestions(desk, address),
      ...(hasText ? [] : [field("Text of the link", words)]),
      wrong,
      crel("footer", {}, [crel("button", { className: "editor-button is-first" }, ["Set link"]), ...(href ? [remove] : [])]),
    ])
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const found = typedAddress(address.value, desk.rules)
      if (!found || (/\s/.test(address.value.trim()) && !/^\S+:/.test(address.value.trim()))) wrong.textContent = REFUSED
      else done({ href: found, text: words.value.trim() || found })
    })
    return [form]
  })

/** Ask for the link of the selection, or of the link around the cursor, and set it. */
export const editLink = async (desk, editor) => {
  const { href } = editor.getAttributes("link")
  if (href) editor.commands.extendMarkRange("link")
  const { from, to, empty } = editor.state.selection
  const answer = await askForLink(desk, { href: href ?? "", text: "", hasText: !empty })
  const chain = editor.chain().focus().setTextSelection({ from, to })
  if (!answer) chain.run()
  else if (!answer.href) chain.unsetMark("link").run()
  else if (empty) chain.insertContent({ type: "text", text: answer.text, marks: [{ type: "link", attrs: { href: answer.href } }] }).run()
  else chain.setMark("link", { href: answer.href }).setTextSelection(to).run()
}
