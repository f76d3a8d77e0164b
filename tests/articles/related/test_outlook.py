"""What an editor sees of a list while the text is written."""

from datetime import UTC, datetime, timedelta

import pytest

from articles import publishing
from articles.related import picks
from articles.related.outlook import distance, outlook
from tests.factories import make_article, make_content, make_draft, make_editor

from .stories import settle
from .test_suggesting import DAM

pytestmark = pytest.mark.django_db


def near(number):
    """Live stories like DAM, each with words of its own."""
    stories = [
        make_article(
            f"Tana River rises {n}", body=f"{DAM}<p>{' '.join(f'word{n}x{m}' for m in range(8))}</p>"
        )
        for n in range(number)
    ]
    settle()
    return stories


def headlines(lines):
    return [line.story.headline for line in lines]


def test_the_first_four_are_seen_and_the_others_are_next_in_line():
    near(6)

    seen = outlook(make_content("Tana River", body=DAM))

    assert (len(seen.near), len(seen.further), seen.shown, seen.lacking) == (4, 2, 4, 0)


def test_pins_come_first_and_what_is_banned_is_named_apart():
    first, second, third = near(3)
    draft = make_draft("Tana River", body=DAM).article
    picks.pin(draft, third, by=make_editor())
    picks.exclude(draft, first, by=make_editor())

    seen = outlook(draft.latest_revision.content, draft)

    assert headlines(seen.pinned) == [third.headline]
    assert headlines(seen.found) == [second.headline]
    assert headlines(seen.excluded) == [first.headline]
    assert seen.lacking == 2
    assert "Tana River" in seen.pinned[0].why


def test_what_the_text_leads_to_itself_takes_no_place():
    carded, linked, other = near(3)
    body = f'{DAM}<aside data-article="{carded.pk}"></aside><p><a href="{linked.get_absolute_url()}">there</a></p>'

    seen = outlook(make_content("Tana River", body=body))

    assert {line.story.headline: (line.is_linked, line.is_shown) for line in seen.found} == {
        carded.headline: (True, False),
        linked.headline: (True, False),
        other.headline: (False, True),
    }


def test_the_same_text_published_before_stands_apart_as_a_warning():
    before = make_article("Tana River rises", body=DAM)
    settle()

    seen = outlook(make_content("Tana River rises", body=DAM))

    assert headlines(seen.same) == [before.headline]
    assert seen.found == []
    assert seen.lacking == 4


def test_a_pin_that_readers_do_not_see_takes_no_place():
    first, second = near(2)
    draft = make_draft("Tana River", body=DAM).article
    picks.pin(draft, first, by=make_editor())
    publishing.withdraw(first, by=make_editor(), notice="Wrong.")

    seen = outlook(draft.latest_revision.content, draft)

    assert [(line.is_away, line.is_shown) for line in seen.pinned] == [(True, False)]
    assert headlines(line for line in seen.found if line.is_shown) == [second.headline]


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_the_same_however_many_stories_there_are(django_assert_num_queries, number):
    stories = near(number + 1)
    draft = make_draft("Tana River", body=DAM, topic_names=["Floods"], language="en").article
    picks.pin(draft, stories[-1], by=make_editor())
    content = draft.latest_revision.content

    with django_assert_num_queries(7):
        seen = outlook(content, draft)

    assert len(seen.found) == number


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "the same day"),
        (1, "1 day apart"),
        (60, "60 days apart"),
        (61, "2 months apart"),
        (365, "12 months apart"),
        (731, "2 years apart"),
    ],
)
def test_a_distance_in_time_is_said_in_words(days, words):
    moment = datetime(2026, 11, 25, 9, tzinfo=UTC)

    assert distance(moment, moment - timedelta(days=days)) == words
    assert distance(moment - timedelta(days=days), moment) == words
