/* Topics as tokens, over the plain field with commas. The first is the primary one; they are put in order by dragging or
   with the arrows. Under them stands what the text speaks of. */

import { combobox, element } from "form/combobox"
import { ordered } from "form/order"

const PAUSE = 3000 // milliseconds without a change of the text, after which it is read again
const fold = (name) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim()

export const topics = (form) => {
  const field = form.elements.topics
  if (!field || field.disabled) return
  const names = () => field.value.split(",").map((name) => name.trim()).filter(Boolean)
  const list = element("ul", { className: "tokens-list" })
  const said = element("p", { className: "visually-hidden", role: "status" })
  const found = element("p", { className: "proposals" })

  const write = (all) => {
    const value = all.join(", ")
    if (value === field.value) return
    field.value = value
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }
  const paint = () => list.replaceChildren(...names().map(token))
  const change = (all, sentence) => {
    write(all)
    paint()
    propose()
    said.textContent = sentence
  }
  const add = (typed) => {
    const all = names()
    for (const name of typed.split(",").map((one) => one.trim())) {
      if (name && !all.some((one) => fold(one) === fold(name))) all.push(name)
    }
    change(all, `${typed} is added.`)
  }
  const remove = (name) => change(names().filter((one) => one !== name), `${name} is taken out.`)

  const token = (name, index) => {
    const handle = element("button", { type: "button", className: "token-name", "data-handle": true, title: "Drag, or move with the arrows" }, [name])
    handle.setAttribute("aria-label", `${name}, ${index === 0 ? "primary topic" : `topic ${index + 1}`}. Arrows move it.`)
    const cross = element("button", { type: "button", className: "token-remove", "aria-label": `Remove ${name}` }, ["×"])
    cross.addEventListener("click", () => {
      remove(name)
      typing.input.focus()
    })
    return element("li", { className: index === 0 ? "token is-first" : "token", "data-name": name }, [handle, cross])
  }

  const typing = combobox({
    address: form.dataset.suggestTopics,
    label: "Add a topic",
    placeholder: "Add a topic",
    pick: add,
    leave: add,
    back: () => {
      const last = names().at(-1)
      if (last) remove(last)
    },
  })
  const box = element("div", { className: "tokens" }, [list, typing.box])
  ordered(list, () => {
    const focused = document.activeElement?.closest("[data-name]")?.dataset.name
    change([...list.children].map((row) => row.dataset.name), "Moved.")
    if (focused) list.querySelector(`[data-name="${CSS.escape(focused)}"] [data-handle]`)?.focus()
  })

  let known = []
  const propose = () => {
    const had = names().map(fold)
    const left = known.filter(({ name }) => !had.includes(fold(name))).slice(0, 5)
    found.replaceChildren(
      ...left.map(({ name, also }) => {
        const button = element("button", { type: "button", title: also ? `The text says “${also}”` : "" }, [name])
        button.addEventListener("click", () => add(name))
        return button
      }),
    )
  }

  let asked = ""
  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent
  const read = async () => {
    const text = [form.elements.headline.value, form.elements.standfirst.value, plain(form.elements.body.value)].join("\n")
    if (text === asked || text.trim().length < 20) return
    asked = text
    try {
      const body = new URLSearchParams([["text", text.slice(0, 400_000)]])
      const answer = await fetch(form.dataset.suggestText, {
        method: "POST",
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" },
        body,
      })
      if (!answer.ok || answer.redirected) return
      known = (await answer.json()).suggestions
      propose()
    } catch {
      /* no line: nothing is proposed */
    }
  }
  let timer
  form.addEventListener("input", ({ target }) => {
    if (!["headline", "standfirst", "body"].includes(target.name)) return
    clearTimeout(timer)
    timer = setTimeout(read, PAUSE)
  })
  setTimeout(read, PAUSE / 2)

  field.closest("section").querySelector("label")?.removeAttribute("for")
  field.closest("section").querySelector("label")?.addEventListener("click", () => typing.input.focus())
  field.hidden = true
  const hint = field.closest("section").querySelector(".hint")
  if (hint) hint.textContent = "The first is the primary one. Drag them into order."
  field.after(box, found, said)
  paint()
}
