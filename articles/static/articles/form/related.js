/* What readers will find below this text, and why: drawn by the server from what stands in the form, again when it has
   changed, and after each pin and ban. */

import { chooseArticle } from "editor/choose"
import { surroundings } from "editor/main"
import { element } from "form/combobox"
import { ordered } from "form/order"

const PAUSE = 1500 // milliseconds after the last change
const FIELDS = ["headline", "standfirst", "body", "topics", "language"]
const NO_LINE = "The desk cannot be reached. Try again when the line is back."

export const related = (form) => {
  const section = form.querySelector("[data-related-panel]")
  if (!section) return
  const list = section.querySelector("[data-related-list]")
  const said = section.querySelector("[data-related-said]")
  let seen = "" // the text of which the list is
  let running = null
  let timer

  const post = (address, values, accept, signal) =>
    fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: accept },
      body: new URLSearchParams(values),
      signal,
    })

  /** Put a new list in, with what had the focus and what was open as they were. */
  const paint = (html) => {
    const focused = list.contains(document.activeElement) ? document.activeElement : null
    const name = focused?.name
    const story = focused?.closest("[data-story]")?.dataset.story
    const open = [...list.querySelectorAll("details[open]")].map((one) => one.dataset.kept)
    list.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes)
    for (const one of list.querySelectorAll("details")) one.open = open.includes(one.dataset.kept)
    const pins = list.querySelector("[data-pins]")
    if (pins && pins.children.length > 1 && pins.querySelector("button")) arrangeable(pins)
    if (!focused) return
    const row = list.querySelector(`[data-story="${story}"]`)
    const same = row?.querySelector(name ? `[name="${name}"]` : "[data-handle]")
    ;(same ?? row?.querySelector("button") ?? list.querySelector("button, a"))?.focus()
  }
  const arrangeable = (pins) => {
    for (const row of pins.children) {
      const handle = element("button", { type: "button", className: "handle", "data-handle": true, title: "Drag, or move with the arrows" }, ["⠿"])
      handle.setAttribute("aria-label", `Move with the arrows: ${row.querySelector(".headline").textContent}`)
      row.querySelector(".near-acts").prepend(handle)
    }
    ordered(pins, () => act("order", [...pins.children].map((row) => row.dataset.story).join(",")))
  }

  const read = async (isAnew = false) => {
    clearTimeout(timer)
    const values = FIELDS.map((name) => [name, form.elements[name]?.value ?? ""])
    const text = String(new URLSearchParams(values))
    if (text === seen && !isAnew) return
    running?.abort()
    running = new AbortController()
    try {
      const answer = await post(section.dataset.relatedPanel, values, "text/html", running.signal)
      if (!answer.ok || answer.redirected) return
      const html = await answer.text()
      seen = text
      paint(html)
    } catch (error) {
      // Without a line the list stays as it was, and is asked for at the next change.
      if (!["AbortError", "TypeError"].includes(error.name)) throw error
    }
  }

  const act = async (verb, value) => {
    section.classList.add("is-busy")
    try {
      const answer = await post(section.dataset.relatedAct, [[verb, value]], "application/json")
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json")
      const sentence = isJson ? await answer.json() : { error: "You are signed out. Sign in again in another tab." }
      await read(true)
      said.textContent = sentence.error ?? sentence.said
    } catch (error) {
      if (error.name !== "TypeError") throw error
      said.textContent = NO_LINE
    } finally {
      section.classList.remove("is-busy")
    }
  }

  const choose = async () => {
    const row = await chooseArticle(surroundings(form.elements.body), [], {
      title: "Pin a story",
      label: "Find a story by its headline",
    })
    if (row) await act("pin", row.id)
    list.querySelector("[data-related-choose]")?.focus()
  }

  section.addEventListener("click", (event) => {
    const button = event.target.closest("button")
    if (button?.matches("[data-related-choose]")) choose()
    if (button?.getAttribute("form") !== "related-form") return
    event.preventDefault()
    if (!section.classList.contains("is-busy")) act(button.name, button.value)
  })
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(read, PAUSE)
  }
  form.addEventListener("input", soon)
  form.addEventListener("change", soon)
  form.addEventListener("newsroom:changed", soon)
  read()
}
