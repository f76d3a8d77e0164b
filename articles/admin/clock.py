"""The line of time over the front page tool: where the moment is, and at which moments the page changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.utils import timezone

from newsroom.moments import day, distance, hour, machine

BEFORE, AFTER = timedelta(hours=6), timedelta(hours=27)  # of now
TICK = timedelta(hours=3)


@dataclass(frozen=True)
class Mark:
    """A moment at which the page changes or has changed, and what happens then. `kind`: past, begins, ends, live."""

    moment: datetime
    kind: str
    text: str
    hour: str

    @property
    def machine(self) -> str:
        return machine(self.moment)


@dataclass(frozen=True)
class Clock:
    """Some thirty hours around now, or around `moment` where that is farther away. Places on it are per cents."""

    now: datetime
    moment: datetime
    marks: list[Mark] = field(default_factory=list)

    @cached_property
    def begins(self) -> datetime:
        is_near = self.now - BEFORE < self.moment < self.now + AFTER
        local = timezone.localtime(self.now if is_near else self.moment) - BEFORE
        sharp = local.replace(minute=0, second=0, microsecond=0, hour=local.hour - local.hour % 3)
        return sharp.astimezone(UTC)

    @cached_property
    def ends(self) -> datetime:
        return self.begins + BEFORE + AFTER + TICK

    def covers(self, moment: datetime) -> bool:
        return self.begins <= moment <= self.ends

    def at(self, moment: datetime) -> str:
        return f"{100 * ((moment - self.begins) / (self.ends - self.begins)):.2f}%"

    @property
    def ticks(self) -> Iterator[tuple[str, str]]:
        """Place and label; the day, where one begins."""
        tick = self.begins + TICK
        while tick < self.ends:
            local = timezone.localtime(tick)
            yield self.at(tick), f"{local:%H}" if local.hour >= 3 else day(tick).rpartition(" ")[0]
            tick += TICK

    @property
    def points(self) -> list[tuple[str, Mark]]:
        return [(self.at(mark.moment), mark) for mark in self.marks if self.covers(mark.moment)]

    @property
    def is_now_shown(self) -> bool:
        return self.covers(self.now)

    @property
    def now_at(self) -> str:
        return self.at(self.now)

    @property
    def moment_at(self) -> str:
        return self.at(self.moment)

    @property
    def is_now(self) -> bool:
        return self.moment == self.now

    @property
    def is_past(self) -> bool:
        return self.moment < self.now

    @property
    def hour(self) -> str:
        return hour(self.moment, self.now)

    @property
    def day(self) -> str:
        return day(self.moment)

    @property
    def distance(self) -> str:
        return distance(self.moment - self.now)

    @property
    def morning(self) -> str:
        """The next 06:00, for a button."""
        local = timezone.localtime(self.now)
        six = local.replace(hour=6, minute=0, second=0, microsecond=0)
        return machine(six if six > local else six + timedelta(days=1))

    @property
    def typed(self) -> str:
        """The moment for a field of date and time."""
        return f"{timezone.localtime(self.moment):%Y-%m-%dT%H:%M}"

    @property
    def upcoming(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.moment > self.now]
