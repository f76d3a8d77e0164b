/* The lead picture: chosen in the editor's own chooser, shown with the point that every crop keeps. */

import { choosePictures } from "editor/choose"
import { surroundings } from "editor/main"
import { element } from "form/combobox"

const button = (text, act) => {
  const made = element("button", { type: "button", className: "button" }, [text])
  made.addEventListener("click", act)
  return made
}

export const lead = (form) => {
  const field = form.elements.lead_image
  const section = field?.closest("section")
  if (!section) return
  const figure = section.querySelector("[data-picture]")
  const place = (point) => {
    const ring = figure.querySelector("[data-focus]")
    const [x, y] = (point ?? ring?.dataset.focus ?? "").split("x")
    if (!ring || !y) return
    ring.style.left = `${Number(x) * 100}%`
    ring.style.top = `${Number(y) * 100}%`
    ring.hidden = false
  }
  place()
  const desk = form.elements.body.dataset.editor && surroundings(form.elements.body)
  if (field.disabled || !desk) return

  const weight = section.querySelector("[data-lead-weight]")
  const show = (row) => {
    figure.replaceChildren()
    figure.hidden = !row
    remove.hidden = !row
    choose.textContent = row ? "Change" : "Choose a picture…"
    weight.textContent = row?.kb ? `${row.kb} KB on a phone` : ""
    if (!row) return
    const words = element("figcaption", { className: "hint" }, [row.caption || row.alt, row.credit ? ` ${row.credit}` : ""])
    if (row.lacks) words.append(element("b", { className: "is-alert" }, [` ${row.lacks}`]))
    const frame = element("div", { className: "lead-frame" }, [element("img", { src: row.avif || row.picture, alt: row.alt }), element("i", { "data-focus": row.focus, hidden: true })])
    figure.append(frame, words)
    place(row.focus)
  }
  const take = (row) => {
    field.value = row ? row.id : ""
    show(row)
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const choose = button("", async () => {
    const rows = await choosePictures(desk, { title: "Lead picture" })
    if (rows) take(rows[0])
    choose.focus()
  })
  const remove = button("Remove", () => {
    take(null)
    choose.focus()
  })
  section.querySelector("label")?.removeAttribute("for")
  section.querySelector("label + .hint, [data-lead-hint]")?.remove()
  field.hidden = true
  field.after(element("p", { className: "lead-acts" }, [choose, remove]))
  choose.textContent = field.value ? "Change" : "Choose a picture…"
  remove.hidden = !field.value
}
