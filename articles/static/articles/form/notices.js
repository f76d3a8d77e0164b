/* Sentences over the form that come and go while somebody writes. */

const element = (tag, text, attributes = {}) => Object.assign(document.createElement(tag), { textContent: text, ...attributes })

/** Show `sentence` under `name`, in the place of what was there; an empty one takes it away. */
export const notice = (name, sentence, { isAlert = false, links = [], buttons = [] } = {}) => {
  const place = document.querySelector("[data-notices]")
  const old = place.querySelector(`[data-notice="${CSS.escape(name)}"]`)
  if (!sentence) {
    old?.remove()
    return
  }
  const box = element("p", "", { className: isAlert ? "notice is-alert" : "notice" })
  box.dataset.notice = name
  box.setAttribute("role", isAlert ? "alert" : "status")
  box.append(element("span", sentence))
  for (const [text, href, target = ""] of links) box.append(element("a", text, { href, target, rel: "noopener" }))
  for (const [text, act] of buttons) {
    const button = element("button", text, { type: "button" })
    button.addEventListener("click", act)
    box.append(button)
  }
  if (old) old.replaceWith(box)
  else place.append(box)
}
