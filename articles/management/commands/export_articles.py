from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.transfer.exporter import export


class Command(BaseCommand):
    help = (
        "Export all articles as JSON Lines (docs/import.md); pictures are named by their path in MEDIA_ROOT."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        # Beside its place and then into it: a reader of the file never finds half an export.
        unfinished = file.with_name(file.name + ".part")
        try:
            with unfinished.open("w", encoding="utf-8") as out:
                count = export(out, progress=self._show)
            unfinished.replace(file)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from None
        self.stdout.write(self.style.SUCCESS(f"{count:,} articles"))

    def _show(self, count: int) -> None:
        self.stderr.write(f"{count:,} articles", ending="\r" if self.stderr.isatty() else "\n")
