from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from articles.models import Page
from tests.factories import make_article, make_articles, make_draft, make_section

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client, path, settings):
    root = ET.fromstring(client.get(path).content)
    return [entry.text.removeprefix(settings.SITE_URL) for entry in root.iter(LOC)]


def test_every_article_is_in_the_file_of_its_month(client, settings):
    make_article("March", at=datetime(2026, 3, 14, 3, 0, tzinfo=UTC))
    make_article("April", at=datetime(2026, 4, 14, 3, 0, tzinfo=UTC))

    assert addresses(client, "/sitemap.xml", settings) == [
        "/sitemap-pages.xml",
        "/sitemap-2026-04.xml",
        "/sitemap-2026-03.xml",
    ]
    assert addresses(client, "/sitemap-2026-03.xml", settings) == ["/2026/03/march/"]


def test_what_first_appeared_elsewhere_is_left_to_its_own_site(client, settings):
    make_article("Copy", at=datetime(2026, 3, 14, tzinfo=UTC), canonical_address="https://example.org/x")

    assert addresses(client, "/sitemap-2026-03.xml", settings) == []


def test_pages_and_sections_have_a_file(client, settings):
    make_section("Climate")
    Page.objects.create(slug="about", title="About")

    assert addresses(client, "/sitemap-pages.xml", settings) == [
        "/",
        "/corrections/",
        "/section/climate/",
        "/about/",
    ]


def test_robots_are_told_where_the_sitemap_is(client, settings):
    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in answer.content.decode()


def test_a_topic_is_led_to_when_it_has_two_stories_that_readers_see(client, settings):
    make_article("First", topic_names=["Roads", "Water"])
    make_draft("Draft", topic_names=["Water"])
    make_article("Later", topic_names=["Water"], at=timezone.now() + timedelta(hours=1))
    one = client.get("/topic/roads/").content.decode()
    index = addresses(client, "/sitemap.xml", settings)
    make_article("Second", topic_names=["Roads"])
    two = client.get("/topic/roads/").content.decode()

    noindex = '<meta name="robots" content="noindex">'
    assert [noindex in page for page in (one, two)] == [True, False]
    assert "/sitemap-topics.xml" not in index
    assert "/sitemap-topics.xml" in addresses(client, "/sitemap.xml", settings)
    assert addresses(client, "/sitemap-topics.xml", settings) == ["/topic/roads/"]


def test_the_later_pages_of_a_topic_are_not_kept_from_search_engines(client):
    make_articles(21, topic_names=["Roads"])

    assert b"noindex" not in client.get("/topic/roads/?page=2").content


@pytest.mark.parametrize("number", [1, 3])
def test_the_file_of_the_topics_takes_the_same_queries(client, django_assert_num_queries, number):
    make_articles(2, topic_names=[f"Topic {n}" for n in range(number)])

    with django_assert_num_queries(2):
        page = client.get("/sitemap-topics.xml")

    assert page.content.count(b"<loc>") == number
    assert page.content.count(b"<lastmod>") == number
