from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from newsroom import moments
from newsroom.moments import distance, hour, machine, moment_of

NOON = datetime(2026, 11, 25, 9, tzinfo=UTC)  # in Nairobi


@pytest.fixture
def nairobi():
    with timezone.override(ZoneInfo("Africa/Nairobi")):
        yield


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-11-25T12:00", NOON),
        (" 2026-11-25 12:00 ", NOON),
        ("2026-11-25T09:00:00Z", NOON),
        ("2026-11-25T11:00+02:00", NOON),
        ("2026-11-25T12:00:00.5", NOON + timedelta(seconds=0.5)),
    ],
)
def test_a_time_is_that_of_the_site_unless_it_names_its_own_zone(nairobi, typed, moment):
    assert moment_of(typed) == moment


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "now",
        "12:00",
        "2026-13-01T00:00",
        "2026-11-25T25:00",
        "0001-01-01T00:00",
        "9999-12-31T23:59Z",
        "٢٠٢٦",
    ],
)
def test_what_is_no_time_is_refused_with_a_sentence(nairobi, typed):
    with pytest.raises(ValidationError, match=r"Write a date and a time|Choose a time of this century"):
        moment_of(typed)


def test_an_hour_that_the_clocks_leave_out_is_refused():
    with timezone.override(ZoneInfo("Europe/Berlin")), pytest.raises(ValidationError) as refused:
        moment_of("2026-03-29T02:30")

    assert refused.value.message == (
        "There is no 02:30 on 29 Mar 2026 in Europe/Berlin: the clocks go forward then. Choose a time before or after."
    )


def test_of_an_hour_that_comes_twice_it_is_the_first():
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert moment_of("2026-10-25T02:30") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_what_a_machine_was_told_it_reads_again(nairobi):
    assert machine(NOON) == "2026-11-25T09:00:00Z"
    assert moment_of(machine(NOON + timedelta(microseconds=7))) == NOON + timedelta(microseconds=7)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "12:00"),
        (11, "23:00"),
        (12, "Thu 00:00"),
        (-13, "Tue 23:00"),
        (24 * 8, "3 Dec 12:00"),
        (24 * 400, "30 Dec 2027 12:00"),
    ],
)
def test_a_moment_is_told_with_as_much_of_its_day_as_is_needed(nairobi, hours, words):
    assert hour(NOON + timedelta(hours=hours), NOON) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (48, "48 min"),
        (60, "1 h"),
        (948, "15 h 48 min"),
        (-90, "1 h 30 min"),
        (3 * 1440, "3 days"),
    ],
)
def test_a_distance_is_told_in_two_units_at_most(minutes, words):
    assert distance(timedelta(minutes=minutes)) == words


def test_a_day_has_its_name(nairobi):
    assert moments.day(NOON) == "Wed 25 Nov"


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "now"), (48, "in 48 min"), (-42, "42 min late"), (108, "in 1 h 48 min")]
)
def test_how_far_off_a_moment_is_has_a_direction(minutes, words):
    assert moments.off(NOON + timedelta(minutes=minutes), NOON, past="late") == words


@pytest.mark.parametrize(
    ("key", "words"),
    [("Africa/Nairobi", "Nairobi time"), ("America/New_York", "New York time"), ("UTC", "UTC")],
)
def test_a_zone_is_named_by_its_city(key, words):
    assert moments.zone_name(ZoneInfo(key)) == words
