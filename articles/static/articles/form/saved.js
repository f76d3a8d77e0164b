/* The page that a save led to, and which is no form: what the tab has kept of it in the browser is safe now. */

import { forgetTab } from "./browsercopy.js"

const { hash, pathname, search } = location
if (hash.startsWith("#saved-")) {
  forgetTab(hash.slice(7))
  history.replaceState(null, "", pathname + search)
}
