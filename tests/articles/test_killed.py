"""kill -9 at fifty random instants of publishing leaves no half state."""

from collections import Counter

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from articles.body import render
from articles.models import Article, Change, Correction, Kind, Reference, Stage
from newsroom.models import AuditEntry
from tests.factories import make_article, make_author, make_editor, make_image
from tests.programs import Program


@pytest.fixture
def stories():
    make_editor()
    for number in range(6):
        make_author(f"Author {number}")
    for number in range(4):
        make_image(alt=f"Picture {number}", colour=(number * 40, 0, 0), credit="Baraka Were")
    names = [f"Topic {number}" for number in range(8)]
    return [make_article(f"Story {number}", topic_names=names) for number in range(4)]


@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_killed_while_it_publishes_leaves_no_half_state(stories):
    process = Program(module="tests.articles.killed").process

    assert process.wait(timeout=120) == 0

    assert AuditEntry.objects.count() > 75, "too little was done between the kills"
    for article in Article.objects.select_related("live_revision", "latest_revision"):
        assert faults(article) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def faults(article):
    """What does not fit together in one story, in words."""
    live, newest = article.live_revision, article.latest_revision
    lines = AuditEntry.objects.filter(target_kind="articles.article", target_id=str(article.pk)).order_by(
        "pk"
    )
    published = [line for line in lines if line.action == "article.publish"]
    truths = {
        "the newest version": newest == article.revisions.order_by("-number").first(),
        "the text": article.body == live.content.body and article.headline == live.content.headline,
        "the topics": [tagging.tag_id for tagging in article.taggings.all()] == list(live.content.topics),
        "the bylines": [(line.author_id, line.role) for line in article.bylines.all()]
        == [(credit.author, credit.role) for credit in live.content.credits],
        "the hours": {row.visible_from for row in (*article.taggings.all(), *article.bylines.all())}
        == {article.visible_from},
        "withdrawn or seen": (article.withdrawn_at is None) == (article.visible_from is not None),
        "the stage": (article.stage == Stage.PUBLISHED) == (live == newest),
        "the kind": live.kind == Kind.PUBLISHED,
        "references of the live text": referred(article, "in_live") == named(live),
        "references of the newest": referred(article, "in_newest") == named(newest),
        "a line a version": [line.detail["version"] for line in lines if line.action == "article.save"]
        == list(article.revisions.order_by("number").values_list("number", flat=True)),
        "a line a publication": {line.detail["version"] for line in published}
        == set(article.revisions.filter(kind=Kind.PUBLISHED).values_list("number", flat=True)),
        "the last publication": published[-1].detail["version"] == live.number,
        "a notice a correction": Correction.objects.filter(article=article).count()
        == sum(line.detail.get("change") == Change.CORRECTION for line in published),
        "a task a publication": tasks_of(article)
        # The story itself was published by the test, whose tasks are done at once.
        == len(published) - 1 + sum(line.action == "article.withdraw" for line in lines),
    }
    return [name for name, is_so in truths.items() if not is_so]


def referred(article, flag):
    return set(Reference.objects.filter(article=article, **{flag: True}).values_list("kind", "target"))


def named(revision):
    needed = render.collect([revision.content.body])
    return {
        *((Reference.Kind.IMAGE.value, key) for key in needed.images),
        *((Reference.Kind.ARTICLE.value, key) for key in needed.articles),
    }


def tasks_of(article):
    ordered = Counter(
        result.args_kwargs["args"][0]
        for result in DBTaskResult.objects.filter(task_path="articles.tasks.weigh_article")
    )
    return ordered[article.pk]


@pytest.mark.django_db(transaction=True)
def test_a_half_state_would_be_seen(stories):
    article = stories[0]
    article.taggings.first().delete()
    article.bylines.update(role="Nobody's")
    Article.objects.filter(pk=article.pk).update(body="<p>Half</p>")
    article.refresh_from_db()

    assert {"the text", "the topics"} <= set(faults(article))
