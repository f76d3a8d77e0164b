from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from articles.models import Page
from tests.factories import make_article, make_section

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
