"""The front page, filled by rule: a lead, a top group, the latest, and a band a section; no story twice."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from . import cards
from .models import Article, Label, Section, Topic
from .models.article import CARD_FIELDS

TOP, LATEST = 3, 7
LEAD_AMONG = 5  # the lead is the newest story with a picture among the newest five, else the newest
BAND_STORIES = {"4-3-3": 5, "quarters": 4, "6-4": 4, "opinion": 3, "pair": 2}
CYCLE = ("4-3-3", "quarters", "6-4")
BAND_TOPICS = 3
# The first rows of one index. Written by hand: for a dozen sections the ORM takes longer to write the statement than
# all the rest of the page.
_NEWEST = """SELECT * FROM (SELECT {} AS of_all, visible_from, id, section_id, label, lead_image_id
    FROM articles_article WHERE {} visible_from <= %s ORDER BY visible_from DESC, id DESC LIMIT %s) AS newest"""
_OF_ALL, _OF_SECTION = _NEWEST.format(1, ""), _NEWEST.format(0, "section_id = %s AND")


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

    @property
    def articles(self) -> list[Article]:
        banded = [story for band in self.bands for story in band.stories]
        return [*([self.lead] if self.lead else []), *self.top, *self.latest, *banded]


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


def front(sections: Collection[Section]) -> Front:
    """The front page of this moment, in three queries whatever the archive and however many the sections."""
    newest, in_sections = _newest(sections)
    lead = next((pick for pick in newest[:LEAD_AMONG] if pick.image and not pick.is_opinion), None)
    leads = [lead] if lead else newest[:1]
    others = [pick for pick in newest if pick not in leads]
    bands = list(_bands(sections, in_sections))
    stories = _stories([*newest, *(pick for _, _, picks in bands for pick in picks)])

    def placed(picks: Iterable[Pick]) -> list[Article]:
        # One that was withdrawn a moment ago is not among the stories any more.
        return [stories[pick.pk] for pick in picks if pick.pk in stories]

    return Front(
        lead=next(iter(placed(leads)), None),
        top=placed(others[:TOP]),
        latest=placed(others[TOP:]),
        bands=[Band(section, placed(picks), layout) for section, layout, picks in bands],
    )


def _newest(sections: Collection[Section]) -> tuple[list[Pick], list[Pick]]:
    """The newest of all, and the newest of each section that are not among them; the newest first."""
    count = 1 + TOP + LATEST
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    values: list[Any] = [now, count]
    for section in sections:
        values += [section.pk, now, count + max(BAND_STORIES.values())]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([_OF_ALL, *[_OF_SECTION] * len(sections)]), values)
        rows = [(of_all, Pick(*pick)) for of_all, *pick in cursor.fetchall()]
    newest, others = ({pick for of_all, pick in rows if of_all == asked} for asked in (1, 0))
    return sorted(newest, key=_place, reverse=True), sorted(others - newest, key=_place, reverse=True)


def _place(pick: Pick) -> tuple[Any, int]:
    return pick.visible_from, pick.pk


def _bands(sections: Iterable[Section], picks: Iterable[Pick]) -> Iterator[tuple[Section, str, list[Pick]]]:
    """Section, layout and stories of each band."""
    turn = 0
    of_section: dict[int | None, list[Pick]] = defaultdict(list)
    for pick in picks:
        of_section[pick.section].append(pick)
    for section in sections:
        found = of_section[section.pk][: max(BAND_STORIES.values())]
        if not found:
            continue
        if all(pick.is_opinion for pick in found):
            layout = "opinion"
        elif len(found) < 4:
            layout = "pair"
        else:
            layout, turn = CYCLE[turn % len(CYCLE)], turn + 1
        yield section, layout, found[: BAND_STORIES[layout]]


def _stories(picks: Iterable[Pick]) -> dict[int, Article]:
    """The cards of the page by primary key."""
    found = (
        Article.objects.live()
        .select_related("lead_image", "primary_topic")
        .only(*CARD_FIELDS, "primary_topic__name", "primary_topic__slug")
        .in_bulk([pick.pk for pick in picks])
    )
    cards.complete(found.values())
    return found
