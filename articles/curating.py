"""What editors pin to the front page: put into force, rolled back, and told to the caches at its hour."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import combinations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from newsroom import audit, pagecache

from .arranging import Placement, Placements, Slot
from .models import Arrangement, Article, Pin, Section, Stage, Zone

CURATE = "articles.curate_front"
MOST_PINS = 400
READY = frozenset({Stage.APPROVED, Stage.SCHEDULED})  # a draft that can be pinned before it has its hour
LONGEST_AHEAD = timedelta(days=400)


class Stale(Exception):
    """Somebody else has changed the front page since; `newest` is in force now."""

    def __init__(self, newest: Arrangement) -> None:
        super().__init__("The front page has been changed since it was opened.")
        self.newest = newest


class Refused(Exception):
    """This cannot be put into force; `reasons` are sentences for the editor."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def in_force(moment: datetime | None = None) -> Arrangement | None:
    """The arrangement in force now, or at `moment`; None before the first one."""
    made = Arrangement.objects.filter(made_at__lte=moment) if moment else Arrangement.objects.all()
    return made.select_related("made_by", "restores").order_by("-made_at", "-number").first()


def maker(arrangement: Arrangement) -> str:
    return audit.name_of(arrangement.made_by) or "Somebody"


def placements_of(arrangement: Arrangement | None, *, at: datetime) -> Placements:
    """Its pins that have not ended at `at`, in the order of the page. Those of what was deleted since are left out."""
    if arrangement is None:
        return ()
    found = (
        Placement(
            Slot(pin.zone, pin.section_id, pin.rank), pin.article_id, pin.starts_at, pin.ends_at, pin.headline
        )
        for pin in arrangement.pins.all()
        if pin.article_id is not None and (pin.section_id is not None) == (pin.zone == Zone.BAND)
    )
    return tuple(sorted((pin for pin in found if not pin.has_ended(at)), key=in_order))


def in_order(placement: Placement) -> tuple[int, int, int, datetime]:
    """The order of the page, and in each place that of time."""
    slot = placement.slot
    return Zone.values.index(slot.zone), slot.section or 0, slot.rank, placement.starts_at


def put_into_force(
    placements: Iterable[Placement], *, by: User, base: int, restores: Arrangement | None = None
) -> Arrangement:
    """Make `placements` all that is pinned, from now on. `base`: the number of the arrangement they came from, or 0.

    What has ended is left out. Raises PermissionDenied, Stale and Refused; the second click of a double one finds the
    first one's arrangement.
    """
    if not by.has_perm(CURATE):
        raise PermissionDenied("You may not arrange the front page.")
    now = timezone.now()
    wanted = tuple(
        sorted((pin for pin in placements if pin.is_backward or not pin.has_ended(now)), key=in_order)
    )
    with transaction.atomic():
        newest = Arrangement.objects.select_for_update().order_by("-number").first()
        if newest is not None and newest.number != base:
            if newest.made_by_id == by.pk and placements_of(newest, at=now) == wanted:
                return newest
            raise Stale(newest)
        before = placements_of(newest, at=now)
        if reasons := refusals(wanted, known=before):
            raise Refused(reasons)
        try:
            with transaction.atomic():
                made = _made(wanted, by=by, newest=newest, restores=restores, now=now)
        except (
            IntegrityError
        ):  # two at once have read the same newest one; the database lets one have the number
            made = None
    if made is None:
        raise Stale(Arrangement.objects.latest("number"))
    return made


def _made(
    placements: Placements,
    *,
    by: User,
    newest: Arrangement | None,
    restores: Arrangement | None,
    now: datetime,
) -> Arrangement:
    # Never before the last one, so that their order is that of time also where two clocks differ.
    made_at = max(now, newest.made_at) if newest else now
    number = newest.number + 1 if newest else 1
    arrangement = Arrangement.objects.create(
        number=number, made_at=made_at, made_by=by, restores=restores, told_until=made_at
    )
    first_by = {_same(pin): pin.placed_by_id for pin in newest.pins.all()} if newest else {}
    pins = [
        Pin(
            arrangement=arrangement,
            zone=pin.slot.zone,
            section_id=pin.slot.section,
            rank=pin.slot.rank,
            article_id=pin.article,
            headline=pin.headline,
            starts_at=pin.starts_at,
            ends_at=pin.ends_at,
        )
        for pin in placements
    ]
    for pin in pins:
        pin.placed_by_id = first_by.get(_same(pin), by.pk)
    Pin.objects.bulk_create(pins)
    verb = "roll_back" if restores else "curate"
    audit.record(f"front.{verb}", arrangement, by=by, pins=len(pins), to=str(restores) if restores else "")
    pagecache.purge("front")
    return arrangement


def _same(pin: Pin) -> tuple[str, int | None, int, int | None, datetime]:
    """What a pin keeps from one arrangement to the next, whatever becomes of its end."""
    return pin.zone, pin.section_id, pin.rank, pin.article_id, pin.starts_at


def roll_back(to: Arrangement, *, by: User, base: int) -> tuple[Arrangement, list[str]]:
    """Put the pins of an earlier arrangement into force again, and say which of them cannot come back, and why.

    Raises as `put_into_force`.
    """
    now = timezone.now()
    placements = placements_of(to, at=now)
    stories = Article.objects.in_bulk({pin.article for pin in placements})
    left_out = [
        f"“{story.headline}” {reason}."
        for pk in dict.fromkeys(pin.article for pin in placements)
        if (story := stories[pk]) and (reason := why_not(story))
    ]
    fit = [pin for pin in placements if not why_not(stories[pin.article])]
    ended = to.pins.filter(ends_at__lte=now).count()
    if ended:
        left_out.append(f"{ended} {'pin has' if ended == 1 else 'pins have'} ended since.")
    return put_into_force(fit, by=by, base=base, restores=to), left_out


def why_not(article: Article) -> str:
    """Why a story cannot be pinned, as the end of a sentence; empty where it can."""
    if article.trashed_at:
        return "is in the trash"
    if article.withdrawn_at:
        return "has been withdrawn"
    if article.retracted_at:
        return "has been retracted"
    if article.visible_from is None and article.stage not in READY:
        return "is a draft that nobody has approved"
    if article.visible_until and article.visible_until <= timezone.now():
        return "has been taken down"
    return ""


def refusals(placements: Sequence[Placement], *, known: Collection[Placement]) -> list[str]:
    """What is wrong with pins that are to be put into force. `known`: those in force, which were looked at before."""
    if len(placements) > MOST_PINS:
        return [f"{len(placements)} pins are too many: {MOST_PINS} at most."]
    stories = Article.objects.defer("body").in_bulk({pin.article for pin in placements})
    sections = dict(Section.objects.values_list("pk", "name"))
    seen = {(pin.slot, pin.article) for pin in known}
    reasons: list[str] = []
    for pin in placements:
        story = stories.get(pin.article)
        if story is None:
            reasons.append("A story that was to be pinned does not exist any more. Take its pin away.")
        elif pin.slot.section is not None and pin.slot.section not in sections:
            reasons.append(
                f"The section in which “{story.headline}” was to be pinned does not exist any more."
            )
        else:
            reasons += _refusals_of(pin, story, is_known=(pin.slot, pin.article) in seen)
    for one, other in combinations(sorted(placements, key=in_order), 2):
        if one.meets(other) and (one.slot == other.slot or one.article == other.article):
            names = " and ".join(
                f"“{stories[pin.article].headline}”" for pin in (one, other) if pin.article in stories
            )
            what = "have one place" if one.slot == other.slot else "is one story in two places"
            reasons.append(f"{names} {what} at the same time.")
    return list(dict.fromkeys(reasons))


def _refusals_of(pin: Placement, story: Article, *, is_known: bool) -> list[str]:
    reasons = []
    if not is_known and (reason := why_not(story)):
        reasons.append(f"“{story.headline}” {reason}: it cannot be pinned.")
    if pin.is_backward:
        reasons.append(f"“{story.headline}” would end before it begins.")
    if pin.starts_at > timezone.now() + LONGEST_AHEAD:
        reasons.append(f"“{story.headline}” would begin more than a year from now.")
    return reasons


def announce_pins() -> int:
    """Throw the front page out of the caches if a pin has begun or ended since the last call; 1 if so.

    Readers who ask the site itself see the change without it.
    """
    now = timezone.now()
    newest = Arrangement.objects.order_by("-number").first()
    if newest is None or newest.told_until >= now:
        return 0
    passed = {"gt": newest.told_until, "lte": now}
    begun, ended = (
        models.Q(**{f"{field}__{than}": value for than, value in passed.items()})
        for field in ("starts_at", "ends_at")
    )
    if not newest.pins.filter(begun | ended).exists():
        return 0
    # Another worker may be about the same; the one whose update counts does the rest.
    told = Arrangement.objects.filter(pk=newest.pk, told_until=newest.told_until).update(told_until=now)
    if told:
        pagecache.purge("front")
    return told
