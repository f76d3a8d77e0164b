"""A text with everything that was looked up for it, and what a check has to say of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from .. import headlines, weight
from ..body.outline import Outline
from ..content import Content
from ..models import Article, HouseRules, Image, Level


class Place(NamedTuple):
    """Where to jump to: a field of the form; in the body, the block that is counted from 0."""

    field: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`about`: what it is about, in a form that stays while other things move; `url`: of a page to look at."""

    sentence: str
    place: Place
    about: str = ""
    url: str = ""
    check: str = ""
    level: Level = Level.WARN

    @property
    def is_refusal(self) -> bool:
        return self.level == Level.REFUSE


@dataclass(frozen=True, slots=True)
class Proof:
    """A text with all that was looked up for it. Nothing here asks the database."""

    content: Content
    outline: Outline
    rules: HouseRules
    now: datetime
    article: Article | None = None
    at: datetime | None = None  # when it shall go out; None: at once
    images: dict[int, Image] = field(default_factory=dict)
    cards: dict[int, Article] = field(default_factory=dict)  # those that readers can be led to
    dead: dict[str, str] = field(default_factory=dict)  # by its address, why a link leads to no page of ours
    similar: tuple[headlines.Similar, ...] = ()
    around: weight.Around = field(default_factory=weight.Around)

    @property
    def pictures(self) -> Iterator[tuple[str, Image, Place]]:
        """Each picture that is there, with what it is called, and where it is; the lead first."""
        if lead := self.images.get(self.content.lead_image or 0):
            yield "The lead picture", lead, Place("lead_image")
        seen: set[int] = set()
        for number, (pk, block) in enumerate(self.outline.pictures, start=1):
            if pk in self.images and pk not in seen:
                yield f"Picture {number} of the text", self.images[pk], Place("body", block)
            seen.add(pk)

    @property
    def weight(self) -> weight.Weight:
        return weight.of(
            self.content,
            self.images,
            cards=self.cards.values(),
            around=self.around,
            players=self.outline.players,
        )
