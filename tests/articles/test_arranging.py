"""Pins as an editor moves them about. A pin is written as its place, its story, and the hours of its start and end."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import arranging
from articles.arranging import Placement, Placements, Slot, differences
from articles.fronts import MOST, TOP

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SLOTS = [
    Slot("lead", None, 0),
    *(Slot("top", None, rank) for rank in range(TOP)),
    *(Slot("band", section, rank) for section in (1, 2) for rank in range(MOST)),
]
LEAD, TOP_1, TOP_2 = SLOTS[:3]


def at(hours):
    return NOON + timedelta(hours=hours)


def placed(slot, article, begin, end):
    return Placement(slot, article, at(begin), None if end is None else at(end))


hours = st.integers(-30, 30)
slots, articles, lengths = st.sampled_from(SLOTS), st.integers(1, 6), st.integers(1, 40)
acts = st.one_of(
    st.tuples(st.just("pin"), slots, articles, hours, st.none() | lengths),
    st.tuples(st.just("unpin"), articles, hours),
    st.tuples(st.just("move"), articles, slots, hours),
    st.tuples(st.just("end"), articles, hours, lengths),
)


def arranged(done):
    """The pins after all of it."""
    pins: Placements = ()
    for act in done:
        match act:
            case "pin", slot, article, hour, length:
                pins = arranging.pin(pins, placed(slot, article, hour, length and hour + length))
            case "unpin", article, hour:
                pins = arranging.unpin(pins, article, at(hour))
            case "move", article, slot, hour:
                pins = arranging.move(pins, article, slot, at(hour))
            case "end", article, hour, length:
                pins = arranging.end(pins, article, at(hour), at(hour + length))
    return pins


@given(st.lists(acts, max_size=12))
def test_whatever_is_done_no_place_holds_two_stories_and_no_story_two_places(done):
    pins = arranged(done)

    rivals = [(a, b) for a, b in combinations(pins, 2) if a.slot == b.slot or a.article == b.article]
    assert [pair for pair in rivals if pair[0].meets(pair[1])] == []
    assert all(pin.ends_at is None or pin.starts_at < pin.ends_at for pin in pins)


@given(st.lists(acts, max_size=8), st.sampled_from(SLOTS), st.integers(1, 6), hours)
def test_what_is_pinned_holds_from_its_moment_on(done, slot, article, hour):
    pins = arranging.pin(arranged(done), placed(slot, article, hour, hour + 5))

    assert arranging.of_slot(pins, slot, at(hour)).article == article
    assert arranging.of_article(pins, article, at(hour)).slot == slot


def test_a_later_pin_takes_the_place_and_leaves_the_hours_before_it():
    pins = arranging.pin((placed(LEAD, 1, 0, 24),), placed(LEAD, 2, 6, 30))

    assert pins == (placed(LEAD, 1, 0, 6), placed(LEAD, 2, 6, 30))


def test_a_pin_ends_where_the_next_one_of_its_place_begins():
    pins = arranging.pin((placed(LEAD, 1, 6, 12),), placed(LEAD, 2, 0, None))

    assert pins == (placed(LEAD, 1, 6, 12), placed(LEAD, 2, 0, 6))


def test_a_story_that_is_pinned_elsewhere_leaves_its_old_place():
    pins = arranging.pin((placed(TOP_1, 1, 0, 24),), placed(LEAD, 1, 0, 12))

    assert pins == (placed(LEAD, 1, 0, 12),)


def test_two_pinned_stories_change_places_and_keep_their_ends():
    pins = arranging.move((placed(LEAD, 1, 0, 24), placed(TOP_1, 2, 0, None)), 2, LEAD, at(6))

    assert set(pins) == {
        placed(LEAD, 1, 0, 6),
        placed(TOP_1, 2, 0, 6),
        placed(TOP_1, 1, 6, 24),
        placed(LEAD, 2, 6, None),
    }


def test_a_story_that_the_rule_had_placed_is_pinned_for_a_day_when_it_is_moved():
    assert arranging.move((), 3, TOP_2, NOON) == (placed(TOP_2, 3, 0, 24),)


def test_taking_out_a_pin_that_begins_at_the_moment_leaves_nothing_of_it():
    assert arranging.unpin((placed(LEAD, 1, 6, 12), placed(TOP_1, 2, 0, 24)), 1, at(6)) == (
        placed(TOP_1, 2, 0, 24),
    )


def test_another_end_does_not_run_into_the_next_pin():
    pins = (placed(LEAD, 1, 0, 6), placed(LEAD, 2, 12, 24))

    assert arranging.end(pins, 1, at(1), None) == (placed(LEAD, 2, 12, 24), placed(LEAD, 1, 0, 12))


def test_the_differences_say_what_was_put_in_moved_lengthened_and_taken_out():
    before = (placed(LEAD, 1, 0, 24), placed(TOP_1, 2, 0, 24), placed(TOP_2, 3, 0, 24))
    after = (placed(LEAD, 1, 0, 48), placed(TOP_2, 2, 6, 24), placed(TOP_1, 4, 6, 24))

    assert differences(before, after) == [
        (placed(LEAD, 1, 0, 24), placed(LEAD, 1, 0, 48)),
        (placed(TOP_1, 2, 0, 24), placed(TOP_2, 2, 6, 24)),
        (None, placed(TOP_1, 4, 6, 24)),
        (placed(TOP_2, 3, 0, 24), None),
    ]


@pytest.mark.parametrize("slot", SLOTS)
def test_a_place_is_named_in_a_form_and_read_again(slot):
    assert Slot.of(slot.key) == slot


@pytest.mark.parametrize(
    "key",
    ["", "lead", "lead-1", "lead-0-0", "top-3", "top--1", "band-1", "band-1-5", "latest-0", "band-x-0", "top-٠",
     "band-1-0-0", "lead-" + "0" * 40],
)  # fmt: skip
def test_what_is_no_place_is_refused(key):
    with pytest.raises(ValueError, match=r"place|values|unpack|literal"):
        Slot.of(key)
