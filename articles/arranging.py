"""Pins as an editor moves them about, before they are in force: pure functions from one set of pins to the next.

At no moment do two pins hold one place, or one story two: what is pinned later cuts what was there at its moment, and
ends where the next one begins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from .fronts import MOST, TOP, Held
from .models import Zone

DEFAULT = timedelta(hours=24)  # a pin that nobody takes away ends by itself
PLACES = {Zone.LEAD: 1, Zone.TOP: TOP, Zone.BAND: MOST}


class Slot(NamedTuple):
    """A place of the front page. `section`: the primary key of a band's; `rank`: from 0."""

    zone: str
    section: int | None
    rank: int

    @property
    def key(self) -> str:
        """`lead-0`, `top-2`, or of a band `band-7-0`."""
        parts = (self.zone, self.rank) if self.section is None else self
        return "-".join(str(part) for part in parts)

    @classmethod
    def of(cls, key: str) -> Self:
        """Raises ValueError where there can be no such place."""
        zone, *numbers = key.split("-")
        if not all(number.isdecimal() and number.isascii() and len(number) < 18 for number in numbers):
            raise ValueError(f"No place: {key[:40]}")
        section, rank = (None, *map(int, numbers)) if zone != Zone.BAND else map(int, numbers)
        if zone not in Zone.values or rank is None or rank >= PLACES[Zone(zone)]:
            raise ValueError(f"No place: {key[:40]}")
        return cls(zone, section, rank)


@dataclass(frozen=True, slots=True)
class Placement:
    """A story in a place from `starts_at` until `ends_at` (None: no end)."""

    slot: Slot
    article: int
    starts_at: datetime
    ends_at: datetime | None
    headline: str = ""  # what it is called there; empty: as everywhere

    @property
    def is_backward(self) -> bool:
        return self.ends_at is not None and self.ends_at <= self.starts_at

    def holds_at(self, moment: datetime) -> bool:
        return self.starts_at <= moment and not self.has_ended(moment)

    def has_ended(self, moment: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= moment

    def meets(self, other: "Placement") -> bool:
        """True where there is a moment at which both hold."""
        return not self.has_ended(other.starts_at) and not other.has_ended(self.starts_at)


Placements = tuple[Placement, ...]


def held(placements: Iterable[Placement], moment: datetime) -> list[Held]:
    """The places that these pins hold at `moment`, for `fronts.front`."""
    return [Held(*pin.slot, pin.article, pin.headline) for pin in placements if pin.holds_at(moment)]


def of_article(placements: Iterable[Placement], article: int, at: datetime) -> Placement | None:
    return next((pin for pin in placements if pin.article == article and pin.holds_at(at)), None)


def of_slot(placements: Iterable[Placement], slot: Slot, at: datetime) -> Placement | None:
    return next((pin for pin in placements if pin.slot == slot and pin.holds_at(at)), None)


def pin(placements: Sequence[Placement], new: Placement) -> Placements:
    """With `new`, which ends what its place and its story had at its start, and ends where the next one begins."""
    kept: list[Placement] = []
    ends = [new.ends_at] if new.ends_at else []
    for other in placements:
        is_rival = new.article == other.article or new.slot == other.slot
        if is_rival and other.holds_at(new.starts_at):
            kept += _until(other, new.starts_at)
            continue
        if is_rival and other.starts_at > new.starts_at:
            ends.append(other.starts_at)
        kept.append(other)
    return (*kept, replace(new, ends_at=min(ends, default=None)))


def unpin(placements: Iterable[Placement], article: int, at: datetime) -> Placements:
    """Without the pin that `article` has at `at`, from then on."""
    kept: list[Placement] = []
    for other in placements:
        kept += _until(other, at) if other.article == article and other.holds_at(at) else [other]
    return tuple(kept)


def move(placements: Placements, article: int, slot: Slot, at: datetime) -> Placements:
    """`article` goes to `slot` from `at` on; what is pinned there takes its place. Unpinned, it is pinned for a day."""
    mine, other = of_article(placements, article, at), of_slot(placements, slot, at)
    if mine is None:
        return pin(placements, Placement(slot, article, at, at + DEFAULT))
    if mine.slot == slot:
        return placements
    placements = unpin(placements, article, at)
    if other is not None:
        placements = pin(unpin(placements, other.article, at), replace(other, slot=mine.slot, starts_at=at))
    return pin(placements, replace(mine, slot=slot, starts_at=at))


def end(placements: Placements, article: int, at: datetime, ends_at: datetime | None) -> Placements:
    """The pin that `article` has at `at` ends at `ends_at`, or where the next one of its place or story begins."""
    mine = of_article(placements, article, at)
    if mine is None:
        return placements
    return pin([other for other in placements if other is not mine], replace(mine, ends_at=ends_at))


def name(placements: Placements, article: int, at: datetime, headline: str) -> Placements:
    """The story is called `headline` in the place that it has at `at`; empty: as everywhere."""
    mine = of_article(placements, article, at)
    return tuple(replace(pin, headline=headline) if pin is mine else pin for pin in placements)


def _until(placement: Placement, moment: datetime) -> list[Placement]:
    """What remains of it before `moment`: nothing, where it begins then."""
    return [replace(placement, ends_at=moment)] if placement.starts_at < moment else []


class Difference(NamedTuple):
    """What an editor did to one pin. `was` is how it stood before, `now` how it stands after; one may be missing."""

    was: Placement | None
    now: Placement | None


def differences(before: Iterable[Placement], after: Iterable[Placement]) -> list[Difference]:
    """From one set of pins to another: what was put in, taken out, moved, or given another end."""
    old = {_mark(pin): pin for pin in before}
    new = {_mark(pin): pin for pin in after}
    gone = [pin for mark, pin in old.items() if mark not in new]
    found = [Difference(old[mark], pin) for mark, pin in new.items() if mark in old and old[mark] != pin]
    for pin in (pin for mark, pin in new.items() if mark not in old):
        moved = next((other for other in gone if other.article == pin.article), None)
        if moved:
            gone.remove(moved)
        found.append(Difference(moved, pin))
    return found + [Difference(pin, None) for pin in gone]


def _mark(placement: Placement) -> tuple[Slot, int, datetime]:
    return placement.slot, placement.article, placement.starts_at
