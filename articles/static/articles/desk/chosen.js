/* The list of articles: a filter acts when it is chosen; the foot says how many rows are, and shows when there are some. */

for (const select of document.querySelectorAll("select[data-at-once]")) {
  select.addEventListener("change", () => select.form.requestSubmit())
}

const all = document.querySelector("[data-choose-all]")
const boxes = [...document.querySelectorAll("[name=_selected_action]")]
const counter = document.querySelector(".action-counter")

const say = () => {
  const chosen = boxes.filter((box) => box.checked).length
  if (counter) counter.textContent = `${chosen} chosen`
  all.checked = chosen === boxes.length
  all.indeterminate = chosen > 0 && chosen < boxes.length
}

if (all) {
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked
    say()
  })
  for (const box of boxes) box.addEventListener("change", say)
  addEventListener("pageshow", say) // the browser puts ticks back when one returns
}
