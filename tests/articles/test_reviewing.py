from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import publishing, reviewing, rights
from articles.models import Article, Author, HouseRules, Priority, Review, Stage, State
from tests.factories import make_article, make_change, make_draft, make_editor, make_reporter, make_user

pytestmark = pytest.mark.django_db


def submitted(headline="Bridge closed"):
    draft = make_draft(headline, by=make_reporter())
    reviewing.submit(draft.article, by=make_reporter(), number=draft.number)
    draft.article.refresh_from_db()
    return draft


def another_editor():
    return make_user(rights.PUBLISH, rights.WRITE, email="njeri@example.org")


def test_a_text_goes_from_its_writer_to_an_editor_and_to_readers():
    draft = submitted()
    seen = [draft.article.state]

    reviewing.approve(draft.article, by=make_editor(), number=draft.number)
    draft.article.refresh_from_db()
    seen.append(draft.article.state)
    seen.append(publishing.publish(draft, by=make_editor()).state)

    assert seen == [State.IN_REVIEW, State.APPROVED, State.LIVE]


def test_a_text_is_sent_back_with_the_reason():
    draft = submitted()

    reviewing.send_back(draft.article, by=make_editor(), number=1, note="Name the regulation.")

    draft.article.refresh_from_db()
    assert draft.article.stage == Stage.DRAFT
    assert [(review.verdict, review.note) for review in Review.objects.all()] == [
        ("sent_back", "Name the regulation."),
        ("submitted", ""),
    ]


def test_a_later_change_voids_the_approval_and_the_old_words_have_it_again():
    draft = submitted()
    reviewing.approve(draft.article, by=make_editor(), number=1)

    changed = make_change(draft.article, "Bridge open", by=make_reporter())
    back = make_change(draft.article, "Bridge closed", by=make_reporter())

    assert not publishing.is_approved(changed)
    assert publishing.is_approved(back)
    back.article.refresh_from_db()
    assert back.article.stage == Stage.IN_REVIEW


def test_nobody_approves_what_he_or_she_has_not_read():
    draft = submitted()
    make_change(draft.article, "Bridge open", by=make_reporter())

    for step in (reviewing.approve, reviewing.send_back):
        with pytest.raises(publishing.Stale) as refusal:
            step(draft.article, by=make_editor(), number=1, note="")
        assert refusal.value.newest.number == 2


def test_a_step_is_taken_once():
    draft = submitted()

    with pytest.raises(reviewing.WrongStage, match="in review already"):
        reviewing.submit(draft.article, by=make_reporter(), number=1)
    reviewing.approve(draft.article, by=make_editor(), number=1)
    with pytest.raises(reviewing.WrongStage, match="approved already"):
        reviewing.approve(draft.article, by=make_editor(), number=1)


def test_who_may_not_publish_neither_approves_nor_sends_back_nor_gives_work():
    draft = submitted()
    reporter = make_reporter()

    for step in (reviewing.approve, reviewing.send_back):
        with pytest.raises(PermissionDenied):
            step(draft.article, by=reporter, number=1, note="")
    with pytest.raises(PermissionDenied):
        reviewing.plan(draft.article, by=reporter, assignee=reporter)


def test_a_reporter_changes_what_is_his_and_nothing_else():
    editors_own = make_draft("Bridge closed")
    given = make_draft("Dam full")
    reviewing.plan(given.article, by=make_editor(), assignee=make_reporter())
    given.article.refresh_from_db()

    make_change(given.article, by=make_reporter())
    with pytest.raises(PermissionDenied):
        make_change(editors_own.article, by=make_reporter())
    with pytest.raises(PermissionDenied):
        reviewing.submit(editors_own.article, by=make_reporter(), number=1)


def test_a_reporter_changes_what_he_signs_and_not_what_nobody_here_has_made():
    signed = make_article("Bridge closed", authors=["Otieno Were"])
    imported = make_article("Dam full", authors=["Counties Desk"])
    Article.objects.update(creator=None)
    Author.objects.filter(name="Otieno Were").update(user=make_reporter())

    make_change(Article.objects.get(pk=signed.pk), by=make_reporter())
    with pytest.raises(PermissionDenied):
        make_change(Article.objects.get(pk=imported.pk), by=make_reporter())


def test_where_a_second_reader_is_needed_nobody_publishes_his_own_words_unread():
    HouseRules.objects.create(pk=1, second_reader=True)
    draft = make_draft()
    reviewing.approve(draft.article, by=make_editor(), number=1)

    with pytest.raises(publishing.Refused, match="Another editor must approve"):
        publishing.publish(draft, by=make_editor())
    draft.article.refresh_from_db()
    other = another_editor()
    make_change(draft.article, "Bridge shut")  # voids the first approval
    newest = draft.article.revisions.first()
    reviewing.approve(newest.article, by=other, number=newest.number)

    assert publishing.publish(newest, by=make_editor()).is_live


def test_nothing_goes_out_before_the_end_of_its_embargo():
    draft = make_draft()
    until = timezone.now() + timedelta(days=1)
    reviewing.plan(draft.article, by=make_editor(), assignee=None, embargo_until=until)

    with pytest.raises(publishing.Refused, match="Under embargo until"):
        publishing.publish(draft, by=make_editor())
    with pytest.raises(publishing.Refused, match="Under embargo until"):
        publishing.publish(draft, by=make_editor(), at=until - timedelta(seconds=1))

    assert publishing.publish(draft, by=make_editor(), at=until).state == State.SCHEDULED


def test_an_update_of_a_live_story_has_its_own_way(client):
    article = make_article("Bridge closed")
    change = make_change(article, "Bridge reopens")
    reviewing.submit(article, by=make_editor(), number=change.number)

    article.refresh_from_db()

    assert (article.state, article.pending) == (State.LIVE, Stage.IN_REVIEW)
    assert b"Bridge closed" in client.get(article.get_absolute_url()).content


def test_work_is_given_with_its_hour_and_its_weight():
    draft = make_draft()
    due = timezone.now() + timedelta(hours=3)

    article = reviewing.plan(
        draft.article, by=make_editor(), assignee=make_reporter(), due_at=due, priority=Priority.HIGH
    )

    article.refresh_from_db()
    assert (article.assignee, article.due_at, article.priority) == (make_reporter(), due, Priority.HIGH)


@pytest.fixture
def at_work(django_capture_on_commit_callbacks):
    """Steps whose mails are sent at once, as the worker does after the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_submitted_text_is_told_to_the_editors_and_to_nobody_else(at_work):
    editor, reporter = another_editor(), make_reporter(email="otieno@example.org")
    make_user("articles.view_article", email="intern@example.org")
    draft = make_draft("Bridge closed", by=reporter)

    with at_work():
        reviewing.submit(draft.article, by=reporter, number=1, note="The date is checked.")

    message = mail.outbox[0]
    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert message.subject == "For you to read: Bridge closed"
    assert "The date is checked." in message.body
    assert f"/admin/articles/article/{draft.article_id}/change/" in message.body


def test_what_is_sent_back_is_told_to_its_writer_with_the_reason(at_work):
    make_reporter(email="otieno@example.org")
    draft = submitted()

    with at_work():
        reviewing.send_back(draft.article, by=make_editor(), number=1, note="Name the <regulation> & date.")

    assert [message.to for message in mail.outbox] == [["otieno@example.org"]]
    assert "Name the <regulation> & date." in mail.outbox[0].body


def test_a_note_reaches_those_whom_it_names(at_work):
    make_reporter(email="otieno@example.org")
    another_editor()
    draft = make_draft()

    with at_work():
        note = reviewing.add_note(draft.article, by=make_editor(), text="@Otieno, see mail@otieno.example.")

    assert [user.username for user in note.mentions.all()] == ["otieno"]
    assert [message.to for message in mail.outbox] == [["otieno@example.org"]]


def test_a_name_with_a_capital_is_a_name(at_work):
    make_reporter(username="Njeri", email="njeri@example.org")

    with at_work():
        reviewing.add_note(make_draft().article, by=make_editor(), text="See this, @njeri")

    assert [message.to for message in mail.outbox] == [["njeri@example.org"]]


def test_a_headline_of_two_lines_makes_one_subject(at_work):
    another_editor()
    draft = make_draft("Bridge\nBcc: all@example.org", by=make_reporter())

    with at_work():
        reviewing.submit(draft.article, by=make_reporter(), number=1)

    assert mail.outbox[0].subject == "For you to read: Bridge Bcc: all@example.org"
