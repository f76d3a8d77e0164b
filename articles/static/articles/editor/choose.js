/* Choosing rows of the desk by typing: articles as a list, pictures as a grid. */

import { crel } from "django-prose-editor/editor"
import { Refused, ask, send } from "editor/ask"
import { button, complaint, field, open } from "editor/dialogs"

const PAUSE = 150 // milliseconds after the last key
const MOST = 30 // rows of an answer
const TEXT = ["headline", "standfirst", "body", "topics", "language"] // what stories are alike by

const thumbnail = (row) =>
  row.thumb
    ? crel("img", { src: row.thumb, alt: "", loading: "lazy" })
    : crel("span", { className: "editor-nothing" }, ["No picture"])

const note = (sentence) => crel("small", { className: "is-alert" }, [sentence])

const choice = (row) => {
  const words = [crel("b", {}, [row.title]), crel("small", {}, [row.meta])]
  if (row.why) words.push(crel("small", {}, [row.why]))
  if (row.lacks) words.push(note(row.lacks))
  return crel("button", { type: "button", className: "editor-choice" }, [thumbnail(row), crel("span", {}, words)])
}

const heading = (words) => crel("li", { className: "editor-list-head" }, [words])

/** A search field with what it finds. `take(row, button)` is told of a click. `suggested()` gives rows that are offered
    first, as long as nothing is typed. Gives the children of a dialog. */
const searching = ({ address, label, className, take, suggested = null, isOffered = () => true, onShown = () => {} }) => {
  const input = crel("input", { type: "search", autocomplete: "off", autofocus: true })
  const said = crel("p", { className: "editor-hint", role: "status" })
  const found = crel("ul", { className })
  let asked = 0

  const entry = (row) => {
    const chosen = choice(row)
    chosen.addEventListener("click", () => take(row, chosen))
    onShown(row, chosen)
    return crel("li", {}, [chosen])
  }
  const show = (results, first) => {
    const rest = results.filter((row) => !first.some((one) => one.id === row.id)).map(entry)
    found.replaceChildren(
      ...(first.length ? [heading("Suggested for this text"), ...first.map(entry), ...(rest.length ? [heading("Newest")] : [])] : []),
      ...rest,
    )
    said.textContent = first.length
      ? `${first.length} suggested for this text, the nearest first. Type to find others.`
      : !results.length
        ? "Nothing is found. Try fewer letters."
        : results.length === MOST
          ? `The newest ${MOST}. Type to find others.`
          : `${results.length} found, newest first.`
  }

  const search = async () => {
    asked += 1
    const mine = asked
    try {
      const query = input.value.trim()
      const [{ results }, first] = await Promise.all([ask(address, [["q", query]]), query || !suggested ? [] : suggested()])
      if (mine === asked) show(results.filter(isOffered), first.filter(isOffered)) // a late answer to an earlier question is not shown
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (mine === asked) said.textContent = error.message
    }
  }

  let timer
  input.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(search, PAUSE)
  })
  const choices = () => [...found.querySelectorAll("button")]
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choices()[0]?.focus()
    else if (event.key === "Enter") choices()[0]?.click()
    else return
    event.preventDefault()
  })
  found.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const all = choices()
    ;(all[all.indexOf(document.activeElement) + step] ?? input).focus()
  })
  search()
  return { children: [field(label, input), said, found], search }
}

/** The stories most like the text that is being written, as rows; none where it is no story's, or nobody answers. */
const suggestedFor = async (desk) => {
  const { form } = desk.textarea
  const address = form?.querySelector("[data-related-choices]")?.dataset.relatedChoices
  if (!address) return []
  form.dispatchEvent(new Event("newsroom:flush"))
  const values = TEXT.map((name) => [name, form.elements[name]?.value ?? ""])
  try {
    return (await send(address, Object.fromEntries(values), { token: desk.token() })).results
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return []
  }
}

/** One article, or null: not that which is written, and with a word at those whose cards are in the text already. */
export const chooseArticle = (desk, shown = [], { title = "Read also", label = "Find an article by its headline" } = {}) =>
  open(title, (done) => searching({
    address: desk.addresses.articles,
    suggested: () => suggestedFor(desk),
    isOffered: (row) => String(row.id) !== desk.textarea.form?.dataset.story,
    onShown: (row, chosen) => shown.includes(String(row.id)) && chosen.lastChild.append(note("Its card is in this text already.")),
    label,
    className: "editor-list",
    take: (row) => {
      desk.articles.keep(row)
      done(row)
    },
  }).children)

/** Pictures of the library, or null: one, or as many as are marked. New ones can be sent there first. */
export const choosePictures = (desk, { title = "Picture", several = false } = {}) =>
  open(
    title,
    (done) => {
      const marked = new Map()
      const use = button("", { className: "editor-button is-first" })
      const count = () => {
        use.textContent = marked.size ? `Use ${marked.size === 1 ? "1 picture" : `${marked.size} pictures`}` : "Mark pictures"
        use.disabled = !marked.size
      }
      use.addEventListener("click", () => done([...marked.values()]))
      const take = (row, chosen) => {
        desk.pictures.keep(row)
        if (!several) return done([row])
        if (!marked.delete(row.id)) marked.set(row.id, row)
        chosen.setAttribute("aria-pressed", marked.has(row.id))
        return count()
      }
      const { children, search } = searching({
        address: desk.addresses.pictures,
        label: "Find a picture by what it shows, its caption or its credit",
        className: "editor-grid",
        take,
        onShown: (row, chosen) => several && chosen.setAttribute("aria-pressed", marked.has(row.id)),
      })
      const sending = newPictures(desk, several, (rows) => {
        if (!several) return done(rows)
        for (const row of rows) marked.set(row.id, row)
        count()
        return search()
      })
      count()
      return [sending, ...children, ...(several ? [crel("footer", {}, [use])] : [])]
    },
    { isWide: true },
  )

/** A place to send pictures to: by a button, or by dropping them on it. */
const newPictures = (desk, several, onSent) => {
  const input = crel("input", { type: "file", accept: "image/*", multiple: several, hidden: true })
  const press = button("Add a new picture…")
  const bar = crel("progress", { max: 1, value: 0, hidden: true, "aria-label": "Sent so far" })
  const wrong = complaint()
  const box = crel("div", { className: "editor-sending" }, [press, input, crel("span", { className: "editor-hint" }, ["or drop it here"]), bar, wrong])

  const take = async (files) => {
    const rows = []
    wrong.textContent = ""
    bar.hidden = false
    for (const file of files) {
      try {
        rows.push(await desk.upload(file, (part) => { bar.value = part }))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        wrong.textContent = `${file.name}: ${error.message}`
      }
    }
    bar.hidden = true
    if (rows.length) onSent(rows)
  }

  press.addEventListener("click", () => input.click())
  input.addEventListener("change", () => take([...input.files]))
  box.addEventListener("dragover", (event) => event.preventDefault())
  box.addEventListener("drop", (event) => {
    event.preventDefault()
    take([...event.dataTransfer.files].slice(0, several ? undefined : 1))
  })
  return box
}
