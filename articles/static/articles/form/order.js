/* Things in an order of one's own: by dragging, or with the arrows while a handle has the focus. */

/** Make the children of `list` movable by their `[data-handle]`; `moved()` is told of a new order. */
export const ordered = (list, moved) => {
  let dragged = null

  list.addEventListener("keydown", (event) => {
    const handle = event.target.closest?.("[data-handle]")
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key]
    if (!handle || !step) return
    event.preventDefault()
    const row = handle.closest("li")
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling
    if (!other) return
    if (step < 0) other.before(row)
    else other.after(row)
    handle.focus()
    moved()
  })

  // Pointers and not HTML's own dragging, which no telephone knows.
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest?.("[data-handle]")
    if (!handle || event.button !== 0) return
    dragged = handle.closest("li")
    dragged.classList.add("is-dragged")
    handle.setPointerCapture(event.pointerId)
  })
  list.addEventListener("pointermove", (event) => {
    if (!dragged) return
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("li")
    if (!over || over === dragged || over.parentElement !== list) return
    const rows = [...list.children]
    if (rows.indexOf(over) > rows.indexOf(dragged)) over.after(dragged)
    else over.before(dragged)
  })
  const drop = () => {
    if (!dragged) return
    dragged.classList.remove("is-dragged")
    dragged = null
    moved()
  }
  list.addEventListener("pointerup", drop)
  list.addEventListener("pointercancel", drop)
}
