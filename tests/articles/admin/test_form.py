import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from articles import publishing, reviewing
from articles.models import (
    Article,
    Author,
    Image,
    Kind,
    Priority,
    Review,
    Revision,
    Stage,
    State,
    Verdict,
    WorkingCopy,
)
from tests.factories import (
    make_article,
    make_change,
    make_copy,
    make_draft,
    make_editor,
    make_reporter,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


def typed_into(client, address, **typed):
    """What the form at this address sends, with `typed` put in."""
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(base|once|tab|copy)" value="([^"]+)"', page))
    return {"headline": "Bridge closed", "body": "<p>Text</p>", **hidden, **typed}


def said(answer):
    """The sentences over the page that a save led to."""
    return [
        re.sub(r"<[^>]*>", "", unescape(line)).strip()
        for line in re.findall(r"<ul class=\"messagelist\".*?</ul>", answer.content.decode(), re.DOTALL)
    ]


def buttons(client, address):
    page = client.get(address).content.decode()
    return sorted(
        {
            *re.findall(r'<button[^>]*name="_(\w+)"', page),
            *re.findall(r"/(withdraw|unschedule|trash|untrash)/", page),
        }
    )


@pytest.fixture
def editor(client):
    make_editor().user_permissions.add(Permission.objects.get(codename="add_article"))
    client.force_login(make_editor())
    return client


@pytest.fixture
def reporter():
    client = Client()
    client.force_login(make_reporter())
    return client


def test_a_save_makes_a_version_and_comes_back_to_the_form(editor):
    answer = editor.post(ADD, typed_into(editor, ADD, version_note="First facts"), follow=True)

    revision = Revision.objects.get()
    assert (revision.content.headline, revision.note) == ("Bridge closed", "First facts")
    assert answer.redirect_chain[0][0].startswith(change(revision.article))
    assert said(answer) == ["Saved as version 1."]


def test_two_clicks_make_one_article(editor):
    form = typed_into(editor, ADD, _publish="1")

    first, second = editor.post(ADD, form), editor.post(ADD, form)

    assert first["Location"] == second["Location"]
    assert Article.objects.get().revisions.count() == 1


def test_a_form_that_made_an_article_goes_on_writing_it(editor):
    form = typed_into(editor, ADD)
    editor.post(ADD, form)

    editor.post(ADD, {**form, "body": "<p>More</p>"})

    assert [revision.content.body for revision in Article.objects.get().revisions.all()] == [
        "<p>More</p>",
        "<p>Text</p>",
    ]


def test_two_clicks_on_publish_publish_once(editor):
    article = make_draft().article
    form = typed_into(editor, change(article), _publish="1")

    editor.post(change(article), form)
    editor.post(change(article), form)

    article.refresh_from_db()
    assert article.is_live
    assert article.revisions.count() == 2
    assert article.revisions.filter(kind=Kind.PUBLISHED).count() == 1


@pytest.mark.parametrize(
    ("stage", "to_reporter", "to_editor"),
    [
        ("new", ["save", "submit"], ["publish", "save"]),
        (Stage.DRAFT, ["save", "submit", "trash"], ["approve", "publish", "save", "submit", "trash"]),
        (Stage.IN_REVIEW, ["save", "trash"], ["approve", "publish", "save", "send_back", "trash"]),
        (Stage.APPROVED, ["save", "trash"], ["publish", "save", "send_back", "trash"]),
        ("live", ["save", "submit"], ["publish", "save", "submit", "withdraw"]),
        ("trashed", ["untrash"], ["untrash"]),
    ],
)
def test_a_person_is_offered_what_he_or_she_may_do_now(editor, reporter, stage, to_reporter, to_editor):
    address = ADD
    if stage != "new":
        article = make_draft(by=make_reporter()).article
        if stage == "live":
            publishing.publish(article.latest_revision, by=make_editor())
        elif stage == "trashed":
            Article.objects.update(trashed_at=timezone.now())
        else:
            Article.objects.update(stage=stage)
        address = change(article)

    assert (buttons(reporter, address), buttons(editor, address)) == (to_reporter, to_editor)


def test_a_text_goes_to_an_editor_and_comes_back_with_a_reason(editor, reporter):
    article = make_draft(by=make_reporter()).article

    reporter.post(
        change(article), typed_into(reporter, change(article), _submit="1", submit_note="Check the sum")
    )
    assert "Check the sum" in editor.get(change(article)).content.decode()
    editor.post(
        change(article), typed_into(editor, change(article), _send_back="1", reason="The sum is wrong")
    )

    assert "The sum is wrong" in reporter.get(change(article)).content.decode()
    article.refresh_from_db()
    assert article.state == State.DRAFT
    assert [review.verdict for review in Review.objects.all()] == [Verdict.SENT_BACK, Verdict.SUBMITTED]


def test_nothing_is_sent_back_without_a_reason_and_nothing_typed_is_lost(editor):
    article = make_draft().article
    reviewing.submit(article, by=make_editor(), number=1)

    answer = editor.post(change(article), typed_into(editor, change(article), _send_back="1"))

    assert "Say why, so that the writer can mend it." in answer.content.decode()
    article.refresh_from_db()
    assert article.stage == Stage.IN_REVIEW


def test_an_approval_is_of_what_was_in_the_form(editor):
    article = make_draft(by=make_reporter()).article
    reviewing.submit(article, by=make_reporter(), number=1)

    editor.post(change(article), typed_into(editor, change(article), body="<p>Mended</p>", _approve="1"))

    article.refresh_from_db()
    assert article.stage == Stage.APPROVED
    assert publishing.is_approved(article.latest_revision)
    assert article.latest_revision.content.body == "<p>Mended</p>"


@pytest.mark.parametrize("step", ["_publish", "_approve", "_send_back"])
def test_a_forged_step_of_a_reporter_is_a_draft(reporter, step):
    article = make_draft(by=make_reporter()).article
    reviewing.submit(article, by=make_reporter(), number=1)
    form = typed_into(reporter, change(article), reason="Mine", **{step: "1"})

    answer = reporter.post(change(article), form, follow=True)

    article.refresh_from_db()
    assert (article.stage, article.published_at) == (Stage.IN_REVIEW, None)
    assert said(answer)[0].startswith("Saved as a draft: you may not")


def test_forged_plans_of_a_reporter_change_nothing(reporter):
    article = make_draft(by=make_reporter()).article
    before = Article.objects.values("assignee", "due_at", "priority", "embargo_until").get()
    forged = {
        "assignee": make_reporter().pk,
        "due_at": "2099-01-01T10:00",
        "priority": Priority.HIGH,
        "embargo_until": "2099-01-01T10:00",
        "visible_from": "2020-01-01",
        "creator": make_editor().pk,
        "stage": "approved",
    }

    reporter.post(change(article), typed_into(reporter, change(article), **forged))

    assert article.revisions.count() == 2
    assert Article.objects.values("assignee", "due_at", "priority", "embargo_until").get() == before
    assert Article.objects.get().creator == make_reporter()


def test_an_editor_gives_a_story_to_somebody(editor):
    article = make_draft().article
    form = typed_into(
        editor, change(article), assignee=make_reporter().pk, due_at="2099-01-01T10:00", priority="3"
    )

    editor.post(change(article), form)

    article.refresh_from_db()
    assert (article.assignee, article.priority) == (make_reporter(), Priority.HIGH)
    assert timezone.localtime(article.due_at).hour == 10


def test_a_plan_that_this_person_did_not_touch_stays_as_a_colleague_has_set_it(editor):
    article = make_draft().article
    form = typed_into(editor, change(article), assignee="", priority="2")
    form |= {"initial-assignee": "", "initial-priority": "2"}
    reviewing.plan(article, by=make_editor(), assignee=make_reporter())

    editor.post(change(article), form)

    article.refresh_from_db()
    assert article.assignee == make_reporter()


def test_whoever_may_only_read_a_story_gets_it_without_a_button(reporter):
    article = make_draft("Somebody else's").article

    page = reporter.get(change(article)).content.decode()
    answer = reporter.post(change(article), {"headline": "Mine", "base": "1", "_save": "1"})

    assert "Somebody else&#x27;s" in page
    assert buttons(reporter, change(article)) == []
    assert re.findall(r"<(?:textarea|select)(?![^>]*disabled)", page) == []
    assert answer.status_code == 403
    assert Revision.objects.count() == 1


def test_a_form_that_does_not_validate_is_kept_as_it_is(editor):
    article = make_draft().article
    form = typed_into(editor, change(article), headline="", body="<p>An hour of typing</p>", topics="x" * 120)

    answer = editor.post(change(article), form)

    assert answer.status_code == 200
    assert "An hour of typing" in answer.content.decode()
    copy = WorkingCopy.objects.get()
    assert (copy.article, copy.base, copy.fields["body"]) == (article, 1, "<p>An hour of typing</p>")
    assert "An hour of typing" in editor.get(change(article)).content.decode()


def test_two_megabytes_are_a_story_and_what_is_longer_than_any_is_kept_as_typed(editor):
    article = make_draft().article
    paragraph = f"<p>{'word ' * 200}</p>"

    editor.post(change(article), typed_into(editor, change(article), body=paragraph * 2_000))
    form = typed_into(editor, change(article), body=paragraph * 8_000)
    answer = editor.post(change(article), form)

    article.refresh_from_db()
    assert (article.latest_revision.number, article.words) == (2, 400_000)
    assert answer.status_code == 200
    assert WorkingCopy.objects.get().fields["body"] == form["body"]


def test_a_save_throws_the_working_copy_away(editor):
    article = make_draft().article
    make_copy(article, by=make_editor(), headline="Half")
    make_copy(article, by=make_reporter(), headline="Another's")

    editor.post(change(article), typed_into(editor, change(article)))

    assert [copy.user for copy in WorkingCopy.objects.all()] == [make_reporter()]


def test_a_story_goes_into_the_trash_and_out_again(reporter):
    article = make_draft(by=make_reporter()).article

    assert reporter.get(f"/admin/articles/article/{article.pk}/trash/").status_code == 405
    reporter.post(f"/admin/articles/article/{article.pk}/trash/")
    assert Article.objects.get().state == State.TRASHED
    reporter.post(f"/admin/articles/article/{article.pk}/untrash/")

    assert Article.objects.get().state == State.DRAFT


def test_what_is_published_is_no_rubbish(editor):
    article = make_article()

    answer = editor.post(f"/admin/articles/article/{article.pk}/trash/", follow=True)

    assert "is no rubbish" in said(answer)[0]
    assert Article.objects.get().is_live


@pytest.mark.parametrize("verb", ["trash", "untrash", "note"])
def test_whoever_may_not_write_a_story_does_nothing_with_it(reporter, verb):
    article = make_draft("Somebody else's").article

    answer = reporter.post(f"/admin/articles/article/{article.pk}/{verb}/", {"note": "Hello"})

    assert answer.status_code == 403
    assert (Article.objects.get().trashed_at, article.notes.count()) == (None, 0)


def test_a_note_names_a_colleague(editor):
    article = make_draft().article
    make_reporter(first_name="Otieno")

    answer = editor.post(
        f"/admin/articles/article/{article.pk}/note/", {"note": "Where is the table, @otieno?"}, follow=True
    )

    assert said(answer) == ["Noted. Otieno will get a mail."]
    assert "Where is the table, @otieno?" in answer.content.decode()


def fill_the_library(number):
    Author.objects.bulk_create(
        Author(name=f"Author {n}", key=f"author {n}", slug=f"author-{n}") for n in range(number)
    )
    Image.objects.bulk_create(
        Image(file=f"pictures/{n}.png", width=6, height=4, sha256=str(n), alt=f"Picture {n}")
        for n in range(number)
    )


def make_long_story(versions):
    """3,000 words, all that a story may have, and this many versions with a review each."""
    body = "".join(f"<h2>Part {n}</h2><p>{'word ' * 300}</p>" for n in range(10))
    fields = {
        "body": body,
        "section": "Climate",
        "topic_names": ["Water", "Roads"],
        "authors": ["Author 0"],
        "lead_image": Image.objects.earliest("pk").pk,
    }
    article = make_draft(**fields).article
    for number in range(2, versions + 1):
        revision = make_change(article, f"Headline {number}", **fields)
        reviewing.submit(article, by=make_editor(), number=revision.number)
        reviewing.send_back(article, by=make_editor(), number=revision.number, note="Again")
        reviewing.add_note(article, by=make_editor(), text="Go on")
    return article


@pytest.mark.parametrize("number", [1, 20])
def test_the_form_takes_the_same_queries_however_much_there_is(desk, django_assert_num_queries, number):
    fill_the_library(number)
    article = make_long_story(number)

    with django_assert_num_queries(9):
        desk.get(ADD)
    with django_assert_num_queries(22):
        desk.get(change(article))


def test_an_embargo_that_was_typed_and_not_saved_is_saved_with_the_form_that_brings_it_back(client):
    editor = make_editor()
    client.force_login(editor)
    draft = make_draft()
    until = "2037-01-31T10:00"
    typed = {"headline": "Bridge closed", "body": "<p>x</p>", "priority": "2", "initial-priority": "2"}
    typed |= {"embargo_until": until, "initial-embargo_until": "", "assignee": "", "due_at": ""}
    make_copy(draft.article, by=editor, **typed)

    page = client.get(change(draft.article)).content.decode()
    initial = re.search(r'name="initial-embargo_until"[^>]*>', page)
    sent = {**typed_into(client, change(draft.article)), "priority": "2", "embargo_until": until}
    client.post(change(draft.article), {**sent, "initial-embargo_until": "", "initial-priority": "2"})

    assert initial
    assert until not in initial[0]
    draft.article.refresh_from_db()
    assert draft.article.embargo_until is not None
