"""What the form of the front page tool carries, and what each of its buttons does to it. Nothing here is in force."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from newsroom.moments import machine, moment_of
from newsroom.text import tidy

from .. import arranging, curating, navigation
from ..arranging import Placement, Placements, Slot
from ..forms import KEY_DIGITS
from ..models import Article
from .telling import Teller

LASTS = {
    "6": "6 hours",
    "12": "12 hours",
    "24": "24 hours",
    "72": "3 days",
    "until": "until the time below",
    "none": "without an end",
}
LONGEST_QUERY = 100
LONGEST_HEADLINE = 120
LONGEST_SHEET = 200_000  # characters; four hundred pins have a fifth of it
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Sheet:
    """What the form carries: the pins as they are arranged, the number they came from, and what is looked at."""

    placements: Placements
    base: int
    at: datetime | None = None  # None: now
    query: str = ""
    lasts: str = "24"
    until: str = ""
    story: str = ""

    @property
    def text(self) -> str:
        return json.dumps([_row(pin) for pin in self.placements], separators=(",", ":"))

    @property
    def moment(self) -> str:
        return machine(self.at) if self.at else ""

    def ends_at(self, starts_at: datetime) -> datetime | None:
        """When what is pinned now shall end. Raises ValidationError."""
        if self.lasts == "none":
            return None
        if self.lasts != "until":
            return starts_at + timedelta(hours=int(self.lasts))
        ends_at = moment_of(self.until)
        if ends_at <= starts_at:
            raise ValidationError("The pin would end before it begins. Choose a later end.")
        return ends_at


def _row(pin: Placement) -> list[Any]:
    ends_at = machine(pin.ends_at) if pin.ends_at else None
    row = [pin.slot.key, pin.article, machine(pin.starts_at), ends_at]
    return [*row, pin.headline] if pin.headline else row


def sheet_of(form: Any) -> Sheet:
    """The sheet of a form that was sent. Raises ValidationError where it is none."""
    try:
        placements = tuple(_placement(*row) for row in _rows(form.get("sheet", "")))
        base = int(form.get("base", "")[:9])
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise ValidationError(
            "The form came back damaged. What is in force is shown; arrange it anew."
        ) from None
    lasts = form.get("lasts", "24")
    return Sheet(
        placements=placements,
        base=base,
        at=moment_of(form["at"]) if form.get("at") else None,
        query=form.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY],
        lasts=lasts if lasts in LASTS else "24",
        until=form.get("until", "")[:40],
        story=form.get("story", "")[:18],
    )


def _rows(text: str) -> list[Any]:
    rows = json.loads(text) if len(text) <= LONGEST_SHEET else None
    if not isinstance(rows, list):
        raise TypeError("No sheet.")
    return rows


def _placement(key: str, article: int, starts_at: str, ends_at: str | None, headline: str = "") -> Placement:
    if type(article) is not int or not 0 < article < 2**63:
        raise ValueError("No story.")
    if headline != _headline(headline):
        raise ValueError("No headline.")
    ends = moment_of(ends_at) if ends_at else None
    return Placement(Slot.of(key), article, moment_of(starts_at), ends, headline)


def _headline(typed: str) -> str:
    return tidy(typed.replace("\0", ""))[:LONGEST_HEADLINE].strip()


def named(sheet: Sheet, form: Any, now: datetime) -> Sheet:
    """With the headlines that were typed into the places of the moment, whichever button was pressed."""
    at, placements = sheet.at or now, sheet.placements
    for pin in sheet.placements:
        typed = form.get(f"name-{pin.article}")
        if typed is not None and pin.holds_at(at):
            placements = arranging.name(placements, pin.article, at, _headline(typed))
    return replace(sheet, placements=placements)


def fresh(now: datetime, at: datetime | None = None) -> Sheet:
    """What is in force, to begin from."""
    newest = curating.in_force()
    return Sheet(curating.placements_of(newest, at=now), newest.number if newest else 0, at)


def acted(sheet: Sheet, verb: str, argument: str, form: Any, now: datetime) -> tuple[Sheet, str]:
    """The sheet after a button was pressed, and what is said of it. Raises ValidationError."""
    match verb:
        case "look" | "go" if verb == "go" or form.get("when", "") != form.get("was", ""):
            return replace(sheet, at=moment_of(argument or form.get("when", ""))), ""
        case "now":
            return replace(sheet, at=None), ""
        case "theirs":
            return fresh(now, sheet.at), "You go on from what is in force."
        case "name":
            return sheet, "It is not in force yet."
        case "place" | "take" | "end":
            return _moved(sheet, verb, argument, form, now)
    return sheet, ""


def _moved(sheet: Sheet, verb: str, argument: str, form: Any, now: datetime) -> tuple[Sheet, str]:
    at = sheet.at or now
    if at < now - MINUTE:
        raise ValidationError(
            "This hour is over. Go back to now, or on to a later moment, to change something."
        )
    if verb == "take":
        return _taken(sheet, argument, at)
    where, _, named = argument.partition(":") if verb == "place" else ("", "", argument)
    named = named or sheet.story
    if not named:
        raise ValidationError("Choose a story first, then its place.")
    story = _story(named)
    if story is None:
        raise ValidationError("There is no such story any more.")
    if verb == "end":
        after = arranging.end(sheet.placements, story.pk, at, _new_end(form, story.pk, at))
    else:
        after = _placed(sheet, where, story, at)
    teller = Teller(navigation.sections.get(), {story.pk: story}, now)
    mine = arranging.of_article(after, story.pk, at)
    said = teller.pin(mine) if mine else f"“{story.headline}” has no pin at this hour"
    return replace(sheet, placements=after, story=""), f"{said}. It is not in force yet."


def _taken(sheet: Sheet, argument: str, at: datetime) -> tuple[Sheet, str]:
    """Without a pin: `123`, or of another moment than the one looked at `123@2026-11-25T06:00Z`."""
    named, _, moment = argument.partition("@")
    story = _story(named)
    after = arranging.unpin(
        sheet.placements, int(named) if named.isdecimal() else 0, moment_of(moment) if moment else at
    )
    name = f"“{story.headline}”" if story else "The story"
    return replace(sheet, placements=after), f"{name} is taken out. It is not in force yet."


def _story(named: str) -> Article | None:
    key = int(named) if named.isdecimal() and len(named) <= KEY_DIGITS else 0
    return Article.objects.defer("body").filter(pk=key).first()


def _placed(sheet: Sheet, where: str, story: Article, at: datetime) -> Placements:
    try:
        slot = Slot.of(where)
    except ValueError:
        raise ValidationError("There is no such place on the front page.") from None
    if reason := curating.why_not(story):
        raise ValidationError(f"“{story.headline}” {reason}: it cannot be pinned.")
    if arranging.of_article(sheet.placements, story.pk, at):
        return arranging.move(sheet.placements, story.pk, slot, at)
    return arranging.pin(sheet.placements, Placement(slot, story.pk, at, sheet.ends_at(at)))


def _new_end(form: Any, article: int, at: datetime) -> datetime | None:
    typed = form.get(f"end-{article}", "")
    ends_at = moment_of(typed) if typed else None
    if ends_at is not None and ends_at <= at:
        raise ValidationError("The pin would end before it begins. Choose a later end, or take it out.")
    return ends_at
