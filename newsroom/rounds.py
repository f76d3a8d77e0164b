"""Everything that is done again and again: each job with its own interval, and none stops another."""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import NamedTuple

from .errors import is_database_gone

AFTER_AN_ERROR = timedelta(seconds=30)
log = logging.getLogger(__name__)


class Job(NamedTuple):
    """`do` says how many things it has dealt with. It must do no harm when another worker does it at the same time."""

    name: str
    every: timedelta
    do: Callable[[], int]


class Rounds:
    """Does each job when it is due; at the start of a worker, all of them."""

    def __init__(self, jobs: Iterable[Job], *, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.next = dict.fromkeys(jobs, clock())

    def go(self) -> None:
        """Everything that is due now, in the order of the table. Raises OperationalError when the database is gone."""
        for job, due in self.next.items():
            if due <= self.clock():
                self.next[job] = self.clock() + self._do(job).total_seconds()

    def _do(self, job: Job) -> timedelta:
        """Do the job; in how long it is due again."""
        try:
            done = job.do()
        except Exception as error:
            if is_database_gone(error):
                raise
            log.exception("%s failed; the other work goes on.", job.name)
            return max(job.every, AFTER_AN_ERROR)
        if done:
            log.info("%s: %d", job.name, done)
        return job.every
