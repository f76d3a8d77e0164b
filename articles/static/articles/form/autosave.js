/* Saves the open form by itself, says so, and says who else is in the story.

   A change is saved when the writer pauses, and every few seconds while he or she does not. One request is on its way at
   a time. What the server has not confirmed is kept in the browser: see browsercopy.js. Each window has a copy of its
   own on the server, and writes over no other. */

import { copiesOf, forgetTab, isAlive, live } from "form/browsercopy"
import { notice } from "form/notices"

const PAUSE = 1500 // milliseconds after the last change
const LONGEST = 6000 // milliseconds of typing without a save
const HEARTBEAT = 20_000 // milliseconds between two signs of life
const PATIENCE = 20_000 // milliseconds for an answer
const AGAIN = [3000, 5000, 10_000, 20_000] // milliseconds until the next try, after each failure
const LAST_BYTES = 60_000 // what a browser sends while it closes the page
const UNKEPT = new Set(["csrfmiddlewaretoken", "base", "once", "tab", "turn", "copy", "writer"])

/** The time of day at the desk, wherever this browser is. */
const clock = (time) => new Date(time + Number(document.body.dataset.adminUtcOffset ?? 0) * 1000).toISOString().slice(11, 16)

class SignedOut extends Error {
  static async from(answer) {
    const { login = "" } = answer.status === 401 ? await answer.json().catch(() => ({})) : {}
    return new SignedOut(login)
  }
}
class NotYours extends Error {}
class NotNow extends Error {}

/** The fields of the form as they stand, each as text. */
const collect = (form) => {
  form.dispatchEvent(new Event("newsroom:flush"))
  const fields = {}
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && !UNKEPT.has(name)) fields[name] = value
  return fields
}

/** Start it for a form. */
export const autosave = (form) => {
  const { autosave: address, story, copyKey, login, compare } = form.dataset
  const value = (name) => form.elements[name]?.value || null
  const who = { tab: value("tab"), writer: Number(value("writer")), article: story ? Number(story) : null, once: value("once") }
  const base = value("base") ? Number(value("base")) : null
  const kept = story || `new-${who.once}`
  const copies = copiesOf(who.writer, copyKey)
  const mayWrite = form.dataset.writing === "write"
  const saved = document.querySelector("[data-saved]")
  const here = document.querySelector("[data-here]")

  let turn = 0 // counts what this window has sent, so that what was overtaken on its way writes over nothing
  let copy = value("copy") // what the server has of this window: to begin with, what it was opened with
  let isKept = false // the server has a copy of this very window, which has not been saved as a version
  let confirmed = JSON.stringify(collect(form)) // what the server has
  let since = 0 // when the first change came that the server has not
  let edits = 0
  let running = null // the request that is on its way
  let failures = 0
  let isSending = false // the form itself
  let isGone = false // the page has said its last word
  let timer
  let copyTimer
  let lastAt = ""
  let known = base ?? 0

  const say = (sentence, isAlert = false) => {
    if (saved.textContent !== sentence) saved.textContent = sentence
    saved.classList.toggle("is-alert", isAlert)
  }

  const takeToken = (token) => {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token
  }

  const fetchToken = async () => {
    const answer = await fetch(address, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } })
    if (answer.status === 401 || answer.redirected) throw await SignedOut.from(answer)
    if (!answer.ok) throw new NotYours("You may not change this story any more.")
    takeToken((await answer.json()).token)
  }

  const send = async (body, isSecond = false) => {
    let answer
    try {
      answer = await fetch(address, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          "X-Requested-With": "XMLHttpRequest",
          "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
        },
        body: JSON.stringify({ ...who, base, copy: isKept ? null : copy, ...body }),
        signal: AbortSignal.timeout(PATIENCE),
      })
    } catch {
      throw new NotNow("no connection")
    }
    if (answer.status === 401 || answer.redirected) throw await SignedOut.from(answer)
    if (answer.status === 403 && !isSecond) {
      await fetchToken()
      return send(body, true)
    }
    if (answer.status === 403) {
      const { sentence } = await answer.json().catch(() => ({}))
      throw new NotYours(sentence ?? "You may not change this story any more.")
    }
    if (answer.status === 404) throw new NotYours("This story is not there any more.")
    if (answer.status === 409) throw new NotYours("Somebody else has signed in in this browser.")
    if (answer.status === 413) throw new NotYours("This is too long to be saved.")
    if (!answer.ok) throw new NotNow(`the site answers ${answer.status}`)
    return answer.json()
  }

  /** What this person types in other windows, unless the page says so already. */
  const toldOfWindows = (windows) => {
    const place = document.querySelector("[data-notices]")
    for (const box of place.querySelectorAll('[data-notice^="elsewhere-"]')) {
      if (!windows.some(({ tab }) => box.dataset.notice === `elsewhere-${tab}`)) box.remove()
    }
    for (const { tab, at, is_open: isOpen, both } of windows) {
      if (place.querySelector(`[data-notice="window-${tab}"]`)) continue
      const sentence = isOpen
        ? `You write this story in another window too, last at ${at}. Each window saves its own text, and neither writes over the other.`
        : `Another text of this story, which you typed in another window until ${at}, is kept.`
      notice(`elsewhere-${tab}`, sentence, { links: [["See both", both, "_blank"]] })
    }
  }

  const told = ({ token, newest, others, windows }) => {
    if (token) takeToken(token)
    if (windows) toldOfWindows(windows)
    if (others) here.textContent = others.length ? `${others.join(", ")} ${others.length === 1 ? "reads" : "read"} along` : ""
    if (newest && newest.number > known && newest.number > (base ?? 0)) {
      known = newest.number
      notice("newer", `${newest.by || "Somebody"} saved version ${newest.number} while you write. Go on: when you save, both texts are kept and you see them side by side.`, {
        isAlert: true,
        links: compare ? [["What has changed", `${compare}?from=${base}&to=${newest.number}`]] : [],
      })
    }
  }

  const signIn = (address) =>
    notice("signin", "You have been signed out. Sign in again in another tab and come back: this page goes on by itself.", {
      isAlert: true,
      links: [["Sign in", address || login, "_blank"]],
    })

  const keepCopy = (fields) => copies.keep({ story: kept, tab: who.tab, base, copy, fields, at: Date.now() })

  /** Say what went wrong; when to try again, in milliseconds. */
  const failed = async (error, fields) => {
    const isKept = fields ? await keepCopy(fields) : true
    const where = isKept ? "Your text is kept in this browser." : "This browser keeps no copy: do not close the page."
    if (!since) {
      if (error instanceof SignedOut) signIn(error.message)
      return HEARTBEAT / 4
    }
    const until = lastAt ? `since ${lastAt.slice(0, 5)}` : `since ${clock(since || Date.now())}`
    if (error instanceof SignedOut) {
      say(`Not saved ${until}: you are signed out. ${where}`, true)
      signIn(error.message)
    } else if (error instanceof NotYours) {
      say(`Not saved ${until}. ${error.message} ${where}`, true)
    } else {
      say(`Not saved ${until}: ${error.message}. ${where}`, true)
    }
    failures += 1
    return AGAIN[Math.min(failures, AGAIN.length) - 1]
  }

  const run = async () => {
    clearTimeout(timer)
    if (running) return running
    const fields = mayWrite && since ? collect(form) : null
    const text = fields && JSON.stringify(fields)
    const isChange = text !== null && text !== confirmed
    const seen = edits
    if (!isChange) since = 0
    else keepCopy(fields)
    running = (async () => {
      try {
        if (isChange) say("Saving…")
        const own = isChange ? (turn += 1) : turn
        const answer = await send(isChange ? { fields, turn: own } : {})
        failures = 0
        notice("signin", "")
        if (isChange) {
          confirmed = text
          lastAt = answer.at
          copy = `${who.tab}.${own}`
          isKept = true
          since = edits === seen ? 0 : Date.now()
          history.replaceState(null, "", addressOf(who.tab))
        } else if (isKept && answer.is_kept === false) {
          // Another window has gone on from it, or thrown it away, while this one was asleep. It stands here still.
          confirmed = ""
          isKept = false
          since ||= Date.now()
        }
        if (!since) await copies.forget(kept, who.tab)
        if (isChange || (lastAt && saved.classList.contains("is-alert"))) say(`Saved ${lastAt}`)
        told(answer)
        return HEARTBEAT
      } catch (error) {
        if (!(error instanceof SignedOut || error instanceof NotYours || error instanceof NotNow)) throw error
        return failed(error, fields)
      }
    })()
    const next = await running
    running = null
    schedule(next)
    return next
  }

  /** This page as it opens with the text of that window. */
  const addressOf = (tab) => `${location.pathname}?${new URLSearchParams(story ? { mine: tab } : { once: who.once, mine: tab })}`

  /** The next save, or sign of life, comes in at most so many milliseconds. */
  const schedule = (most) => {
    clearTimeout(timer)
    const soon = since && !failures ? Math.min(PAUSE, Math.max(0, since + LONGEST - Date.now())) : most
    timer = setTimeout(run, Math.min(most, soon))
  }

  const isPending = () => {
    const text = JSON.stringify(collect(form)) // which makes the editor tell its last words
    return mayWrite && since !== 0 && text !== confirmed
  }

  const flush = async () => {
    if (running) await running
    if (isPending()) await run()
  }

  const changed = (event) => {
    if (!mayWrite || !form.contains(event.target)) return
    if (event.target.closest?.("[data-unkept]")) return
    since ||= Date.now()
    edits += 1
    if (!running) schedule(failures ? AGAIN[0] : PAUSE)
    copyTimer ??= setTimeout(() => {
      copyTimer = null
      if (since && (failures || running)) keepCopy(collect(form))
    }, PAUSE)
  }

  const leave = () => {
    isGone = true
    clearTimeout(timer)
    const fields = isPending() && !isSending ? collect(form) : undefined
    if (fields) turn += 1
    const last = { ...who, base, copy: isKept ? null : copy, leave: true }
    const body = JSON.stringify({ ...last, fields, turn })
    const text = new Blob([body]).size < LAST_BYTES ? body : JSON.stringify(last)
    fetch(address, {
      method: "POST",
      keepalive: true,
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-Requested-With": "XMLHttpRequest",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      },
      body: text,
    }).catch(() => {}) // the page is gone; what was typed is in the browser, or was confirmed
  }

  form.addEventListener("input", changed)
  form.addEventListener("change", changed)
  window.addEventListener("online", run)
  window.addEventListener("focus", run) // perhaps back from signing in
  window.addEventListener("pagehide", leave)
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !isSending && !isGone && isPending()) run() // a telephone may never show it again
  })
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return
    isSending = false
    isGone = false
    run()
  })
  window.addEventListener("beforeunload", (event) => {
    if (isSending || !isPending()) return
    keepCopy(collect(form)) // too long a text is not sent any more once the page closes
    event.preventDefault()
  })

  // A save that is on its way must not come after the form itself; and a second click is none.
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.formTarget) return // a preview in another window
    if (isSending) {
      event.preventDefault()
      return
    }
    if (event.defaultPrevented) return
    if (running) {
      event.preventDefault()
      const { submitter } = event
      await Promise.race([running, new Promise((done) => setTimeout(done, 3000))])
      running = null
      form.requestSubmit(submitter)
      return
    }
    clearTimeout(timer)
    isSending = true
    if (isPending()) keepCopy(collect(form))
    isKept = false // it is a version soon; whoever comes back to this page has not lost it
    turn += 1
    form.elements.turn.value = turn
    setTimeout(() => { isSending = false }, 10_000) // the line may be gone, and the page stays
  })

  /** What an earlier page has kept and nobody has confirmed. */
  const offer = async () => {
    if (form.dataset.kept) forgetTab(form.dataset.kept)
    const { hash } = location
    if (hash.startsWith("#saved-")) {
      forgetTab(hash.slice(7))
      history.replaceState(null, "", location.pathname + location.search)
    }
    const isHere = (name) => name === kept || (!story && name.startsWith("new-"))
    for (const entry of await copies.find(isHere)) {
      if (entry.tab === who.tab || (await isAlive(entry.tab))) continue
      if (JSON.stringify(entry.fields) === confirmed) await copies.forget(entry.story, entry.tab)
      else if (entry.story === kept) offerCopy(entry)
      else offerStory(entry)
    }
  }

  const offerCopy = (entry) =>
    notice(`copy-${entry.tab}`, `Text of ${new Date(entry.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })} is kept in this browser and was never saved.`, {
      isAlert: true,
      links: [],
      buttons: [
        ["Bring it back", async () => {
          await flush() // what stands here now stays, too
          const tab = crypto.randomUUID()
          await send({ tab, turn: 1, copy: entry.copy, base: entry.base, fields: entry.fields })
          await copies.forget(entry.story, entry.tab)
          isSending = true
          location.assign(addressOf(tab))
        }],
        ["Throw it away", async () => {
          await copies.forget(entry.story, entry.tab)
          notice(`copy-${entry.tab}`, "")
        }],
      ],
    })

  const offerStory = (entry) =>
    notice(`copy-${entry.tab}`, `A new story of ${new Date(entry.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })} is kept in this browser${entry.fields.headline ? `: “${entry.fields.headline}”` : ""}.`, {
      links: [["Go on with it", `${location.pathname}?once=${entry.story.slice(4)}`]],
    })

  live(who.tab)
  if (mayWrite) offer()
  if (story) run()
  else schedule(HEARTBEAT)
}
