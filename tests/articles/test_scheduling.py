import re
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import history, publishing, reviewing, scheduling
from articles.models import Article, Change, Correction, HouseRules, Revision, ScheduledChange, Stage, State
from articles.publishing import Refused, Seen
from newsroom.models import AuditEntry
from tests.factories import make_article, make_change, make_draft, make_editor, make_reporter, make_user

pytestmark = pytest.mark.django_db


def in_hours(hours: float):
    return timezone.now() + timedelta(hours=hours)


def due(article=None):
    """Let the hour of every scheduled change come."""
    ScheduledChange.objects.update(at=timezone.now() - timedelta(minutes=5))


def over(article, ago=timedelta(minutes=5)):
    """Let the last hour of the article come."""
    Article.objects.filter(pk=article.pk).update(visible_until=timezone.now() - ago)


def schedule(article, headline="It rains", hours=2, **facts):
    revision = make_change(article, headline)
    scheduling.schedule(revision, by=make_editor(), at=in_hours(hours), **facts)
    return revision


def headline_of(client, article):
    return (
        client.get(article.get_absolute_url(), follow=True)
        .content.decode()
        .partition("<h1>")[2]
        .partition("</h1>")[0]
    )


# The first publication


def test_a_story_is_given_an_hour_moved_and_taken_back():
    draft = make_draft()

    article = scheduling.schedule(draft, by=make_editor(), at=in_hours(2))
    assert article.state == State.SCHEDULED
    later = in_hours(30)
    assert scheduling.schedule(draft, by=make_editor(), at=later).visible_from == later

    article = scheduling.call_off(article, by=make_editor())
    assert article.state == State.DRAFT
    assert list(Article.objects.in_work()) == [article]


def test_an_approved_story_without_an_hour_is_approved_again():
    draft = make_draft(by=make_reporter())
    reviewing.approve(draft.article, by=make_editor(), number=draft.number)
    article = scheduling.schedule(draft, by=make_editor(), at=in_hours(2))

    assert scheduling.call_off(article, by=make_editor()).state == State.APPROVED


@pytest.mark.parametrize("is_live", [False, True])
def test_an_hour_that_has_passed_is_refused(is_live):
    revision = make_change(make_article()) if is_live else make_draft()

    with pytest.raises(Refused, match="has passed"):
        scheduling.schedule(revision, by=make_editor(), at=in_hours(-1))

    assert ScheduledChange.objects.count() == 0


@pytest.mark.parametrize("is_live", [False, True])
def test_only_who_may_publish_sets_an_hour(is_live):
    revision = make_change(make_article()) if is_live else make_draft()

    with pytest.raises(PermissionDenied):
        scheduling.schedule(revision, by=make_reporter(), at=in_hours(1))
    with pytest.raises(PermissionDenied):
        scheduling.call_off(revision.article, by=make_reporter())


def test_an_embargo_cannot_be_put_behind_the_hour_of_a_story():
    article = scheduling.schedule(make_draft(), by=make_editor(), at=in_hours(2))

    with pytest.raises(Refused, match="Move its hour first"):
        reviewing.plan(article, by=make_editor(), assignee=None, embargo_until=in_hours(3))


# A change of a live story


def test_readers_have_the_old_text_until_the_hour_and_the_new_one_after_it(client):
    article = make_article("The rains have failed")
    schedule(article, "It rains")

    assert scheduling.bring_out_due() == 0
    assert headline_of(client, article) == "The rains have failed"
    due()
    assert scheduling.bring_out_due() == 1

    assert headline_of(client, article) == "It rains"
    article.refresh_from_db()
    assert (article.stage, ScheduledChange.objects.count()) == (Stage.PUBLISHED, 0)


def test_a_change_with_an_hour_is_scheduled_behind_the_live_text():
    article = make_article()
    schedule(article)

    article.refresh_from_db()
    assert (article.state, article.pending) == (State.LIVE, Stage.SCHEDULED)


def test_the_kind_of_change_and_its_notice_come_out_with_it():
    article = make_article()
    schedule(article, change=Change.CORRECTION, correction="It did rain.")
    due()

    scheduling.bring_out_due()

    notice = Correction.objects.get()
    assert (notice.text, notice.author) == ("It did rain.", make_editor())


def test_a_correction_without_a_sentence_gets_no_hour():
    article = make_article()

    with pytest.raises(Refused, match="Say to readers"):
        schedule(article, change=Change.CORRECTION)


def test_a_story_has_one_change_that_waits_and_it_can_be_moved():
    article = make_article()
    schedule(article, "It rains", hours=2)
    later = schedule(article, "It pours", hours=9)

    assert ScheduledChange.objects.get().revision == later


def test_a_change_is_called_off():
    article = make_article()
    schedule(article)

    scheduling.call_off(article, by=make_editor())

    article.refresh_from_db()
    assert (article.stage, ScheduledChange.objects.count()) == (Stage.DRAFT, 0)
    with pytest.raises(Seen):
        scheduling.call_off(article, by=make_editor())


def test_a_later_draft_does_not_go_out_with_the_change(client):
    article = make_article()
    schedule(article, "It rains")
    make_change(article, "It hails")
    due()

    scheduling.bring_out_due()

    assert headline_of(client, article) == "It rains"
    article.refresh_from_db()
    assert article.stage == Stage.DRAFT


def test_publishing_it_before_its_hour_leaves_nothing_to_do():
    article = make_article()
    revision = schedule(article)

    publishing.publish(revision, by=make_editor())

    assert ScheduledChange.objects.count() == 0


def test_a_change_is_not_published_for_later_past_the_scheduler():
    revision = make_change(make_article())

    with pytest.raises(Refused, match="is scheduled"):
        publishing.publish(revision, by=make_editor(), at=in_hours(1))


def test_withdrawing_a_story_calls_its_change_off():
    article = make_article()
    schedule(article)

    article = publishing.withdraw(article, by=make_editor(), notice="Wrong.")

    assert (article.stage, ScheduledChange.objects.count()) == (Stage.DRAFT, 0)


# What is refused at the hour


def held_back(article):
    planned = ScheduledChange.objects.get(article=article)
    assert planned.refused_at is not None
    return planned.reason


def test_an_approval_is_asked_for_when_it_is_scheduled_and_again_at_the_hour(
    client, django_capture_on_commit_callbacks
):
    article = make_article("The rains have failed")
    schedule(article)
    HouseRules.objects.create(pk=1, second_reader=True)
    due()

    with django_capture_on_commit_callbacks(execute=True):
        assert scheduling.bring_out_due() == 0

    assert "Another editor must approve it" in held_back(article)
    assert headline_of(client, article) == "The rains have failed"
    assert [(one.article, one.reason) for one in scheduling.overdue()] == [(article, held_back(article))]
    article.refresh_from_db()
    assert article.stage == Stage.DRAFT
    with pytest.raises(Refused):
        schedule(article, "It pours")


def test_the_editors_are_told_once_by_mail_what_was_held_back(django_capture_on_commit_callbacks):
    editor = make_editor()
    editor.email = "amina@example.org"
    editor.save()
    schedule(make_article())
    HouseRules.objects.create(pk=1, second_reader=True)
    due()

    with django_capture_on_commit_callbacks(execute=True):
        scheduling.bring_out_due()
        scheduling.bring_out_due()

    (told,) = mail.outbox
    assert "Not out on time" in told.subject
    assert "Another editor must approve it" in told.body


def test_an_embargo_that_came_later_holds_a_change_back():
    article = make_article()
    schedule(article)
    reviewing.plan(article, by=make_editor(), assignee=None, embargo_until=in_hours(5))
    due()

    scheduling.bring_out_due()

    assert "Under embargo" in held_back(article)


def test_a_change_does_not_undo_what_was_published_since(client):
    article = make_article()
    schedule(article, "It rains")
    publishing.publish(make_change(article, "It hails"), by=make_editor())
    due()

    scheduling.bring_out_due()

    assert "Version 3 was published after this hour was set" in held_back(article)
    assert headline_of(client, article) == "It hails"


def test_a_refused_change_goes_out_when_it_is_scheduled_anew(client):
    article = make_article()
    revision = schedule(article, "It rains")
    rules = HouseRules.objects.create(pk=1, second_reader=True)
    due()
    scheduling.bring_out_due()
    rules.delete()

    scheduling.schedule(revision, by=make_editor(), at=in_hours(1))
    assert scheduling.overdue() == []
    due()

    assert scheduling.bring_out_due() == 1
    assert headline_of(client, article) == "It rains"


def test_a_story_that_fails_stops_no_other(caplog):
    broken, good = make_article("Broken"), make_article("Good")
    revision = schedule(broken)
    schedule(good)
    type(revision).objects.filter(pk=revision.pk).update(snapshot={"schema": 99})
    due()

    assert scheduling.bring_out_due() == 1

    assert "Something is broken" in held_back(broken)
    assert "UnknownSchema" in caplog.text
    good.refresh_from_db()
    assert good.headline == "It rains"


def test_everything_overdue_is_brought_out_oldest_first_after_an_hour_without_a_worker():
    order = []
    for number in (2, 3, 1):
        article = make_article(f"Story {number}")
        schedule(article, f"Changed {number}")
        at = timezone.now() - timedelta(minutes=60 - number)
        ScheduledChange.objects.filter(article=article).update(at=at)
        order.append((at, article.pk))
    assert scheduling.trouble() == "3 overdue"

    assert scheduling.bring_out_due() == 3

    lines = AuditEntry.objects.filter(action="article.publish", detail__at_its_hour=True).order_by("pk")
    assert [int(line.target_id) for line in lines] == [pk for _, pk in sorted(order)]
    assert scheduling.trouble() == ""


@pytest.mark.django_db(transaction=True)
def test_two_workers_bring_a_change_out_once():
    articles = [make_article(f"Story {number}") for number in range(5)]
    for article in articles:
        schedule(article, change=Change.CORRECTION, correction="It did rain.")
    due()
    start, counts = threading.Barrier(2), []

    def work():
        try:
            start.wait()
            counts.append(scheduling.bring_out_due())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == 5
    assert Correction.objects.count() == 5
    assert AuditEntry.objects.filter(action="article.publish", detail__at_its_hour=True).count() == 5


# Leaving


def leave(article, notice="The offer is over."):
    return scheduling.set_end(article, by=make_editor(), at=in_hours(2), notice=notice)


def test_a_story_leaves_at_its_hour_without_anybody_doing_anything(client):
    article = make_article()
    leave(article)
    assert client.get(article.get_absolute_url()).status_code == 200

    over(article)

    page = client.get(article.get_absolute_url())
    assert page.status_code == 410
    assert "The offer is over." in page.content.decode()


def test_the_worker_makes_a_story_that_left_a_withdrawn_one(client):
    article = make_article(topic_names=["Roads"], authors=["Desk"])
    leave(article)
    over(article)
    article.refresh_from_db()
    assert article.state == State.WITHDRAWN

    assert scheduling.take_down_due() == 1
    assert scheduling.take_down_due() == 0

    article.refresh_from_db()
    assert (article.state, article.visible_until, article.visible_from) == (State.WITHDRAWN, None, None)
    assert article.taggings.get().visible_from is None
    page = client.get(article.get_absolute_url())
    assert (page.status_code, "The offer is over." in page.content.decode()) == (410, True)
    line = AuditEntry.objects.get(action="article.take_down")
    assert str(line) == "The site took down “The rains have failed”"


DOORS = [
    "/",
    "/section/climate/",
    "/topic/roads/",
    "/author/desk/",
    "/archive/2026/11/",
    "/feed/",
    "/sitemap.xml",
    "/sitemap-2026-11.xml",
    "/no-such-page/",
    "beside",
]


@pytest.mark.parametrize("door", DOORS)
def test_no_door_shows_what_has_left_even_without_a_worker(client, door):
    where = {"section": "Climate", "topic_names": ["Roads"], "authors": ["Desk"]}
    gone = make_article("Offer of the week", **where)
    beside = make_article("Beside it", body=f'<aside data-article="{gone.pk}"></aside>', **where)
    address = beside.get_absolute_url() if door == "beside" else door
    address = address.replace("2026/11", f"{timezone.localtime():%Y/%m}")
    address = address.replace("2026-11", f"{timezone.localtime():%Y-%m}")
    assert "ffer" in client.get(address).content.decode() or door == "/sitemap.xml"
    Article.objects.filter(pk=gone.pk).update(visible_until=timezone.now())

    page = client.get(address).content.decode()

    assert "ffer" not in page


def test_a_place_beside_a_story_is_filled_when_its_neighbour_has_left(client):
    far, near, here = (make_article(name, section="Climate") for name in ("Far", "Near", "Here"))
    over(near)

    page = client.get(here.get_absolute_url()).content.decode()

    assert far.get_absolute_url() in page


def test_a_topic_of_which_all_has_left_is_unknown(client):
    article = make_article(topic_names=["Roads"])
    over(article)

    assert client.get("/topic/roads/").status_code == 404


def test_a_story_that_is_to_stay_stays(client):
    article = make_article()
    leave(article)

    scheduling.clear_end(article, by=make_editor())

    article.refresh_from_db()
    assert (article.visible_until, article.withdrawal_notice) == (None, "")
    over(article)
    with pytest.raises(Seen):
        scheduling.clear_end(article, by=make_editor())


def test_an_update_of_a_story_that_will_leave_keeps_its_end_and_its_notice():
    article = make_article()
    leave(article)

    article = publishing.publish(make_change(article), by=make_editor())

    assert article.visible_until is not None
    assert article.withdrawal_notice == "The offer is over."


def test_what_left_and_is_published_again_has_no_end():
    article = make_article()
    leave(article)
    over(article)

    article = publishing.publish(article.latest_revision, by=make_editor())

    assert (article.state, article.visible_until, article.withdrawal_notice) == (State.LIVE, None, "")


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_story_cannot_leave_in_the_past_or_before_it_is_out(hours):
    article = scheduling.schedule(make_draft(), by=make_editor(), at=in_hours(2))

    with pytest.raises(Refused):
        scheduling.set_end(article, by=make_editor(), at=in_hours(hours), notice="")


def test_a_story_does_not_go_out_after_its_end():
    draft = make_draft()
    article = scheduling.schedule(draft, by=make_editor(), at=in_hours(2))
    scheduling.set_end(article, by=make_editor(), at=in_hours(3), notice="")

    with pytest.raises(Refused, match="It leaves on"):
        scheduling.schedule(draft, by=make_editor(), at=in_hours(4))


def test_a_draft_has_no_end_and_a_reporter_sets_none():
    with pytest.raises(Refused):
        leave(make_draft().article)
    with pytest.raises(PermissionDenied):
        scheduling.set_end(make_article(), by=make_user(), at=in_hours(1), notice="")
    with pytest.raises(PermissionDenied):
        scheduling.clear_end(make_article(), by=make_user())


# What is late


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_late_is_found_in_three_queries(number):
    for _ in range(number):
        changed, told, left = make_article("Changed"), make_article("Told"), make_article("Left")
        schedule(changed)
        Article.objects.filter(pk=told.pk).update(
            is_announced=False, visible_from=timezone.now() - timedelta(minutes=4)
        )
        over(left, ago=timedelta(minutes=3))
    due()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = scheduling.overdue()

    assert len(queries) == 3
    assert [one.article.headline for one in found] == [
        *["Changed"] * number,
        *["Told"] * number,
        *["Left"] * number,
    ]


def test_what_is_a_moment_late_is_no_trouble():
    article = make_article()
    over(article, ago=timedelta(seconds=20))

    assert scheduling.overdue() == []


@pytest.mark.parametrize(
    "door", ["/", "/section/climate/", "/topic/roads/", "/author/desk/", "/feed/", "beside", "it"]
)
def test_caches_keep_no_page_beyond_the_end_of_what_it_shows(client, door):
    where = {"section": "Climate", "topic_names": ["Roads"], "authors": ["Desk"]}
    leaving, beside = make_article("Offer of the week", **where), make_article("Beside it", **where)
    address = {"beside": beside.get_absolute_url(), "it": leaving.get_absolute_url()}.get(door, door)
    assert (
        "s-maxage=300, stale-while-revalidate=60, stale-if-error=86400"
        in client.get(address)["Cache-Control"]
    )
    Article.objects.filter(pk=leaving.pk).update(visible_until=timezone.now() + timedelta(seconds=100.5))

    kept = client.get(address)["Cache-Control"]

    # Less by the seconds that the pages took to make.
    assert re.fullmatch(
        r"public, max-age=0, s-maxage=(100|\d\d), stale-while-revalidate=0, stale-if-error=0", kept
    )


def test_a_version_that_waits_for_its_hour_is_not_pruned():
    article = make_article()
    waiting = schedule(article)
    forgotten = make_change(article, "It pours")
    make_change(article, "It hails")
    Revision.objects.update(created_at=timezone.now() - history.KEPT - timedelta(days=1))

    history.prune()

    assert set(article.revisions.values_list("number", flat=True)) == {1, waiting.number, 4}
    assert forgotten.number == 3
