"""The worker as others see it: its heartbeat, what it left when it was killed, and what is tried again."""

import logging
import threading
import time
import tomllib
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from . import moments, retrying
from .models import Heartbeat

BEAT_SECONDS = 5.0
LOST_AFTER = timedelta(seconds=60)  # without a beat
GRACE_SECONDS = 120  # of a site that has just been started, and of its first worker
REAPED_AFTER = timedelta(minutes=2)  # at work
MOST_DEATHS = 3  # what kills its worker that often is not given to another
KEPT = timedelta(days=1)
Result = DBTaskResult[Any, Any]
_STARTED = time.monotonic()
log = logging.getLogger(__name__)


# The heartbeat


@cache
def version() -> str:
    """The version of this program."""
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def beat(worker: str) -> None:
    """Say that `worker` is there."""
    now = timezone.now()
    if not Heartbeat.objects.filter(pk=worker).update(seen_at=now):
        Heartbeat.objects.create(worker=worker, version=version(), started_at=now, seen_at=now)


def beat_on(worker: str, stopping: threading.Event) -> None:
    """Say so every few seconds, until `stopping`. For a thread of its own, because one task may take minutes."""
    while True:
        try:
            beat(worker)
        except DatabaseError:
            # The main thread says it in the log.
            connection.close()
        if stopping.wait(BEAT_SECONDS):
            connection.close()
            return


def last_seen() -> datetime | None:
    """When any worker was last there; None if none ever was."""
    return Heartbeat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def is_lost(seen_at: datetime | None) -> bool:
    return seen_at is None or timezone.now() - seen_at > LOST_AFTER


def trouble(seen_at: datetime | None) -> str:
    """Why the background work is not done, in a few words; empty when it is, or when the site has just been started."""
    if not is_lost(seen_at) or time.monotonic() - _STARTED < GRACE_SECONDS:
        return ""
    if seen_at is None:
        return "was never seen"
    return f"last seen {moments.distance(timezone.now() - seen_at)} ago"


def forget_old() -> int:
    """Delete the heartbeats of workers that are long gone; the last one of all stays."""
    newest = Heartbeat.objects.order_by("-seen_at").values_list("pk", flat=True)[:1]
    old = Heartbeat.objects.filter(seen_at__lt=timezone.now() - KEPT).exclude(pk__in=list(newest))
    return old.delete()[0]


# Tasks that fail, and tasks whose worker was killed


class OurWorker(Worker):
    """Does one task and comes back, so that what is on a clock is never behind a long queue."""

    def __init__(self, name: str) -> None:
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=name,
            excluded_queue_names=[],
        )

    def run_task(self, db_task_result: Result) -> None:
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            give_back(db_task_result)


def new_name() -> str:
    """A name for a worker that says nothing of its machine."""
    return get_random_string(16)


def give_back(result: Result) -> bool:
    """Make a failed task ready again for later, if it has a try left. Its last error stays with it until then."""
    try:
        delays = retrying.delays_of(result.task.func)
    except ImportError:  # of another version of this program
        return False
    tries = len(result.worker_ids)
    if tries > len(delays):
        return False
    later = timezone.now() + timedelta(seconds=delays[tries - 1])
    same = DBTaskResult.objects.filter(pk=result.pk, status=TaskResultStatus.FAILED)
    return bool(same.update(status=TaskResultStatus.READY, run_after=later, finished_at=None))


def reap() -> int:
    """Give the tasks of killed workers to others; how many these were."""
    now = timezone.now()
    alive = set(Heartbeat.objects.filter(seen_at__gt=now - LOST_AFTER).values_list("pk", flat=True))
    reaped = 0
    for result in DBTaskResult.objects.running().filter(started_at__lt=now - REAPED_AFTER):
        if not alive.intersection(result.worker_ids[-1:]):
            reaped += _take_from_the_dead(result)
    return reaped


def _take_from_the_dead(result: Result) -> bool:
    # Another worker may be about the same; the one whose update counts has it.
    same = DBTaskResult.objects.filter(
        pk=result.pk, status=TaskResultStatus.RUNNING, started_at=result.started_at
    )
    if len(result.worker_ids) < MOST_DEATHS:
        return bool(same.update(status=TaskResultStatus.READY, started_at=None))
    log.error("A task was given up: %s has killed its worker %d times.", result.task_path, MOST_DEATHS)
    return bool(
        same.update(
            status=TaskResultStatus.FAILED,
            finished_at=timezone.now(),
            exception_class_path="newsroom.workers.Killed",
            traceback="The worker was killed, or the machine stopped, while it was at this task.",
        )
    )
