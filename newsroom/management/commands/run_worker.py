import logging
import signal
import threading
from argparse import ArgumentParser
from datetime import timedelta
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from articles import (
    curating,
    history,
    holding,
    lost,
    presence,
    previews,
    publishing,
    scheduling,
    trash,
    working,
)
from articles.related import waiting
from consent import retention
from newsletter import caps, proof, subscribing
from newsroom import identity, sessions, throttle, workers
from newsroom.errors import is_database_gone
from newsroom.rounds import Job, Rounds

IDLE_SECONDS = 1.0
SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
log = logging.getLogger(__name__)


def prune_results() -> int:
    before = DBTaskResult.objects.count()
    call_command("prune_db_task_results", queue_name="*", verbosity=0)
    return before - DBTaskResult.objects.count()


# Everything that is done again and again. What readers wait for comes first.
JOBS = (
    Job("stories brought out of which caches were told", SECOND, publishing.announce_due),
    Job("pins that began or ended told to caches", SECOND, curating.announce_pins),
    Job("stories held back before their hour", 10 * SECOND, holding.hold_back_unready),
    Job("scheduled changes brought out", SECOND, scheduling.bring_out_due),
    Job("stories taken down at their hour", SECOND, scheduling.take_down_due),
    Job("stories related that waited", SECOND, waiting.settle_some),
    Job("stories to be related to a larger archive", MINUTE, waiting.refresh_some),
    Job("owners told of lost read-also cards", MINUTE, lost.tell),
    Job("sign-ups answered whose bell was lost", MINUTE, subscribing.answer_left_behind),
    Job("tasks of killed workers made ready", MINUTE, workers.reap),
    Job("stories deleted from the trash", HOUR, trash.empty),
    Job("old versions deleted", HOUR, history.prune),
    Job("working copies forgotten", HOUR, working.forget_old),
    Job("presences forgotten", HOUR, presence.forget_old),
    Job("old workers forgotten", HOUR, workers.forget_old),
    Job("counts of tries forgotten", HOUR, throttle.forget_old),
    Job("consent records deleted at the end of their time", HOUR, retention.forget_old),
    Job("sign-ups and unconfirmed addresses forgotten", DAY, subscribing.forget_old),
    Job("proofs of consent deleted whose time is over", DAY, proof.forget_old),
    Job("counts of letters forgotten", DAY, caps.forget_old),
    Job("old private links deleted", DAY, previews.forget_old),
    Job("sessions deleted whose time is over", DAY, sessions.forget_ended),
    Job("results of tasks deleted", DAY, prune_results),
)


class Command(BaseCommand):
    help = "Do the background work, until SIGTERM or Ctrl-C; what is in hand is finished first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is left to do")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        self.stopping = threading.Event()
        self.name = workers.new_name()
        self.rounds = Rounds(JOBS)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        heart = threading.Thread(target=workers.beat_on, args=(self.name, self.stopping))
        if not once:
            heart.start()
        has_more = True
        while not self.stopping.is_set() and (has_more or not once):
            has_more = self._round()
            if not has_more and not once:
                self.stopping.wait(IDLE_SECONDS)
        self.stopping.set()
        if heart.is_alive():
            heart.join()

    def _round(self) -> bool:
        """What is due by the clock, and one task; True if there may be more. A database that is gone is waited for."""
        try:
            site = identity.current()
            with timezone.override(site.zone), translation.override(site.language):
                self.rounds.go()
                if not DBTaskResult.objects.ready().exists():
                    return False
                # Of django-tasks-db's worker only the loop is ours: its own ends with the first error of the database.
                workers.OurWorker(self.name).run()
                return True
        except Exception as error:
            if not is_database_gone(error):
                raise
            log.exception("The database does not answer; the background work waits.")
            connection.close()
            return False
        finally:
            close_old_connections()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()
