from typing import Any

from django.core.management.commands import flush
from django.db import connections

from newsroom import append_only


class Command(flush.Command):
    """Django's own, which empties every table; so the protection of those that only grow is off for that moment."""

    def handle(self, **options: Any) -> None:
        with append_only.lifted(connections[options["database"]]):
            super().handle(**options)
