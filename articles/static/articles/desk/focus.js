/* The focal point of a picture: a ring to drag or to move with the arrow keys, and the crops that follow it.

   The field holds “0.54x0.64”: the part of the width from the left, and of the height from the top. */

const STEP = 0.01
const LEAP = 0.1
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

const within = (number) => Math.min(1, Math.max(0, number))
const percent = (part) => `${Math.round(part * 100)}%`

/** Where a crop of `ratio` begins, as `object-position` counts: the point in the middle, as far as there is picture. */
const position = (point, whole, part) => (whole <= part ? 50 : (within((point * whole - part / 2) / (whole - part)) * 100))

const show = (crop, [x, y], { naturalWidth, naturalHeight }) => {
  const ratio = crop.clientWidth / crop.clientHeight
  const width = Math.min(naturalWidth, naturalHeight * ratio)
  const across = position(x, naturalWidth, width)
  const down = position(y, naturalHeight, width / ratio)
  crop.firstElementChild.style.objectPosition = `${across}% ${down}%`
}

const begin = (box) => {
  const field = document.getElementById(box.dataset.focus)
  const [picture, ring] = box.children
  const crops = document.querySelector("[data-crops]")
  const said = document.querySelector("[data-focus-said]")
  const read = () => {
    const found = /^([\d.]+)x([\d.]+)$/.exec(field.value.trim())
    return found ? [within(Number(found[1])), within(Number(found[2]))] : [0.5, 0.5]
  }
  const draw = () => {
    const point = read()
    ring.style.left = percent(point[0])
    ring.style.top = percent(point[1])
    for (const crop of crops.querySelectorAll(".crop")) show(crop, point, picture)
    said.textContent = `Focal point ${percent(point[0])} from the left, ${percent(point[1])} from the top. It stays in every crop.`
  }
  const put = (x, y) => {
    field.value = `${Number(within(x).toFixed(2))}x${Number(within(y).toFixed(2))}`
    draw()
  }
  const follow = (event) => {
    const { left, top, width, height } = picture.getBoundingClientRect()
    put((event.clientX - left) / width, (event.clientY - top) / height)
  }

  box.addEventListener("pointerdown", (event) => {
    event.preventDefault()
    box.setPointerCapture(event.pointerId)
    ring.focus({ focusVisible: false })
    follow(event)
  })
  box.addEventListener("pointermove", (event) => {
    if (box.hasPointerCapture(event.pointerId)) follow(event)
  })
  ring.addEventListener("keydown", (event) => {
    const way = KEYS[event.key]
    if (!way) return
    event.preventDefault()
    const by = event.shiftKey ? LEAP : STEP
    const [x, y] = read()
    put(x + way[0] * by, y + way[1] * by)
  })
  field.addEventListener("input", draw)
  ring.hidden = crops.hidden = false
  field.closest(".form-row").hidden = true
  if (picture.complete) draw()
  picture.addEventListener("load", draw)
}

for (const box of document.querySelectorAll("[data-focus]")) begin(box)
