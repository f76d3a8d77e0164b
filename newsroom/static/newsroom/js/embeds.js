/* Click to load: puts the player of another service in the place of its placeholder, and the link under it. */

const frameOf = (embed) => {
  const frame = document.createElement("iframe")
  frame.src = embed.dataset.frame
  frame.title = embed.querySelector(".embed-title").textContent
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture"
  frame.referrerPolicy = "strict-origin-when-cross-origin"
  frame.sandbox = "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox"
  frame.style.aspectRatio = embed.dataset.aspect || "16 / 9"
  return frame
}

const load = (embed) => {
  const frame = frameOf(embed)
  embed.querySelector(".embed-text").replaceWith(frame, embed.querySelector(".embed-text a"))
  frame.focus()
}

for (const embed of document.querySelectorAll("[data-consent-service][data-frame]")) {
  if (!embed.dataset.frame.startsWith("https://")) continue
  const button = embed.querySelector("[data-embed-load]")
  button.hidden = false
  button.addEventListener("click", () => load(embed))
}
