"""Links of a text to the paper's own pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import links, publishing
from articles.models import Change, OldAddress, Page
from tests.factories import make_article, make_author, make_change, make_draft, make_editor, make_section

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 14, 3, 0, tzinfo=UTC)


@pytest.fixture
def paper():
    """One page of each kind, and what is none."""
    article = make_article("Bridge closed", at=MARCH, topic_names=["Roads"])
    OldAddress.objects.create(path="/?p=12", article=article)
    OldAddress.objects.create(path="/old/story", article=article)
    OldAddress.objects.create(path="/old/draft/", article=make_draft("Never shown").article)
    make_section("Counties")
    make_author("Amina")
    Page.objects.create(slug="about", title="About")
    make_article("Tomorrow", at=timezone.now() + timedelta(days=1))
    publishing.withdraw(make_article("Gone", at=MARCH), by=make_editor(), notice="Wrong.")
    false = make_article("False", at=MARCH)
    publishing.publish(false.live_revision, by=make_editor(), change=Change.RETRACTION, correction="False.")


@pytest.mark.parametrize(
    "href",
    [
        "/", "/2026/03/bridge-closed/", "/2026/03/bridge-closed", "/2026/03/bridge-closed/#s-one",
        "/2026/03/bridge-closed/?from=mail", "/section/counties/", "/topic/roads/", "/author/amina/",
        "/about/", "/corrections/", "/archive/2026/03/", "/feed/", "/?p=12", "/old/story", "/old/story/",
        "https://elsewhere.example/2026/03/none/", "//elsewhere.example/x",
        "mailto:a@example.org", "tel:+254", "#notes", "?page=2",
        "/media/pictures/a.jpg", "http://[bad", "https://{host}/about/", "HTTPS://{HOST}/about/",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_alive(paper, settings, href):
    host = settings.SITE_URL.partition("//")[2]

    assert links.dead([href.format(host=host, HOST=host.upper())]) == {}


@pytest.mark.parametrize(
    "href",
    [
        "/2026/03/none/", "/2026/04/bridge-closed/", "/2026/03/gone/", "/2026/03/false/", "/section/none/",
        "/topic/none/", "/author/none/", "/nowhere/", "/2026/13/x/", "/admin/", "/admin/articles/article/1/change/",
        "/old/draft/", "example.org/page",
        "{site}/nowhere/", "/%ff%fe/", "/\x00/", "/old/unknown",
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_dead(paper, settings, href):
    href = href.format(site=settings.SITE_URL)

    assert set(links.dead([href])) == {href}


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("/2026/03/gone/", "was withdrawn"),
        ("/2026/03/false/", "was retracted"),
        ("/old/draft/", "is not published"),
        ("/2026/03/none/", "does not exist"),
    ],
)
def test_it_is_said_why_a_link_is_dead(paper, href, reason):
    assert links.dead([href, "/about/"]) == {href: reason}


def test_a_link_to_a_story_for_later_is_dead_until_its_hour():
    address = make_article("Tomorrow", at=timezone.now() + timedelta(days=1)).get_absolute_url()

    assert links.dead([address]) == {address: "is not published yet"}


def test_a_link_to_a_story_that_moved_is_alive_until_it_is_withdrawn():
    article = make_article(slug="bridge")
    old = article.get_absolute_url()
    publishing.publish(make_change(article, slug="the-bridge"), by=make_editor())
    assert links.dead([old]) == {}

    publishing.withdraw(article, by=make_editor(), notice="Wrong.")

    assert links.dead([old]) == {old: "was withdrawn"}


def test_links_to_other_sites_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert links.dead(["https://example.org/2026/03/x/", "mailto:a@b.c", "#part", "tel:1"]) == {}


def test_no_more_is_looked_up_than_one_text_can_need(django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        found = links.dead(f"/topic/t{n}/" for n in range(100_000))

    assert len(found) == links.MOST
