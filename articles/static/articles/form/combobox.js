/* A text field that suggests names while one types; WAI-ARIA's combobox with a list. */

const PAUSE = 150 // milliseconds after the last key

let number = 0

export const element = (tag, attributes = {}, children = []) => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "className") made.className = value
    else if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value)
  }
  made.append(...children)
  return made
}

/** What the desk answers, or nothing: a field without suggestions can still be written into. */
export const suggestions = async (address, query) => {
  try {
    const answer = await fetch(`${address}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } })
    return answer.ok && !answer.redirected ? (await answer.json()).suggestions : []
  } catch {
    return []
  }
}

/** A field labelled `label`. `pick(name)` is told of a choice, of what was typed on Enter or a comma too; `leave(text)`
    of what stands in it when it is left, and `back()` of a backspace in the empty field. */
export const combobox = ({ address, label, placeholder, pick, back = () => {}, leave = () => {} }) => {
  const id = `suggestions-${(number += 1)}`
  const input = element("input", {
    type: "text",
    role: "combobox",
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
    autocomplete: "off",
    autocapitalize: "off",
    placeholder,
    "data-unkept": true,
  })
  const list = element("ul", { id, role: "listbox", "aria-label": label, className: "suggested", hidden: true })
  const box = element("div", { className: "combobox" }, [input, list])
  let asked = 0
  let chosen = -1

  const close = () => {
    list.hidden = true
    chosen = -1
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }
  const take = (name) => {
    asked += 1
    input.value = ""
    close()
    pick(name)
  }
  const mark = (place) => {
    const options = [...list.children]
    chosen = options.length ? (place + options.length) % options.length : -1
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)))
    if (chosen < 0) return
    input.setAttribute("aria-activedescendant", options[chosen].id)
    options[chosen].scrollIntoView({ block: "nearest" })
  }
  const show = (found) => {
    list.replaceChildren(
      ...found.map(({ name, also }, index) => {
        const option = element("li", { id: `${id}-${index}`, role: "option", "aria-selected": "false" }, [name])
        if (also) option.append(element("small", {}, [also]))
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault() // the field keeps the focus
          take(name)
        })
        return option
      }),
    )
    list.hidden = !found.length
    chosen = -1
    input.setAttribute("aria-expanded", String(found.length > 0))
  }

  let timer
  input.addEventListener("input", () => {
    clearTimeout(timer)
    asked += 1
    const mine = asked
    const text = input.value.trim()
    if (!text) {
      close()
      return
    }
    timer = setTimeout(async () => {
      const found = await suggestions(address, { q: text })
      if (mine === asked) show(found) // a late answer to an earlier question is not shown
    }, PAUSE)
  })
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(chosen + (event.key === "ArrowDown" ? 1 : -1))
    else if (event.key === "Enter" || (event.key === "," && input.value.trim())) {
      const option = list.hidden ? null : list.children[chosen]
      const name = option ? option.firstChild.textContent : input.value.trim()
      if (name) take(name)
    } else if (event.key === "Escape" && !list.hidden) {
      close()
      event.stopPropagation()
    } else if (event.key === "Backspace" && !input.value) {
      back()
      return
    } else return
    event.preventDefault()
  })
  input.addEventListener("blur", () => {
    close()
    const text = input.value.trim()
    input.value = ""
    if (text) leave(text)
  })
  return { box, input }
}
