/* What there is to say of the text before it goes out, said while it is typed, with a jump to the place.

   Asks the server a while after the last change; one question is on its way at a time, and a newer one takes its place.
   Without an answer the list stays as it was: what refuses is asked again by the server when somebody publishes. */

const PAUSE = 1500 // milliseconds after the last change
const PATIENCE = 20_000 // milliseconds for an answer
const WORDS = { refuse: "Blocks publication", warn: "" }

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

/** Bring the place that a finding is about into view, and the cursor into it. */
const jump = (form, { field, block }) => {
  const input = form.elements[field]
  const written = form.querySelector(".ProseMirror")
  const place = field === "body" && written ? written.children[block ?? 0] : null
  if (place) {
    written.focus({ preventScroll: true })
    getSelection().collapse(place, 0)
    place.scrollIntoView({ block: "center" })
    return
  }
  if (!(input instanceof Element)) return
  const shown = input.checkVisibility() ? input : input.closest("section, .field, .text")
  const inner = shown?.matches("input, textarea, select") ? shown : shown?.querySelector("input:not([type=hidden]), select, textarea, button, a")
  shown?.closest("details")?.setAttribute("open", "")
  shown?.scrollIntoView({ block: "center" })
  inner?.focus({ preventScroll: true })
}

const entry = (form, finding) => {
  const go = make("button", { type: "button", className: "check-go", textContent: finding.sentence })
  go.addEventListener("click", () => jump(form, finding))
  const item = make("li", { className: `is-${finding.level}` }, go)
  if (WORDS[finding.level]) item.append(make("small", { textContent: WORDS[finding.level] }))
  if (finding.url) item.append(make("a", { href: finding.url, target: "_blank", rel: "noopener", textContent: "Open it" }))
  return item
}

const start = (section) => {
  const form = section.closest("form")
  const list = section.querySelector("[data-checks-list]")
  const open = section.querySelector("[data-checks-open]")
  let timer
  let running

  const show = ({ findings, fine, weight }) => {
    const lines = fine.map((sentence) => make("li", { className: "is-fine", textContent: sentence }))
    list.replaceChildren(...findings.map((finding) => entry(form, finding)), ...lines)
    const said = findings.length ? `${findings.length} open` : "All in order"
    if (open.textContent !== said) open.textContent = said
    section.classList.toggle("is-refused", findings.some((finding) => finding.level === "refuse"))
    for (const [name, text] of Object.entries(weight ?? {})) {
      for (const place of document.querySelectorAll(`[data-weight="${name}"]`)) {
        place.textContent = text
        place.hidden = !text
        for (const row of document.querySelectorAll(`[data-weight-row="${name}"]`)) row.hidden = !text
      }
    }
  }

  const ask = async () => {
    running?.abort()
    running = new AbortController()
    const signal = AbortSignal.any ? AbortSignal.any([running.signal, AbortSignal.timeout(PATIENCE)]) : running.signal
    try {
      const answer = await fetch(section.dataset.checks, {
        method: "POST",
        headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
        body: new FormData(form),
        signal,
      })
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json")
      if (answer.ok && isJson) show(await answer.json())
    } catch (error) {
      if (!["AbortError", "TimeoutError", "TypeError"].includes(error.name)) throw error
    }
  }

  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  }
  form.addEventListener("input", soon)
  form.addEventListener("change", soon)
  form.addEventListener("newsroom:changed", soon)
  ask()
}

const section = document.querySelector("[data-checks]")
if (section) start(section)
