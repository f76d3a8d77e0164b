from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.pictures.library import NotKept
from articles.transfer.importer import Report, import_file

SHOWN = 200  # bad lines printed one by one


class Command(BaseCommand):
    help = "Import articles from JSON Lines (docs/import.md). Run again, it changes only what has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument(
            "--media", type=Path, metavar="DIR", help="the folder that paths of pictures begin in"
        )

    def handle(self, *args: Any, file: Path, media: Path | None, **options: Any) -> None:
        if media is not None and not media.is_dir():
            raise CommandError(f"{media} is no folder.")
        started = monotonic()
        try:
            report = import_file(
                file, media, progress=lambda report: self._show(report, monotonic() - started)
            )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except (DatabaseError, NotKept) as error:
            reason = str(error).partition("\n")[0].removesuffix(".")
            raise CommandError(f"Stopped: {reason}. Mend this and start the import again.") from error
        self._say(report)
        if report.bad:
            raise CommandError(f"{len(report.bad)} of {report.lines} lines were not imported.")

    def _show(self, report: Report, seconds: float) -> None:
        rate = report.lines / seconds if seconds else 0
        end = "\r" if self.stderr.isatty() else "\n"
        self.stderr.write(f"{report.lines:,} lines, {rate:,.0f} a second", ending=end)

    def _say(self, report: Report) -> None:
        for number, sentence in report.notes[:SHOWN]:
            self.stderr.write(f"line {number}: {sentence}")
        for number, sentence in report.bad[:SHOWN]:
            self.stderr.write(self.style.ERROR(f"line {number}: {sentence}"))
        if (more := len(report.bad) - SHOWN) > 0:
            self.stderr.write(f"… and {more} more")
        counts = f"{report.made} new, {report.changed} changed, {report.unchanged} unchanged, {len(report.bad)} bad"
        self.stdout.write(self.style.SUCCESS(counts))
