"""Articles from JSON Lines: in batches, each wholly or not at all; a bad line costs no other; twice changes nothing."""

import gc
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO

from django.db import DatabaseError, InterfaceError, OperationalError, transaction

from .. import topics
from ..body.clean import BodyTooLong, alternatives, clean_for_import, references, resolve
from ..content import Content, Credit
from ..models import Article, Author, Section
from ..names import fold
from ..pictures.library import WORDS, add
from ..pictures.receive import NoPicture
from .lines import BadLine, Picture, Record, parse
from .writing import Incoming, write

BATCH = 200
MAX_LINE_BYTES = 32 * 1024 * 1024  # a text of 5 MB in which every character is escaped


@dataclass(slots=True)
class Report:
    """What an import did. `bad` and `notes`: (line number, sentence)."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.made + self.changed + self.unchanged + len(self.bad)


def import_file(
    path: Path, media: Path | None, *, progress: Callable[[Report], None] = lambda _: None
) -> Report:
    """Import the lines of a file. `media`: the folder that the paths of pictures begin in.

    Raises OSError if the file cannot be read, NotKept and DatabaseError where pictures or articles cannot be
    written; what was reported is in by then, and the rest is not. Memory does not grow with the file but for
    200 bytes a line.
    """
    with path.open("rb") as file:
        return import_records(read_lines(file), media, progress=progress)


def import_records(
    lines: Iterable[tuple[int, Record | BadLine]],
    media: Path | None,
    *,
    progress: Callable[[Report], None] = lambda _: None,
) -> Report:
    """Import (line number, record or what is wrong with it)."""
    with TemporaryFile() as waiting:
        return _import(lines, _Importer(Report(), media, waiting), progress)


def _import(
    lines: Iterable[tuple[int, Record | BadLine]], importer: "_Importer", progress: Callable[[Report], None]
) -> Report:
    report = importer.report
    batch: list[tuple[int, Record]] = []
    seen: dict[int, int] = {}
    for number, record in lines:
        if isinstance(record, BadLine):
            report.bad.append((number, str(record)))
            continue
        first = seen.setdefault(hash(record.id), number)
        if first != number:
            report.bad.append((number, f"the id “{record.id}” stands in line {first} already"))
            continue
        if record.unknown:
            report.notes.append((number, f"not known and left out: {', '.join(record.unknown)}"))
        batch.append((number, record))
        if len(batch) == BATCH:
            importer.take(batch)
            batch = []
            progress(report)
    importer.take(batch)
    importer.link()
    progress(report)
    return report


def read_lines(file: BinaryIO) -> Iterator[tuple[int, Record | BadLine]]:
    """(number, record) of each line that is not empty, or (number, what is wrong with it)."""
    number = 0
    while line := file.readline(MAX_LINE_BYTES):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
            while (rest := file.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield number, BadLine("the line is longer than 32 MB")
        elif line.strip():
            try:
                yield number, parse(line)
            except BadLine as error:
                yield number, error


class _Importer:
    """Names and pictures are looked up once a batch and remembered; articles are written a batch at a time."""

    def __init__(self, report: Report, media: Path | None, waiting: IO[bytes]) -> None:
        self.report = report
        self.media = media.resolve() if media else None
        self.topics: dict[str, int] = {}
        self.sections: dict[str, int] = {}
        self.authors: dict[str, int] = {}
        self.pictures: dict[Picture, int] = {}
        # Lines that refer to articles which come later. In a file that begins with the newest article these may
        # be most lines, so they wait on the disk.
        self.waiting = waiting
        self.waiting_count = 0

    def take(self, batch: list[tuple[int, Record]]) -> None:
        known = dict(
            Article.objects.filter(source_id__in=[record.id for _, record in batch]).values_list(
                "source_id", "source_digest"
            )
        )
        fresh = [(number, record) for number, record in batch if known.get(record.id) != record.digest]
        self.report.unchanged += len(batch) - len(fresh)
        if fresh:
            self._learn_names([record for _, record in fresh])
            self._write(self._prepared(fresh))

    def link(self) -> None:
        """Second turn for the lines whose read-also cards named articles that were not there yet."""
        self.waiting.seek(0)
        for start in range(0, self.waiting_count, BATCH):
            count = min(BATCH, self.waiting_count - start)
            batch = [pickle.load(self.waiting) for _ in range(count)]  # noqa: S301 -- we wrote it a moment ago
            self._write(self._prepared(batch, is_last=True), counts=False)

    def _write(self, incoming: list[Incoming], *, counts: bool = True) -> None:
        """The batch in one transaction; where that fails, line by line, so that the bad one is found."""
        try:
            with transaction.atomic():
                outcome = write(incoming)
        except (OperationalError, InterfaceError):  # no line is to blame
            raise
        except (DatabaseError, ValueError, OverflowError) as error:
            if len(incoming) == 1:
                self.report.bad.append(
                    (incoming[0].number, f"the database refused it: {error}".splitlines()[0])
                )
            else:
                for one in incoming:
                    self._write([one], counts=counts)
            return
        if outcome.changed:
            gc.collect()  # changed rows and their managers hold one another; left to itself this comes too late
        self.report.bad += outcome.bad
        if counts:
            self.report.made += outcome.made
            self.report.changed += outcome.changed
            self.report.unchanged += outcome.unchanged

    def _prepared(self, batch: list[tuple[int, Record]], *, is_last: bool = False) -> list[Incoming]:
        """The lines of a batch with everything they name looked up; those without a body fit to keep are reported."""
        bodies: dict[int, str] = {}
        for number, record in batch:
            try:
                bodies[number] = clean_for_import(record.body)
            except BodyTooLong as error:
                self.report.bad.append((number, str(error)))
        named = {number: references(body) for number, body in bodies.items()}
        sources = {source for found in named.values() for source in found.articles}
        sources.update(
            source for _, record in batch for source in (*record.related_pins, *record.related_bans)
        )
        articles = dict(Article.objects.filter(source_id__in=sources).values_list("source_id", "pk"))
        incoming = []
        for number, record in batch:
            if number not in bodies:
                continue
            mentioned = [*named[number].articles, *record.related_pins, *record.related_bans]
            missing = [source for source in dict.fromkeys(mentioned) if source not in articles]
            if missing:
                self._wait(number, record, missing, is_last=is_last)
            images = self._pictures(number, record, named[number].images)
            body = bodies[number]
            if named[number].articles or named[number].images:
                body = resolve(body, articles=articles, images=images)
            content = self._content(number, record, body)
            digest = record.digest if is_last or not missing else ""
            pins, bans = (
                tuple(articles[source] for source in picked if source in articles)
                for picked in (record.related_pins, record.related_bans)
            )
            incoming.append(Incoming(number, record, content, digest, pins, bans, is_linking=is_last))
        return incoming

    def _wait(self, number: int, record: Record, missing: list[str], *, is_last: bool) -> None:
        """Come back to a line at the end of the file, where the articles that it names may be there."""
        if is_last:
            self.report.notes.append(
                (number, f"read-also cards, pins or bans of unknown ids left out: {', '.join(missing)}")
            )
        else:
            pickle.dump((number, record), self.waiting)
            self.waiting_count += 1

    def _pictures(self, number: int, record: Record, paths: list[str]) -> dict[str, int]:
        texts = alternatives(record.body) if "<img" in record.body else {}
        found = {
            path: self._picture(number, record, Picture(path, alt=texts.get(path, ""))) for path in paths
        }
        return {path: pk for path, pk in found.items() if pk is not None}

    def _content(self, number: int, record: Record, body: str) -> Content:
        lead = self._picture(number, record, record.image) if record.image else None
        credits = {
            self.authors[fold(name)]: Credit(self.authors[fold(name)], role) for name, role in record.authors
        }
        return Content(
            headline=record.title,
            slug=record.slug,
            body=body,
            standfirst=record.standfirst,
            label=record.label,
            language=record.language,
            section=self.sections.get(fold(record.section)),
            topics=tuple(dict.fromkeys(self.topics[fold(tag)] for tag in record.tags if fold(tag))),
            credits=tuple(credits.values()),
            lead_image=lead,
            lead_caption=record.image.caption if record.image and lead else "",
            search_title=record.search_title,
            search_description=record.search_description,
            share_title=record.share_title,
            share_text=record.share_text,
            canonical_address=record.canonical_address,
        )

    def _learn_names(self, records: list[Record]) -> None:
        tags = [
            tag for record in records for tag in record.tags if fold(tag) and fold(tag) not in self.topics
        ]
        for tag in dict.fromkeys(tags):
            self.topics[fold(tag)] = topics.named([tag])[0].pk
        for record in records:
            _learn(self.sections, Section, [record.section])
            _learn(self.authors, Author, [name for name, _ in record.authors])

    def _picture(self, number: int, record: Record, picture: Picture) -> int | None:
        """The library's picture of a file below the media folder; None, and a note, where there is none.

        The words of the line's `images` go before those that stand where the picture is named.
        """
        asked = next((one for one in record.images if one.path == picture.path), picture)
        if asked in self.pictures:
            return self.pictures[asked]
        words = {name: value for name in WORDS if (value := getattr(asked, name))}
        try:
            with self._file(asked.path).open("rb") as upload:
                image, _ = add(upload, **words)
        except (OSError, ValueError) as error:
            reason = str(error) if isinstance(error, NoPicture | BadLine) else "the file cannot be read"
            self.report.notes.append((number, f"picture “{asked.path}” left out: {reason}"))
            return None
        self.pictures[asked] = image.pk
        return image.pk

    def _file(self, path: str) -> Path:
        if self.media is None:
            raise BadLine("no --media folder was named")
        file = (self.media / path).resolve()
        if not file.is_relative_to(self.media):
            raise BadLine("it lies outside the --media folder")
        if not file.is_file():
            raise BadLine("there is no such file")
        return file


def _learn(known: dict[str, int], model: type[Section] | type[Author], names: Iterable[str]) -> None:
    """Put the key of the row of each name into `known`, making rows that are missing."""
    for name in names:
        key = fold(name)
        if not key or key in known:
            continue
        row = model.objects.filter(key=key).first()
        if row is None:
            row = model.objects.create(name=name, slug=topics.free_slug(model, name))
        known[key] = row.pk
