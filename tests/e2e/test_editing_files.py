"""What comes into the editor from outside: files that are dropped or pasted, and texts of other programs."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.body.clean import clean
from articles.editor.rules import MAX_CHARACTERS
from articles.models import Image
from tests.factories import picture_file

from .desk import WRITER, open_text, paste, stored, text_of, to_end
from .editing import dialog, drop_files, said, tool, write

pytestmark = pytest.mark.browser


# Pictures from outside


def test_a_file_dropped_into_the_text_lands_where_it_fell(page):
    open_text(page, "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>")

    drop_files(
        page, [("field.png", "image/png", picture_file().read())], on=text_of(page).locator("p").nth(1)
    )

    expect(text_of(page).locator("figure img")).to_be_visible()
    image = Image.objects.get()
    assert (
        stored(page) == f'<p>One.</p>\n<p>Two.</p>\n<figure data-image="{image.pk}"></figure>\n<p>Three.</p>'
    )
    expect(text_of(page).locator("figure")).to_contain_text("Alt text missing")


def test_a_file_that_is_no_picture_is_refused_in_words_and_leaves_nothing(page, trouble):
    open_text(page)

    drop_files(
        page, [("notes.png", "image/png", b"<svg onload=alert(1)>")], on=text_of(page).locator("p").first
    )

    expect(said(page)).to_have_text("notes.png: The file is no JPEG, PNG, WebP or AVIF picture.")
    expect(text_of(page).locator(".editor-waiting")).to_have_count(0)
    assert stored(page) == "<p>It has not rained.</p>"
    assert not Image.objects.exists()
    trouble.remove(next(line for line in trouble if "status of 400" in line))


def test_a_pasted_file_is_a_picture_too(page):
    open_text(page)

    text_of(page).evaluate(
        """(element, bytes) => {
            const clipboardData = new DataTransfer()
            clipboardData.items.add(new File([new Uint8Array(bytes)], "shot.png", { type: "image/png" }))
            element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
        }""",
        list(picture_file().read()),
    )

    expect(text_of(page).locator("figure img")).to_be_visible()
    assert (
        stored(page) == f'<p>It has not rained.</p>\n<figure data-image="{Image.objects.get().pk}"></figure>'
    )


def test_a_new_picture_is_sent_from_the_dialog_and_used(page):
    open_text(page)
    page.keyboard.press("ControlOrMeta+Shift+p")

    dialog(page).locator("input[type=file]").set_input_files(
        {"name": "field.png", "mimeType": "image/png", "buffer": picture_file().read()}
    )

    expect(text_of(page).locator("figure img")).to_be_visible()
    assert stored(page).endswith(f'<figure data-image="{Image.objects.get().pk}"></figure>')


def test_a_picture_from_somebody_who_may_not_add_any_is_refused_in_words(page, trouble):
    open_text(page, permissions=tuple(name for name in WRITER if name != "articles.add_image"))

    drop_files(page, [("field.png", "image/png", picture_file().read())], on=text_of(page).locator("p").first)

    expect(said(page)).to_contain_text("You may not do this")
    assert not Image.objects.exists()
    trouble.clear()


def test_a_line_that_is_gone_costs_no_text(page, trouble):
    open_text(page)
    page.context.set_offline(True)
    drop_files(page, [("field.png", "image/png", picture_file().read())], on=text_of(page).locator("p").first)
    expect(said(page)).to_contain_text("The desk cannot be reached. Your text is here")
    write(page, " Nor will it.")

    tool(page, "Read also").click()
    expect(dialog(page)).to_contain_text("The desk cannot be reached")
    page.context.set_offline(False)
    page.keyboard.press("Escape")

    assert "Nor will it." in stored(page)
    trouble.clear()


def test_an_expired_sign_in_costs_no_text_and_a_new_one_in_another_tab_is_enough(page, trouble):
    open_text(page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    write(page, " Nor will it.")
    tool(page, "Picture").click()
    expect(dialog(page)).to_contain_text(
        "You are signed out. Sign in again in another tab; your text stays here."
    )
    page.keyboard.press("Escape")

    page.context.add_cookies(cookies)
    drop_files(page, [("field.png", "image/png", picture_file().read())], on=text_of(page).locator("p").first)

    expect(text_of(page).locator("figure img")).to_be_visible()
    assert stored(page).startswith("<p>It has not rained. Nor will it.</p>\n<figure")
    assert [line for line in trouble if "status of 401" not in line] == []
    trouble.clear()


def test_a_file_that_falls_beside_the_text_does_not_take_its_place(page):
    open_text(page)

    drop_files(
        page, [("field.png", "image/png", picture_file().read())], on=page.locator("h1, .outline").first
    )

    expect(said(page)).to_have_text("Drop the picture on the text, where it belongs.")
    assert not Image.objects.exists()


# The clipboard of other programs

WORD = (Path(__file__).parent / "clipboard" / "word.html").read_text()
DOCS = (Path(__file__).parent / "clipboard" / "google-docs.html").read_text()


def test_a_text_from_word_comes_in_with_real_lists(page):
    open_text(page, "")
    paste(page, html=WORD)

    assert stored(page) == (
        "<p><strong>Rain</strong> fell</p>\n<ul><li>First<ul><li>Below</li></ul></li><li>Second</li></ul>\n"
        "<ol><li>Number</li></ol>\n<h2>Part</h2>\n<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>\n"
        '<p><a href="https://example.org/">There</a>Here</p>'
    )
    expect(said(page)).to_contain_text("A picture was left out: pictures come from the library")


def test_a_text_from_google_docs_comes_in_without_its_outer_bold(page):
    open_text(page, "")
    paste(page, html=DOCS)

    assert stored(page) == (
        "<h2>Part</h2>\n<p>Rain <strong>fell</strong><em> softly</em></p>\n"
        "<ul><li>First<ul><li>Below</li></ul></li><li>Second</li></ul>"
    )


def test_hostile_markup_brings_in_its_words_alone(page):
    open_text(page, "")
    paste(
        page,
        html='<p onclick="alert(1)" style="position:fixed">A<script>alert(1)</script><img src=x onerror=alert(1)>'
        '<a href="java\nscript:alert(1)">b</a></p><figure data-image="1; drop">c</figure>'
        '<aside data-article="x">d</aside><figure data-gallery="a -1 b"></figure>'
        '<figure data-embed="javascript:alert(1)"><figcaption>e</figcaption></figure>'
        '<svg><style>*{}</style><a xlink:href="javascript:alert(1)"><text>f</text></a></svg><iframe src="https://evil.example">'
        "</iframe><form action=/admin/logout/><button>g</button></form><math><mi>h</mi></math>",
    )

    html = stored(page)
    assert html == clean(html)
    assert re.findall("<[a-z]+", html) == ["<p"] * html.count("<p>")
    assert not re.search("data-|javascript|alert|evil", html)


@pytest.mark.parametrize("kind", ["html", "text"])
def test_a_paste_of_two_megabytes_is_refused_in_words_and_costs_nothing(page, kind):
    open_text(page)
    page.keyboard.press("ControlOrMeta+a")
    content = "It has not rained since March. " * 68_000
    paste(page, **{kind: f"<p>{content}</p>" if kind == "html" else content})

    expect(said(page)).to_contain_text(f"a story holds {MAX_CHARACTERS:,}")
    assert stored(page) == "<p>It has not rained.</p>"
    to_end(page)
    write(page, " Still here.")
    assert stored(page) == "<p>It has not rained. Still here.</p>"


def test_two_megabytes_of_markup_around_a_story_come_in(page):
    open_text(page, "")
    paragraph = f"<p class=MsoNormal style='{'mso-fareast-font-family:Calibri;' * 60}'>It has not rained.</p>"
    paste(page, html=paragraph * 1_000)

    assert len(paragraph) * 1_000 > 1_900_000
    assert stored(page).count("<p>It has not rained.</p>") == 1_000
