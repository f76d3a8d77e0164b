/* The words that belong to a picture of the library, wherever it is shown: who made it, and what it shows. */

import { crel } from "django-prose-editor/editor"
import { Refused, send } from "editor/ask"
import { button, complaint, field, open } from "editor/dialogs"

/** Ask for the words of a picture and save them; gives the new row, or null. */
export const describe = (desk, row) =>
  open("Words of the picture", (done) => {
    const alt = crel("textarea", { rows: 2, maxLength: 400, value: row.alt, autofocus: true })
    const decorative = crel("input", { type: "checkbox", checked: row.decorative, id: "editor-decorative" })
    const credit = crel("input", { type: "text", maxLength: 200, value: row.credit })
    const wrong = complaint()
    const form = crel("form", { method: "dialog", noValidate: true }, [
      crel("img", { src: row.thumb, alt: "" }),
      field("Alternative text", alt, "What the picture shows, for those who do not see it. No “Picture of”."),
      crel("label", { className: "editor-check", htmlFor: decorative.id }, [decorative, "It says nothing that the text does not say"]),
      field("Credit", credit, "Such as “Photograph: Achieng’ Odhiambo”."),
      crel("p", { className: "editor-hint" }, ["These words are the picture’s own: every story that shows it has them."]),
      wrong,
      crel("footer", {}, [crel("button", { className: "editor-button is-first" }, ["Save words"])]),
    ])
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      const values = { id: row.id, alt: alt.value, credit: credit.value, ...(decorative.checked ? { is_decorative: "on" } : {}) }
      try {
        const changed = await send(desk.addresses.words, values, { token: desk.token() })
        desk.pictures.keep(changed)
        done(changed)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        wrong.textContent = error.message
      }
    })
    return [form]
  })

const alertButton = (text, onPress) => {
  const press = button(text, { className: "editor-missing" })
  press.addEventListener("click", onPress)
  return press
}

/** The credit under a picture, and a button for each of its words that is missing. */
export const facts = (row, onDescribe) => {
  const words = [row.credit ? crel("span", {}, [row.credit]) : alertButton("Credit missing", onDescribe)]
  if (!row.alt && !row.decorative) words.push(alertButton("Alt text missing", onDescribe))
  return words
}
