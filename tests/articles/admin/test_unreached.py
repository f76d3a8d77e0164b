"""The report of stories nobody is led to."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Related
from tests.factories import make_article, make_articles, make_reporter, make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/articles/article/unreached/"


def named(page):
    assert page.status_code == 200
    return re.findall(r'class="headline"[^>]*>([^<]*)<', page.content.decode())


def publish_days_ago(headline, days, **fields):
    article = make_article(headline, **fields)
    moment = timezone.now() - timedelta(days=days)
    Article.objects.filter(pk=article.pk).update(visible_from=moment, published_at=moment)
    return article


@pytest.fixture
def archive():
    return [
        publish_days_ago("Old", 800, section="Climate"),
        publish_days_ago("Last spring", 200, section="Economy"),
        publish_days_ago("Yesterday", 1, section="Climate"),
    ]


def test_the_oldest_stories_that_nobody_is_led_to_come_first(desk, archive):
    assert named(desk.get(PAGE)) == ["Old", "Last spring", "Yesterday"]
    assert named(desk.get(PAGE, {"order": "newest"})) == ["Yesterday", "Last spring", "Old"]


def test_what_stands_in_a_list_is_not_named(desk, archive):
    Related.objects.create(article=archive[0], other=archive[2], kind=Related.Kind.AUTO, score=0.5)

    assert named(desk.get(PAGE)) == ["Old", "Last spring"]


def test_the_list_is_narrowed_by_section_and_age(desk, archive):
    section = archive[0].section_id

    assert named(desk.get(PAGE, {"section": section})) == ["Old", "Yesterday"]
    assert named(desk.get(PAGE, {"age": "old"})) == ["Old"]
    assert named(desk.get(PAGE, {"age": "year", "order": "newest"})) == ["Yesterday", "Last spring"]
    assert named(desk.get(PAGE, {"age": "month", "section": section})) == ["Yesterday"]


@pytest.mark.parametrize(
    "asked", [{"section": "x"}, {"age": "never"}, {"order": "up"}, {"page": "-7"}, {"section": "9" * 30}]
)
def test_nonsense_narrows_nothing(desk, archive, asked):
    assert len(named(desk.get(PAGE, asked))) == 3


def test_each_leads_to_where_readers_could_be_led_from(desk, archive):
    page = desk.get(PAGE).content.decode()

    assert f'href="/admin/articles/article/{archive[0].pk}/related/#lead-here"' in page


def test_there_is_a_second_page_with_the_same_filters(desk, monkeypatch, archive):
    monkeypatch.setattr("articles.admin.unreached.ROWS", 2)

    page = desk.get(PAGE, {"order": "newest", "age": ""})

    assert named(page) == ["Yesterday", "Last spring"]
    assert 'href="?order=newest&amp;age=&amp;page=2"' in page.content.decode()
    assert named(desk.get(PAGE, {"order": "newest", "page": "2"})) == ["Old"]


def test_an_archive_without_any_says_so(desk):
    assert "None: every story here is led to." in desk.get(PAGE).content.decode()


def test_it_is_for_those_who_write(client):
    client.force_login(make_reporter())
    assert client.get(PAGE).status_code == 200
    client.force_login(make_user("articles.view_article"))
    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(desk, django_assert_num_queries, number):
    make_articles(number, section="Climate")
    desk.get(PAGE)

    with django_assert_num_queries(12):
        page = desk.get(PAGE)

    assert len(named(page)) == number
