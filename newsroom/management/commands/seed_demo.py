"""The demo edition, loaded through the same doors as an import."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import arranging, curating
from articles.arranging import Placement, Placements, Slot
from articles.body.clean import clean
from articles.models import Article, Author, Image, Page, Section, Synonym, Topic
from articles.names import fold
from articles.pictures.library import add
from articles.related import waiting
from articles.topics import free_slug, named
from articles.transfer.importer import import_records
from articles.transfer.lines import BadLine, Record, record_of
from articles.weight import weigh
from consent import versions
from consent.differences import differences
from consent.drafting import draft
from consent.models import Controller
from newsletter.models import Newsletter
from newsroom import identity, roles
from newsroom.models import Identity
from seeds import desk, prints
from seeds.prints.press import FOCUS

SEEDS = settings.BASE_DIR / "seeds"
PICTURES = SEEDS / "pictures"
PASSWORD = "newsroom-demo"  # noqa: S105 - known to everybody, so only ever made with DEBUG on
LISTS = ("tags", "authors")
# Header of a seed article → key of an import line.
KEYS = {"topics": "tags"}
ACCOUNTS = {"editor": roles.EDITOR, "reporter": roles.REPORTER, "moderator": roles.MODERATOR}
NAMES = {
    "admin": ("Njeri", "Kamau"),
    "editor": ("Amina", "Hassan"),
    "reporter": ("Otieno", "Were"),
    "moderator": ("Fatuma", "Ali"),
}


class Command(BaseCommand):
    help = "Fill the site with the demo edition. Only with DEBUG on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there are articles already"
        )

    def handle(self, *args: Any, if_empty: bool = False, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo edition has well-known passwords: it is only made with DEBUG on.")
        if if_empty and Article.objects.exists():
            return
        edition = json.loads((SEEDS / "edition.json").read_text(encoding="utf-8"))
        make_identity(edition["identity"])
        make_sections(edition["sections"])
        make_pictures()
        make_authors(edition["authors"])
        make_topics(edition["topics"])
        make_pages(edition["pages"])
        report = import_records(seed_lines(), PICTURES)
        for number, sentence in [*report.notes, *report.bad]:
            self.stderr.write(f"article {number}: {sentence}")
        make_accounts()
        make_consent(edition["consent"])
        make_front(edition["front"])
        make_newsletters(edition["newsletters"])
        make_desk()
        call_command("make_renditions", stderr=self.stderr, stdout=self.stdout)
        while waiting.settle_some():
            pass
        weigh(Article.objects.all())
        identity.forget()
        self.stdout.write(self.style.SUCCESS(f"{report.lines} articles of the demo edition are in."))


def make_identity(facts: dict[str, Any]) -> None:
    plate = (SEEDS / "nameplate.svg").read_text(encoding="utf-8")
    viewbox, outline = re.search(r'viewBox="([^"]+)"', plate), re.search(r' d="([^"]+)"', plate)
    assert viewbox and outline
    drawn = {"nameplate_viewbox": viewbox[1], "nameplate_outline": outline[1]}
    Identity.objects.update_or_create(pk=1, defaults={**facts, **drawn})


def make_sections(sections: list[dict[str, str]]) -> None:
    for position, facts in enumerate(sections):
        Section.objects.update_or_create(slug=facts["slug"], defaults={**facts, "position": position})


def make_pictures() -> None:
    """Put every print into the library, with the point that its crops keep."""
    prints.load()
    for path in sorted(PICTURES.glob("*.webp")):
        x, y = FOCUS.get(path.stem, (0.5, 0.5))
        with path.open("rb") as file:
            image, _ = add(file, licence="Drawn for the demo edition.")
        Image.objects.filter(pk=image.pk).update(focus=f"{x:.3f}x{y:.3f}")


def picture(name: str | None) -> Image | None:
    if not name:
        return None
    with (PICTURES / name).open("rb") as file:
        return add(file)[0]


def make_authors(authors: list[dict[str, str]]) -> None:
    for facts in authors:
        values = {**facts, "picture": picture(facts.get("picture")), "is_desk": True}
        slug = free_slug(Author, facts["name"])
        Author.objects.update_or_create(
            key=fold(facts["name"]), defaults=values, create_defaults={**values, "slug": slug}
        )


def make_topics(topics: list[dict[str, Any]]) -> None:
    for facts in topics:
        topic = named([facts["name"]])[0]
        Topic.objects.filter(pk=topic.pk).update(description=facts.get("description", ""))
        for synonym in facts.get("synonyms", []):
            Synonym.objects.get_or_create(key=fold(synonym), defaults={"topic": topic, "name": synonym})


def make_pages(pages: list[dict[str, str]]) -> None:
    for facts in pages:
        body = clean((SEEDS / "pages" / f"{facts['slug']}.html").read_text(encoding="utf-8"))
        Page.objects.update_or_create(slug=facts["slug"], defaults={**facts, "body": body})


def seed_lines() -> Iterator[tuple[int, Record | BadLine]]:
    """The seed articles as lines of an import: (number, record or what is wrong with it)."""
    for number, path in enumerate(sorted((SEEDS / "articles").glob("*.html")), start=1):
        text = path.read_text(encoding="utf-8")
        try:
            yield number, record_of(line_of(path, text), digest=sha256(text.encode()).hexdigest())
        except BadLine as error:
            yield number, BadLine(f"{path.name}: {error}")


def line_of(path: Path, text: str) -> dict[str, Any]:
    """An import line from a seed file: header lines `key: value`, an empty line, the body."""
    head, _, body = text.partition("\n\n")
    line: dict[str, Any] = {"id": path.stem, "slug": path.stem, "body": body}
    image: dict[str, str] = {}
    for row in head.splitlines():
        key, _, value = row.partition(":")
        key, value = KEYS.get(key, key), value.strip()
        if key == "image":
            image["path"] = value
        elif key.startswith("image_"):
            image[key.removeprefix("image_")] = value
        elif key == "correction":
            moment, _, told = value.partition(" ")
            line["corrections"] = [{"kind": key, "published_at": moment, "text": told}]
        else:
            line[key] = [entry.strip() for entry in value.split(",")] if key in LISTS else value
    line["authors"] = [credit(entry) for entry in line.get("authors", [])]
    return {**line, "image": image} if image else line


def credit(text: str) -> dict[str, str]:
    """`Climate Desk (Reporting)` as name and role."""
    name, _, role = text.partition(" (")
    return {"name": name, "role": role.rstrip(")")}


def make_consent(controller: dict[str, Any]) -> None:
    """Publish the registry with the paper's own name and address; once."""
    Controller.objects.update_or_create(pk=1, defaults=controller)
    last = versions.newest()
    if differences(last.registry if last else None, draft()):
        versions.publish(by=User.objects.get(username="admin"), note="With our own name and address.")


def make_front(changes: list[list[dict[str, Any]]]) -> None:
    """Pin stories to the front page, a change of it after the other; once."""
    if curating.in_force():
        return
    editor = User.objects.get(username="editor")
    pins: Placements = ()
    for number, change in enumerate(changes):
        for facts in change:
            pins = arranging.pin(pins, placement_of(facts))
        curating.put_into_force(pins, by=editor, base=number)


def placement_of(facts: dict[str, Any]) -> Placement:
    """A pin from `place` with a section by its slug, `story`, `hour` (its next one; else now) and how many `hours`."""
    zone, *section, rank = facts["place"].split("-")
    keys = [str(Section.objects.get(slug=slug).pk) for slug in section]
    starts_at = now = timezone.localtime(timezone=identity.current().zone)
    if "hour" in facts:
        starts_at = now.replace(hour=facts["hour"], minute=0, second=0, microsecond=0)
        starts_at += timedelta(days=starts_at <= now)
    return Placement(
        slot=Slot.of("-".join([zone, *keys, rank])),
        article=Article.objects.get(source_id=facts["story"]).pk,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=facts["hours"]) if "hours" in facts else None,
    )


def make_newsletters(newsletters: list[dict[str, Any]]) -> None:
    """What readers can sign up for; a `section` by its slug, an hour as `06:00`."""
    for position, facts in enumerate(newsletters):
        values = {"position": position, **facts}
        if "section" in values:
            values["section"] = Section.objects.get(slug=values["section"])
        if "at" in values:
            values["at"] = time.fromisoformat(values["at"])
        Newsletter.objects.update_or_create(slug=facts["slug"], defaults=values)


def make_desk() -> None:
    """The stories in work."""
    texts = {}
    for path in desk.FOLDER.glob("*.html"):
        line = line_of(path, path.read_text(encoding="utf-8"))
        texts[path.stem] = desk.content_of(line, picture(line.get("image", {}).get("path")))
    desk.make(texts)


def make_accounts() -> None:
    if not User.objects.filter(username="admin").exists():
        User.objects.create_superuser("admin", password=PASSWORD, **named_as("admin"))
    for name, role in ACCOUNTS.items():
        user, is_new = User.objects.get_or_create(
            username=name, defaults={"is_staff": True, **named_as(name)}
        )
        if is_new:
            user.set_password(PASSWORD)
            user.save()
        user.groups.add(Group.objects.get(name=role))


def named_as(username: str) -> dict[str, str]:
    return dict(zip(("first_name", "last_name"), NAMES[username], strict=True))
