/* Questions to the desk, and what is sent to it. Whatever goes wrong is a Refused with a sentence for the person. */

export class Refused extends Error {}

const SENTENCES = {
  403: "You may not do this: ask an editor for the permission.",
  404: "This is not there any more.",
  413: "The file is over 20 MB. Export it smaller: 2,400 pixels wide is plenty.",
  429: "That was too often. Wait a minute, and try again.",
}
const SIGNED_OUT = "You are signed out. Sign in again in another tab; your text stays here."
const NO_LINE = "The desk cannot be reached. Your text is here; try again when the line is back."

const understood = (status, isJson, text) => {
  let answer = null
  try {
    answer = isJson ? JSON.parse(text) : null
  } catch {
    answer = null
  }
  if (status === 200 && answer) return answer
  if (status === 401) throw new Refused(SIGNED_OUT)
  if (answer?.error) throw new Refused(answer.error)
  throw new Refused(SENTENCES[status] ?? (status === 200 ? SIGNED_OUT : `The desk answered with error ${status}. Try again.`))
}

const isJson = (type) => (type ?? "").startsWith("application/json")

/** What the desk answers to a question: `parameters` are pairs of name and value. */
export const ask = async (address, parameters) => {
  let response
  let text
  try {
    response = await fetch(`${address}?${new URLSearchParams(parameters)}`, { headers: { Accept: "application/json" } })
    text = await response.text()
  } catch {
    throw new Refused(NO_LINE)
  }
  return understood(response.status, isJson(response.headers.get("Content-Type")), text)
}

/** Send a form's values; `onProgress` hears the part that has gone, 0 to 1. */
export const send = (address, values, { token, onProgress = () => {} }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("POST", address)
    request.setRequestHeader("Accept", "application/json")
    request.setRequestHeader("X-CSRFToken", token)
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onerror = () => reject(new Refused(NO_LINE))
    request.onload = () => {
      try {
        resolve(understood(request.status, isJson(request.getResponseHeader("Content-Type")), request.responseText))
      } catch (error) {
        reject(error)
      }
    }
    const form = new FormData()
    for (const [name, value] of Object.entries(values)) form.append(name, value)
    request.send(form)
  })

/** A function from a name to its row, or null. Names asked for at the same time go in one question of `pairs(names)`;
    what is known is not asked again until it is forgotten. */
export const lookup = (address, pairs, nameOf) => {
  const known = new Map()
  let waiting = new Map()

  const fetchWaiting = async () => {
    const asked = waiting
    waiting = new Map()
    try {
      const { results } = await ask(address, pairs([...asked.keys()]))
      const rows = new Map(results.map((row) => [nameOf(row), row]))
      for (const [name, { resolve }] of asked) resolve(rows.get(name) ?? null)
    } catch (error) {
      for (const [name, { reject }] of asked) {
        known.delete(name)
        reject(error)
      }
    }
  }

  const find = (name) => {
    if (!known.has(name)) {
      if (!waiting.size) queueMicrotask(fetchWaiting)
      known.set(name, new Promise((resolve, reject) => waiting.set(name, { resolve, reject })))
    }
    return known.get(name)
  }
  find.keep = (row) => known.set(nameOf(row), Promise.resolve(row))
  return find
}
