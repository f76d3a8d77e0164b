"""The front page, filled by rule: a lead, a top group, the latest, and a band a section; no story twice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from .models import Article, ArticleQuerySet, Byline, Section, Topic
from .models.article import CARD_FIELDS

TOP, LATEST = 3, 7
LEAD_AMONG = 5  # the lead is the newest story with a picture among the newest five, else the newest
BAND_STORIES = {"4-3-3": 6, "quarters": 4, "6-4": 4, "opinion": 3, "pair": 2}
CYCLE = ("4-3-3", "quarters", "6-4")
BAND_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Band:
    """A section on the front page; `layout` is one of `BAND_STORIES`."""

    section: Section
    stories: list[Article]
    layout: str

    @property
    def topics(self) -> list[Topic]:
        """What the band's stories are mostly about."""
        named = [story.primary_topic for story in self.stories if story.primary_topic]
        return [topic for topic, _ in Counter(named).most_common(BAND_TOPICS)]


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


def front(sections: Iterable[Section]) -> Front:
    """The front page of this moment, in three queries whatever the archive and however many the sections."""
    newest = list(_cards().newest_first()[: 1 + TOP + LATEST])
    lead = next(
        (story for story in newest[:LEAD_AMONG] if story.lead_image_id and not story.is_opinion), None
    )
    lead = lead or next(iter(newest), None)
    others = [story for story in newest if story is not lead]
    by_section: dict[int, list[Article]] = {section.pk: [] for section in sections}
    for story in _banded(by_section, newest):
        by_section[story.section_id or 0].append(story)
    front = Front(lead=lead, top=others[:TOP], latest=others[TOP:], bands=_bands(sections, by_section))
    prefetch_related_objects(front.articles, Prefetch("bylines", Byline.objects.select_related("author")))
    return front


def _banded(section_ids: Iterable[int], used: list[Article]) -> ArticleQuerySet:
    """The newest stories of each section that are not `used`: one query, of which each arm reads one index."""
    most = max(BAND_STORIES.values())
    arms = [
        Article.objects.filter(
            pk__in=Article.objects.live()
            .filter(section=section)
            .exclude(pk__in=[story.pk for story in used])
            .newest_first()
            .values("pk")[:most]
        )
        .order_by()
        .values("pk")
        for section in section_ids
    ]
    if not arms:
        return Article.objects.none()
    chosen = arms[0].union(*arms[1:], all=True) if arms[1:] else arms[0]
    return _cards().filter(pk__in=chosen).newest_first()


def _cards() -> ArticleQuerySet:
    return (
        Article.objects.live()
        .for_cards()
        .prefetch_related(None)
        .select_related("section", "lead_image", "primary_topic")
        .only(*CARD_FIELDS, "primary_topic__name", "primary_topic__slug")
    )


def _bands(sections: Iterable[Section], stories: dict[int, list[Article]]) -> list[Band]:
    bands: list[Band] = []
    turn = 0
    for section in sections:
        found = stories[section.pk]
        if not found:
            continue
        if all(story.is_opinion for story in found):
            layout = "opinion"
        elif len(found) < 4:
            layout = "pair"
        else:
            layout, turn = CYCLE[turn % len(CYCLE)], turn + 1
        bands.append(Band(section, found[: BAND_STORIES[layout]], layout))
    return bands
