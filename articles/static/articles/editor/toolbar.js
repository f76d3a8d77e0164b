/* The tools above the text: words, in one row that the arrow keys walk, and a second row while the cursor is in a table. */

import { crel } from "django-prose-editor/editor"
import { keyName } from "editor/keys"
import { hasLanguage, setLanguage } from "editor/languages"
import { editLink } from "editor/links"

const mark = (word, label, keys, name, command) => ({
  word, label, keys, run: (editor) => editor.chain().focus()[command]().run(), isOn: (editor) => editor.isActive(name),
})

const heading = (level) => ({
  word: `H${level}`,
  label: `Heading ${level}`,
  keys: `Mod-Alt-${level}`,
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  isOn: (editor) => editor.isActive("heading", { level }),
})

const does = (word, label, command, keys) => ({ word, label, keys, run: (editor) => editor.chain().focus()[command]().run() })

const tools = (desk) => [
  [
    { ...mark("B", "Bold", "Mod-b", "bold", "toggleBold"), style: "is-bold" },
    { ...mark("I", "Italic", "Mod-i", "italic", "toggleItalic"), style: "is-italic" },
    ...desk.rules.headings.filter((level) => level < 4).map(heading),
  ],
  [
    { word: "Link", label: "Link", keys: "Mod-k", run: (editor) => editLink(desk, editor), isOn: (editor) => editor.isActive("link") },
    mark("List", "List", "Mod-Shift-8", "bulletList", "toggleBulletList"),
    mark("1.", "Numbered list", "Mod-Shift-7", "orderedList", "toggleOrderedList"),
    {
      word: "Quote",
      label: "Quote",
      keys: "Mod-Shift-b",
      run: (editor) => editor.chain().focus().toggleQuote(false).run(),
      isOn: (editor) => editor.isActive("blockquote", { pull: false }),
    },
    {
      word: "Pull quote",
      label: "Pull quote",
      keys: "Mod-Shift-q",
      run: (editor) => editor.chain().focus().toggleQuote(true).run(),
      isOn: (editor) => editor.isActive("blockquote", { pull: true }),
    },
  ],
  [
    does("Picture", "Picture", "insertPicture", "Mod-Shift-p"),
    does("Gallery", "Gallery", "insertGallery", "Mod-Shift-g"),
    does("Read also", "Read also", "insertReadAlso", "Mod-Shift-r"),
    does("Embed", "Embed", "insertEmbed", "Mod-Shift-e"),
    does("Table", "Table", "insertTableBlock"),
    { word: "Lang", label: "Language of this passage", run: (editor) => setLanguage(desk, editor), isOn: hasLanguage },
  ],
  [
    { word: "Find", label: "Find and replace", keys: "Mod-f", run: desk.find },
    { word: "Full", label: "Full screen", keys: "Mod-Shift-f", run: desk.toggleFull, isOn: desk.isFull },
    { word: "?", label: "Keys", keys: "Mod-/", run: desk.showKeys },
  ],
]

const QUOTE_TOOLS = [[{ ...does("Name the source", "Name the source", "nameSource"), isShown: (editor) => editor.isActive("blockquote") }]]

const TABLE_TOOLS = [
  [
    ["Row above", "addRowBefore"],
    ["Row below", "addRowAfter"],
    ["Column before", "addColumnBefore"],
    ["Column after", "addColumnAfter"],
    ["Head row", "toggleHeadRow"],
    ["Join cells", "mergeCells"],
    ["Split cell", "splitCell"],
    ["Delete row", "deleteRow"],
    ["Delete column", "deleteColumn"],
    ["Delete table", "deleteTableBlock"],
  ].map(([word, command]) => does(word, word, command)),
]

/** One `role=toolbar` of groups. Only one of its buttons is a stop of the Tab key; the arrows walk the others. */
const bar = (label, groups, editor) => {
  const dom = crel("div", { className: "editor-bar", role: "toolbar", "aria-label": label })
  const made = []
  for (const group of groups) {
    const box = crel("div", { role: "group" })
    for (const tool of group) {
      const press = crel("button", { type: "button", className: tool.style ?? "", tabIndex: made.length ? -1 : 0, "aria-label": tool.label }, [tool.word])
      press.title = tool.keys ? `${tool.label} (${keyName(tool.keys)})` : tool.label
      press.addEventListener("mousedown", (event) => event.preventDefault()) // the text keeps the cursor
      press.addEventListener("click", () => tool.run(editor))
      made.push({ tool, press })
      box.append(press)
    }
    dom.append(box)
  }
  const walk = (from, step) => {
    const at = made.findIndex(({ press }) => press === from)
    const { press } = made[(at + step + made.length) % made.length]
    for (const each of made) each.press.tabIndex = each.press === press ? 0 : -1
    press.focus()
  }
  dom.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (event.key === "Escape") editor.commands.focus()
    else if (step) walk(event.target, step)
    else if (event.key === "Home") walk(made.at(-1).press, 1)
    else if (event.key === "End") walk(made[0].press, -1)
    else return
    event.preventDefault()
  })
  const refresh = () => {
    for (const { tool, press } of made) if (tool.isOn) press.setAttribute("aria-pressed", Boolean(tool.isOn(editor)))
  }
  return { dom, refresh, focus: () => made.find(({ press }) => press.tabIndex === 0).press.focus() }
}

export const toolbar = (desk, editor) => {
  const main = bar("Text", tools(desk), editor)
  const table = bar("Table", TABLE_TOOLS, editor)
  const quote = bar("Quote", QUOTE_TOOLS, editor)
  const dom = crel("div", { className: "editor-bars" }, [main.dom, quote.dom, table.dom])
  const refresh = () => {
    main.refresh()
    quote.dom.hidden = !editor.isActive("blockquote")
    table.dom.hidden = !editor.isActive("tableBlock")
  }
  refresh()
  return { dom, refresh, focus: main.focus }
}
