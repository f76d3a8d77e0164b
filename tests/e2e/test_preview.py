"""The page beside the text while it is written, private links in a browser without an account, and hours."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles import previews, publishing, scheduling
from articles.models import Article
from tests.e2e.desk import WRITER, sign_in
from tests.e2e.test_desk import wrong
from tests.factories import make_change, make_draft, make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft():
    return make_draft("The rains have failed", body="<p>" + "Not a drop. " * 400 + "</p>", section="Climate")


def open_form(page: Page, article: Article) -> None:
    sign_in(page, *WRITER)
    page.goto(f"/admin/articles/article/{article.pk}/change/")


def test_the_preview_follows_what_is_typed_and_stays_where_it_was_scrolled_to(page: Page, draft):
    open_form(page, draft.article)
    page.get_by_role("button", name="Preview").click()
    frame = page.frame_locator(".preview-pane iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("The rains have failed")
    expect(frame.get_by_text("As readers would see what stands in the form now.")).to_be_visible()
    frame.locator("html").evaluate("(page) => page.ownerDocument.defaultView.scrollTo(0, 600)")

    page.get_by_label("Headline", exact=True).fill("At last it rains")

    expect(frame.get_by_role("heading", level=1)).to_have_text("At last it rains")
    assert frame.locator("html").evaluate("(page) => page.ownerDocument.defaultView.scrollY") == 600
    assert Article.objects.get().headline == "The rains have failed"
    assert Article.objects.get().revisions.count() == 1


def test_the_preview_has_the_width_of_a_phone_or_of_a_desktop(page: Page, draft):
    open_form(page, draft.article)
    page.get_by_role("button", name="Preview").click()
    inner = "() => document.querySelector('.preview-pane iframe').contentWindow.innerWidth"
    expect(page.get_by_role("button", name="Phone")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(inner) == 360

    page.get_by_role("button", name="Desktop").click()

    expect(page.get_by_role("button", name="Desktop")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(inner) == 1280
    page.keyboard.press("Escape")
    expect(page.locator(".preview-pane")).to_have_count(0)
    expect(page.get_by_role("button", name="Preview")).to_be_focused()


def test_a_story_that_is_not_saved_yet_has_a_preview(page: Page, live_site):
    sign_in(page, *WRITER, "articles.add_article")
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Headline", exact=True).fill("Nobody has seen this")
    page.get_by_role("button", name="Preview").click()

    heading = page.frame_locator(".preview-pane iframe").get_by_role("heading", level=1)
    expect(heading).to_have_text("Nobody has seen this")
    assert Article.objects.count() == 0


def test_the_lawyer_reads_a_version_until_the_link_is_revoked(page: Page, browser: Browser, live_site, draft):
    open_form(page, draft.article)
    page.get_by_text("Private links").click()
    page.get_by_label("For whom").fill("The lawyer")
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Address of The lawyer").input_value()
    lawyer = browser.new_context(viewport={"width": 390, "height": 844})

    screen = lawyer.new_page()
    answer = screen.goto(address)
    assert answer.status == 200
    expect(screen.get_by_role("heading", level=1)).to_have_text("The rains have failed")
    expect(screen.get_by_text("This is not published")).to_be_visible()
    assert lawyer.cookies() == []

    page.reload()
    expect(page.get_by_text("1 view")).to_be_visible()
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text(re.compile("^Revoked: the link"))).to_be_visible()
    assert screen.goto(address).status == 410
    expect(screen.get_by_role("heading", level=1)).to_have_text("This private link is over")
    lawyer.close()


def test_the_link_leads_to_the_article_once_it_is_published(page: Page, browser: Browser, live_site, draft):
    open_form(page, draft.article)
    page.get_by_text("Private links").click()
    page.get_by_label("Always the newest version").check()
    page.get_by_role("button", name="Make a link").click()
    address = page.locator(".link-address input").input_value()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published:")).to_be_visible()
    visitor = browser.new_context()

    screen = visitor.new_page()
    screen.goto(address)

    assert screen.url == live_site + Article.objects.get().get_absolute_url()
    visitor.close()


def test_beside_an_hour_stand_its_zone_and_how_far_off_it_is(page: Page, draft):
    open_form(page, draft.article)
    field = page.get_by_label(re.compile("^Date and time"))
    at = timezone.localtime() + timedelta(hours=15, minutes=48, seconds=59)
    field.fill(f"{at:%Y-%m-%dT%H:%M}")

    hours = page.locator("#hours")
    expect(hours).to_contain_text("Nairobi, UTC+3")
    expect(hours).to_contain_text(re.compile("in 15 hours 4[789] minutes"))
    field.fill("2020-01-01T10:00")
    expect(hours).to_contain_text("This time has passed")


def test_hours_links_and_previews_break_no_rule(page: Page, draft, trouble):
    article = publishing.publish(draft, by=make_editor())
    change = make_change(article, "At last it rains")
    scheduling.schedule(change, by=make_editor(), at=timezone.now() + timedelta(hours=2))
    scheduling.set_end(article, by=make_editor(), at=timezone.now() + timedelta(days=2), notice="It is over.")
    link = previews.make(article, by=make_editor(), name="The lawyer")
    over = previews.revoke(previews.make(article, by=make_editor()), by=make_editor())
    open_form(page, article)
    assert "\n".join(wrong(page)) == ""

    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Preview").click()
    expect(page.frame_locator(".preview-pane iframe").get_by_role("heading", level=1)).to_be_visible()
    assert "\n".join(wrong(page)) == ""

    for address, status in ((link.address, 200), (over.address, 410)):
        assert page.goto(address).status == status
        assert "\n".join(wrong(page)) == ""
    trouble.clear()  # the browser notes the 410
