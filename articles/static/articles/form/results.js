/* What the story looks like in a list of search results and as a shared card, while it is written. */

export const results = (form) => {
  const text = (name) => form.elements[name]?.value.replace(/\s+/g, " ").trim() ?? ""
  const short = (sentence, most) => (sentence.length > most ? `${sentence.slice(0, most - 1).replace(/\s+\S*$/, "")} …` : sentence)
  const fill = () => {
    const shown = {
      "search-title": short(text("search_title") || text("headline"), 60),
      "search-text": short(text("search_description") || text("standfirst"), 155),
      "share-title": short(text("share_title") || text("headline"), 90),
      "share-text": short(text("share_text") || text("standfirst"), 120),
    }
    for (const [name, sentence] of Object.entries(shown)) {
      for (const place of form.querySelectorAll(`[data-shown="${name}"]`)) place.textContent = sentence
    }
  }
  form.addEventListener("input", fill)
  fill()
}
