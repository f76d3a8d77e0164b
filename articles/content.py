"""The editable content of an article as one value: what a form fills in, a revision keeps, publishing applies."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

Snapshot = dict[str, Any]

SCHEMA = 1
# Each step leads from the schema of its number to the next. A revision is kept as it was written, so a step stays here
# for as long as there are sites; tests/articles/snapshots has one of each schema, which must open for ever.
UPGRADES: Mapping[int, Callable[[Snapshot], Snapshot]] = {}


class UnknownSchema(ValueError):
    """The snapshot was written by a newer version of this program."""


def upgraded(
    snapshot: Snapshot,
    *,
    steps: Mapping[int, Callable[[Snapshot], Snapshot]] = UPGRADES,
    schema: int = SCHEMA,
) -> Snapshot:
    """`snapshot` as a program of `schema` would have written it, by one step after the other. Raises UnknownSchema."""
    written = snapshot.get("schema")
    if (
        not isinstance(written, int)
        or written > schema
        or any(n not in steps for n in range(written, schema))
    ):
        raise UnknownSchema(f"This text was saved in schema {written}, which is not known here.")
    for number in range(written, schema):
        snapshot = {**steps[number](snapshot), "schema": number + 1}
    return snapshot


@dataclass(frozen=True, slots=True)
class Credit:
    """An author's place in the byline, with what he or she did: “Photographs”, or nothing."""

    author: int
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Rows are named by their primary keys. `body` is clean HTML of the vocabulary in `articles.body`."""

    headline: str
    slug: str
    body: str
    standfirst: str = ""
    label: str = ""
    language: str = ""
    section: int | None = None
    topics: tuple[int, ...] = ()  # the first is the primary one
    credits: tuple[Credit, ...] = ()
    lead_image: int | None = None
    lead_caption: str = ""
    search_title: str = ""
    search_description: str = ""
    share_title: str = ""
    share_text: str = ""
    canonical_address: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"schema": SCHEMA, **asdict(self)}

    @property
    def digest(self) -> str:
        """The SHA-256 of everything in it, in hex: another digest is another text, in whatever schema it is kept."""
        canonical = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()

    @classmethod
    def from_json(cls, snapshot: dict[str, Any]) -> "Content":
        """The value that `to_json` wrote, also long ago. Raises UnknownSchema."""
        snapshot = upgraded(snapshot)
        known = {field.name: snapshot[field.name] for field in fields(cls) if field.name in snapshot}
        known["topics"] = tuple(known.get("topics", ()))
        known["credits"] = tuple(Credit(**credit) for credit in known.get("credits", ()))
        return cls(**known)
