/* Many pictures at once, dropped on the page or chosen: each has a line with its progress, and its own error. */

const AT_ONCE = 2
const link = document.querySelector("[data-send]")
const box = document.querySelector("[data-sending]")
const list = box.appendChild(document.createElement("ul"))
const token = document.querySelector("[name=csrfmiddlewaretoken]").value
const waiting = []
let running = 0

const make = (name, properties = {}) => Object.assign(document.createElement(name), properties)

const send = (file, onProgress) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    form.append("file", file)
    request.open("POST", link.dataset.send)
    request.setRequestHeader("X-CSRFToken", token)
    request.responseType = "json"
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total))
    request.addEventListener("load", () => {
      const answer = request.response
      if (request.status === 200 && answer?.id) resolve({ id: answer.id })
      else resolve({ error: answer?.error ?? "It did not go through: sign in again, or send fewer at once." })
    })
    request.addEventListener("error", () => resolve({ error: "The line broke. Send it again." }))
    request.send(form)
  })

const next = async () => {
  const job = waiting.shift()
  if (!job) return
  running += 1
  const { line, bar, file } = job
  const answer = await send(file, (part) => { bar.value = part })
  running -= 1
  bar.remove()
  line.append(
    answer.error
      ? make("span", { className: "alert", textContent: answer.error })
      : make("a", { href: `${location.pathname}${answer.id}/change/`, textContent: "Describe it" }),
  )
  next()
}

const take = (files) => {
  if (!files.length) return
  box.hidden = false
  for (const file of files) {
    const line = make("li")
    const bar = make("progress", { max: 1, value: 0, ariaLabel: `Sending ${file.name}` })
    line.append(make("span", { textContent: file.name }), bar)
    list.append(line)
    waiting.push({ file, line, bar })
  }
  while (running < AT_ONCE && waiting.length) next()
}

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files")

const chooser = make("input", { type: "file", accept: "image/*", multiple: true, hidden: true, ariaLabel: "Pictures" })
chooser.addEventListener("change", () => {
  take([...chooser.files])
  chooser.value = ""
})
link.after(chooser)
link.addEventListener("click", (event) => {
  event.preventDefault()
  chooser.click()
})

let depth = 0 // of elements that the pointer has entered while it drags
const end = () => {
  depth = 0
  document.body.classList.remove("dropping")
}
addEventListener("dragenter", (event) => {
  if (!carriesFiles(event)) return
  depth += 1
  document.body.classList.add("dropping")
})
addEventListener("dragleave", (event) => {
  if (carriesFiles(event) && (depth -= 1) <= 0) end()
})
addEventListener("dragover", (event) => {
  if (carriesFiles(event)) event.preventDefault()
})
addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return
  event.preventDefault()
  end()
  take([...event.dataTransfer.files])
})
addEventListener("beforeunload", (event) => {
  if (running || waiting.length) event.preventDefault()
})
