from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from newsroom import throttle
from newsroom.models import Tally

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def tries(number: int, who: str = "192.0.2.1", *, at: datetime = NOON) -> list[bool]:
    """Whether each of so many tries was let through, at most two a minute."""
    return [is_let_through(who, at) for _ in range(number)]


def is_let_through(who: str, at: datetime) -> bool:
    try:
        throttle.count("test", who, limit=2, seconds=60, now=at)
    except throttle.TooMany:
        return False
    return True


def test_what_is_done_too_often_is_refused_until_the_next_minute():
    assert tries(3) == [True, True, False]
    assert tries(1, at=NOON + timedelta(seconds=59)) == [False]
    assert tries(3, at=NOON + timedelta(seconds=60)) == [True, True, False]


def test_everybody_and_everything_is_counted_apart():
    tries(3)

    assert tries(1, "192.0.2.2") == [True]
    throttle.count("other", "192.0.2.1", limit=1, seconds=60, now=NOON)


def test_it_says_how_long_to_wait():
    late = NOON + timedelta(seconds=45)
    throttle.count("test", "a", limit=1, seconds=60, now=late)

    with pytest.raises(throttle.TooMany) as caught:
        throttle.count("test", "a", limit=1, seconds=60, now=late)

    assert caught.value.seconds == 15


def test_without_a_limit_nothing_is_counted():
    throttle.count("test", "a", limit=0, seconds=60)

    assert not Tally.objects.exists()


def test_nobody_can_read_whose_address_it_was_and_it_is_soon_forgotten():
    tries(1)
    assert "192.0.2.1" not in str(Tally.objects.values().get())

    throttle.count("test", "now", limit=2, seconds=60, now=timezone.now())
    assert throttle.forget_old() == 1
    assert Tally.objects.count() == 1
