import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

IDLE_SECONDS = 1.0


class Command(BaseCommand):
    help = "Do the background work, until SIGTERM or Ctrl-C; what is in hand is finished first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is left to do")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        self.stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while True:
            call_command(
                "db_worker", queue_name="*", batch=True, reload=False, startup_delay=False, verbosity=0
            )
            if once or self.stop.wait(IDLE_SECONDS):
                return

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stop.set()
