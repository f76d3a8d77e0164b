"""What the lists are after each thing that can happen to a story."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import merging, publishing, scheduling, trash, unmerging
from articles.models import Article, Change, Posting, Profile, Related, Term, Topic
from articles.related import index, waiting
from articles.related.terms import EVERY
from tests.articles.related.stories import (
    FLOOD,
    KIND,
    NOVEMBER,
    cricket,
    faults,
    flood,
    is_named,
    list_of,
    own_words,
    settle,
    story,
)
from tests.factories import make_article, make_change, make_draft, make_editor, make_user

pytestmark = pytest.mark.django_db
QUERIES = 22  # to relate a story
LIKE_A_FLOOD = {"body": f"<p>{FLOOD} In Hola {own_words(77)}.</p>"}


@pytest.fixture
def floods():
    """Six stories of a flood and three of cricket, in the index."""
    stories = [flood(number) for number in range(6)]
    for number in range(3):
        cricket(number)
    settle()
    return stories


def publish_again(article, headline, change=Change.UPDATE, correction="", **fields):
    revision = make_change(article, headline, slug=article.slug, **fields)
    return publishing.publish(revision, by=make_editor(), change=change, correction=correction)


def test_a_story_leads_to_those_that_belong_to_it_and_to_no_other(floods):
    others = {one.pk for one in floods}

    assert {one.pk: set(list_of(one)) for one in floods} == {one.pk: others - {one.pk} for one in floods}
    assert faults() == []


def test_a_new_story_enters_the_lists_of_those_that_were_there_before(floods):
    new = flood(6)
    settle()

    assert set(list_of(new)) == {one.pk for one in floods}
    assert all(new.pk in list_of(one) for one in floods)


def test_a_list_keeps_twelve_and_the_least_alike_makes_room():
    near = [flood(number) for number in range(14)]
    settle()

    assert {len(list_of(one)) for one in near} == {12}
    assert faults() == []


def test_no_list_leads_to_a_draft_or_to_what_waits_for_its_hour(floods):
    draft = make_draft("Water reaches Bura", **LIKE_A_FLOOD).article
    scheduled = story("Water reaches Saka", **LIKE_A_FLOOD, number=-60)
    settle()

    assert not is_named(draft)
    assert not is_named(scheduled)
    assert not Profile.objects.filter(pk__in=[draft.pk, scheduled.pk]).exists()


def test_a_scheduled_story_enters_the_lists_when_its_hour_has_come(floods):
    article = make_article("Water reaches Saka", **LIKE_A_FLOOD, at=timezone.now() + timedelta(hours=1))
    settle()
    assert not is_named(article)

    Article.objects.filter(pk=article.pk).update(visible_from=NOVEMBER, published_at=NOVEMBER)
    publishing.announce_due()
    settle()

    assert set(list_of(article)) == {one.pk for one in floods}
    assert all(article.pk in list_of(one) for one in floods)
    assert faults() == []


def test_a_story_that_is_scheduled_and_called_off_is_nowhere(floods):
    article = make_article("Water reaches Saka", **LIKE_A_FLOOD, at=timezone.now() + timedelta(hours=1))
    scheduling.call_off(article, by=make_editor())
    settle()

    assert not is_named(article)
    assert faults() == []


def test_what_is_withdrawn_leaves_every_list_and_comes_back_with_its_publication(floods):
    gone, *others = floods
    publishing.withdraw(gone, by=make_editor(), notice="It was not so.")
    settle()

    assert not is_named(gone)
    assert all(set(list_of(one)) == {o.pk for o in others if o != one} for one in others)
    assert faults() == []

    publishing.publish(gone.latest_revision, by=make_editor())
    settle()

    assert all(gone.pk in list_of(one) for one in others)
    assert faults() == []


def test_a_list_that_was_left_with_three_is_filled_again():
    near = [flood(number) for number in range(16)]
    settle()
    first = near[0]
    kept = set(list_of(first))
    Related.objects.filter(article=first).exclude(other__in=list(kept)[:4]).delete()

    publishing.withdraw(
        Article.objects.get(pk=min(list_of(first))), by=make_editor(), notice="It was not so."
    )
    settle()

    assert len(list_of(first)) == 12
    assert faults() == []


def test_what_leaves_at_its_hour_leaves_the_lists(floods):
    leaving = floods[0]
    scheduling.set_end(leaving, by=make_editor(), at=timezone.now() + timedelta(hours=1), notice="Over.")
    Article.objects.filter(pk=leaving.pk).update(visible_until=timezone.now() - timedelta(minutes=1))

    scheduling.take_down_due()
    settle()

    assert not is_named(leaving)
    assert faults() == []


def test_what_is_retracted_leaves_the_lists(floods):
    false = floods[0]
    publishing.publish(
        false.live_revision, by=make_editor(), change=Change.RETRACTION, correction="It was not so."
    )
    settle()

    assert not is_named(false)
    assert faults() == []


def test_a_new_headline_and_text_move_a_story_from_lists_to_lists(floods):
    moved, *others = floods
    moved = publish_again(moved, "Innings at ground 9", body=cricket(8).body.replace("1008", "2222"))
    settle()

    assert not {moved.pk} & {key for one in others for key in list_of(one)}
    players = Article.objects.filter(headline__startswith="Innings").exclude(pk=moved.pk)
    assert set(list_of(moved)) == {one.pk for one in players}
    assert all(moved.pk in list_of(one) for one in players)
    assert faults() == []


def test_the_headline_alone_moves_the_lists():
    first = story("Harbour dredging begins", f"<p>{own_words(1)}</p>")
    second = story("Parliament debates fisheries", f"<p>{own_words(2)}</p>")
    settle()
    assert list_of(first) == []

    publish_again(second, "Harbour dredging halted", body=second.body)
    settle()

    assert list_of(first) == [second.pk]
    assert list_of(second) == [first.pk]


def test_a_draft_of_a_live_story_changes_no_list(floods):
    make_change(floods[0], "Innings at ground 9", body="<p>Wickets and overs.</p>")

    assert waiting.settle_some() == 0


def test_a_topic_brings_two_stories_together_and_parts_them_when_it_goes():
    first = story("Dredging", "<p>Barges wait.</p>", topic_names=["Port of Lamu"])
    second = story("Debate", "<p>Members rise.</p>", topic_names=["Port of Lamu"])
    settle()
    assert list_of(first) == [second.pk]
    assert Related.objects.get(article=first).why == "#Port of Lamu"

    publish_again(second, second.headline, body=second.body)
    settle()

    assert list_of(first) == []
    assert list_of(second) == []
    assert faults() == []


def test_merged_topics_bring_their_stories_together_until_the_merge_is_undone():
    by = make_user(merging.MERGE)
    first = story("Dredging", "<p>Barges wait.</p>", topic_names=["Port of Lamu"])
    second = story("Debate", "<p>Members rise.</p>", topic_names=["Lamu port"])
    settle()
    assert list_of(first) == []

    record = merging.merge(Topic.objects.get(name="Lamu port"), Topic.objects.get(name="Port of Lamu"), by=by)
    settle()
    assert (list_of(first), list_of(second)) == ([second.pk], [first.pk])
    assert faults() == []

    unmerging.undo(record, by=by)
    settle()
    assert (list_of(first), list_of(second)) == ([], [])
    assert faults() == []


def test_a_merge_asks_nothing_of_what_the_index_does_not_know():
    by = make_user(merging.MERGE)
    make_draft("Not yet", topic_names=["Roads"])
    story("Seen", "<p>Text</p>", topic_names=["Road traffic"])
    settle()

    merging.merge(Topic.objects.get(name="Roads"), Topic.objects.get(name="Road traffic"), by=by)
    settle()

    assert faults() == []


def test_what_goes_into_the_trash_after_it_was_called_off_is_forgotten(floods):
    article = make_article("Water reaches Saka", **LIKE_A_FLOOD, at=timezone.now() + timedelta(hours=1))
    article = scheduling.call_off(article, by=make_editor())
    trash.throw_away(article, by=make_editor())
    Article.objects.filter(pk=article.pk).update(trashed_at=NOVEMBER - timedelta(days=1000))
    trash.empty()
    settle()

    assert not Article.objects.filter(pk=article.pk).exists()
    assert faults() == []


@pytest.mark.parametrize("number", [0, 1])
def test_an_archive_of_none_and_of_one(number):
    stories = [flood(0) for _ in range(number)]
    settle()

    assert [list_of(one) for one in stories] == [[]] * number
    assert faults() == []


@pytest.mark.parametrize("text", ["", "<p></p>", "<p>Rain</p>", "<p>!</p>", "<p>7</p>"])
def test_a_story_of_next_to_nothing_is_no_trouble(floods, text):
    thin = story("…", text)
    settle()

    assert faults() == []
    assert all(thin.pk not in list_of(one) for one in floods)


def test_a_story_that_loses_its_last_word_loses_its_postings(floods):
    publish_again(floods[0], "…", body="")
    settle()

    assert list_of(floods[0]) == []
    assert Posting.objects.filter(article=floods[0]).count() <= 1
    assert faults() == []


def test_a_text_of_20_000_words_finds_what_it_is_about(floods):
    words = " ".join(f"paragraph{number}" for number in range(20_000))
    long = story("Water reaches the whole of the Tana", f"<p>{(FLOOD + ' ') * 300}{words}</p>")
    settle()

    assert set(list_of(long)) >= {one.pk for one in floods[:4]}
    assert faults() == []


def test_a_text_without_a_space_has_the_words_of_its_headline(floods):
    endless = story("Water reaches villages around Garissa: the dam at Masinga", f"<p>{'x' * 5_000_000}</p>")
    settle()

    assert set(list_of(endless)) == {one.pk for one in floods}
    assert faults() == []


# The same text twice


def twice():
    return [flood(20), flood(20)]


def test_the_same_text_twice_is_in_neither_list_and_once_in_those_of_others(floods):
    first, second = twice()
    settle()

    assert second.pk not in list_of(first)
    assert first.pk not in list_of(second)
    pair = {first.pk, second.pk}
    assert {len(pair & set(list_of(one))) for one in floods} == {1}
    assert set(Related.objects.filter(kind=KIND.SAME).values_list("article", "other")) == {
        (first.pk, second.pk),
        (second.pk, first.pk),
    }
    assert faults() == []


def test_when_the_one_of_two_is_withdrawn_the_other_takes_its_places():
    near = [flood(number) for number in range(3)]
    first, second = twice()
    settle()
    shown = first if first.pk in list_of(near[0]) else second
    other = second if shown == first else first

    publishing.withdraw(shown, by=make_editor(), notice="It was there already.")
    settle()

    assert all(other.pk in list_of(one) for one in near)
    assert not Related.objects.filter(kind=KIND.SAME).exists()
    assert faults() == []


def test_a_text_that_was_the_same_and_is_written_anew_is_a_story_of_its_own(floods):
    first, second = twice()
    settle()

    publish_again(second, "Water falls at Wenje", body=f"<p>{FLOOD} {own_words(5)} {own_words(6)}</p>")
    settle()

    assert second.pk in list_of(first)
    assert first.pk in list_of(second)
    assert faults() == []


def test_stories_are_not_the_same_because_the_archive_was_small_when_the_first_was_related():
    first = flood(0)
    settle()
    for number in range(40):
        cricket(number)
    settle()

    second = flood(1)
    settle()

    assert list_of(first) == [second.pk]
    assert list_of(second) == [first.pk]


# Twice, and by two


def test_a_story_that_is_related_twice_is_the_same_after_it(floods):
    before = set(Related.objects.values_list("article", "other", "kind", "score", "why"))
    counts = dict(Term.objects.values_list("text", "articles"))

    for one in floods:
        waiting.mark([one.pk])
        index.settle(one.pk)
        index.settle(one.pk)

    after = {row[:3] for row in Related.objects.values_list("article", "other", "kind", "score", "why")}
    assert after == {row[:3] for row in before}
    assert dict(Term.objects.values_list("text", "articles")) == counts


def test_words_that_no_story_has_any_more_are_forgotten(floods):
    for one in Article.objects.all():
        publishing.withdraw(one, by=make_editor(), notice="All of it.")
    settle()

    assert list(Term.objects.values_list("text", "articles")) == [(EVERY, 0)]
    assert not Posting.objects.exists()
    assert not Profile.objects.exists()
    assert not Related.objects.exists()


@pytest.mark.parametrize("archive", [15, 30])
def test_relating_takes_the_same_queries_whatever_the_archive(archive, django_assert_num_queries):
    for number in range(archive):
        flood(number)
    settle()
    new = flood(archive)

    with django_assert_num_queries(QUERIES):
        index.settle(new.pk)
