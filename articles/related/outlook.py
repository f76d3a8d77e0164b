"""What will stand below a text, and why, as the desk shows it while the text is written. Nothing here writes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ..around import led_to
from ..body.render import collect
from ..content import Content
from ..models import Article, Related
from .picks import CHOSEN
from .suggesting import suggest
from .weights import SHOWN

Kind = Related.Kind
MONTH, YEAR = 30.44, 365.25  # days


@dataclass(frozen=True, slots=True)
class Line:
    """A story that belongs below the text, or must not stand there."""

    story: Article
    why: str = ""
    apart: str = ""  # in time
    is_pinned: bool = False
    is_linked: bool = False  # the text leads there itself, so readers do not see it again below
    is_shown: bool = False  # readers see it

    @property
    def is_away(self) -> bool:
        """True for a pin that readers do not see, because they do not see the story."""
        return not (self.story.is_live and self.story.retracted_at is None)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Each list has the best first; none has a story of another."""

    same: list[Line]  # the very same text, published before
    pinned: list[Line]
    found: list[Line]
    excluded: list[Line]

    @property
    def near(self) -> list[Line]:
        """What was found as far as readers see it, and what is linked before that."""
        last = max((place for place, line in enumerate(self.found) if line.is_shown), default=-1)
        return self.found[: last + 1]

    @property
    def further(self) -> list[Line]:
        """What was found besides, and would come next."""
        return self.found[len(self.near) :]

    @property
    def shown(self) -> int:
        return sum(line.is_shown for line in (*self.pinned, *self.found))

    @property
    def lacking(self) -> int:
        """Places that the latest stories of the section fill up."""
        return SHOWN - self.shown


def outlook(content: Content, article: Article | None = None) -> Outlook:
    """What readers will find below `content`, were it published now, in seven queries.

    `article` is whose text it is; None for one that is not saved yet.
    """
    suggested = suggest(content, article)
    rows = (
        article.related.filter(kind__in=CHOSEN).order_by("rank", "other")
        if article
        else Related.objects.none()
    )
    picks: dict[int, Related] = {row.other_id: row for row in rows}
    led = led_to(content.body, collect([content.body]).articles)
    keys = {*picks, *(one.article for one in suggested)}
    stories = Article.objects.select_related("section", "lead_image").defer("body").in_bulk(keys)
    moment = (article.published_at if article else None) or timezone.now()
    whys = {one.article: one.why for one in suggested}

    def line(key: int) -> Line:
        story = stories[key]
        apart = distance(moment, story.published_at) if story.published_at else ""
        is_pinned = key in picks and picks[key].kind == Kind.PINNED
        return Line(story, whys.get(key, ""), apart, is_pinned, is_linked=key in led)

    def lines(keys: Iterable[int]) -> list[Line]:
        return [line(key) for key in keys if key in stories]

    pinned = lines(key for key, row in picks.items() if row.kind == Kind.PINNED)
    found = lines(one.article for one in suggested if not one.is_same and one.article not in picks)
    seen = list(_seen([*pinned, *found]))
    return Outlook(
        same=lines(one.article for one in suggested if one.is_same),
        pinned=seen[: len(pinned)],
        found=seen[len(pinned) :],
        excluded=lines(key for key, row in picks.items() if row.kind == Kind.EXCLUDED),
    )


def _seen(lines: Iterable[Line]) -> Iterator[Line]:
    """The same lines; the first that readers can see are marked, as many as there are places."""
    left = SHOWN
    for line in lines:
        is_shown = left > 0 and not line.is_linked and not line.is_away
        left -= is_shown
        yield Line(line.story, line.why, line.apart, line.is_pinned, line.is_linked, is_shown)


def distance(one: datetime, other: datetime) -> str:
    """How far apart two days are, in words: `the same day`, `2 days apart`, `5 months apart`."""
    days = abs((timezone.localtime(one).date() - timezone.localtime(other).date()).days)
    if not days:
        return "the same day"
    if days < 2 * MONTH:
        number, unit = days, "day"
    elif days < 2 * YEAR:
        number, unit = round(days / MONTH), "month"
    else:
        number, unit = round(days / YEAR), "year"
    return f"{number} {unit}{'s' if number != 1 else ''} apart"
