from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import publishing, trash
from articles.models import Article, State
from tests.factories import make_article, make_draft, make_editor, make_reporter

pytestmark = pytest.mark.django_db


def test_a_draft_goes_into_the_trash_and_comes_out_whole():
    draft = make_draft("Bridge closed")

    thrown = trash.throw_away(draft.article, by=make_editor())
    assert (thrown.state, list(Article.objects.kept())) == (State.TRASHED, [])
    taken_out = trash.take_out(draft.article, by=make_editor())

    assert taken_out.state == State.DRAFT
    assert taken_out.latest_revision == draft


def test_what_readers_have_seen_or_will_see_is_not_thrown_away():
    for article in (make_article("Out"), make_article("Soon", at=timezone.now() + timedelta(hours=1))):
        with pytest.raises(publishing.Seen):
            trash.throw_away(article, by=make_editor())


def test_what_is_in_the_trash_does_not_go_out():
    draft = make_draft()
    trash.throw_away(draft.article, by=make_editor())

    with pytest.raises(publishing.Refused, match="in the trash"):
        publishing.publish(draft, by=make_editor())


def test_a_reporter_throws_away_only_what_is_his():
    with pytest.raises(PermissionDenied):
        trash.throw_away(make_draft().article, by=make_reporter())


def test_what_is_taken_out_while_the_trash_is_emptied_stays(monkeypatch):
    taken = trash.throw_away(make_draft("Taken").article, by=make_editor())
    trash.throw_away(make_draft("Old").article, by=make_editor())
    Article.objects.update(trashed_at=timezone.now() - timedelta(days=31))
    delete = trash._delete

    def late(key, limit):
        if taken.trashed_at:
            taken.trashed_at = None
            trash.take_out(taken, by=make_editor())
        return delete(key, limit)

    monkeypatch.setattr(trash, "_delete", late)

    assert trash.empty() == 1
    assert list(Article.objects.all()) == [taken]


def test_the_trash_is_emptied_of_what_is_old():
    old, new = (trash.throw_away(make_draft(name).article, by=make_editor()) for name in ("Old", "New"))
    Article.objects.filter(pk=old.pk).update(trashed_at=timezone.now() - timedelta(days=31))

    assert trash.empty() == 1
    assert list(Article.objects.all()) == [new]
