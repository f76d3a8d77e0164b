from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.dead_links import DeadLink, dead_links
from articles.models import Page
from tests.factories import make_article, make_content, make_editor, make_section

pytestmark = pytest.mark.django_db


def link(address, text="there"):
    return f'<p>Read <a href="{address}">{text}</a>.</p>'


def test_a_link_to_what_readers_see_is_alive(settings):
    address = make_article().get_absolute_url()
    Page.objects.create(title="About", slug="about")
    make_section("Climate")
    alive = [
        address,
        settings.SITE_URL + address,
        f"{address}?x=1#part",
        address.rstrip("/"),
        "/about/",
        "/",
        "/feed/",
    ]

    assert (
        dead_links("".join(map(link, [*alive, "/section/climate/", "/archive/2026/03/", "/media/a.jpg"])))
        == []
    )


def test_links_to_other_sites_and_within_the_text_are_not_looked_at(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (
            dead_links(
                "".join(map(link, ["https://example.org/2026/03/x/", "mailto:a@b.c", "#part", "tel:1"]))
            )
            == []
        )


def test_a_link_to_a_withdrawn_story_is_dead_and_its_words_are_said():
    article = make_article(at=datetime(2026, 3, 14, 3, 0, tzinfo=UTC), slug="bridge")
    publishing.withdraw(article, by=make_editor(), notice="Wrong.")

    assert dead_links(link("/2026/03/bridge/", "the <strong>bridge</strong> &amp; more")) == [
        DeadLink("/2026/03/bridge/", "the bridge & more", "was withdrawn")
    ]


def test_a_link_to_a_story_that_moved_is_alive_until_it_is_withdrawn():
    article = make_article(slug="bridge")
    old = article.get_absolute_url()
    draft = publishing.save_draft(make_content(slug="the-bridge"), by=make_editor(), article=article)
    publishing.publish(draft, by=make_editor())

    assert dead_links(link(old)) == []

    publishing.withdraw(article, by=make_editor(), notice="Wrong.")

    assert dead_links(link(old)) == [DeadLink(old, "there", "was withdrawn")]


def test_a_link_to_a_story_for_later_is_dead_until_its_hour():
    article = make_article(at=timezone.now() + timedelta(hours=1))

    assert [dead.reason for dead in dead_links(link(article.get_absolute_url()))] == ["is not published yet"]


@pytest.mark.parametrize("address", ["/2026/03/nothing/", "/nothing/", "/a/b/c/d", "/2026/13/x/", "/%ff/"])
def test_an_address_where_nothing_ever_was_is_dead(address):
    assert dead_links(link(address)) == [DeadLink(address, "there", "does not exist")]


@pytest.mark.parametrize("number", [1, 3])
def test_all_links_of_a_text_are_looked_up_in_three_queries(django_assert_num_queries, number):
    live = "".join(link(make_article(f"Story {n}").get_absolute_url()) for n in range(number))
    html = live + "".join(link(f"/2026/03/no-{n}/") + link(f"/no-{n}/") for n in range(number))

    with django_assert_num_queries(3):
        assert len(dead_links(html)) == 2 * number
