"""The editable content of an article as one value: what a form fills in, a revision keeps, publishing applies."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import Any

SCHEMA = 1


class UnknownSchema(ValueError):
    """The snapshot was written by a newer version of this program."""


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
        """The SHA-256 of everything in it, in hex: another digest is another text."""
        canonical = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()

    @classmethod
    def from_json(cls, snapshot: dict[str, Any]) -> "Content":
        """The value that `to_json` wrote. Raises UnknownSchema."""
        if snapshot.get("schema") != SCHEMA:
            raise UnknownSchema(
                f"This text was saved in schema {snapshot.get('schema')}, which is not known here."
            )
        known = {field.name: snapshot[field.name] for field in fields(cls) if field.name in snapshot}
        known["topics"] = tuple(known.get("topics", ()))
        known["credits"] = tuple(Credit(**credit) for credit in known.get("credits", ()))
        return cls(**known)
