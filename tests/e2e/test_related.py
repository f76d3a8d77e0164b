"""What will stand below a story, while it is written: seen, pinned, put in order, banned, and found by readers."""

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Locator, Page, expect

from articles import publishing
from newsroom import roles
from tests.articles.related.stories import FLOOD, cricket, flood, settle
from tests.factories import make_draft, make_editor, make_reporter, make_user

from .desk import WRITER, press, put_text, sign_in, sign_in_again, stored, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def archive():
    """Three stories of a flood and two of cricket."""
    stories = [*(flood(n) for n in range(3)), *(cricket(n) for n in range(2))]
    settle()
    return [story.headline for story in stories]


@pytest.fixture
def draft():
    return make_draft("Water at the dam", body=f"<p>{FLOOD}</p>").article


def open_form(page: Page, article, *permissions: str) -> None:
    sign_in(page, *(permissions or WRITER))
    page.goto(f"/admin/articles/article/{article.pk}/change/")


def panel(page: Page) -> Locator:
    return page.locator("[data-related-panel]")


def line(page: Page, headline: str) -> Locator:
    return panel(page).get_by_role("listitem").filter(has_text=headline)


def headlines(page: Page, under: str) -> list[str]:
    return panel(page).locator(f"h3:text-is('{under}') + ol .headline").all_text_contents()


def do(page: Page, verb: str, headline: str) -> None:
    line(page, headline).get_by_role("button", name=f"{verb}: {headline}").click()


def said(page: Page, sentence: str) -> None:
    expect(panel(page).locator("[data-related-said]")).to_have_text(sentence)


def test_the_panel_follows_what_is_typed_and_a_new_story_is_saved_first(page: Page, archive):
    sign_in(page, *WRITER, "articles.add_article")
    page.goto("/admin/articles/article/add/")
    expect(panel(page)).to_contain_text("Nothing is near enough to this text yet")

    page.get_by_label("Headline", exact=True).fill("Water at the dam")
    put_text(page, f"<p>{FLOOD}</p>")
    expect(line(page, archive[0])).to_contain_text("Both: ")
    expect(panel(page)).to_contain_text("Save it first to pin stories.")
    expect(panel(page).get_by_role("button")).to_have_count(0)

    put_text(
        page, "<p>Openers added ninety runs before the spinners of Nairobi Gymkhana took five wickets.</p>"
    )
    expect(line(page, archive[3])).to_be_visible()


def test_a_text_that_has_not_changed_is_not_asked_about_again(page: Page, archive, draft):
    open_form(page, draft)
    expect(line(page, archive[0])).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/related/" in request.url else None)

    page.get_by_label("Section", exact=True).focus()
    page.locator("#article-form").dispatch_event("input")
    page.wait_for_timeout(2500)

    assert asked == []


def test_an_editor_pins_puts_in_order_bans_and_lets_go(page: Page, archive, draft):
    one, two, three, bat, _ = archive
    open_form(page, draft)
    expect(line(page, one)).to_be_visible()

    do(page, "Pin", one)
    said(page, f"Pinned: “{one}”.")
    do(page, "Pin", three)
    said(page, f"Pinned: “{three}”.")
    assert headlines(page, "Pinned") == [one, three]

    do(page, "Up", three)
    said(page, f"“{three}” is moved up.")
    assert headlines(page, "Pinned") == [three, one]
    handle = line(page, one).locator("[data-handle]")
    handle.focus()
    page.keyboard.press("ArrowUp")
    said(page, "The pins are in this order now.")
    assert headlines(page, "Pinned") == [one, three]
    expect(line(page, one).locator("[data-handle]")).to_be_focused()

    do(page, "Never these two", two)
    said(page, f"Never these two: “{two}” will not stand here, nor this story there.")
    assert two not in headlines(page, "Found")
    panel(page).get_by_text("Never here").click()
    do(page, "Allow it again", two)
    said(page, f"“{two}” is left to the rule again.")
    assert two in headlines(page, "Found")
    do(page, "Let go", one)
    said(page, f"“{one}” is left to the rule again.")
    do(page, "Not this one", one)
    said(page, f"“{one}” will not stand here.")

    page.get_by_role("button", name="Pin another story…").click()
    page.get_by_label("Find a story by its headline").fill(bat)
    page.locator(".editor-choice").filter(has_text=bat).click()
    said(page, f"Pinned: “{bat}”.")
    assert headlines(page, "Pinned") == [three, bat]

    publishing.publish(draft.latest_revision, by=make_editor())
    settle()
    page.goto(draft.__class__.objects.get(pk=draft.pk).get_absolute_url())
    below = page.locator("[data-related] article:not([data-latest]) h3")
    assert below.all_text_contents()[:3] == [three, bat, two]
    assert one not in below.all_text_contents()


def test_a_reporter_picks_below_a_draft_and_not_below_a_live_story(page: Page, archive):
    reporter = make_reporter("njeri")
    reporter.groups.add(Group.objects.get(name=roles.REPORTER))
    own = make_draft("Water at the dam", by=reporter, body=f"<p>{FLOOD}</p>")
    sign_in_again(page)
    page.goto(f"/admin/articles/article/{own.article_id}/change/")
    do(page, "Pin", archive[0])
    said(page, f"Pinned: “{archive[0]}”.")
    expect(panel(page).get_by_role("button", name="Never these two")).to_have_count(0)

    publishing.publish(own, by=make_editor())
    page.reload()

    expect(panel(page)).to_contain_text("Readers have this list already: an editor changes it.")
    expect(panel(page).locator("[data-related-list] button")).to_have_count(0)


def test_a_read_also_card_is_offered_what_the_text_is_like_first(page: Page, archive, draft):
    open_form(page, draft)
    text_of(page).click()
    page.keyboard.press("ControlOrMeta+Shift+r")

    expect(page.locator(".editor-list-head").first).to_have_text("Suggested for this text")
    first = page.locator(".editor-choice").first
    expect(first).to_contain_text("Both: ")
    name = first.locator("b").text_content()
    assert name in archive[:3]
    first.click()

    expect(page.locator(".editor-card")).to_contain_text(str(name))
    assert "<aside data-article=" in stored(page)
    expect(line(page, str(name))).to_contain_text("Linked in the text: not shown again below")


def test_without_a_script_the_page_does_the_same(browser, live_site, archive, draft):
    make_user(*WRITER, username="njeri")
    context = browser.new_context(base_url=live_site, java_script_enabled=False)
    page = context.new_page()
    sign_in_again(page)
    page.goto(f"/admin/articles/article/{draft.pk}/change/")
    page.get_by_role("link", name="On a page").click()

    press(page, f"Pin: {archive[1]}", said=f"Pinned: “{archive[1]}”.")
    press(page, f"Not this one: {archive[0]}", said=f"“{archive[0]}” will not stand here.")

    expect(page.locator("[data-pins] .headline")).to_have_text(archive[1])
    context.close()
