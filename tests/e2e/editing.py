"""The editor as a person uses it: its tools, its dialogs, keys, and files that fall into it."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator
from playwright.sync_api import Page as BrowserPage

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def tool(page: BrowserPage, name: str) -> Locator:
    return page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def dialog(page: BrowserPage) -> Locator:
    return page.get_by_role("dialog")


def said(page: BrowserPage) -> Locator:
    return page.locator(".editor-said")


def write(page: BrowserPage, *keys: str) -> None:
    """Type texts, and press what stands in braces: `"Rain", "{Enter}"`."""
    for key in keys:
        if key.startswith("{"):
            page.keyboard.press(key.strip("{}"))
        else:
            page.keyboard.type(key)


def axe_faults(page: BrowserPage, part: str) -> list[str]:
    """What axe finds wrong in a part of the page, by rule and element."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("async ([part, options]) => (await axe.run(part, options)).violations", [part, AXE])
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def drop_files(page: BrowserPage, files: list[tuple[str, str, bytes]], *, on: Locator) -> None:
    """Let files of `(name, type, content)` fall on the middle of an element of the text."""
    on.evaluate(
        """(element, files) => {
            const dataTransfer = new DataTransfer()
            for (const [name, type, bytes] of files) {
                dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type }))
            }
            const box = element.getBoundingClientRect()
            const place = { clientX: box.x + box.width / 2, clientY: box.y + box.height - 2 }
            element.dispatchEvent(new DragEvent("drop", { dataTransfer, ...place, bubbles: true, cancelable: true }))
        }""",
        [[name, kind, list(content)] for name, kind, content in files],
    )
