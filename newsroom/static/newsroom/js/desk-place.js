/* On a narrow screen the navigation and the tabs are lines that scroll: the entry where one is comes into sight. */

for (const entry of document.querySelectorAll(".side [aria-current], .tabs [aria-current]")) {
  const line = entry.closest(".side > div, .tabs")
  line.scrollLeft = entry.offsetLeft - (line.clientWidth - entry.offsetWidth) / 2
}
