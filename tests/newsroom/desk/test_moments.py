from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from newsroom.desk import moments

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # Friday, 12:00 in Nairobi


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 20, 10, 30, tzinfo=UTC), "13:30"),
        (datetime(2026, 11, 20, 21, 30, tzinfo=UTC), "Sat 00:30"),
        (datetime(2026, 11, 21, 3, 0, tzinfo=UTC), "Sat 06:00"),
        (datetime(2026, 11, 27, 3, 0, tzinfo=UTC), "27 Nov 06:00"),
        (datetime(2024, 2, 29, 3, 0, tzinfo=UTC), "29 Feb 2024"),
    ],
)
def test_an_hour_is_said_in_the_zone_of_the_site(moment, said):
    with timezone.override(ZoneInfo("Africa/Nairobi")):
        assert moments.hour(moment, NOW) == said


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=48), "in 48 min"),
        (timedelta(minutes=-42), "42 min late"),
        (timedelta(minutes=59, seconds=50), "in 1 h"),
        (timedelta(hours=1, minutes=8), "in 1 h 08"),
        (timedelta(hours=-3), "3 h late"),
        (timedelta(hours=30), "in 1 day"),
        (timedelta(days=1200), "in 1,200 days"),
    ],
)
def test_a_distance_is_said_in_the_words_of_a_newsroom(off, said):
    assert moments.distance(NOW + off, NOW, past="late") == said


@pytest.mark.parametrize(
    ("key", "said"),
    [("Africa/Nairobi", "Nairobi time"), ("America/New_York", "New York time"), ("UTC", "UTC")],
)
def test_a_zone_is_named_by_its_city(key, said):
    assert moments.zone_name(ZoneInfo(key)) == said
