/* Fields of the desk that find rows by typing: gives each the name of its label, which Django's script leaves out. */

const name = (field) => {
  const combobox = field.parentElement.querySelector(".select2-selection")
  const [label] = field.labels
  if (!combobox || !label) return
  const chosen = combobox.querySelector(".select2-selection__rendered")
  chosen.removeAttribute("role") // it calls itself a text box, and is not one
  chosen.removeAttribute("aria-readonly")
  label.id ||= `${field.id}_label`
  combobox.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`)
}

// jQuery keeps the order, so Django's script has made its fields by then; at "load" it sometimes has not.
window.django.jQuery(() => document.querySelectorAll("select.admin-autocomplete").forEach(name))
