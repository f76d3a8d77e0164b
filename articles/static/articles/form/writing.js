/* The form as a writing surface: counters, steps that open, keys, what search engines and shares show. */

import { autosave } from "form/autosave"
import { bylines } from "form/bylines"
import { lead } from "form/lead"
import { related } from "form/related"
import { results } from "form/results"
import { topics } from "form/topics"

const form = document.getElementById("article-form")

const count = (place) => {
  const field = document.getElementById(place.dataset.counts)
  const most = Number(place.dataset.most)
  const refresh = () => {
    const length = [...field.value.trim()].length
    place.textContent = `${length} of ${most}`
    place.classList.toggle("is-over", length > most)
  }
  field.addEventListener("input", refresh)
  refresh()
}

/** A field as high as its text, where the browser does not see to it itself. */
const grow = (field) => {
  const fit = () => {
    field.rows = 1
    while (field.scrollHeight > field.clientHeight + 2 && field.rows < 12) field.rows += 1
  }
  field.addEventListener("input", fit)
  fit()
}

for (const place of form.querySelectorAll("[data-counts]")) count(place)
const prominent = form.querySelectorAll(".write-headline textarea, .write-standfirst textarea")
if (!CSS.supports("field-sizing", "content")) for (const field of prominent) grow(field)

// A headline is one line, however long it is on the screen.
form.elements.headline.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return
  event.preventDefault()
  form.elements.standfirst.focus()
})

form.addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
  event.preventDefault()
  const save = form.querySelector('button[name="_save"]')
  if (save) form.requestSubmit(save)
})

const asks = [...form.querySelectorAll("details.ask")]
document.addEventListener("click", (event) => {
  for (const ask of asks) if (!ask.contains(event.target)) ask.open = false
})
document.addEventListener("keydown", (event) => {
  const open = asks.find((ask) => ask.open)
  if (event.key !== "Escape" || !open) return
  open.open = false
  open.querySelector("summary").focus()
})
for (const ask of asks) ask.addEventListener("toggle", () => ask.open && ask.querySelector("textarea, input")?.focus())
if (form.querySelector(".ask .errors")) form.querySelector(".ask .errors").closest("details").open = true

if (!form.dataset.story && !form.elements.headline.value) form.elements.headline.focus()

topics(form)
bylines(form)
lead(form)
related(form)
results(form)
autosave(form)
