"""Many visitors choose at the same moment: none is lost, none is counted twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connections

from consent import published, recording, versions
from consent.answering import Answers
from consent.choice import Answer
from consent.models import DailyCount, Record, State, Version

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
THREADS = 8


def at_once(act, arguments) -> list[object]:
    """`act` for each of `arguments` from several threads; what each gave, or the name of what it raised."""

    def safely(argument: object) -> object:
        try:
            return act(argument)
        except recording.Replayed as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(safely, arguments))


def take(number: str, withdraws: str = "") -> bool:
    answers = Answers(published.current("en"), {"embeds": Answer(1, None)}, "banner", number, withdraws)
    return recording.record(answers, before=None, now=NOW).is_recorded


@pytest.mark.django_db(transaction=True)
def test_every_choice_is_kept_and_counted():
    assert at_once(take, [f"{n:022d}" for n in range(80)]) == [True] * 80

    assert Record.objects.filter(state=State.GIVEN).count() == 80
    assert sum(DailyCount.objects.values_list("number", flat=True)) == 80


@pytest.mark.django_db(transaction=True)
def test_the_same_choice_from_everywhere_is_kept_once():
    answers = at_once(take, ["0" * 22] * 16)

    assert sorted(map(str, answers)) == ["Replayed"] * 15 + ["True"]
    assert sum(DailyCount.objects.values_list("number", flat=True)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_choice_that_two_tabs_replace_ends_once():
    take("a" * 22)

    assert at_once(lambda number: take(number, "a" * 22), [f"{n:022d}" for n in range(8)]) == [True] * 8

    assert Record.objects.filter(state=State.ENDED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_two_versions():
    at_once(lambda _: versions.publish(by=None), range(3))

    assert list(Version.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
