"""Cards, pictures, galleries, players, quotes and tables in the editor: put in, moved, filled, taken out."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.factories import make_article, make_image

from .desk import open_text, paste, stored, text_of
from .editing import dialog, said, tool, write

pytestmark = pytest.mark.browser
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


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


def test_on_a_phone_the_words_of_a_card_have_its_width(visitor):
    page = visitor(width=390)
    target = make_article("What a bag of maize weighs, and who holds the scale")
    open_text(page, body=f'<p>One.</p><aside data-article="{target.pk}"></aside>')

    card = text_of(page).locator(".editor-card")
    words = card.get_by_text("What a bag of maize weighs")
    expect(words).to_be_visible()

    assert width_of(words) > 0.6 * width_of(card)


def width_of(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["width"]


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
