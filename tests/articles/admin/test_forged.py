"""A form that was filled in by hand, with what the page of its sender does not have."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from articles.models import Article
from newsroom import roles
from tests.factories import make_article, make_draft, make_editor, make_section, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
HOUR = "2030-01-01T06:00"


@pytest.fixture
def reporter(client) -> User:
    """Signed in, with the role of a reporter."""
    user = make_user(username="peter")
    user.groups.add(Group.objects.get(name=roles.REPORTER))
    client.force_login(user)
    return user


def row_of(article: Article) -> dict[str, Any]:
    names = (
        "stage",
        "published_at",
        "visible_from",
        "visible_until",
        "live_revision_id",
        "creator_id",
        "assignee_id",
        "due_at",
        "priority",
        "embargo_until",
        "withdrawn_at",
        "trashed_at",
    )
    return dict(Article.objects.filter(pk=article.pk).values(*names).get())


@pytest.mark.parametrize(
    "forged",
    [
        {"_publish": "1"},
        {"_publish": "1", "publish_at": HOUR},
        {"_publish": "1", "change": "correction", "correction": "We were wrong."},
        {"_approve": "1"},
        {"_send_back": "1", "reason": "No."},
        {"stage": "approved", "published_at": HOUR, "visible_from": HOUR, "is_announced": "on"},
        {"live_revision": "1", "latest_revision": "1", "creator": "1", "trashed_at": HOUR},
        {
            "due_at": HOUR,
            "priority": "2",
            "embargo_until": HOUR,
            "initial-due_at": "",
            "initial-priority": "0",
        },
    ],
    ids=" ".join,
)
def test_a_reporter_s_forged_form_saves_a_draft_and_nothing_else(client, reporter, forged):
    article = make_draft("Mine").article
    Article.objects.filter(pk=article.pk).update(creator=reporter)
    before = row_of(article)

    client.post(
        f"{LIST}{article.pk}/change/",
        {"headline": "Mine, too", "body": "<p>It has not rained.</p>", "base": "1", **forged},
    )

    assert row_of(article) == before
    assert not Article.objects.live().exists()


def test_a_reporter_gives_work_to_nobody(client, reporter):
    article = make_draft("Mine").article
    Article.objects.filter(pk=article.pk).update(creator=reporter)
    form = {"headline": "Mine, too", "body": "<p>Dry.</p>", "base": "1", "assignee": make_editor().pk}

    client.post(f"{LIST}{article.pk}/change/", form)

    assert row_of(article)["assignee_id"] is None


@pytest.mark.parametrize(
    "action", ["assign", "set_priority", "move", "withdraw", "throw_away", "delete_selected"]
)
def test_a_reporter_s_forged_action_on_the_list_changes_nothing(client, reporter, action):
    others, live = make_draft("Somebody else's").article, make_article("Live")
    before = [row_of(article) for article in (others, live)]

    client.post(
        LIST,
        {
            "action": action,
            "_selected_action": [others.pk, live.pk],
            "post": "yes",
            "sure": "1",
            "notice": "Gone",
            "section": make_section().pk,
            "assignee": reporter.pk,
            "priority": "2",
            "apply": "1",
        },
    )

    assert [row_of(article) for article in (others, live)] == before


def test_a_moderator_writes_nothing(client):
    user = make_user()
    user.groups.add(Group.objects.get(name=roles.MODERATOR))
    client.force_login(user)
    article = make_draft("Mine").article
    before = row_of(article)

    answers = {
        client.post(f"{LIST}add/", {"headline": "Mine", "body": "<p>x</p>"}).status_code,
        client.post(f"{LIST}{article.pk}/change/", {"headline": "Mine", "base": "1"}).status_code,
    }

    assert answers == {403, 404}  # may not, and knows of no draft
    assert row_of(article) == before
    assert Article.objects.count() == 1
