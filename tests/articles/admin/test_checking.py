"""What is said of the text that is being typed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, HouseRules, Topic
from tests.factories import make_article, make_draft, make_editor, make_image, make_reporter, make_user

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/checks/"


def address_of(article):
    return f"/admin/articles/article/{article.pk}/checks/"


def said(answer):
    return [(one["level"], one["sentence"]) for one in answer.json()["findings"]]


def test_the_text_is_looked_at_as_it_stands_in_the_form(desk):
    image = make_image("")
    HouseRules.objects.create(levels={"similar": "off", "topic": "off", "byline": "off", "standfirst": "off"})

    answer = desk.post(
        NEW,
        {
            "headline": "Rain",
            "body": f'<p>x</p><figure data-image="{image.pk}"></figure><h3>y</h3>',
            "section": "",
        },
    ).json()

    assert answer["findings"] == [
        {
            "check": "alt",
            "level": "refuse",
            "sentence": "Picture 1 of the text has no alternative text.",
            "field": "body",
            "block": 1,
            "url": "",
        },
        {
            "check": "headings",
            "level": "warn",
            "sentence": "“y” is a heading of level 3; one of level 2 is missing.",
            "field": "body",
            "block": 2,
            "url": "",
        },
        {
            "check": "credit",
            "level": "warn",
            "sentence": "Picture 1 of the text has no credit.",
            "field": "body",
            "block": 1,
            "url": "",
        },
        {
            "check": "section",
            "level": "warn",
            "sentence": "No section is chosen.",
            "field": "section",
            "block": None,
            "url": "",
        },
    ]
    assert answer["fine"] == ["Headline and standfirst have their lengths", "Light enough for a metered line"]
    assert answer["weight"]["cost"].endswith(" KSh")
    assert answer["weight"]["pictures"] == "0 KB"


def test_the_pictures_of_other_stories_are_not_called_its_own(desk):
    image = make_image(has_renditions=True)
    make_article(lead_image=image.pk)

    weight = desk.post(NEW, {"headline": "Empty"}).json()["weight"]

    assert weight["pictures"] == ""
    assert weight["around"].endswith(" KB")


def test_nothing_of_it_is_kept(desk):
    desk.post(NEW, {"headline": "Rain", "topics": "A new one, another", "bylines": "Nobody known"})

    assert not Article.objects.exists()
    assert not Topic.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_an_answer_costs_the_same_whatever_the_text_names(desk, django_assert_num_queries, number):
    article = make_article("Seen")
    others = [make_article(f"Story {n}") for n in range(number)]
    body = "".join(
        f'<aside data-article="{other.pk}"></aside><p><a href="{other.get_absolute_url()}">a story</a></p>'
        f'<figure data-image="{make_image(colour=(n, 9, 9)).pk}"></figure>'
        for n, other in enumerate(others)
    )
    desk.post(address_of(article), {})

    with django_assert_num_queries(12):
        answer = desk.post(address_of(article), {"headline": "Story 0", "body": body})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"section": "9" * 30, "lead_image": "x", "publish_at": "never"},
        {"section": "-1", "lead_image": "0", "publish_at": "9999-12-31T23:59"},
        {"headline": "\x00\ud7ff", "body": "\x00<p>x", "topics": " , ,", "bylines": "\n\n"},
        {"headline": "a" * 100_000, "standfirst": "a" * 100_000},
        {"body": "<p>" + "a " * 1_000_000},
        {"body": '<figure data-image="1"></figure>' * 1_000},
    ],
)
def test_whatever_is_typed_has_an_answer(desk, fields):
    answer = desk.post(NEW, fields)

    assert answer.status_code == 200
    assert answer.json()["weight"]


def test_a_text_that_is_too_long_is_said_so(desk):
    answer = desk.post(NEW, {"body": "<p>" + "a" * 6_000_000})

    assert said(answer) == [("refuse", "The text is longer than 5 MB; divide it into several articles.")]


def test_who_may_not_write_a_story_is_told_nothing_of_it(client):
    article = make_draft().article
    for person, answer in ((make_reporter(), 403), (make_user(), 404)):
        client.force_login(person)
        assert client.post(address_of(article), {}).status_code == answer
    client.force_login(make_user())
    assert client.post(NEW, {}).status_code == 403
    client.logout()
    assert client.post(NEW, {}).status_code == 302


def test_a_get_asks_nothing_and_no_story_has_no_checks(client):
    client.force_login(make_editor())

    assert client.get(address_of(make_draft().article)).status_code == 405
    assert client.post("/admin/articles/article/99999/checks/", {}).status_code == 404


def test_an_embargo_of_the_story_is_known(desk):
    article = make_draft().article
    Article.objects.filter(pk=article.pk).update(embargo_until=timezone.now() + timedelta(days=1))

    assert "Under embargo until" in str(said(desk.post(address_of(article), {"headline": "x"})))
