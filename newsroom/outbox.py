"""Work that belongs to a change: it is ordered if the change is committed, and else never was."""

from functools import partial
from typing import Any

from django.db import transaction
from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend


def order(task: "Task[Any, Any]", *args: Any, **kwargs: Any) -> None:
    """Enqueue `task` with the present transaction; no worker begins it before the commit.

    Tasks that are rows are written in the transaction itself, so that a process which is killed just after the commit
    takes none of them along.
    """
    if isinstance(task.get_backend(), DatabaseBackend):
        task.enqueue(*args, **kwargs)
    else:
        transaction.on_commit(partial(task.enqueue, *args, **kwargs))
