"""The navigation of the desk, as several people see it."""

import re

import pytest
from django.contrib.auth.models import Permission, User

from newsroom.desk import places
from tests.factories import make_user


def sign_in(client, *permissions: str, **fields) -> User:
    user = make_user(*permissions, **fields)
    client.force_login(user)
    return user


def navigation(page) -> str:
    html: str = page.content.decode()
    return html.partition('<nav class="side"')[2].partition("</nav>")[0]


def entries(page) -> list[str]:
    """The words of the navigation, in order, without what waits."""
    return re.findall(r"<a [^>]*>([^<]*?)(?: <b>\d+</b>)?</a>", navigation(page))


def current(page) -> list[str]:
    return re.findall(r'aria-current="page">([^<]*)', navigation(page))


@pytest.mark.django_db
def test_a_person_sees_the_places_that_he_or_she_may_enter(client):
    sign_in(client, "articles.view_article", "articles.view_image")

    assert entries(client.get("/admin/")) == ["Today", "Articles", "Pictures"]


@pytest.mark.django_db
def test_whoever_may_everything_finds_every_list_of_the_desk(client):
    sign_in(client, is_superuser=True)

    found = entries(client.get("/admin/"))

    assert [
        name for name in found if name in {"Today", "Articles", "Sections", "People", "Roles", "Site"}
    ] == [
        "Today",
        "Articles",
        "Sections",
        "People",
        "Roles",
        "Site",
    ]
    assert "Task results" in found  # another package's list, which no place names


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/admin/", "Today"),
        ("/admin/articles/article/", "Articles"),
        ("/admin/articles/section/add/", "Sections"),
    ],
)
def test_the_navigation_marks_where_one_is(client, path, name):
    sign_in(client, is_superuser=True)

    assert current(client.get(path)) == [name]


@pytest.mark.django_db
def test_nobody_is_shown_the_navigation_before_signing_in(client):
    page = client.get("/admin/login/")

    assert "<nav" not in page.content.decode()


@pytest.mark.django_db
def test_what_waits_at_a_place_stands_beside_it(client, monkeypatch):
    monkeypatch.setitem(places._counts, "articles.topic", lambda request: 3)
    sign_in(client, is_superuser=True)

    assert "Topics <b>3</b>" in navigation(client.get("/admin/"))


@pytest.mark.django_db
def test_a_page_is_for_those_with_one_of_its_permissions(client, monkeypatch):
    page = places.Place("Front page", "admin:index", permissions=("articles.view_topic",))
    monkeypatch.setattr(places, "PLACES", (page,))
    user = sign_in(client)

    before = entries(client.get("/admin/"))
    user.user_permissions.add(Permission.objects.get(codename="view_topic"))

    assert before == []
    assert entries(client.get("/admin/")) == ["Front page", "Topics"]


@pytest.mark.django_db
def test_a_list_that_belongs_to_another_is_reached_from_it_and_shows_it_as_open(client):
    sign_in(client, "articles.view_topic", "articles.merge_topic")

    page = client.get("/admin/articles/topicmerge/")

    assert entries(page) == ["Today", "Topics"]
    assert current(page) == ["Topics"]
