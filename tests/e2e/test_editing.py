"""Writing in the editor, with keyboard, mouse and clipboard. What is stored in the end is HTML of the vocabulary.

`page` fails at its end if the console holds an error, so all of this keeps to the content security policy.
"""

import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as BrowserPage

from articles.body.clean import clean
from articles.editor.rules import MAX_CHARACTERS
from articles.models import Article, Image, Page
from tests.factories import make_article, make_image, picture_file

from .desk import WRITER, open_text, paste, sign_in, stored, text_of, to_end

pytestmark = pytest.mark.browser

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


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


# Typing


def test_what_is_typed_is_saved_and_comes_back(page):
    article = open_text(page)
    write(page, "{Enter}", "Nor will it.", "{Enter}", "## ", "Why", "{Enter}", "Because.")

    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved")

    body = "<p>It has not rained.</p>\n<p>Nor will it.</p>\n<h2>Why</h2>\n<p>Because.</p>"
    assert Article.objects.get(pk=article.pk).latest_revision.content.body == body
    page.reload()
    expect(text_of(page).locator("h2")).to_have_text("Why")
    assert stored(page) == body


def test_marks_go_on_and_off_by_keys(page):
    open_text(page, "")
    write(
        page,
        "{ControlOrMeta+b}",
        "Bold",
        "{ControlOrMeta+b}",
        " {ControlOrMeta+i}"[:1],
        "{ControlOrMeta+i}",
        "it",
    )
    write(
        page,
        "{ControlOrMeta+i}",
        " H",
        "{ControlOrMeta+,}",
        "2",
        "{ControlOrMeta+,}",
        "O m",
        "{ControlOrMeta+.}",
        "2",
    )
    write(page, "{ControlOrMeta+.}", " ", "{ControlOrMeta+Shift+s}", "no", "{ControlOrMeta+Shift+s}", " ")
    write(page, "{ControlOrMeta+e}", "x", "{ControlOrMeta+e}")

    assert stored(page) == (
        "<p><strong>Bold</strong> <em>it</em> H<sub>2</sub>O m<sup>2</sup> <s>no</s> <code>x</code></p>"
    )


def test_headings_and_lists_begin_with_signs_or_keys(page):
    open_text(page, "")
    write(page, "## Two", "{Enter}", "### Three", "{Enter}", "#### Four", "{Enter}")
    write(page, "- One", "{Enter}", "Two", "{Enter}", "{Tab}", "Below", "{Enter}", "{Enter}", "{Enter}")
    write(page, "1. First", "{Enter}", "Second", "{Enter}", "{Enter}", "> Said", "{Enter}", "{Enter}")
    write(page, "Key", "{ControlOrMeta+Alt+3}")

    assert stored(page) == (
        "<h2>Two</h2>\n<h3>Three</h3>\n<h4>Four</h4>\n"
        "<ul><li>One</li><li>Two<ul><li>Below</li></ul></li></ul>\n"
        "<ol><li>First</li><li>Second</li></ol>\n<blockquote><p>Said</p></blockquote>\n<h3>Key</h3>"
    )


def test_undo_takes_back_and_redo_brings_again(page):
    open_text(page)
    write(page, " Nor will it.")
    assert "Nor" in stored(page)

    page.keyboard.press("ControlOrMeta+z")
    assert stored(page) == "<p>It has not rained.</p>"
    page.keyboard.press("ControlOrMeta+Shift+z")
    assert stored(page) == "<p>It has not rained. Nor will it.</p>"


def test_the_tools_are_walked_with_the_arrows_and_say_what_is_on(page):
    open_text(page)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Alt+F10")
    expect(tool(page, "Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Italic")).to_be_focused()
    page.keyboard.press("Enter")

    expect(tool(page, "Italic")).to_have_attribute("aria-pressed", "true")
    expect(text_of(page)).to_be_focused()
    assert stored(page) == "<p><em>It has not rained.</em></p>"
    tool(page, "Heading 2").click()
    assert stored(page) == "<h2><em>It has not rained.</em></h2>"


def test_the_keys_are_listed_on_the_screen(page):
    open_text(page)
    page.keyboard.press("ControlOrMeta+/")
    expect(dialog(page)).to_contain_text("Find and replace")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)

    tool(page, "Keys").click()

    expect(dialog(page)).to_contain_text("## and a space")


def test_the_browser_checks_the_spelling_in_the_language_of_the_story(page):
    open_text(page)

    expect(text_of(page)).to_have_attribute("spellcheck", "true")
    page.locator("[name=language]").evaluate(
        "field => { field.value = 'sw'; field.dispatchEvent(new Event('change', { bubbles: true })) }"
    )
    expect(text_of(page)).to_have_attribute("lang", "sw")


def test_words_minutes_and_headings_follow_the_text_and_lead_to_it(page):
    open_text(
        page, "<h2>The first part</h2>\n" + "<p>It has not rained.</p>\n" * 60 + "<h3>The last part</h3>"
    )
    outline = page.locator("[data-editor-outline]")
    expect(page.locator("[data-editor-words]")).to_have_text("246")
    expect(page.locator("[data-editor-minutes]")).to_have_text("1 min")
    expect(outline.get_by_role("button")).to_have_text(["The first part", "The last part"])

    write(page, " of all", "{Enter}", "More words.")
    expect(outline.get_by_role("button")).to_have_text(["The first part", "The last part of all"])
    expect(page.locator("[data-editor-words]")).to_have_text("250")
    outline.get_by_role("button", name="The first part").click()

    expect(text_of(page).locator("h2")).to_be_in_viewport()
    write(page, "!")
    assert "<h2>The first part!</h2>" in stored(page)


def test_the_whole_screen_is_for_the_text_until_escape(page):
    open_text(page)
    page.keyboard.press("ControlOrMeta+Shift+f")
    box = page.locator(".editor").bounding_box()

    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 900)
    page.keyboard.press("Escape")
    assert page.locator(".editor").bounding_box()["width"] < 1280


# Links


def test_a_link_is_set_changed_and_taken_away(page):
    open_text(page)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("ControlOrMeta+k")
    dialog(page).get_by_label("Address").fill("example.org/rain")
    page.keyboard.press("Enter")
    expect(dialog(page)).to_have_count(0)
    assert stored(page) == '<p><a href="https://example.org/rain">It has not rained.</a></p>'

    text_of(page).get_by_role("link").click()
    tool(page, "Link").click()
    expect(dialog(page).get_by_label("Address")).to_have_value("https://example.org/rain")
    dialog(page).get_by_role("button", name="Remove the link").click()

    expect(text_of(page).get_by_role("link")).to_have_count(0)
    assert stored(page) == "<p>It has not rained.</p>"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "not a page", "", "http://"])
def test_a_link_to_nowhere_is_refused_with_a_reason(page, address):
    open_text(page)
    tool(page, "Link").click()
    dialog(page).get_by_label("Address").fill(address)
    dialog(page).get_by_role("button", name="Set link").click()

    expect(dialog(page).get_by_role("alert")).to_contain_text("A link goes to a web page")
    assert stored(page) == "<p>It has not rained.</p>"


def test_a_link_to_an_article_of_ours_is_found_by_its_headline(page):
    target = make_article("The bridge is closed")
    open_text(page)
    page.keyboard.press("ControlOrMeta+k")
    dialog(page).get_by_label("Address").press_sequentially("bridge")
    dialog(page).get_by_role("button", name=re.compile("The bridge is closed")).click()
    dialog(page).get_by_label("Text of the link").fill("the bridge")
    page.keyboard.press("Enter")
    expect(dialog(page)).to_have_count(0)

    assert stored(page) == f'<p>It has not rained.<a href="{target.get_absolute_url()}">the bridge</a></p>'


# Blocks of our own


def test_a_read_also_card_is_found_by_typing_and_shows_what_it_follows(page):
    target = make_article("The bridge is closed", section="Counties")
    make_article("The rains have failed")
    open_text(page)
    page.keyboard.press("ControlOrMeta+Shift+r")
    dialog(page).get_by_label("Find an article").fill("bridge")
    expect(dialog(page).locator(".editor-choice")).to_have_count(1)
    page.keyboard.press("Enter")

    card = text_of(page).get_by_role("group", name="Read also")
    expect(card).to_contain_text("The bridge is closed")
    expect(card).to_contain_text("Live · Counties · follows its target")
    assert stored(page) == f'<p>It has not rained.</p>\n<aside data-article="{target.pk}"></aside>'


def test_a_story_is_not_offered_to_itself_and_a_second_card_is_warned_of(page):
    target = make_article("The rains of March")
    article = open_text(page, f'<p>Rain.</p>\n<aside data-article="{target.pk}"></aside>')
    assert article.headline == "The rains have failed"

    tool(page, "Read also").click()
    dialog(page).get_by_label("Find an article").fill("rains")

    choices = dialog(page).locator(".editor-choice")
    expect(choices).to_have_count(1)
    expect(choices).to_contain_text("The rains of March")
    expect(choices).to_contain_text("Its card is in this text already.")


def test_a_card_whose_article_is_gone_says_so_and_can_be_changed(page):
    target = make_article("The bridge is closed")
    open_text(page, '<p>It has not rained.</p>\n<aside data-article="987654"></aside>')
    card = text_of(page).get_by_role("group", name="Read also")
    expect(card).to_contain_text("Article 987654 is not there any more")

    card.get_by_role("button", name="Change").click()
    dialog(page).get_by_role("button", name=re.compile("The bridge is closed")).click()

    expect(card).to_contain_text("The bridge is closed")
    assert f'<aside data-article="{target.pk}"></aside>' in stored(page)


def test_a_picture_of_the_library_gets_its_caption_in_place(page):
    image = make_image("", "red", has_renditions=True, caption="A field in March")
    open_text(page)
    tool(page, "Picture").click()
    dialog(page).get_by_role("button", name=re.compile("A field in March")).click()
    figure = text_of(page).locator("figure")
    expect(figure).to_contain_text("Alt text missing")
    expect(figure.locator("figcaption")).to_have_attribute("data-hint", re.compile("A field in March"))

    figure.hover()
    figure.get_by_role("button", name="Wide").click()
    figure.locator("figcaption").click()
    write(page, "In ", "{ControlOrMeta+b}", "Mwala", "{Enter}", "After.")

    assert stored(page) == (
        f'<p>It has not rained.</p>\n<figure data-image="{image.pk}" data-layout="wide"><figcaption>'
        "In <strong>Mwala</strong></figcaption></figure>\n<p>After.</p>"
    )


def test_the_words_that_a_picture_lacks_are_given_where_it_is_missed(page, trouble):
    image = make_image("", "red", has_renditions=True)
    open_text(page, f'<figure data-image="{image.pk}"></figure>')
    text_of(page).get_by_role("button", name="Alt text missing").click()
    dialog(page).get_by_role("button", name="Save words").click()
    expect(dialog(page).get_by_role("alert")).to_have_text("Describe the picture, or mark it as decorative.")

    dialog(page).get_by_label("Alternative text").fill("A red field")
    dialog(page).get_by_label("Credit").fill("Photograph: Amina")
    dialog(page).get_by_role("button", name="Save words").click()

    figure = text_of(page).locator("figure")
    expect(figure).to_contain_text("Photograph: Amina")
    expect(figure.get_by_text("missing")).to_have_count(0)
    expect(figure.get_by_role("img")).to_have_attribute("alt", "A red field")
    image.refresh_from_db()
    assert (image.alt, image.credit) == ("A red field", "Photograph: Amina")
    trouble.remove(next(line for line in trouble if "status of 400" in line))


def test_a_block_is_chosen_by_a_click_and_taken_out_by_a_key_or_its_button(page):
    target, image = make_article("The bridge is closed"), make_image("red", "red", has_renditions=True)
    open_text(
        page,
        f'<p>One.</p>\n<aside data-article="{target.pk}"></aside>\n<figure data-image="{image.pk}"></figure>\n'
        f'<figure data-embed="{YOUTUBE}"></figure>\n<figure data-gallery="{image.pk}"></figure>\n<p>Two.</p>',
    )
    text_of(page).locator(".editor-figure img").click()
    expect(text_of(page).locator(".editor-figure")).to_have_class(re.compile("selectednode"))
    page.keyboard.press("Delete")
    expect(text_of(page).locator(".editor-figure")).to_have_count(0)
    text_of(page).locator(".editor-card-target b").click()
    page.keyboard.press("Backspace")
    expect(text_of(page).locator(".editor-card")).to_have_count(0)

    for block in (".editor-embed", ".editor-gallery"):
        text_of(page).locator(block).get_by_role("button", name="Remove").click()

    assert stored(page) == "<p>One.</p>\n<p>Two.</p>"
    text_of(page).press("ControlOrMeta+z")
    expect(text_of(page).locator(".editor-gallery")).to_have_count(1)


@pytest.mark.parametrize("second", ["Read also", "Table"])
def test_a_block_goes_behind_the_one_that_was_set_in_before_it(page, second):
    image = make_image("A red field", "red", has_renditions=True)
    make_article("The bridge is closed")
    open_text(page)
    tool(page, "Picture").click()
    dialog(page).get_by_role("button", name=re.compile("A red field")).click()
    expect(text_of(page).locator("figure")).to_be_visible()

    tool(page, second).click()
    if second == "Read also":
        dialog(page).get_by_role("button", name=re.compile("The bridge is closed")).click()
    expect(text_of(page).locator("table, aside, [aria-label='Read also']").first).to_be_visible()

    figure = f'<figure data-image="{image.pk}"></figure>'
    assert figure in stored(page)
    assert len(stored(page).partition(figure)[2]) > 20


def test_a_gallery_is_chosen_at_once_and_put_in_order(page):
    first, second, third = (make_image(name, name, has_renditions=True) for name in ("red", "blue", "green"))
    open_text(page)
    tool(page, "Gallery").click()
    for image in (first, second, third):
        dialog(page).get_by_role("button", name=re.compile(f"^{image.alt}")).click()
    dialog(page).get_by_role("button", name="Use 3 pictures").click()
    gallery = text_of(page).locator(".editor-gallery")
    expect(gallery.locator(".editor-gallery-item")).to_have_count(3)

    gallery.get_by_role("button", name="Earlier, picture 3").click()
    gallery.get_by_role("button", name="Take out, picture 1").click()
    gallery.locator("figcaption").click()
    write(page, "Two fields")

    assert stored(page) == (
        f'<p>It has not rained.</p>\n<figure data-gallery="{third.pk} {second.pk}">'
        "<figcaption>Two fields</figcaption></figure>"
    )


def test_the_pictures_of_a_gallery_are_dragged_into_order(page):
    pictures = [make_image(name, name, has_renditions=True) for name in ("red", "blue", "green")]
    first, second, third = (image.pk for image in pictures)
    open_text(page, f'<figure data-gallery="{first} {second} {third}"></figure>')
    items = text_of(page).locator(".editor-gallery-item")
    expect(items.nth(2).locator("img")).to_be_visible()

    items.nth(2).locator("img").drag_to(items.nth(0).locator("img"))

    expect(items.nth(0).locator("img")).to_have_attribute("alt", "green")
    assert stored(page) == f'<figure data-gallery="{third} {first} {second}"></figure>'


def test_an_address_pasted_on_an_empty_line_becomes_a_player(page):
    open_text(page)
    page.keyboard.press("Enter")
    paste(page, text="https://youtu.be/abcdefghijk?si=shared")

    expect(text_of(page).locator("figure")).to_contain_text("A video on YouTube")
    expect(text_of(page).locator("figure")).to_contain_text("Google, USA")
    assert stored(page) == f'<p>It has not rained.</p>\n<figure data-embed="{YOUTUBE}"></figure>'


def test_an_address_that_is_no_player_says_so_and_stays_a_link(page):
    open_text(page)
    page.keyboard.press("Enter")
    paste(page, text="https://example.org/a?b=c")

    expect(said(page)).to_contain_text("no address of a player that we know. We know YouTube")
    assert stored(page).endswith('<p><a href="https://example.org/a?b=c">https://example.org/a?b=c</a></p>')


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://example.org/video", "", "youtube"])
def test_the_embed_dialog_refuses_what_is_no_player(page, address):
    open_text(page)
    tool(page, "Embed").click()
    dialog(page).get_by_label("Address of a video").fill(address)
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("alert")).to_contain_text("no address of a player")

    dialog(page).get_by_label("Address of a video").fill(YOUTUBE)
    page.keyboard.press("Enter")

    expect(text_of(page).locator("figure")).to_contain_text("A video on YouTube")


def test_a_pull_quote_names_its_source(page):
    open_text(page)
    tool(page, "Pull quote").click()
    page.get_by_role("button", name="Name the source").click()
    write(page, "Amina, farmer", "{Enter}", "After.")

    assert stored(page) == (
        '<blockquote class="pull"><p>It has not rained.</p><footer>Amina, farmer</footer></blockquote>\n<p>After.</p>'
    )
    text_of(page).locator("blockquote p").click()
    tool(page, "Quote").click()
    assert stored(page).startswith("<blockquote><p>")
    tool(page, "Quote").click()
    assert stored(page).startswith("<p>It has not rained.</p>")


def test_a_table_has_a_title_a_head_and_rows(page):
    open_text(page, "")
    tool(page, "Table").click()
    write(page, "Place", "{Tab}", "mm", "{Tab}", "Days", "{Tab}", "Mwala", "{Tab}", "12", "{Tab}", "3")
    tool(page, "Delete row").click()
    text_of(page).locator("td").first.click()
    write(page, "Kitui")
    text_of(page).locator("[data-table-caption]").click()
    write(page, "Rain in March")

    assert stored(page) == (
        '<table><caption>Rain in March</caption><thead><tr><th scope="col">Place</th><th scope="col">mm</th>'
        '<th scope="col">Days</th></tr></thead><tbody><tr><td>Kitui</td><td></td><td></td></tr></tbody></table>'
    )
    text_of(page).locator("th").first.click()
    tool(page, "Head row").click()
    tool(page, "Delete column").click()
    assert "<thead>" not in stored(page)
    assert stored(page).count("<td>") == 4
    tool(page, "Delete table").click()
    assert stored(page) == ""


def test_cards_that_are_cut_and_pasted_keep_what_they_refer_to(page):
    target, image = make_article("The bridge is closed"), make_image("red", "red", has_renditions=True)
    body = (
        f'<p>Before</p>\n<aside data-article="{target.pk}"></aside>\n'
        f'<figure data-image="{image.pk}" data-layout="wide"><figcaption>A field</figcaption></figure>\n'
        f'<figure data-embed="{YOUTUBE}"></figure>\n<figure data-gallery="{image.pk}"></figure>\n'
        "<table><caption>Rain</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>\n"
        '<blockquote class="pull"><p>Said</p><footer>Amina</footer></blockquote>\n<p dir="rtl" lang="ar">After</p>'
    )
    open_text(page, body)

    html = text_of(page).evaluate(
        """element => {
            element.editor.commands.selectAll()
            const { dom, text } = element.editor.view.serializeForClipboard(element.editor.state.selection.content())
            element.editor.commands.setContent("")
            return dom.innerHTML
        }"""
    )
    paste(page, html=html)

    assert stored(page) == body


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


# Find and replace


def test_words_are_found_counted_and_replaced(page):
    open_text(page, "<p>Rain, <strong>ra</strong>in and RAIN.</p>\n<ul><li>No rain</li></ul>")
    page.keyboard.press("ControlOrMeta+f")
    panel = page.get_by_role("search", name="Find and replace")
    panel.get_by_label("Find").fill("rain")
    expect(panel.get_by_role("status")).to_have_text("1 of 4")
    expect(text_of(page).locator(".editor-hit")).to_have_count(5)  # the one that is half bold has two parts
    panel.get_by_label("Match case").check()
    expect(panel.get_by_role("status")).to_have_text("1 of 2")
    page.get_by_label("Find", exact=True).press("Enter")
    expect(panel.get_by_role("status")).to_have_text("2 of 2")
    panel.get_by_label("Match case").uncheck()

    panel.get_by_label("Replace with").fill("hail")
    panel.get_by_role("button", name="Replace", exact=True).click()
    assert stored(page).startswith("<p>hail, ")
    panel.get_by_role("button", name="Replace all").click()
    expect(panel.get_by_role("status")).to_have_text("3 replaced.")
    panel.get_by_label("Find").press("Escape")

    expect(panel).to_be_hidden()
    expect(text_of(page)).to_be_focused()
    assert stored(page) == "<p>hail, <strong>hail</strong> and hail.</p>\n<ul><li>No hail</li></ul>"
    expect(text_of(page).locator(".editor-hit")).to_have_count(0)


@pytest.mark.parametrize("words", ["(rain", ".*", "$&", "[", "\\", "a|b", "/-/"])
def test_signs_are_searched_for_as_they_stand(page, words):
    open_text(page, f"<p>Before {words} after</p>".replace("&", "&amp;"))
    tool(page, "Find and replace").click()
    panel = page.get_by_role("search", name="Find and replace")
    panel.get_by_label("Find").fill(words)
    expect(panel.get_by_role("status")).to_have_text("1 of 1")

    panel.get_by_label("Replace with").fill("$1 <b>")
    panel.get_by_role("button", name="Replace all").click()

    assert stored(page) == "<p>Before $1 &lt;b&gt; after</p>"


# Around the editor


def test_a_text_that_one_may_only_read_has_no_tools(page):
    article = make_article(
        "The bridge is closed", body='<p>For a week.</p>\n<aside data-article="1"></aside>'
    )
    sign_in(page, "articles.view_article", "articles.view_revision")
    page.goto(f"/admin/articles/article/{article.pk}/change/")

    expect(text_of(page)).to_have_attribute("contenteditable", "false")
    expect(text_of(page)).to_contain_text("For a week.")
    expect(page.get_by_role("toolbar")).to_have_count(0)
    expect(text_of(page).get_by_role("button")).to_have_count(0)


def test_pages_are_written_in_the_same_editor(page):
    sign_in(page, "articles.add_page", "articles.change_page", "articles.view_page")
    page.goto("/admin/articles/page/add/")
    page.get_by_label("Title").fill("About us")
    text_of(page).click()
    write(page, "## Who we are", "{Enter}", "A small paper.")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("added")
    assert Page.objects.get().body == "<h2>Who we are</h2>\n<p>A small paper.</p>"


def test_the_editor_and_its_dialogs_can_be_used_by_everybody(page):
    image = make_image("red", "red", has_renditions=True)
    open_text(
        page,
        f'<figure data-image="{image.pk}"></figure>\n<table><tbody><tr><td>a</td></tr></tbody></table>',
    )

    assert axe_faults(page, ".editor") == []
    for name in ("Picture", "Gallery", "Read also", "Embed", "Link", "Keys"):
        tool(page, name).click()
        page.wait_for_load_state("networkidle")
        assert axe_faults(page, "dialog") == []
        page.keyboard.press("Escape")
    tool(page, "Find and replace").click()
    assert axe_faults(page, ".editor") == []


def test_without_javascript_the_text_is_written_as_html(visitor, live_site):
    article = make_article(body="<p>It has not rained.</p>")
    page = visitor(java_script_enabled=False)

    sign_in(page, *WRITER)
    page.goto(f"/admin/articles/article/{article.pk}/change/")

    page.locator("textarea[name=body]").fill("<p>It <b>has</b> rained.</p>")
    page.get_by_role("button", name="Save draft").click()

    article.refresh_from_db()
    assert article.latest_revision.content.body == "<p>It <strong>has</strong> rained.</p>"


def test_other_scripts_get_the_newest_text_from_the_form(page):
    open_text(page)
    write(page, " Nor will it.")

    sent = page.locator("textarea[data-editor]").evaluate("area => new FormData(area.form).get('body')")

    assert sent == "<p>It has not rained. Nor will it.</p>"
    expect(page.locator("textarea[data-editor]")).to_have_value(sent)


def test_the_only_inline_script_bears_the_nonce_of_its_own_answer(page, live_site):
    open_text(page)
    first, second = (page.goto(page.url).headers["content-security-policy"] for _ in range(2))
    (nonce,) = re.findall("'nonce-([^']+)'", second)

    assert page.locator("script:not([src]):not([type='application/json'])").count() == 1
    assert page.locator("script:not([src])[type=importmap]").evaluate("script => script.nonce") == nonce
    assert first != second
    assert "unsafe" not in second
    assert page.locator("style, [style]:not(.editor *, .select2 *)").count() == 0
    assert "nonce" not in page.goto(f"{live_site}/admin/").headers["content-security-policy"]
