"""Empty databases of both kinds, and programs of the benchmark that run on them."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import editions
from tests.databases import postgresql

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@contextmanager
def environment(name: str) -> Iterator[dict[str, str]]:
    """The environment of a site with an empty database, with its tables."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        told = editions.environment(Path(folder))
        if name == POSTGRESQL:
            with postgresql() as url:
                yield _migrated({**told, "DATABASE_URL": url})
        else:
            yield _migrated(told)


def run(module: str, *arguments: str, environment: dict[str, str]) -> dict[str, Any]:
    """What a program of the benchmark prints, from JSON. Raises CalledProcessError; it says why on its stderr."""
    command = [sys.executable, "-m", module, *arguments]
    said = subprocess.run(command, cwd=editions.ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def _migrated(environment: dict[str, str]) -> dict[str, str]:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=editions.ROOT, env=environment, check=True)
    return environment
