/* Addresses of links, by the rule of the cleaner on the server: what it would take out is refused here, with a reason. */

const ESCAPED = { " ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "\\": "%5C", "`": "%60" }
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/
const WEB = /^https?:\/\/[^/?#@\s:]+(:[0-9]{1,5})?([/?#][^]*)?$/
// The same invisible characters as in articles/body/vocabulary.py: they make a text mean something else than it shows.
export const UNWANTED =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const isWeb = (address) => {
  if (!WEB.test(address)) return false
  try {
    return new URL(address).hostname !== ""
  } catch {
    return false
  }
}

/** The address as it is kept: http, https, mailto, tel, relative or an #anchor. null for any other. */
export const linkAddress = (value, { schemes, maxHref }) => {
  let address = value.replace(UNWANTED, "").replace(/[\t\n\r\f]/g, "").trim()
  address = address.replace(/[ "<>\\`]/g, (character) => ESCAPED[character])
  if (address.startsWith("//")) address = `https:${address}`
  if (!address || [...address].length > maxHref) return null
  const scheme = SCHEME.exec(address)
  if (!scheme) return address.split(/[/?#]/, 1)[0].includes(":") ? null : address
  const name = scheme[1].toLowerCase()
  const rest = address.slice(scheme[0].length)
  if (!schemes.includes(name) || !rest) return null
  if (name.startsWith("http") && !isWeb(`${name}:${rest}`)) return null
  return `${name}:${rest}`
}

/** What a person typed, as an address: “example.org/a” and “a@example.org” mean what they look like. null if nothing. */
export const typedAddress = (value, rules) => {
  const typed = value.trim()
  if (/^[^\s@/:?#]+@[^\s@/:]+\.[^\s@/:.]+$/.test(typed)) return linkAddress(`mailto:${typed}`, rules)
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(:\d+)?([/?#]\S*)?$/i.test(typed)) return linkAddress(`https://${typed}`, rules)
  return linkAddress(typed, rules)
}

/** True for a text that is one web address and nothing else. */
export const isAddressAlone = (text) => /^https?:\/\/\S+$/i.test(text.trim())

/** A number of a row in the library, or null. */
export const rowNumber = (value) => (/^[1-9][0-9]{0,17}$/.test(value ?? "") ? value : null)
