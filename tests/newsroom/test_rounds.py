from datetime import timedelta

import pytest
from django.db import OperationalError

from newsroom.rounds import Job, Rounds


def noting(done: list[str], name: str, count: int = 0):
    """A job's work that writes its name down."""

    def do() -> int:
        done.append(name)
        return count

    return do


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_job_has_its_own_interval():
    clock = Clock()
    done: list[str] = []
    jobs = [
        Job("often", timedelta(seconds=1), noting(done, "often")),
        Job("rarely", timedelta(seconds=60), noting(done, "rarely")),
    ]
    rounds = Rounds(jobs, clock=clock)

    for clock.now in (0, 0.5, 1, 59, 60):
        rounds.go()

    assert done == ["often", "rarely", "often", "often", "often", "rarely"]


def test_a_job_that_fails_stops_no_other_and_is_left_alone_for_a_while(caplog):
    clock = Clock()
    done: list[str] = []

    def fail() -> int:
        done.append("tried")
        raise ValueError("broken")

    rounds = Rounds(
        [
            Job("broken", timedelta(seconds=1), fail),
            Job("good", timedelta(seconds=1), noting(done, "good", 1)),
        ],
        clock=clock,
    )
    for clock.now in (0, 1, 31):
        rounds.go()

    assert done == ["tried", "good", "good", "tried", "good"]
    assert "broken failed; the other work goes on" in caplog.text


def test_a_database_that_is_gone_ends_the_round():
    def gone() -> int:
        raise OperationalError("no server")

    with pytest.raises(OperationalError):
        Rounds([Job("any", timedelta(seconds=1), gone)]).go()
