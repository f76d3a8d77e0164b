"""What the front page tool shows of a moment: the places with their stories, what can be placed, and what is amiss."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from newsroom.moments import hour, machine

from .. import cards, curating, fronts
from ..arranging import Placement, Placements, Slot, held
from ..fronts import TOP, Front
from ..models import Arrangement, Article, ArticleQuerySet, Byline, Section, State, Tagging, Zone
from ..models.article import CARD_FIELDS
from .clock import Clock, Mark
from .telling import Teller

STALE_AFTER = timedelta(days=7)
WAITING, NEWEST = 12, 20  # candidates
MARKS = 40
SHAPES = {"4-3-3": "wide", "quarters": "quarters", "6-4": "half", "opinion": "thirds", "pair": "pair"}


@dataclass(frozen=True)
class Place:
    """A place of the page, and the story that readers find in it at the moment."""

    slot: Slot
    name: str
    story: Article | None = None
    pin: Placement | None = None
    until: str = ""
    own_headline: str = ""  # where it has another one in this place
    is_guest: bool = False  # of another section than that of its band
    before: Slot | None = None  # where one up leads, and one down
    after: Slot | None = None

    @property
    def ends_typed(self) -> str:
        """The end of its pin, for a field of date and time."""
        ends_at = self.pin.ends_at if self.pin else None
        return f"{timezone.localtime(ends_at):%Y-%m-%dT%H:%M}" if ends_at else ""


@dataclass(frozen=True)
class ZoneView:
    """A part of the page. `shape`: how its places lie, as they do on the page itself."""

    name: str
    shape: str
    places: list[Place]
    is_stale: bool = False


@dataclass(frozen=True)
class Caution:
    text: str
    act: str = ""  # of the button that takes the pin away


@dataclass(frozen=True)
class Board:
    """The tool at one moment. `placements` are as the editor has arranged them, `known` those in force."""

    clock: Clock
    front: Front
    sections: Sequence[Section]
    placements: Placements
    known: Placements
    stories: Mapping[int, Article]

    @cached_property
    def zones(self) -> list[ZoneView]:
        bands = {band.section.pk: band for band in self.front.bands}
        zones = [self._top()]
        for section in self.sections:
            band = bands.get(section.pk)
            stories: list[Article | None] = [*band.stories] if band else [None]
            places = [self._place(Slot(Zone.BAND, section.pk, n), story) for n, story in enumerate(stories)]
            zones.append(self._zone(section.name, SHAPES[band.layout] if band else "pair", places))
        return zones

    def _top(self) -> ZoneView:
        front = self.front
        tops = [*front.top, *[None] * max(TOP - len(front.top), 0)]
        places = [self._place(Slot(Zone.LEAD, None, 0), front.lead)]
        places += [self._place(Slot(Zone.TOP, None, n), story) for n, story in enumerate(tops[:TOP])]
        return self._zone("Top", "top", places)

    def _zone(self, name: str, shape: str, places: list[Place]) -> ZoneView:
        published = [place.story.published_at for place in places if place.story]
        slots = [None, *(place.slot for place in places), None]
        places = [
            replace(place, before=before, after=after)
            for place, before, after in zip(places, slots, slots[2:], strict=False)
        ]
        is_stale = all(moment and moment < self.clock.moment - STALE_AFTER for moment in published)
        return ZoneView(name, shape, places, is_stale=bool(published) and is_stale)

    def _place(self, slot: Slot, story: Article | None) -> Place:
        name = self.teller.slot(slot)
        if story is None:
            return Place(slot, name)
        pin = self._holding.get(story.pk)
        is_guest = slot.section is not None and story.section_id != slot.section
        until = self.teller.until(pin.ends_at) if pin else ""
        own = self.stories[story.pk].headline if pin and pin.headline and story.pk in self.stories else ""
        return Place(slot, name, story, pin, until, own, is_guest)

    @cached_property
    def _holding(self) -> dict[int, Placement]:
        return {pin.article: pin for pin in self.placements if pin.holds_at(self.clock.moment)}

    @cached_property
    def shown(self) -> frozenset[int]:
        return frozenset(story.pk for story in self.front.articles)

    @cached_property
    def teller(self) -> Teller:
        return Teller(self.sections, self.stories, self.clock.now)

    @cached_property
    def changes(self) -> list[str]:
        """What is not in force yet, a sentence each."""
        after = tuple(pin for pin in self.placements if not pin.has_ended(self.clock.now))
        return self.teller.differences(self.known, after)

    @cached_property
    def cautions(self) -> list[Caution]:
        stale = [zone.name for zone in self.zones if zone.is_stale]
        told = [Caution(f"Every story is older than a week in {', '.join(stale)}.")] if stale else []
        return [*self._unseen(), *self._too_early(), *told]

    def _unseen(self) -> Iterator[Caution]:
        for pin in self._holding.values():
            if pin.article not in self.shown:
                told = f"{self.teller.story(pin.article)} has this place pinned, but it {self.why(pin)}"
                yield self._caution(pin, f"{self.teller.slot(pin.slot)}: {told}. The rule fills its place.")

    def _too_early(self) -> Iterator[Caution]:
        for pin in self.placements:
            if pin.starts_at > self.clock.moment and (why := self.why(pin)):
                told = (
                    f"{self.teller.story(pin.article)} is pinned {self.teller.begin(pin.starts_at)}, but it"
                )
                yield self._caution(pin, f"{told} {why}.")

    def _caution(self, pin: Placement, text: str) -> Caution:
        return Caution(text, f"take:{pin.article}@{machine(max(pin.starts_at, self.clock.moment))}")

    def why(self, pin: Placement) -> str:
        """Why readers cannot see the pinned story when its pin begins, or at the moment if that is later."""
        story, moment = self.stories.get(pin.article), max(pin.starts_at, self.clock.moment)
        if story is None:
            return "does not exist any more"
        if reason := curating.why_not(story):
            return reason
        if story.visible_from is None:
            return "has no time yet at which it goes live"
        if story.visible_from > moment:
            return f"goes live {hour(story.visible_from, self.clock.now)}"
        if story.visible_until and story.visible_until <= moment:
            return f"is taken down {hour(story.visible_until, self.clock.now)}"
        return ""


def look(
    sections: Sequence[Section], known: Placements, placements: Placements, now: datetime, moment: datetime
) -> Board:
    """The board of `moment`, in six queries whatever is pinned."""
    front = fronts.front(sections, moment, held(placements, moment))
    wanted = {pin.article for pin in (*known, *placements)}
    stories = Article.objects.defer("body").in_bulk(wanted)
    clock = Clock(now, moment)
    board = Board(clock, front, sections, placements, known, stories)
    clock.marks.extend(_marks(board))
    return board


def _marks(board: Board) -> list[Mark]:
    clock, now = board.clock, board.clock.now
    found: list[tuple[datetime, str, str]] = []
    for pin in board.placements:
        told = f"{board.teller.slot(pin.slot)}: {board.teller.story(pin.article)}"
        found += [(pin.starts_at, "begins", f"{told} begins")] if pin.starts_at > now else []
        found += [(pin.ends_at, "ends", f"{told} ends")] if pin.ends_at and pin.ends_at > now else []
    found += [(moment, "live", f"“{headline}” goes live") for headline, moment in _going_live(clock)]
    made = Arrangement.objects.filter(made_at__range=(clock.begins, now)).select_related("made_by")
    for arrangement in made.order_by("-number")[:MARKS]:
        found.append((arrangement.made_at, "past", f"{curating.maker(arrangement)} changed the front page"))
    return [Mark(moment, kind, text, hour(moment, now)) for moment, kind, text in sorted(found)[:MARKS]]


def _going_live(clock: Clock) -> Iterable[tuple[str, Any]]:
    due = Article.objects.filter(visible_from__gt=clock.now, visible_from__lte=clock.ends)
    return due.order_by("visible_from").values_list("headline", "visible_from")[:MARKS]


@dataclass(frozen=True)
class Candidate:
    story: Article
    told: str  # its state in words, with its hour
    state: str  # the desk's mark of it
    is_shown: bool


def candidates(query: str, board: Board) -> list[Candidate]:
    """What can be placed: first what is to come, by its hour, then the newest that readers see. Two queries."""
    now = board.clock.now
    found = _found(query).kept().select_related("lead_image")
    found = found.only(*CARD_FIELDS, "visible_from", "visible_until", "withdrawn_at", "trashed_at", "stage")
    to_come = Q(visible_from__gt=now) | Q(visible_from=None, withdrawn_at=None, stage__in=curating.READY)
    waiting = list(found.filter(to_come).order_by(F("visible_from").asc(nulls_last=True), "pk")[:WAITING])
    newest = list(found.listed(now).newest_first()[:NEWEST])
    cards.place([*waiting, *newest])
    return [_candidate(story, board) for story in (*waiting, *newest)]


def _candidate(story: Article, board: Board) -> Candidate:
    now, state = board.clock.now, story.state
    told = str(state.label)
    if state == State.SCHEDULED and story.visible_from:
        told = f"goes out {hour(story.visible_from, now)}"
    elif state == State.LIVE and story.visible_from:
        told = f"live since {hour(story.visible_from, now)}"
    return Candidate(story, told, state.value, story.pk in board.shown)


def _found(query: str) -> ArticleQuerySet:
    if not query:
        return Article.objects.all()
    topics = Tagging.objects.filter(tag__name__icontains=query).values("content_object")
    authors = Byline.objects.filter(author__name__icontains=query).values("article")
    return Article.objects.filter(Q(headline__icontains=query) | Q(pk__in=topics) | Q(pk__in=authors))
