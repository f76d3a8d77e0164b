import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from articles import checks, holding, publishing, scheduling, trash
from articles.models import Article, HouseRules, Image, ScheduledChange, Stage, State
from articles.publishing import Seen
from articles.today import today
from newsroom.models import AuditEntry
from tests.factories import make_article, make_change, make_draft, make_editor, make_image, make_reporter

pytestmark = pytest.mark.django_db


def in_minutes(minutes):
    return timezone.now() + timedelta(minutes=minutes)


def make_scheduled(headline="The rains have failed", *, minutes=10, **fields):
    """A story that nobody has seen, with its hour."""
    return scheduling.schedule(make_draft(headline, **fields), by=make_editor(), at=in_minutes(minutes))


def ask_for_a_second_reader():
    HouseRules.objects.update_or_create(pk=1, defaults={"second_reader": True})


def held(article):
    """Why it was held back; None where it was not."""
    article.refresh_from_db()
    planned = ScheduledChange.objects.filter(article=article).first()
    return planned.reason if planned else None


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


def test_what_may_go_out_goes_out_at_its_hour(client):
    article = make_scheduled()

    assert holding.hold_back_unready() == 0

    assert held(article) is None
    assert article.state == State.SCHEDULED


def test_a_rule_that_came_later_holds_a_story_back_before_its_hour(client):
    article = make_scheduled()
    hour, address = article.visible_from, article.get_absolute_url()
    ask_for_a_second_reader()

    assert holding.hold_back_unready() == 1
    assert holding.hold_back_unready() == 0

    assert "Another editor must approve it" in held(article)
    assert (article.state, article.stage, article.visible_from) == (State.DRAFT, Stage.DRAFT, None)
    assert ScheduledChange.objects.get().at == hour
    assert client.get(address).status_code == 404
    line = AuditEntry.objects.get(action="article.hold_back")
    assert (line.target_id, line.detail["version"]) == (str(article.pk), 1)


def test_a_picture_that_lost_its_words_holds_a_story_back():
    picture = make_image()
    article = make_scheduled(lead_image=picture.pk)
    assert holding.hold_back_unready() == 0
    Image.objects.filter(pk=picture.pk).update(alt="")

    assert holding.hold_back_unready() == 1

    (refusal,) = checks.refusals(article.latest_revision.content, article=article, at=timezone.now())
    assert held(article) == refusal.sentence


@pytest.mark.parametrize(("minutes", "count"), [(10, 1), (14.9, 1), (15.5, 0), (0, 0), (-1, 0)])
def test_it_is_asked_in_the_quarter_of_an_hour_before_and_no_more_once_readers_may_have_it(minutes, count):
    article = make_scheduled()
    ask_for_a_second_reader()
    at = in_minutes(minutes)
    Article.objects.filter(pk=article.pk).update(visible_from=at, published_at=at)

    assert holding.hold_back_unready() == count

    article.refresh_from_db()
    assert (article.visible_from is None) == bool(count)


def test_the_editors_and_whoever_has_it_are_told_once(django_capture_on_commit_callbacks):
    editor, reporter = make_editor(), make_reporter()
    for person in (editor, reporter):
        person.email = f"{person.username}@example.org"
        person.save()
    article = make_scheduled()
    Article.objects.filter(pk=article.pk).update(assignee=reporter)
    ask_for_a_second_reader()
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        holding.hold_back_unready()
        holding.hold_back_unready()

    assert sorted(one.to for one in mail.outbox) == [["amina@example.org"], ["otieno@example.org"]]
    assert mail.outbox[0].subject == "Held back before its hour: The rains have failed"
    assert "Another editor must approve it" in mail.outbox[0].body
    assert "does not go out at its time" in mail.outbox[0].body


def test_it_is_the_editors_to_mend_and_no_trouble_of_the_machine():
    article = make_scheduled()
    ask_for_a_second_reader()
    holding.hold_back_unready()
    Article.objects.update(due_at=None)

    assert [(one.article, one.reason) for one in scheduling.overdue()] == [(article, held(article))]
    assert scheduling.trouble() == ""
    page = today(make_editor())
    assert [need.reason for need in page.needs if need.verb == "Mend"] == [f"Held back. {held(article)}"]
    assert page.machine.overdue == 0
    ScheduledChange.objects.update(at=in_minutes(-60))
    assert scheduling.trouble() == ""


def test_the_form_says_why_and_keeps_the_hour(client):
    article = make_scheduled()
    hour = timezone.localtime(article.visible_from)
    ask_for_a_second_reader()
    holding.hold_back_unready()
    client.force_login(make_editor())

    page = client.get(change(article)).content.decode()

    assert "<b>Held back.</b>" in page
    assert "Version 1 was to go out on" in page
    (typed,) = re.findall(r'<input[^>]*name="publish_at"[^>]*>', page)
    assert f"{hour:%Y-%m-%dT%H:%M}" in typed
    listed = client.get("/admin/articles/article/?tab=all").content.decode()
    assert "held back" in listed


@pytest.mark.parametrize("how", ["hour", "now", "another version"])
def test_what_is_mended_goes_out_and_is_held_back_no_more(how):
    article = make_scheduled()
    ask_for_a_second_reader()
    holding.hold_back_unready()
    HouseRules.objects.update(second_reader=False)
    revision = make_change(article, "Mended") if how == "another version" else article.latest_revision

    if how == "now":
        publishing.publish(revision, by=make_editor())
    else:
        scheduling.schedule(revision, by=make_editor(), at=in_minutes(20))

    assert held(article) is None
    assert article.state == (State.LIVE if how == "now" else State.SCHEDULED)
    assert scheduling.overdue() == []


def test_the_hour_of_what_was_held_back_is_taken_away(client):
    article = make_scheduled()
    ask_for_a_second_reader()
    holding.hold_back_unready()
    client.force_login(make_editor())

    client.post(f"/admin/articles/article/{article.pk}/unschedule/")

    assert held(article) is None
    assert scheduling.overdue() == []
    with pytest.raises(Seen):
        scheduling.call_off(article, by=make_editor())


def test_what_was_held_back_and_thrown_away_is_nobodys_trouble():
    article = make_scheduled()
    ask_for_a_second_reader()
    holding.hold_back_unready()

    trash.throw_away(article, by=make_editor())

    assert held(article) is None


def test_a_story_that_cannot_be_asked_about_goes_out_and_stops_no_other(caplog):
    broken, unready = make_scheduled("Broken", minutes=5), make_scheduled("Unready")
    type(broken.live_revision).objects.filter(pk=broken.live_revision_id).update(snapshot={"schema": 99})
    Article.objects.filter(pk=unready.pk).update(trashed_at=timezone.now())

    assert holding.hold_back_unready() == 1

    broken.refresh_from_db()
    assert broken.state == State.SCHEDULED
    assert held(unready) == "This story is in the trash. Take it out first."
    assert "could not be asked about" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_what_an_editor_has_called_off_meanwhile_is_left_alone():
    article = make_scheduled()
    ask_for_a_second_reader()
    scheduling.call_off(article, by=make_editor())

    assert holding._ask(article.pk) is False
    assert held(article) is None
    assert not connection.in_atomic_block


def test_a_live_story_is_not_asked_about():
    article = make_article()
    ask_for_a_second_reader()

    assert holding.hold_back_unready() == 0
    assert article.is_live
