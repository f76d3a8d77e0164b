from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import Resolver404, resolve

from articles.models import Article
from articles.related import explaining, rebuilding

SHOWN = 20  # terms of an explanation


class Command(BaseCommand):
    help = "Relate all stories anew. Stopped and started again, it goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--explain",
            nargs=2,
            metavar=("A", "B"),
            help="change nothing, and say what two stories share; each by its number, address or id of an import",
        )

    def handle(self, *args: Any, explain: list[str] | None, **options: Any) -> None:
        if explain:
            self._explain(*map(_story, explain))
        else:
            number = rebuilding.rebuild(self._show)
            self.stdout.write(self.style.SUCCESS(f"{number:,} stories related"))

    def _show(self, what: str, done: int, number: int) -> None:
        end = "\r" if self.stderr.isatty() else "\n"
        self.stderr.write(f"{done:,} of {number:,} stories {what}", ending=end)

    def _explain(self, one: Article, other: Article) -> None:
        found = explaining.between(one, other)
        for story in (one, other):
            self.stdout.write(f"{story.pk:>9}  {story.published_at:%Y-%m-%d}  {story.headline}")
        self.stdout.write(f"{'part':>9}  {'stories':>7}  term")
        for share in found.shares[:SHOWN]:
            self.stdout.write(f"{share.part:9.4f}  {share.articles:7,}  {share.term}")
        if (more := len(found.shares) - SHOWN) > 0:
            self.stdout.write(f"{'':9}  {'':7}  … and {more:,} more")
        self.stdout.write(
            f"likeness {found.likeness:.4f} × nearness in time {found.nearness:.4f} = score {found.score:.4f};"
            f" found by {found.posted} terms"
        )


def _story(name: str) -> Article:
    """The published story that somebody means by `name`. Raises CommandError."""
    rows = Article.objects.exclude(published_at=None)
    found = rows.filter(source_id=name).first()
    if found is None and name.isascii() and name.isdecimal() and len(name) < 19:
        found = rows.filter(pk=int(name)).first()
    if found is None and name.startswith("/"):
        try:
            place = resolve(name).kwargs
        except Resolver404:
            place = {}
        if {"year", "month", "slug"} <= place.keys():
            month = place["year"] * 100 + place["month"]
            found = rows.filter(month=month, slug=place["slug"]).first()
    if found is None:
        raise CommandError(f"No published story is “{name}”.")
    return found
