"""A task that takes its time, for a worker that is stopped while it is at it."""

import time
from pathlib import Path

from django_tasks import task


@task()
def work(log: str, seconds: float) -> None:
    """Writes a line into the file `log`; for the first line it needs `seconds`, for any other none."""
    with Path(log).open("a") as file:
        file.write("begun\n")
    if Path(log).read_text().count("begun") == 1:
        time.sleep(seconds)
