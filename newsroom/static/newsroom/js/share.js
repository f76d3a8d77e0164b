/* Reveals what this browser can do to send the page on: its own share sheet, and copying the link. */

const address = document.querySelector("link[rel=canonical]")?.href ?? location.href
const share = document.querySelector("[data-share]")
const copy = document.querySelector("[data-copy-link]")

if (share && navigator.share) {
  share.hidden = false
  share.addEventListener("click", () => {
    const title = document.querySelector("h1").textContent
    navigator.share({ title, url: address }).catch(() => {}) // the reader has closed the sheet
  })
}

if (copy && navigator.clipboard) {
  const label = copy.textContent
  const status = document.querySelector(".share [role=status]")
  copy.hidden = false
  copy.addEventListener("click", async () => {
    const said = await navigator.clipboard.writeText(address).then(
      () => "The link is copied",
      () => "The browser did not allow it",
    )
    copy.textContent = status.textContent = said
    setTimeout(() => {
      copy.textContent = label
      status.textContent = ""
    }, 4000)
  })
}
