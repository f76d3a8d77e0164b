import re

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from articles.admin.page import RESERVED, PageForm
from articles.models import Page

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/page/"


def first_words(patterns):
    """The first words of the site's own addresses."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and not str(pattern.pattern):
            yield from first_words(pattern.url_patterns)
        elif isinstance(pattern, URLPattern | URLResolver):
            yield from re.findall(r"^\^?([a-z]+(?:-[a-z]+)*)", str(pattern.pattern))


def test_every_address_of_the_site_is_reserved():
    # Editors write /privacy/ itself; the page of cookies stands below it.
    words = set(first_words(get_resolver().url_patterns)) - {"privacy"}

    assert {"admin", "section", "feed", "media"} <= words
    assert words <= RESERVED


@pytest.mark.parametrize("slug", ["search", "corrections", "newsletter", "preview", "consent", "static"])
def test_the_addresses_to_come_are_reserved(slug):
    assert slug in RESERVED


@pytest.mark.parametrize("slug", ["admin", "Section", "2026"])
def test_a_page_does_not_take_an_address_of_the_site(slug):
    form = PageForm({"title": "About", "slug": slug})

    assert form.errors == {
        "slug": [f"/{slug}/ is an address that the site needs itself. Choose another word."]
    }


@pytest.mark.parametrize("slug", ["about", "privacy", "section-9", "feeds"])
def test_a_page_takes_any_other_address(desk, client, slug):
    desk.post(f"{LIST}add/", {"title": "About", "slug": slug, "body": "<p>Who we are</p>"})

    assert "Who we are" in client.get(f"/{slug}/").content.decode()


def test_caches_are_told_of_each_change_of_a_page(desk, purged):
    desk.post(f"{LIST}add/", {"title": "About", "slug": "about"})
    page = Page.objects.get()
    desk.post(f"{LIST}{page.pk}/change/", {"title": "About us", "slug": "about-us"})
    desk.post(f"{LIST}{page.pk}/delete/", {"post": "yes"})

    assert purged == [{page.cache_tag, "pages"}] * 3
    assert not Page.objects.exists()


def test_a_page_that_moves_leaves_its_address_behind(desk, client):
    page = Page.objects.create(title="About", slug="about")

    for slug in ("about-us", "who-we-are"):
        desk.post(f"{LIST}{page.pk}/change/", {"title": "About us", "slug": slug})

    answers = [client.get(f"/{slug}/") for slug in ("about", "about-us", "who-we-are")]
    assert [answer.status_code for answer in answers] == [301, 301, 200]
    assert {answer["Location"] for answer in answers[:2]} == {"/who-we-are/"}


def test_caches_are_told_of_pages_that_are_deleted_together(desk, purged):
    pages = [Page.objects.create(title=slug, slug=slug) for slug in ("about", "terms")]

    desk.post(
        LIST, {"action": "delete_selected", "_selected_action": [page.pk for page in pages], "post": "yes"}
    )

    assert purged == [{*(page.cache_tag for page in pages), "pages"}]
    assert not Page.objects.exists()
