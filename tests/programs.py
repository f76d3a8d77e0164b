"""Programs of the site as processes of their own, on the database of the test. Only with `transaction=True`."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection


def database_url() -> str:
    """The test's own database, as DATABASE_URL says it."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


class Program:
    """`manage.py` with these arguments, or with `module` a Python module; it runs until `end`."""

    def __init__(self, *arguments: str, module: str = "") -> None:
        command = ["-m", module] if module else ["manage.py"]
        self.process = subprocess.Popen(
            [sys.executable, *command, *arguments],
            env={**os.environ, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
            | {"DATABASE_URL": database_url(), "EMAIL_URL": "memorymail://"},
            stdout=subprocess.DEVNULL,
            stderr=sys.__stderr__,  # seen where the test fails
            cwd=settings.BASE_DIR,
        )

    def end(self, number: int) -> int:
        """Send the signal, and wait; the status that it ended with."""
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


def wait_for(is_so: Callable[[], bool], seconds: float = 45) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "It did not come in time."
        time.sleep(0.05)
