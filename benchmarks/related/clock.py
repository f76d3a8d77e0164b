"""Processor time: of this process, and of the one in which PostgreSQL answers it."""

import time
from collections.abc import Callable, Sequence
from functools import cache
from statistics import median, quantiles

from django.db import connection

from benchmarks.servers import cpu_seconds


def cpu_ms(act: Callable[[], object]) -> float:
    """What `act` takes, in milliseconds."""
    before = _seconds()
    act()
    return (_seconds() - before) * 1000


def middle(times: Sequence[float]) -> tuple[float, float]:
    """(median, 95th percentile)."""
    return median(times), quantiles(times, n=20)[-1]


def _seconds() -> float:
    own = time.process_time()
    return own if connection.vendor == "sqlite" else own + cpu_seconds(_backend())


@cache
def _backend() -> str:
    """The process of the server that answers our connection; it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return str(cursor.fetchone()[0])
