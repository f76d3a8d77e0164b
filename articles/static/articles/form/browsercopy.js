/* What is typed, kept in this browser for when the line drops. It is encrypted with a key that only pages of this person
   have, so that after a sign-out nobody reads it here. One entry a tab: two tabs of one person do not write over each
   other. */

const PREFIX = "newsroom:typed:"
const KEPT = 14 * 24 * 3600 * 1000 // milliseconds; what nobody has asked for since is thrown away

const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
const textOf = (bytes) => {
  let binary = ""
  for (let start = 0; start < bytes.length; start += 0x8000) binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(binary)
}

/** The copies of one person. `secret` is in base64; without a secure context there are none. */
export const copiesOf = (writer, secret) => {
  const { subtle } = globalThis.crypto ?? {}
  const key = subtle ? subtle.importKey("raw", bytesOf(secret), "AES-GCM", false, ["encrypt", "decrypt"]) : null
  const own = `${PREFIX}${writer}:`
  let turn = Promise.resolve()

  const write = async (name, entry) => {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(JSON.stringify(entry))
    const sealed = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, await key, plain))
    localStorage.setItem(name, `${entry.at}.${textOf(iv)}.${textOf(sealed)}`)
  }

  const read = async (name) => {
    const [, iv, sealed] = (localStorage.getItem(name) ?? "").split(".")
    try {
      const plain = await subtle.decrypt({ name: "AES-GCM", iv: bytesOf(iv) }, await key, bytesOf(sealed))
      return { name, ...JSON.parse(new TextDecoder().decode(plain)) }
    } catch {
      return null // written with another key, or cut short
    }
  }

  const names = () => {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))
    } catch {
      return [] // the browser keeps nothing
    }
  }

  return {
    /** Keep `{ story, tab, base, fields, at }`. True if it is kept; the order of calls is the order of writing. */
    keep: (entry) => {
      turn = turn.then(async () => {
        if (!key) return false
        try {
          await write(`${own}${entry.story}:${entry.tab}`, entry)
          return true
        } catch {
          return false // no room
        }
      })
      return turn
    },
    /** Forget what this tab has kept of a story. */
    forget: (story, tab) => {
      turn = turn.then(() => {
        try {
          localStorage.removeItem(`${own}${story}:${tab}`)
        } catch {
          /* there is nothing then */
        }
      })
      return turn
    },
    /** What other tabs, or this page before, have kept of the stories for which `wanted(story)` is true. */
    find: async (wanted) => {
      const now = Date.now()
      const found = []
      for (const name of key ? names() : []) {
        if (now - Number(localStorage.getItem(name)?.split(".")[0]) > KEPT) localStorage.removeItem(name)
        else if (name.startsWith(own) && wanted(name.slice(own.length).split(":")[0])) found.push(read(name))
      }
      return (await Promise.all(found)).filter(Boolean).sort((one, other) => other.at - one.at)
    },
  }
}

/** Forget all that a tab has kept: the server has it. */
export const forgetTab = (tab) => {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX) && name.endsWith(`:${tab}`)) localStorage.removeItem(name)
  } catch {
    /* the browser keeps nothing */
  }
}

/** Hold a lock for as long as this tab lives, by which others know that it does. */
export const live = (tab) => navigator.locks?.request(`newsroom:${tab}`, () => new Promise(() => {}))

/** True if that tab is open still. */
export const isAlive = async (tab) => {
  if (!navigator.locks) return false
  return navigator.locks.request(`newsroom:${tab}`, { ifAvailable: true }, (lock) => lock === null)
}
