"""What is in work, what needs whom, and what is wrong with it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from articles import desk, publishing, reviewing, trash
from articles.models import Article, Presence
from tests.factories import (
    make_article,
    make_change,
    make_draft,
    make_editor,
    make_image,
    make_reporter,
    make_user,
)

pytestmark = pytest.mark.django_db


def headlines(stories) -> list[str]:
    return sorted(story.headline for story in stories)


def submitted(headline: str, by=None) -> Article:
    revision = make_draft(headline, by=by or make_reporter())
    reviewing.submit(revision.article, by=revision.author, number=1, note="May he be named?")
    return Article.objects.get(pk=revision.article_id)


def plan(story: Article, **planned) -> Article:
    return reviewing.plan(story, by=make_editor(), **{"assignee": None, **planned})


@pytest.fixture
def work():
    """A story of each kind, named for what it is."""
    editor, reporter = make_editor(), make_reporter()
    make_draft("Draft of somebody", by=make_reporter("njeri"))
    submitted("In review")
    approved = submitted("Approved")
    reviewing.approve(approved, by=editor, number=1)
    back = submitted("Sent back")
    reviewing.send_back(back, by=editor, number=1, note="Who says so?")
    plan(make_draft("Given to Otieno", by=editor).article, assignee=reporter)
    make_article("Scheduled", at=timezone.now() + timedelta(hours=1))
    make_article("Live")
    publishing.withdraw(make_article("Withdrawn"), by=editor, notice="Wrong")
    trash.throw_away(submitted("Thrown away"), by=reporter)
    return editor, reporter


def test_an_editor_is_needed_by_what_waits_for_one(work):
    editor, _ = work

    assert headlines(desk.needing(editor)) == ["Approved", "In review"]


def test_a_reporter_is_needed_by_what_came_back_and_what_was_given_to_him(work):
    _, reporter = work

    assert headlines(desk.needing(reporter)) == ["Given to Otieno", "Sent back"]


def test_nobody_is_needed_by_what_others_write(work):
    assert headlines(desk.needing(make_user("articles.change_article"))) == []


def test_each_tab_holds_its_stories(work):
    _, reporter = work

    held = {key: headlines(tab.stories(reporter)) for key, tab in desk.TABS.items()}

    assert held.pop("all") == sorted(
        {name for names in held.values() for name in names} - {"Thrown away"} | {"Draft of somebody"}
    )
    assert held == {
        "needs": ["Given to Otieno", "Sent back"],
        "mine": ["Approved", "Given to Otieno", "In review", "Sent back"],
        "review": ["In review"],
        "scheduled": ["Scheduled"],
        "live": ["Live"],
        "withdrawn": ["Withdrawn"],
        "trash": ["Thrown away"],
    }


def test_a_story_whose_time_is_over_is_among_the_withdrawn():
    article = make_article()
    Article.objects.update(visible_until=timezone.now() - timedelta(minutes=1))

    assert list(desk.withdrawn()) == [article]
    assert not Article.objects.live().exists()


def test_a_row_says_when_a_story_is_due_and_how_late_it_is():
    now = timezone.now()
    late = plan(make_draft("Late").article, due_at=now - timedelta(minutes=42))
    soon = plan(make_draft("Soon").article, due_at=now + timedelta(hours=1, minutes=48))

    assert desk.when(late, now).note == "42 min late"
    assert desk.when(late, now).is_late
    assert desk.when(soon, now).note == "in 1 h 48 min"
    assert not desk.when(soon, now).is_late
    assert desk.when(make_draft("None").article, now) == desk.When(note="no time set")


def test_what_is_published_is_not_late():
    now = timezone.now()
    article = make_article()
    Article.objects.update(due_at=now - timedelta(days=1))
    article.refresh_from_db()

    assert not desk.when(article, now).is_late


def test_a_row_says_what_waits_behind_a_live_story():
    article = make_article()
    change = make_change(article)
    reviewing.submit(article, by=make_editor(), number=change.number)

    (row,) = desk.rows(list(desk.listed()), me=make_reporter())

    assert row.state.label == "Live"
    assert row.pending == "update in review"


def test_a_row_says_who_is_in_the_story_but_not_oneself():
    me, article = make_editor(), make_draft().article
    for user in (me, make_reporter(first_name="Otieno"), make_reporter("left")):
        seen_at = timezone.now() - timedelta(seconds=90 if user.username == "left" else 5)
        for _ in range(2):  # two tabs
            Presence.objects.create(article=article, user=user, tab=uuid4(), seen_at=seen_at)

    (row,) = desk.rows(list(desk.listed()), me=me)

    assert row.here == ["Otieno"]


def test_a_row_says_what_is_wrong_with_the_newest_text():
    bare = make_image("", "green")
    gone = make_article("Gone")
    publishing.withdraw(gone, by=make_editor(), notice="Wrong")
    body = f'<p>A</p><figure data-image="{bare.pk}"></figure><aside data-article="{gone.pk}"></aside>'
    story = make_draft("Story", body=body).article

    assert desk.problems([story])[story.pk] == [
        "picture without a credit",
        "picture without alt text",
        "read-also lost its target",
    ]


def test_nothing_is_wrong_with_good_pictures_and_live_targets():
    image = make_image("A field", credit="Njeri")
    target = make_article("Target")
    body = f'<p>A</p><aside data-article="{target.pk}"></aside>'
    story = make_draft("Story", body=body, lead_image=image.pk).article

    assert desk.problems([story])[story.pk] == []


def test_a_live_story_of_which_the_caches_know_nothing_is_overdue():
    article = make_article()
    Article.objects.update(is_announced=False)
    article.refresh_from_db()

    assert desk.problems([article])[article.pk] == ["overdue: the worker has not told the caches"]


@pytest.mark.parametrize("number", [1, 3])
def test_rows_cost_the_same_however_many(django_assert_num_queries, number):
    me, target = make_editor(), make_article("Target")
    for n in range(number):
        image = make_image(f"Field {n}", (n, 1, 1))
        body = f'<p>A</p><aside data-article="{target.pk}"></aside>'
        make_article(f"Story {n}", lead_image=image.pk, body=body, authors=[f"Author {n}"])
    stories = desk.listed().exclude(pk=target.pk)

    # The stories, their bylines and authors; who is there; pictures and what they lack; cards and their targets.
    me.has_perm("articles.view_article")  # as a page of the desk has asked before

    with django_assert_num_queries(8):
        assert len(desk.rows(list(stories), me=me)) == number


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Others scan a table as small as a test's.")
@pytest.mark.parametrize("name", ["needs", "mine", "review", "scheduled", "withdrawn", "trash"])
def test_a_list_of_what_is_in_work_does_not_read_the_archive(name):
    plan = desk.TABS[name].stories(make_editor()).explain()

    assert re.findall(r"SCAN articles_article(?! USING)[^\n]*", plan) == []
