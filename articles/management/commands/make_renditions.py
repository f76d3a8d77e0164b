from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import django
from django.core.management.base import BaseCommand, CommandError

from articles.models import Image


class Command(BaseCommand):
    help = "Make the served sizes of pictures: all that have none, or with --all each one anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        images = Image.objects.all() if options["all"] else Image.objects.filter(renditions={})
        keys = list(images.values_list("pk", flat=True))
        troubles: list[str] = []
        # Processes of their own, not forks: a database connection must not be shared.
        with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=django.setup) as pool:
            for done, trouble in enumerate(pool.map(_make, keys), start=1):
                if trouble:
                    troubles.append(trouble)
                self.stderr.write(
                    f"{done} of {len(keys)} pictures", ending="\r" if self.stderr.isatty() else "\n"
                )
        for trouble in troubles:
            self.stderr.write(self.style.ERROR(trouble))
        if troubles:
            raise CommandError(f"{len(troubles)} of {len(keys)} pictures have no sizes.")
        self.stdout.write(self.style.SUCCESS(f"{len(keys)} pictures"))


def _make(key: int) -> str:
    """What is wrong with the picture; empty where nothing is. One that is damaged costs no other."""
    from articles.tasks import make_renditions  # the worker's process has set Django up only now

    try:
        make_renditions.call(key)
    except Exception as error:  # noqa: BLE001 -- Pillow raises whatever it stumbles over
        return f"picture {key}: {type(error).__name__}: {error}"
    return ""
