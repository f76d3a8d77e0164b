/* The keys, and the list of them on the screen. */

import { crel } from "django-prose-editor/editor"
import { open } from "editor/dialogs"

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

/** “Mod-Shift-p” as it stands on the keyboard: “Ctrl+Shift+P”, or “⌘⇧P”. */
export const keyName = (keys) =>
  keys
    .split("-")
    .map((each) => ({ Mod: isMac ? "⌘" : "Ctrl", Shift: isMac ? "⇧" : "Shift", Alt: isMac ? "⌥" : "Alt" })[each] ?? (each.length === 1 ? each.toUpperCase() : each))
    .join(isMac ? "" : "+")

export const KEYS = [
  ["Text", [
    ["Mod-b", "Bold"],
    ["Mod-i", "Italic"],
    ["Mod-Shift-s", "Struck through"],
    ["Mod-.", "Superscript"],
    ["Mod-,", "Subscript"],
    ["Mod-e", "Code"],
    ["Mod-k", "Link"],
    ["Shift-Enter", "New line in the same paragraph"],
  ]],
  ["Blocks", [
    ["Mod-Alt-2", "Heading 2", "## and a space"],
    ["Mod-Alt-3", "Heading 3", "### and a space"],
    ["Mod-Alt-4", "Heading 4", "#### and a space"],
    ["Mod-Alt-0", "Paragraph"],
    ["Mod-Shift-8", "List", "- and a space"],
    ["Mod-Shift-7", "Numbered list", "1. and a space"],
    ["Tab", "Deeper in a list; next cell in a table"],
    ["Shift-Tab", "Back out"],
    ["Mod-Shift-b", "Quote", "> and a space"],
    ["Mod-Shift-q", "Pull quote"],
  ]],
  ["From the library", [
    ["Mod-Shift-p", "Picture", "or drop a file"],
    ["Mod-Shift-g", "Gallery"],
    ["Mod-Shift-r", "Read also"],
    ["Mod-Shift-e", "Embed", "or paste an address on an empty line"],
  ]],
  ["While writing", [
    ["Mod-z", "Undo"],
    ["Mod-Shift-z", "Redo"],
    ["Mod-f", "Find and replace"],
    ["Mod-Shift-f", "Full screen"],
    ["Alt-F10", "To the tools above the text"],
    ["Mod-/", "This list"],
  ]],
]

export const showKeys = () =>
  open(
    "Keys",
    () => [
      crel("div", { className: "editor-keys" }, KEYS.map(([title, rows]) =>
        crel("section", {}, [
          crel("h3", {}, [title]),
          crel("dl", {}, rows.flatMap(([keys, does, typed]) => [
            crel("dt", {}, [crel("kbd", {}, [keyName(keys)])]),
            crel("dd", {}, [does, ...(typed ? [crel("small", {}, [` ${typed}`])] : [])]),
          ])),
        ]),
      )),
    ],
    { isWide: true },
  )
