"""One line of an import: checked, and turned into a value. What is wrong with it is said in a sentence."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from newsroom.text import prose

from ..models import NOTICES, Label
from ..names import fold, slug_for, tidy

T = TypeVar("T")
MAX_SHOWN = 20  # keys that are said to be unknown
MAX_NAMES = 100  # tags or authors of one article
MAX_PROSE = 10_000  # characters of a standfirst, a notice, a caption


class BadLine(ValueError):
    """The line is not imported; the message says why."""


@dataclass(frozen=True, slots=True)
class Picture:
    path: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    focus: str = ""  # such as 0.5x0.25
    is_decorative: bool = False


class Notice(NamedTuple):
    """What readers were told of a change; `kind` is one of `NOTICES`."""

    kind: str
    text: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a line says. `body` is as it came; `digest` tells the line from a changed one."""

    id: str
    title: str
    body: str
    slug: str
    digest: str
    standfirst: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[tuple[str, str], ...] = ()  # name, role
    published_at: datetime | None = None
    updated_at: datetime | None = None
    corrections: tuple[Notice, ...] = ()
    withdrawn_at: datetime | None = None
    withdrawal_notice: str = ""
    image: Picture | None = None
    images: tuple[Picture, ...] = ()
    old_urls: tuple[str, ...] = ()
    related_pins: tuple[str, ...] = ()
    related_bans: tuple[str, ...] = ()
    label: str = ""
    language: str = ""
    search_title: str = ""
    search_description: str = ""
    share_title: str = ""
    share_text: str = ""
    canonical_address: str = ""
    unknown: tuple[str, ...] = field(default=(), compare=False)


def parse(line: bytes) -> Record:
    """The record of one line. Raises BadLine."""
    try:
        facts = json.loads(line)
    except UnicodeDecodeError:
        raise BadLine("not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise BadLine(f"no JSON: {error}") from None
    if not isinstance(facts, dict):
        raise BadLine("no JSON object")
    return record_of(facts, digest=hashlib.sha256(line.strip()).hexdigest())


def record_of(facts: dict[str, Any], *, digest: str) -> Record:
    """The record of a line's object. Raises BadLine."""
    values = {name: read(facts[name], name) for name, read in FIELDS.items() if facts.get(name) is not None}
    for name in ("id", "title", "body"):
        if name not in values:
            raise BadLine(f"“{name}” is missing")
    if "corrections" in values and "published_at" not in values:
        raise BadLine("“corrections” of an article that has no “published_at”")
    slug = slug_for(values.pop("slug", "") or values["title"], fallback="article")
    return Record(**values, slug=slug, digest=digest, unknown=_unknown(facts))


def _unknown(facts: dict[str, Any]) -> tuple[str, ...]:
    """The first keys that are not ours, fit to be shown in a terminal."""
    return tuple(tidy(key[:60]) for key in sorted(facts.keys() - FIELDS.keys())[:MAX_SHOWN])


def _text(most: int, *, required: bool = False) -> Callable[[Any, str], str]:
    def read(value: Any, name: str) -> str:
        if not isinstance(value, str):
            raise BadLine(f"“{name}” is no text")
        text = tidy(value) if len(value) <= 10 * most else value
        if len(text) > most:
            raise BadLine(f"“{name}” is longer than {most} characters")
        if required and not text:
            raise BadLine(f"“{name}” is empty")
        return text

    return read


def _prose(value: Any, name: str) -> str:
    """Text of several lines."""
    if not isinstance(value, str):
        raise BadLine(f"“{name}” is no text")
    if len(value) > MAX_PROSE:
        raise BadLine(f"“{name}” is longer than {MAX_PROSE:,} characters")
    return prose(value)


def _html(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise BadLine(f"“{name}” is no text")
    return value


def _identifier(value: Any, name: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = _text(200, required=True)(value, name)
    if text != value.strip():
        raise BadLine(f"“{name}” holds characters that an identifier cannot have")
    return text


def _list(read: Callable[[Any, str], T]) -> Callable[[Any, str], tuple[T, ...]]:
    def read_all(value: Any, name: str) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise BadLine(f"“{name}” is no list")
        if len(value) > MAX_NAMES:
            raise BadLine(f"“{name}” has more than {MAX_NAMES} entries")
        return tuple(read(each, name) for each in value)

    return read_all


def _author(value: Any, name: str) -> tuple[str, str]:
    """A name, or an object with `name` and `role`."""
    facts = value if isinstance(value, dict) else {"name": value}
    author = _text(100, required=True)(facts.get("name"), name)
    if not fold(author):
        raise BadLine(f"“{name}” has a name without a letter")
    return author, _text(60)(facts.get("role") or "", name)


def _moment(value: Any, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        if (
            moment.tzinfo is not None
            and 1000 < moment.year < 9999
            and 1000 < moment.astimezone(UTC).year < 9999
        ):
            return moment
    except (TypeError, ValueError):
        raise BadLine(f"“{name}” is no date and time such as 2026-11-20T14:20:00+03:00") from None
    raise BadLine(
        f"“{name}” has no offset from UTC" if moment.tzinfo is None else f"“{name}” is in no year of ours"
    )


def _picture(value: Any, name: str) -> Picture:
    if not isinstance(value, dict):
        raise BadLine(f"“{name}” is no object")
    return Picture(
        path=_text(500, required=True)(value.get("path"), f"{name}.path"),
        alt=_text(400)(value.get("alt") or "", f"{name}.alt"),
        caption=_prose(value.get("caption") or "", f"{name}.caption")[:1000],
        credit=_text(200)(value.get("credit") or "", f"{name}.credit"),
        licence=_text(200)(value.get("licence") or "", f"{name}.licence"),
        focus=_focus(value.get("focus") or "", f"{name}.focus"),
        is_decorative=value.get("is_decorative") is True,
    )


def _notice(value: Any, name: str) -> Notice:
    if not isinstance(value, dict):
        raise BadLine(f"“{name}” is no object")
    kind = _text(16)(value.get("kind"), f"{name}.kind").lower()
    if kind not in NOTICES:
        raise BadLine(f"“{name}.kind” is none of {', '.join(NOTICES)}")
    text = _prose(value.get("text"), f"{name}.text")
    if not text:
        raise BadLine(f"“{name}.text” is empty")
    return Notice(kind, text, _moment(value.get("published_at"), f"{name}.published_at"))


def _focus(value: Any, name: str) -> str:
    text = _text(20)(value, name)
    if text and not re.fullmatch(r"(0(\.\d+)?|1(\.0+)?)x(0(\.\d+)?|1(\.0+)?)", text):
        raise BadLine(f"“{name}” is no point such as 0.5x0.25")
    return text


def _path(value: Any, name: str) -> str:
    """The path and query of an old address, whatever host it had."""
    text = _text(500, required=True)(value, name)
    try:
        parts = urlsplit(text)
    except ValueError:
        raise BadLine(f"“{name}”: “{text}” is no address") from None
    if not parts.path.startswith("/"):
        raise BadLine(f"“{name}”: “{text}” does not begin with /")
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _label(value: Any, name: str) -> str:
    text = _text(40)(value, name).lower()
    if text and text not in Label.values:
        raise BadLine(f"“{name}” is none of {', '.join(Label.values)}")
    return text


def _language(value: Any, name: str) -> str:
    text = _text(12)(value, name)
    if text and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?", text):
        raise BadLine(f"“{name}” is no language tag such as sw")
    return text


def _web_address(value: Any, name: str) -> str:
    text = _text(500)(value, name)
    if text and not re.match(r"https?://[^/\s]", text):
        raise BadLine(f"“{name}” is no http address")
    return text


FIELDS: dict[str, Callable[[Any, str], Any]] = {
    "id": _identifier,
    "title": _text(300, required=True),
    "body": _html,
    "slug": _text(200),
    "standfirst": _prose,
    "section": _text(60),
    "tags": _list(_text(100)),
    "authors": _list(_author),
    "published_at": _moment,
    "updated_at": _moment,
    "corrections": _list(_notice),
    "withdrawn_at": _moment,
    "withdrawal_notice": _prose,
    "image": _picture,
    "images": _list(_picture),
    "old_urls": _list(_path),
    "related_pins": _list(_identifier),
    "related_bans": _list(_identifier),
    "label": _label,
    "language": _language,
    "search_title": _text(200),
    "search_description": _prose,
    "share_title": _text(200),
    "share_text": _prose,
    "canonical_address": _web_address,
}
