"""The way into the desk."""

from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Locator, Page, expect

from articles.models import Article
from tests.factories import make_draft, make_user

WRITER = (
    "articles.publish_article",
    "articles.change_article",
    "articles.view_article",
    "articles.view_image",
    "articles.add_image",
    "articles.change_image",
)


def sign_in(page: Page, *permissions: str) -> None:
    """Sign in as a new member of staff with these permissions, `app.codename`."""
    make_user(*permissions, username="njeri")
    sign_in_again(page)


def sign_in_again(page: Page, username: str = "njeri") -> None:
    """Whoever has an account already signs in."""
    page.goto("/admin/")
    page.get_by_label("E-mail or user name").fill(username)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="The desk")).to_be_visible()


def press(page: Page, button: str, *, said: str) -> None:
    """Press a button, and wait until the desk says this."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text(said)


def choose(page: Page, field: str, words: str) -> None:
    """Type into a field that offers what there is, and take what is called like that."""
    box, offered = page.get_by_role("combobox", name=field), page.get_by_role("option", name=words)
    for _ in range(3):  # a list that came for fewer letters may close under a busy machine, as for a person
        box.fill("")
        box.press_sequentially(words, delay=30)
        with suppress(Error):
            offered.click(timeout=8000)
            return
    offered.click()


def text_of(page: Page) -> Locator:
    """The text of the open form, as it is written in."""
    return page.locator(".editor-surface > .ProseMirror")


def put_text(page: Page, html: str) -> None:
    """Replace the whole text by this, as somebody who pastes it over everything."""
    text_of(page).press("ControlOrMeta+a")
    paste(page, html=html)


def paste(page: Page, *, html: str = "", text: str = "") -> None:
    """What another program put on the clipboard, pasted into the text where the cursor is."""
    text_of(page).evaluate(
        """(editor, { html, text }) => {
            const clipboardData = new DataTransfer()
            if (html) clipboardData.setData("text/html", html)
            if (text) clipboardData.setData("text/plain", text)
            editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
        }""",
        {"html": html, "text": text},
    )


def stored(page: Page) -> Any:
    """The HTML that the form would send now."""
    return page.locator("textarea[data-editor]").evaluate(
        """area => {
            area.form.dispatchEvent(new Event("newsroom:flush"))
            return area.value
        }"""
    )


def open_text(
    page: Page, body: str = "<p>It has not rained.</p>", permissions: tuple[str, ...] = WRITER
) -> Article:
    """The form of a new draft with this text, with the cursor at its end."""
    article = make_draft(body=body).article
    sign_in(page, *permissions)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    to_end(page)
    return article


def to_end(page: Page) -> None:
    """The cursor goes behind the last letter of the text."""
    text_of(page).evaluate(
        """({ editor }) => {
            let end = 1
            editor.state.doc.descendants((node, pos) => {
                if (node.isTextblock && node.content.size) end = pos + 1 + node.content.size
            })
            editor.view.focus()
            editor.commands.setTextSelection(end)
        }"""
    )
