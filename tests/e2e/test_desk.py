"""Every page of the desk, on a phone and on a desk, in light and dark: no rule is broken, nothing scrolls sideways."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles import merging, publishing, reviewing, topics, trash
from articles.models import Article, Image, Presence, Section
from tests.factories import (
    make_article,
    make_draft,
    make_editor,
    make_image,
    make_reporter,
    make_user,
    picture_file,
)

from .desk import sign_in
from .test_accessibility import COLOURS_ARE_THERE, OPTIONS, SCHEMES, VIOLATIONS, lines_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (390, 1280)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def work(live_site) -> dict[str, int]:
    """A desk with a little of everything, and the primary keys of some rows."""
    now, editor, reporter = timezone.now(), make_editor(), make_reporter(first_name="Otieno")
    picture = make_image(has_renditions=True, credit="Njeri")
    make_image("", "green", caption="Five stations")
    review = make_draft("How to read a tender notice", by=reporter, section="Politics").article
    reviewing.plan(review, by=editor, assignee=editor, due_at=now - timedelta(minutes=42), priority=3)
    reviewing.submit(review, by=reporter, number=1, note="May the company be named?")
    Presence.objects.create(article=review, user=reporter, tab=uuid4(), seen_at=now + timedelta(minutes=5))
    approved = make_draft("The trees that came by ship", by=reporter).article
    reviewing.approve(approved, by=editor, number=1)
    target = make_article("Auction prices")
    make_article("Tea", lead_image=picture.pk, body=f'<p>A</p><aside data-article="{target.pk}"></aside>')
    publishing.withdraw(target, by=editor, notice="Wrong")
    make_article("A map is an argument", at=now + timedelta(hours=2))
    trash.throw_away(make_draft("Rubbish").article, by=editor)
    road, _, traffic, waste = topics.named(["Road", "Roads", "Traffic", "Waste"])
    merge = merging.merge(waste, traffic, by=make_user(merging.MERGE))
    return {
        "picture": picture.pk,
        "section": Section.objects.get().pk,
        "review": review.pk,
        "topic": road.pk,
        "merge": merge.pk,
        "withdrawn": target.pk,
        "live": Article.objects.live().latest("pk").pk,
    }


PAGES: dict[str, Callable[[dict[str, int]], str]] = {
    "today": lambda _: "/admin/",
    "articles": lambda _: "/admin/articles/article/",
    "all articles": lambda _: "/admin/articles/article/?tab=all",
    "pictures": lambda _: "/admin/articles/image/",
    "a picture": lambda keys: f"/admin/articles/image/{keys['picture']}/change/",
    "a new picture": lambda _: "/admin/articles/image/add/",
    "a picture that stays": lambda keys: f"/admin/articles/image/{keys['picture']}/delete/",
    "sections": lambda _: "/admin/articles/section/",
    "a section": lambda keys: f"/admin/articles/section/{keys['section']}/change/",
    "the past of a section": lambda keys: f"/admin/articles/section/{keys['section']}/history/",
    "topics": lambda _: "/admin/articles/topic/",
    "a new topic": lambda _: "/admin/articles/topic/add/",
    "topics that are alike": lambda _: "/admin/articles/topic/alike/",
    "a topic": lambda keys: f"/admin/articles/topic/{keys['topic']}/change/",
    "a merge to be chosen": lambda keys: f"/admin/articles/topic/{keys['topic']}/merge/",
    "a merge to be confirmed": lambda keys: f"/admin/articles/topic/{keys['topic']}/merge/?into=Roads",
    "merges": lambda _: "/admin/articles/topicmerge/",
    "a merge": lambda keys: f"/admin/articles/topicmerge/{keys['merge']}/change/",
    "a merge to be undone": lambda keys: f"/admin/articles/topicmerge/{keys['merge']}/undo/",
    "cards": lambda keys: f"/admin/articles/article/{keys['withdrawn']}/cards/?words=map",
    "cards to lead elsewhere": lambda keys: (
        f"/admin/articles/article/{keys['withdrawn']}/cards/?to={keys['live']}"
    ),
    "authors": lambda _: "/admin/articles/author/",
    "people": lambda _: "/admin/auth/user/",
    "a new person": lambda _: "/admin/auth/user/add/",
    "a search": lambda _: "/admin/search/?q=t",
    "another password": lambda _: "/admin/password_change/",
    "the site": lambda _: "/admin/newsroom/identity/1/change/",
    "who did what": lambda _: "/admin/newsroom/auditentry/",
    "the rules of the house": lambda _: "/admin/articles/houserules/",
    "the front page tool": lambda _: "/admin/front/",
    "the form of a story": lambda keys: f"/admin/articles/article/{keys['review']}/change/",
    "versions": lambda keys: f"/admin/articles/article/{keys['review']}/history/",
    "the machine room": lambda _: "/admin/django_tasks_database/dbtaskresult/",
}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_the_desk_breaks_a_rule(name, work, page):
    sign_in(page)
    User.objects.filter(username="njeri").update(is_superuser=True)

    page.goto(PAGES[name](work))

    assert "\n".join(wrong(page)) == ""


def wrong(page: Page) -> list[str]:
    """What axe finds in the four looks of the page, and by how much it is wider than its window."""
    found = []
    page.evaluate(AXE_SCRIPT)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(COLOURS_ARE_THERE)
            found += [f"{scheme}, {width}: {line}" for line in lines_of(page.evaluate(VIOLATIONS, OPTIONS))]
            wider = page.evaluate(WIDER)
            found += [f"{scheme}, {width}: {wider} px too wide"] if wider > 0 else []
    return found


def test_on_a_phone_the_place_where_one_is_comes_into_sight(work, page):
    sign_in(
        page, "articles.view_article", "articles.view_section", "articles.view_author", "articles.view_page"
    )
    page.set_viewport_size({"width": 390, "height": 800})

    page.goto("/admin/articles/article/?tab=all")
    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=0.9)
    page.goto("/admin/articles/page/")
    expect(page.locator(".side [aria-current]")).to_be_in_viewport(ratio=0.9)


def test_many_stories_are_moved_from_the_list(work, page):
    sign_in(page, "articles.view_article", "articles.change_article", "articles.publish_article")
    page.goto("/admin/articles/article/?tab=all")

    page.get_by_label("Choose all of this page").check()
    expect(page.get_by_text("5 chosen")).to_be_visible()
    page.get_by_label("Choose “Tea”").uncheck()
    expect(page.get_by_text("4 chosen")).to_be_visible()
    page.get_by_label("Action:").select_option(label="Set the priority …")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", name="How urgent are these stories?")).to_be_visible()
    assert "\n".join(wrong(page)) == ""
    page.get_by_label("Priority").select_option("High")
    page.get_by_role("button", name="Set").click()

    expect(page.locator(".messagelist")).to_contain_text("4 stories are changed.")
    assert Article.objects.kept().filter(priority=3).count() == 4


def test_a_filter_acts_when_it_is_chosen(work, page):
    sign_in(page, "articles.view_article", "articles.view_revision")
    page.goto("/admin/articles/article/?tab=all")

    page.get_by_label("Section").select_option("Politics")

    expect(page.get_by_role("link", name="Tea")).to_have_count(0)
    expect(page.get_by_role("link", name="How to read a tender notice")).to_be_visible()


def test_without_a_script_the_list_and_the_search_work(work, browser: Browser, live_site):
    context = browser.new_context(base_url=live_site, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "articles.view_article", "articles.view_revision")

    page.get_by_label("Search articles, pictures, people").fill("tender")
    page.get_by_label("Search articles, pictures, people").press("Enter")
    page.get_by_role("link", name="How to read a tender notice").click()

    expect(page).to_have_url(f"{live_site}/admin/articles/article/{work['review']}/change/")
    context.close()


def test_many_pictures_are_sent_at_once_and_each_says_what_became_of_it(work, page, trouble):
    sign_in(page, "articles.view_image", "articles.add_image", "articles.change_image")
    page.goto("/admin/articles/image/")
    files = [
        {"name": "one.png", "mimeType": "image/png", "buffer": picture_file(colour="blue").read()},
        {"name": "no.png", "mimeType": "image/png", "buffer": b"This is no picture."},
        {"name": "two.png", "mimeType": "image/png", "buffer": picture_file(colour="black").read()},
    ]

    page.locator("input[type=file]").set_input_files(files)

    lines = page.locator(".sending li")
    expect(lines).to_have_count(3)
    expect(lines.nth(0).get_by_role("link", name="Describe it")).to_be_visible()
    expect(lines.nth(1)).to_contain_text("picture")
    expect(lines.nth(1).get_by_role("link")).to_have_count(0)
    expect(lines.nth(2).get_by_role("link", name="Describe it")).to_be_visible()
    assert Image.objects.count() == 4
    assert ["400 (Bad Request)" in line for line in trouble] == [
        True
    ]  # the browser says so of what was refused
    trouble.clear()
