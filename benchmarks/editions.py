"""The databases to measure: made by the real `import_articles`, and kept, for 100,000 articles take minutes."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import paper

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "bench"
SECRET = "only-for-the-benchmark-0123456789-abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Import:
    """What an import took. `peak_mb`: the largest resident set, in MB."""

    articles: int
    seconds: float
    peak_mb: float

    @property
    def rate(self) -> float:
        return self.articles / self.seconds


@dataclass(frozen=True, slots=True)
class Edition:
    """A database of `count` articles with its pictures, and how it came in."""

    count: int
    folder: Path
    first: Import

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.folder)


def environment(folder: Path) -> dict[str, str]:
    """What the site is told, as in production: DEBUG off, and the data in `folder`."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return {
        **kept,
        "DEBUG": "0",
        "SECRET_KEY": SECRET,
        "SITE_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder / 'newsroom.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


def edition(count: int) -> Edition:
    """The edition of `count` articles, made now unless it is kept from an earlier run."""
    folder = KEPT / _version() / str(count)
    note = folder / "import.json"
    if not note.exists():
        for outdated in KEPT.glob("*"):
            if outdated != folder.parent:
                shutil.rmtree(outdated)
        shutil.rmtree(folder, ignore_errors=True)
        print(f"Making an edition of {count:,} articles …", file=sys.stderr)
        with source(count) as file:
            first = fill(folder, file, count)
        manage("make_renditions", folder=folder)
        note.write_text(json.dumps(asdict(first)), encoding="utf-8")
    return Edition(count, folder, Import(**json.loads(note.read_text(encoding="utf-8"))))


@contextmanager
def source(count: int) -> Iterator[Path]:
    """A file of `count` articles, with its pictures in the folder `pictures` beside it, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        file = Path(folder) / "articles.jsonl"
        paper.write(file, count)
        paper.make_pictures(file.with_name("pictures"))
        yield file


def fill(folder: Path, file: Path, count: int) -> Import:
    """Import `file` into a new database in `folder`."""
    folder.mkdir(parents=True)
    manage("migrate", "--verbosity=0", folder=folder)
    manage("createcachetable", folder=folder)
    return take(folder, file, count)


def take(folder: Path, file: Path, count: int) -> Import:
    """Import `file` into the database in `folder`. Raises CalledProcessError if a line was refused."""
    began = time.perf_counter()
    media = str(file.with_name("pictures"))
    peak = manage("import_articles", str(file), "--media", media, folder=folder)
    return Import(count, time.perf_counter() - began, peak)


def manage(*arguments: str, folder: Path) -> float:
    """Run a command of the site; its peak of memory in MB. Raises CalledProcessError with what it said."""
    with tempfile.TemporaryFile() as said:
        command = [sys.executable, "manage.py", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=environment(folder), stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace")[-2000:])
            raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_maxrss / 1024


def _version() -> str:
    """Another one for other articles or another schema."""
    parts = [Path(paper.__file__), *sorted(ROOT.glob("*/migrations/0*.py"))]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:12]
