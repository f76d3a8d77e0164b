"""The front page of a moment: what editors have pinned, and in every other place what the rule finds; no story twice.

A lead, a top group, the latest, and a band a section. The site, the desk's tool and a rehearsal ask the same function.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from . import cards
from .models import Article, Label, Section, Topic, Zone
from .models.article import CARD_FIELDS

TOP, LATEST = 3, 7
LEAD_AMONG = 5  # the lead is the newest story with a picture among the newest five, else the newest
BAND_STORIES = {"4-3-3": 5, "quarters": 4, "6-4": 4, "opinion": 3, "pair": 2}
CYCLE = ("4-3-3", "quarters", "6-4")
WIDEST = "4-3-3"
BAND_TOPICS = 3
MOST = max(BAND_STORIES.values())
NEWEST, OF_SECTION, PINNED = range(3)
# The first rows of one index. Written by hand: for a dozen sections the ORM takes longer to write the statement than
# all the rest of the page.
_PICKS = """SELECT * FROM (SELECT {} AS found, visible_from, id, section_id, label, lead_image_id
    FROM articles_article WHERE {} retracted_at IS NULL AND visible_from <= %s
        AND (visible_until IS NULL OR visible_until > %s) {}
    ORDER BY visible_from DESC, id DESC LIMIT %s) AS picks"""
_HELD = """SELECT zone, section_id, rank, article_id, headline FROM articles_pin
    WHERE arrangement_id =
        (SELECT id FROM articles_arrangement WHERE made_at <= %s ORDER BY made_at DESC, number DESC LIMIT 1)
    AND starts_at <= %s AND (ends_at IS NULL OR ends_at > %s) AND article_id IS NOT NULL"""


@dataclass(frozen=True)
class Band:
    """A section on the front page; `layout` is one of `BAND_STORIES`."""

    section: Section
    stories: list[Article]
    layout: str

    @cached_property
    def topics(self) -> list[Topic]:
        """What the band's stories are mostly about."""
        named = {topic.pk: topic for story in self.stories if (topic := story.primary_topic)}
        counted = Counter(story.primary_topic_id for story in self.stories if story.primary_topic_id)
        return [named[key] for key, _ in counted.most_common(BAND_TOPICS)]


@dataclass(frozen=True, slots=True)
class Front:
    lead: Article | None
    top: list[Article]
    latest: list[Article]
    bands: list[Band]
    moment: datetime

    @property
    def articles(self) -> list[Article]:
        banded = [story for band in self.bands for story in band.stories]
        return [*([self.lead] if self.lead else []), *self.top, *self.latest, *banded]

    @property
    def day(self) -> str:
        """The day of the moment, such as 20261125: of its stories the hour is shown."""
        return f"{timezone.localtime(self.moment):%Y%m%d}"


class Held(NamedTuple):
    """A place that a pin holds at the moment. `section`: the primary key of a band's; `rank`: from 0.

    `headline`: what the story is called here; empty: as everywhere.
    """

    zone: str
    section: int | None
    rank: int
    article: int
    headline: str = ""


class Pick(NamedTuple):
    """A story that may have a place on the page, before it is fetched."""

    visible_from: Any  # as the database says it: a text in SQLite
    pk: int
    section: int | None
    label: str
    image: int | None

    @property
    def is_opinion(self) -> bool:
        return self.label == Label.OPINION


Kept = list[tuple[int, Pick]]  # what is pinned in one zone, each with its rank


def front(
    sections: Collection[Section], moment: datetime | None = None, held: Sequence[Held] | None = None
) -> Front:
    """The front page of `moment` (None: now), in four queries whatever the archive, the sections and the pins.

    `held`: the places that pins hold then, if it is not to be asked of the arrangement in force. Every pinned story
    that readers can see at the moment is shown, once; the rule fills the place of one that they cannot.
    """
    moment = timezone.now() if moment is None else moment
    held = _within(sections, held_at(moment) if held is None else held)
    found = _picks(sections, moment, list({place.article for place in held}))
    kept = _kept(held, found[PINNED])
    newest = found[NEWEST]
    leads, tops = _leads(kept, newest)
    others = [pick for pick in newest if pick not in leads]
    free = max(TOP - len(tops), 0)
    top, latest = _merged(tops, others[:free]), others[free : free + LATEST]
    used = {pick.pk for pick in (*leads, *top, *latest)}
    bands = list(_bands(sections, [pick for pick in found[OF_SECTION] if pick.pk not in used], kept))
    stories = _stories([*leads, *top, *latest, *(pick for _, _, picks in bands for pick in picks)], moment)

    for place in held:
        # Of rows that are made for this page and never saved.
        if place.headline and place.article in stories:
            stories[place.article].headline = place.headline

    def placed(picks: Iterable[Pick]) -> list[Article]:
        # One that was withdrawn a moment ago is not among the stories any more.
        return [stories[pick.pk] for pick in picks if pick.pk in stories]

    return Front(
        lead=next(iter(placed(leads)), None),
        top=placed(top),
        latest=placed(latest),
        bands=[Band(section, placed(picks), layout) for section, layout, picks in bands],
        moment=moment,
    )


def lead(sections: Collection[Section], moment: datetime, held: Sequence[Held]) -> int | None:
    """The primary key of the story that leads at `moment`, as `front` has it, in one query."""
    held = _within(sections, held)
    found = _picks((), moment, list({place.article for place in held}))
    leads, _ = _leads(_kept(held, found[PINNED]), found[NEWEST])
    return next((pick.pk for pick in leads), None)


def _within(sections: Iterable[Section], held: Iterable[Held]) -> list[Held]:
    """Without the places of bands that the page does not have."""
    shown = {section.pk for section in sections}
    return [place for place in held if place.zone != Zone.BAND or place.section in shown]


def held_at(moment: datetime) -> list[Held]:
    """The places that pins hold at `moment`, by the arrangement that is, or was, in force then."""
    at = connection.ops.adapt_datetimefield_value(moment)
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [at, at, at])
        return [Held(*row) for row in cursor.fetchall()]


def _picks(sections: Collection[Section], moment: datetime, pinned: list[int]) -> list[list[Pick]]:
    """Of the stories visible at `moment`: the newest of all, those of each section, and the `pinned`.

    The first two without the pinned; the newest first.
    """
    count = 1 + TOP + LATEST
    at = connection.ops.adapt_datetimefield_value(moment)
    marks = ", ".join(["%s"] * len(pinned))
    others = f"AND id NOT IN ({marks})" if pinned else ""
    arms = [_PICKS.format(NEWEST, "", others)]
    arms += [_PICKS.format(OF_SECTION, "section_id = %s AND", others)] * len(sections)
    values: list[Any] = [at, at, *pinned, count]
    for section in sections:
        values += [section.pk, at, at, *pinned, count + MOST]
    if pinned:
        arms.append(_PICKS.format(PINNED, "", f"AND id IN ({marks})"))
        values += [at, at, *pinned, len(pinned)]
    found: list[list[Pick]] = [[], [], []]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), values)
        for kind, *pick in cursor.fetchall():
            found[kind].append(Pick(*pick))
    for picks in found:
        picks.sort(key=_place, reverse=True)
    return found


def _place(pick: Pick) -> tuple[Any, int]:
    return pick.visible_from, pick.pk


def _kept(held: Iterable[Held], pinned: Iterable[Pick]) -> dict[tuple[str, int | None], Kept]:
    """What is pinned in each zone and can be seen; of two places of one story the first."""
    visible = {pick.pk: pick for pick in pinned}
    kept: dict[tuple[str, int | None], Kept] = defaultdict(list)
    for place in held:
        if pick := visible.pop(place.article, None):
            kept[place.zone, place.section].append((place.rank, pick))
    return kept


def _leads(kept: dict[tuple[str, int | None], Kept], newest: Sequence[Pick]) -> tuple[Sequence[Pick], Kept]:
    """The lead, pinned or by rule, and what is pinned below it; with it a second lead, which no editor could make."""
    pinned = [pick for _, pick in kept[Zone.LEAD, None]]
    tops = [*((0, pick) for pick in pinned[1:]), *kept[Zone.TOP, None]]
    fit = [pick for pick in newest[:LEAD_AMONG] if pick.image and not pick.is_opinion]
    return pinned[:1] or fit[:1] or newest[:1], tops


def _merged(kept: Kept, found: list[Pick]) -> list[Pick]:
    """`kept` in their places and `found` in the others, without a hole: a place too far down is the last one."""
    if not kept:
        return found
    places: list[Pick | None] = [None] * (len(kept) + len(found))
    for rank, pick in sorted(kept, key=lambda held: held[0], reverse=True):
        place = min(rank, len(places) - 1)
        while places[place]:
            place -= 1  # from the first place on to the last
        places[place] = pick
    fills = iter(found)
    return [pick or next(fills) for pick in places]


def _bands(
    sections: Iterable[Section], picks: Iterable[Pick], kept: dict[tuple[str, int | None], Kept]
) -> Iterator[tuple[Section, str, list[Pick]]]:
    """Section, layout and stories of each band."""
    turn = 0
    of_section: dict[int | None, list[Pick]] = defaultdict(list)
    for pick in picks:
        of_section[pick.section].append(pick)
    for section in sections:
        held = kept[Zone.BAND, section.pk]
        found = of_section[section.pk][: max(MOST - len(held), 0)]
        stories = [*(pick for _, pick in held), *found]
        if not stories:
            continue
        if all(pick.is_opinion for pick in stories):
            layout = "opinion"
        elif len(stories) < 4:
            layout = "pair"
        else:
            layout, turn = CYCLE[turn % len(CYCLE)], turn + 1
        if layout != "opinion" and len(held) > BAND_STORIES[layout]:
            layout = WIDEST
        yield section, layout, _merged(held, found[: max(BAND_STORIES[layout] - len(held), 0)])


def _stories(picks: Iterable[Pick], moment: datetime) -> dict[int, Article]:
    """The cards of the page by primary key."""
    found = (
        Article.objects.listed(moment)
        .select_related("lead_image", "primary_topic")
        .only(*CARD_FIELDS, "primary_topic__name", "primary_topic__slug")
        .in_bulk([pick.pk for pick in picks])
    )
    cards.complete(found.values())
    return found
