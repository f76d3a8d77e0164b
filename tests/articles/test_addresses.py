from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

from articles import addresses, topics
from articles.models import OldAddress, Topic
from newsroom import urls
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def test_an_old_address_leads_on_for_ever(client):
    section = make_section("Climate")
    addresses.keep("/section/weather/", section)

    answer = client.get("/section/weather/")

    assert (answer.status_code, answer["Location"]) == (301, "/section/climate/")


def test_it_follows_its_target_and_makes_no_chain(client):
    article = make_article("Bridge closed")
    addresses.keep("/first/", article)
    addresses.keep("/second/", article)

    assert {client.get(path)["Location"] for path in ("/first/", "/second/")} == {article.get_absolute_url()}


def test_an_address_with_a_query_is_another_one(client):
    first, second = make_article("First"), make_article("Second")
    addresses.keep("/old/?p=1", first)
    addresses.keep("/old/", second)

    assert client.get("/old/?p=1")["Location"] == first.get_absolute_url()
    assert client.get("/old/?utm=x")["Location"] == second.get_absolute_url()


def test_an_old_address_gives_away_no_article_that_is_still_to_come(client):
    article = make_article("Not yet", at=timezone.now() + timedelta(days=1))
    addresses.keep("/secret/", article)

    assert client.get("/secret/").status_code == 404


def test_the_address_of_a_page_is_never_an_old_one(client):
    section = make_section("Climate")
    addresses.keep(section.get_absolute_url(), section)

    assert OldAddress.objects.count() == 0


@pytest.mark.parametrize("targets", [{}, {"section", "article"}])
def test_an_old_address_has_one_target(targets):
    rows = {"section": make_section("Climate"), "article": make_article()}

    with pytest.raises(IntegrityError):
        OldAddress.objects.create(path="/x/", **{name: rows[name] for name in targets})


def test_a_page_that_is_there_costs_no_look_up(client, django_assert_num_queries, settings):
    settings.FRAME_SECONDS = 60
    make_section("Climate")
    client.get("/section/climate/")

    with django_assert_num_queries(1):  # what is in the section
        client.get("/section/climate/")


def test_an_old_address_without_a_slash_leads_on_too(client):
    article = make_article("Bridge closed")
    addresses.keep("/bridge-story", article)

    answer = client.get("/bridge-story", follow=True)

    assert answer.redirect_chain[-1] == (article.get_absolute_url(), 301)


def test_caches_keep_the_way_on_until_its_target_changes(client):
    article = make_article("Bridge closed")
    addresses.keep("/first/", article)

    answer = client.get("/first/")

    assert answer["Cache-Tag"] == f"{article.cache_tag},site"
    assert "max-age=0" in answer["Cache-Control"]


@pytest.mark.parametrize("kept", ["/2019/سؤال/", "/2019/%D8%B3%D8%A4%D8%A7%D9%84/"])
def test_an_address_in_another_script_leads_on_however_it_was_written(client, kept):
    article = make_article("Bridge closed")
    addresses.keep(kept, article)

    for asked in ("/2019/%D8%B3%D8%A4%D8%A7%D9%84/", "/2019/%D8%B3%D8%A4%D8%A7%D9%84/?utm_source=x"):
        assert client.get(asked)["Location"] == article.get_absolute_url()


def feed(request, slug):
    return HttpResponse(get_object_or_404(Topic, slug=slug).name)


# As the site's own addresses will be when lists have feeds.
urlpatterns = [path("topic/<slug:slug>/feed/", feed), *urls.urlpatterns]


@pytest.mark.urls(__name__)
def test_a_feed_moves_with_its_list(client):
    (topic,) = topics.named(["Roads"])
    addresses.keep("/topic/streets/", topic)

    answer = client.get("/topic/streets/feed/")

    assert (answer.status_code, answer["Location"]) == (301, "/topic/roads/feed/")
    assert client.get("/topic/streets/feed.json").status_code == 404


def test_nothing_leads_to_a_feed_that_is_not_there(client):
    (topic,) = topics.named(["Roads"])
    addresses.keep("/topic/streets/", topic)

    assert client.get("/topic/streets/feed/").status_code == 404
