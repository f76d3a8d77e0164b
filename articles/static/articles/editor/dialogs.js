/* Dialogs of the editor: one shape, closed by Escape, by the button and by a click beside it. */

import { crel } from "django-prose-editor/editor"

let count = 0

export const button = (text, attributes = {}) => crel("button", { type: "button", className: "editor-button", ...attributes }, [text])

/** A labelled field; `control` gets an id for it. */
export const field = (text, control, hint = "") => {
  control.id ||= `editor-field-${(count += 1)}`
  const label = crel("label", { htmlFor: control.id }, [text])
  return crel("div", { className: "editor-field" }, [label, control, ...(hint ? [crel("p", { className: "editor-hint" }, [hint])] : [])])
}

/** A sentence about what went wrong, read out when it changes. */
export const complaint = () => crel("p", { className: "editor-complaint", role: "alert" })

/** Open a dialog. `fill(done)` gives its children; the promise has what `done` was called with, or null. */
export const open = (title, fill, { isWide = false } = {}) =>
  new Promise((resolve) => {
    let answer = null
    const id = `editor-dialog-${(count += 1)}`
    const close = button("Close", { className: "editor-button editor-close", "aria-label": "Close" })
    const dialog = crel("dialog", { className: `editor-dialog${isWide ? " is-wide" : ""}`, "aria-labelledby": id })
    const done = (value) => {
      answer = value
      dialog.close()
    }
    const head = crel("header", {}, [crel("h2", { id }, [title]), close])
    dialog.append(head, ...fill(done))
    close.addEventListener("click", () => dialog.close())
    // A press that began on the backdrop; a selection dragged out of a field ends there too.
    dialog.addEventListener("mousedown", (event) => event.target === dialog && dialog.close())
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(answer)
    })
    document.body.append(dialog)
    dialog.showModal()
    dialog.querySelector("[autofocus], input")?.focus()
  })
