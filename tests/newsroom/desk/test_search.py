"""The one search of the desk."""

import re

import pytest

from articles.models import Synonym, Topic
from tests.factories import make_article, make_author, make_user


def found(page) -> dict[str, list[str]]:
    """What the page shows, by kind."""
    html = page.content.decode()
    kinds = re.split(r'<section class="part">', html.partition("<main")[2])[1:]
    return {
        re.findall(r"<h2>(.*?)</h2>", kind)[0]: re.findall(
            r'class="headline" href="[^"]*" dir="auto">(.*?)</a>', kind
        )
        for kind in kinds
    }


def sign_in(client, *permissions: str) -> None:
    client.force_login(make_user(*permissions))


@pytest.mark.django_db
def test_one_word_finds_articles_and_people(client):
    make_article("Rain in Machakos")
    make_author("Rainer Maina")
    sign_in(client, "articles.view_article", "articles.view_author")

    page = client.get("/admin/search/", {"q": "rain"})

    assert found(page) == {"Articles": ["Rain in Machakos"], "Authors": ["Rainer Maina"]}


@pytest.mark.django_db
def test_a_row_that_is_found_by_two_of_its_names_is_shown_once(client):
    topic = Topic.objects.create(name="Rain", slug="rain")
    Synonym.objects.bulk_create(Synonym(topic=topic, name=name, key=name) for name in ("rainfall", "rains"))
    sign_in(client, "articles.view_topic")

    assert found(client.get("/admin/search/", {"q": "rain"})) == {"Topics": ["Rain"]}


@pytest.mark.django_db
def test_what_a_person_may_not_see_is_not_found(client):
    make_article("Rain in Machakos")
    make_author("Rainer Maina")
    sign_in(client, "articles.view_author")

    page = client.get("/admin/search/", {"q": "rain"})

    assert found(page) == {"Authors": ["Rainer Maina"]}


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "   ", "zzz", "x" * 5000, "'\"%_\\"])
def test_odd_text_finds_nothing_and_breaks_nothing(client, text):
    make_article("Rain in Machakos")
    sign_in(client, "articles.view_article")

    page = client.get("/admin/search/", {"q": text})

    assert page.status_code == 200
    assert found(page) == {}


@pytest.mark.django_db
def test_many_rows_are_cut_and_lead_to_the_list(client):
    for number in range(9):
        make_article(f"Rain {number}")
    sign_in(client, "articles.view_article")

    page = client.get("/admin/search/", {"q": "rain"})

    assert len(found(page)["Articles"]) == 8
    assert 'href="/admin/articles/article/?q=rain"' in page.content.decode()


@pytest.mark.django_db
def test_visitors_are_sent_to_sign_in(client):
    page = client.get("/admin/search/", {"q": "rain"})

    assert page.status_code == 302
    assert page.url.startswith("/admin/login/")
