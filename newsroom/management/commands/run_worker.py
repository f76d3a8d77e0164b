import logging
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from articles import lost
from articles.curating import announce_pins
from articles.publishing import announce_due

IDLE_SECONDS = 1.0
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do the background work, until SIGTERM or Ctrl-C; what is in hand is finished first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is left to do")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        self.is_stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.is_stopping:
            self._work()
            if once:
                return
            time.sleep(IDLE_SECONDS)

    def _work(self) -> None:
        """Everything that is ready now. A database that is gone is waited for, not died of."""
        # Of django-tasks-db's worker only the loop is ours: its own ends with the first error of the database.
        self.worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(16),
            excluded_queue_names=[],
        )
        try:
            announce_due()
            announce_pins()
            lost.tell()
            self.worker.run()
        except DatabaseError:
            log.exception("The database does not answer; the background work waits.")
            close_old_connections()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True
        self.worker.running = False
