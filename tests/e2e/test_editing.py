"""Writing in the editor, with keyboard and mouse. What is stored in the end is HTML of the vocabulary.

`page` fails at its end if the console holds an error, so all of this keeps to the content security policy.
"""

import re

import pytest
from playwright.sync_api import expect

from articles.body.clean import clean
from articles.models import Article, Page
from tests.factories import make_article, make_image

from .desk import WRITER, open_text, sign_in, stored, text_of
from .editing import axe_faults, dialog, tool, write

pytestmark = pytest.mark.browser


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


def test_a_passage_in_another_language_is_marked_as_such(page):
    open_text(page)
    write(page, "{Enter}", "مطر")
    tool(page, "Language of this passage").click()
    dialog(page).get_by_label("Language", exact=True).fill("Arabic, I think")
    dialog(page).get_by_role("button", name="Set language").click()
    expect(dialog(page)).to_contain_text("A language is two or three letters")
    dialog(page).get_by_label("Language", exact=True).fill("ar")
    dialog(page).get_by_role("button", name="Set language").click()

    expect(tool(page, "Language of this passage")).to_have_attribute("aria-pressed", "true")
    arabic = '<p dir="rtl" lang="ar">مطر</p>'
    assert stored(page) == f"<p>It has not rained.</p>\n{arabic}" == clean(stored(page))

    text_of(page).press("ControlOrMeta+a")
    tool(page, "Language of this passage").click()
    dialog(page).get_by_label("Language", exact=True).fill("sw")
    dialog(page).get_by_role("button", name="Set language").click()
    expect(dialog(page)).to_have_count(0)
    assert stored(page) == '<p lang="sw">It has not rained.</p>\n<p lang="sw">مطر</p>'
    tool(page, "Language of this passage").click()
    dialog(page).get_by_role("button", name="As the story").click()
    expect(dialog(page)).to_have_count(0)
    assert stored(page) == "<p>It has not rained.</p>\n<p>مطر</p>"


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
