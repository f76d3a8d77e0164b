/* Bylines as rows of a name and a role, over the plain field with a line for each. */

import { combobox, element } from "form/combobox"
import { ordered } from "form/order"

/** The last colon parts name and role; a name that holds one itself stays whole unless a role follows. */
const parse = (line) => {
  const place = line.lastIndexOf(":")
  return place < 0 ? { name: line, role: "" } : { name: line.slice(0, place).trim(), role: line.slice(place + 1).trim() }
}

export const bylines = (form) => {
  const field = form.elements.bylines
  if (!field || field.disabled) return
  const list = element("ol", { className: "bylines-list" })
  const said = element("p", { className: "visually-hidden", role: "status" })

  const write = () => {
    const lines = [...list.children].map((row) => {
      const role = row.querySelector("input").value.trim()
      return role ? `${row.dataset.name}: ${role}` : row.dataset.name
    })
    field.value = lines.join("\n")
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const row = ({ name, role }) => {
    const handle = element("button", { type: "button", className: "handle", "data-handle": true, "aria-label": `Move ${name}: arrows`, title: "Drag, or move with the arrows" }, ["⠿"])
    const doing = element("input", { type: "text", value: role, maxlength: 60, placeholder: "role", "aria-label": `Role of ${name}`, "data-unkept": true })
    const cross = element("button", { type: "button", className: "token-remove", "aria-label": `Remove ${name}` }, ["×"])
    const made = element("li", { "data-name": name }, [handle, element("b", {}, [name]), doing, cross])
    doing.addEventListener("input", write)
    cross.addEventListener("click", () => {
      made.remove()
      write()
      said.textContent = `${name} is taken out.`
      typing.input.focus()
    })
    return made
  }
  const typing = combobox({
    address: form.dataset.suggestAuthors,
    label: "Add a byline",
    placeholder: "Add a byline",
    pick: (name) => {
      if ([...list.children].some((one) => one.dataset.name === name)) return
      list.append(row({ name, role: "" }))
      write()
      said.textContent = `${name} is added.`
    },
  })
  ordered(list, write)
  list.append(...field.value.split("\n").map((line) => line.trim()).filter(Boolean).map(parse).map(row))

  const section = field.closest("section")
  section.querySelector("label")?.removeAttribute("for")
  section.querySelector("label")?.addEventListener("click", () => typing.input.focus())
  section.querySelector(".hint")?.remove()
  field.removeAttribute("aria-describedby")
  field.hidden = true
  field.after(list, typing.box, said)
}
