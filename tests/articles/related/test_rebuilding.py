"""The whole index from nothing."""

import pytest

from articles.models import Article, Posting, Profile, Related, Term
from articles.related import index, picks, rebuilding, waiting
from tests.articles.related.stories import cricket, faults, flood, list_of, settle
from tests.factories import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """Stories that were published one by one, each related before the next."""
    stories = []
    for number in range(12):
        stories.append(flood(number))
        settle()
        cricket(number)
        settle()
    while waiting.refresh_some():
        settle()
    return stories


def test_every_story_is_related(archive):
    assert rebuilding.rebuild() == 24
    assert faults() == []


def test_a_second_rebuild_changes_nothing(archive):
    rebuilding.rebuild()
    before = list(Related.objects.order_by("article", "other").values())
    counts = dict(Term.objects.values_list("text", "articles"))

    rebuilding.rebuild()

    assert list(Related.objects.order_by("article", "other").values()) == before
    assert dict(Term.objects.values_list("text", "articles")) == counts


def test_a_rebuild_mends_what_was_lost(archive):
    Posting.objects.filter(article__in=archive[:5]).delete()
    Related.objects.filter(article__in=archive[:5]).delete()
    Profile.objects.filter(article__in=archive[:3]).delete()
    Term.objects.update(articles=77)

    rebuilding.rebuild()

    assert faults() == []
    assert len(list_of(archive[0])) == 11


def test_readers_keep_their_lists_and_editors_their_picks_while_it_goes(archive):
    picks.pin(archive[0], Article.objects.get(headline="Innings at ground 3"), by=make_editor())
    seen = []

    rebuilding.rebuild(lambda what, done, number: seen.append(len(list_of(archive[0]))))

    assert set(seen) == {11}
    assert Related.objects.filter(kind=Related.Kind.PINNED).count() == 1


@pytest.mark.parametrize("name", ["count", "settle"])
def test_a_rebuild_that_was_killed_goes_on_where_it_was(archive, monkeypatch, name):
    act = getattr(index, name)
    done: list[int] = []
    again: list[int] = []

    def killed(key):
        if len(done) == 10:
            raise KeyboardInterrupt
        done.append(key)
        return act(key)

    def alive(key):
        again.append(key)
        return act(key)

    monkeypatch.setattr(index, name, killed)
    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild()
    monkeypatch.setattr(index, name, alive)

    rebuilding.rebuild()

    assert len(again) == 14
    assert not {*again} & {*done}
    assert faults() == []


def test_it_says_how_far_it_is(archive, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 10)
    seen = []

    rebuilding.rebuild(lambda *said: seen.append(said))

    assert seen == [(what, done, 24) for what in ("counted", "related") for done in (10, 20, 24)]


def test_an_empty_archive_is_rebuilt():
    assert rebuilding.rebuild() == 0
    assert faults() == []
