from datetime import timedelta

import pytest
from django.utils import timezone

from articles import scheduling
from articles.models import Article, HouseRules, ScheduledChange, State
from newsroom.models import Identity
from tests.factories import make_article, make_change, make_draft, make_editor, make_reporter

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_editor()
    client.force_login(user)
    return user


def address(article, page="change"):
    return f"/admin/articles/article/{article.pk}/{page}/"


def local(**ahead):
    return f"{timezone.localtime() + timedelta(**ahead):%Y-%m-%dT%H:%M}"


def send(client, revision, publish_at, **fields):
    article = revision.article
    return client.post(
        address(article),
        {
            "headline": revision.content.headline,
            "body": revision.content.body,
            "base": revision.number,
            "publish_at": publish_at,
            "_publish": "1",
            **fields,
        },
        follow=True,
    ).content.decode()


def test_publish_with_an_hour_schedules_a_story_and_says_when_and_in_whose_time(client, editor):
    draft = make_draft()

    page = send(client, draft, local(hours=15, minutes=48, seconds=30))

    draft.article.refresh_from_db()
    assert draft.article.state == State.SCHEDULED
    assert "(Nairobi, UTC+3), in 15 hours 48 minutes" in page


def test_publish_with_an_hour_schedules_a_change_of_a_live_story(client, editor):
    change = make_change(make_article())

    page = send(client, change, local(days=1), change="correction", correction="It did rain.")

    planned = ScheduledChange.objects.get()
    assert (planned.revision, planned.correction) == (change, "It did rain.")
    assert "Version 2 goes out on" in page


def test_an_hour_in_the_past_is_refused_with_a_sentence_and_the_text_is_saved(client, editor):
    draft = make_draft("Old headline")

    page = send(client, draft, local(hours=-1), headline="New headline")

    assert "has passed. Choose a later time, or do it now." in page
    article = Article.objects.get()
    assert (article.state, article.headline) == (State.DRAFT, "New headline")


@pytest.fixture
def berlin():
    Identity.objects.create(pk=1, name="Blatt", time_zone="Europe/Berlin")


def test_an_hour_that_the_clocks_leave_out_is_refused(client, editor, berlin):
    draft = make_draft()

    page = send(client, draft, "2027-03-28T02:30")

    assert "There is no 02:30 on 28 Mar 2027" in page
    assert Article.objects.get().published_at is None


def test_of_an_hour_that_comes_twice_the_first_is_taken_and_that_is_said(client, editor, berlin):
    draft = make_draft()

    page = send(client, draft, "2027-10-31T02:30")

    assert f"{Article.objects.get().visible_from:%H:%M}" == "00:30"
    assert "02:30 (Berlin, UTC+2), the first of two such hours in this night" in page


def test_the_form_opens_with_the_hour_that_is_set(client, editor):
    article = make_article()
    at = timezone.localtime() + timedelta(days=2)
    scheduling.schedule(make_change(article), by=editor, at=at)

    page = client.get(address(article)).content.decode()

    assert f'value="{at:%Y-%m-%dT%H:%M}"' in page
    assert "Version 2 goes out on" in page


def test_what_was_held_back_says_why_in_the_form(client, editor):
    article = make_article()
    scheduling.schedule(make_change(article), by=editor, at=timezone.now() + timedelta(hours=1))
    HouseRules.objects.create(pk=1, second_reader=True)
    ScheduledChange.objects.update(at=timezone.now() - timedelta(minutes=1))
    scheduling.bring_out_due()

    page = client.get(address(article)).content.decode()

    assert "Held back." in page
    assert "Another editor must approve it first." in page


def test_the_hour_of_a_change_is_taken_away(client, editor):
    article = make_article()
    scheduling.schedule(make_change(article), by=editor, at=timezone.now() + timedelta(hours=1))

    assert "Take its hour away" in client.get(address(article, "unschedule")).content.decode()
    page = client.post(address(article, "unschedule"), follow=True).content.decode()

    assert "The change has no hour any more." in page
    assert ScheduledChange.objects.count() == 0
    assert Article.objects.get().is_live


def test_a_story_is_given_an_end_and_it_is_taken_away(client, editor):
    article = make_article()

    page = client.post(
        address(article, "end"), {"end_at": local(hours=2), "end_notice": "The offer is over."}, follow=True
    ).content.decode()
    assert "It leaves on" in page
    article.refresh_from_db()
    assert (article.withdrawal_notice, article.visible_until is None) == ("The offer is over.", False)

    client.post(address(article, "end"), {"_clear": "1"})
    article.refresh_from_db()
    assert article.visible_until is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"end_at": "", "end_notice": "x"}, "Choose when it leaves."),
        ({"end_at": "2020-01-01T10:00", "end_notice": "x"}, "has passed"),
        ({"end_at": "2090-01-01T10:00", "end_notice": ""}, "Say what its address says then."),
        ({"end_at": "soon", "end_notice": "x"}, "Write a date and a time"),
    ],
)
def test_an_end_that_is_none_is_refused_with_a_sentence(client, editor, fields, said):
    article = make_article()

    assert said in client.post(address(article, "end"), fields, follow=True).content.decode()
    article.refresh_from_db()
    assert article.visible_until is None


def test_a_reporter_sees_the_hours_and_sets_none(client):
    draft = make_draft(by=make_reporter())
    scheduling.schedule(draft, by=make_editor(), at=timezone.now() + timedelta(hours=3))
    client.force_login(make_reporter())

    page = client.get(address(draft.article)).content.decode()
    assert "in 3 hours" in page
    assert 'name="publish_at"' not in page
    assert client.post(address(draft.article, "end"), {"_clear": "1"}).status_code == 403


def test_an_embargo_behind_the_hour_is_a_sentence_beside_it_and_the_text_is_kept(client, editor):
    draft = make_draft()
    scheduling.schedule(draft, by=editor, at=timezone.now() + timedelta(hours=1))

    page = client.post(
        address(draft.article),
        {
            "headline": "It rains",
            "base": draft.number,
            "embargo_until": local(days=1),
            "initial-embargo_until": "",
            "priority": "2",
            "_save": "1",
        },
    ).content.decode()

    assert "Move its hour first." in page
    assert "It rains" in page
