"""Pins, and what was done to them, in words for editors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from newsroom.moments import hour

from ..arranging import Difference, Placement, Placements, Slot, differences
from ..models import Article, Section, Zone

JUST_NOW = timedelta(minutes=5)


@dataclass(frozen=True)
class Teller:
    """Times are told from `now`, when a day is left out for today."""

    sections: Iterable[Section]
    stories: Mapping[int, Article]
    now: datetime

    @cached_property
    def _names(self) -> dict[int | None, str]:
        return {section.pk: section.name for section in self.sections}

    def slot(self, slot: Slot) -> str:
        """`Lead`, `Top 2`, `Economy 1`."""
        if slot.zone == Zone.LEAD:
            return "Lead"
        zone = "Top" if slot.zone == Zone.TOP else self._names.get(slot.section, "A section that is gone")
        return f"{zone} {slot.rank + 1}"

    def story(self, article: int) -> str:
        return f"“{self.stories[article].headline}”" if article in self.stories else "A story that is gone"

    def begin(self, starts_at: datetime) -> str:
        is_now = abs(starts_at - self.now) < JUST_NOW
        return "from now" if is_now else f"from {hour(starts_at, self.now)}"

    def until(self, ends_at: datetime | None) -> str:
        return f"until {hour(ends_at, self.now)}" if ends_at else "no end"

    def pin(self, pin: Placement) -> str:
        span = f"{self.begin(pin.starts_at)}, {self.until(pin.ends_at)}"
        called = f", called “{pin.headline}”" if pin.headline else ""
        return f"{self.slot(pin.slot)}: {self.story(pin.article)} {span}{called}"

    def differences(self, before: Placements, after: Placements) -> list[str]:
        return [self.difference(each) for each in differences(before, after)]

    def difference(self, difference: Difference) -> str:
        was, now = difference
        if now is None:
            assert was is not None
            return f"{self.slot(was.slot)}: {self.story(was.article)} is taken out"
        if was is None:
            return self.pin(now)
        span = self.until(now.ends_at)
        if was.slot == now.slot and was.starts_at == now.starts_at:
            stays = [f"stays {span}"] if was.ends_at != now.ends_at else []
            return f"{self.slot(now.slot)}: {self.story(now.article)} {' and '.join([*stays, *self._called(was, now)])}"
        places = f"from {self.slot(was.slot)} to {self.slot(now.slot)}"
        return f"{self.story(now.article)} moves {places} {self.begin(now.starts_at)}, {span}"

    def _called(self, was: Placement, now: Placement) -> list[str]:
        if was.headline == now.headline:
            return []
        return [f"is called “{now.headline}” here" if now.headline else "has its own headline again"]
