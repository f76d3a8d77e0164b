"""The page of the day: what needs a person now, what goes out, and whether the machine is well.

`today` asks the same number of queries however much there is. Nothing here writes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import BooleanField, Case, F, Prefetch, Q, Value, prefetch_related_objects
from django.db.models import When as If
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom import moments, workers

from . import arranging, curating, desk, fronts, lost, navigation, scheduling, tasks
from .desk import When, short_name
from .models import (
    Arrangement,
    Article,
    Pin,
    Presence,
    Review,
    ScheduledChange,
    Stage,
    State,
    Verdict,
    Zone,
)
from .rights import may_publish, may_read_drafts, readable

MOST = 60  # stories that are looked at
SHOWN = 12  # of what needs a person; the rest is in the list
BESIDE = 6  # of each list in the margin
SOON = timedelta(days=7)
LEAD = arranging.Slot(Zone.LEAD, None, 0)
NUMBERS = [
    "No",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
]


@dataclass(frozen=True)
class Need:
    """One thing that waits for a person: the hour, what it is about, why, and the one thing to do."""

    when: When
    title: str
    url: str
    reason: str
    verb: str
    state: State | None = None
    aside: str = ""  # said of the state: “with an update in review”
    act_url: str = ""  # where the verb leads; empty: to `url`


@dataclass(frozen=True)
class Coming:
    """What happens by itself at an hour."""

    at: datetime
    when: When
    title: str
    what: str
    url: str = ""


@dataclass(frozen=True)
class Machine:
    """The background work in a few words. `is_well` is false where somebody must look after it."""

    worker: str
    is_well: bool
    overdue: int
    pictures: int  # whose sizes are still being made


@dataclass(frozen=True)
class Today:
    needs: list[Need]
    yours: list[tuple[Article, When]]
    coming: list[Coming]
    lead: tuple[Article, str] | None  # of the front page now, and how it came there
    here: list[tuple[str, Article]]
    machine: Machine
    more: int = 0  # that need a person, and are not among `needs`
    sentence: str = field(default="")


def today(user: User) -> Today:
    """All of the page for `user`."""
    now = timezone.now()
    stories = _stories(user)
    said = _reviews(stories)
    late = scheduling.overdue()
    wanted = [story for story in stories if story.needs_me]  # type: ignore[attr-defined]
    refused = [one for one in late if one.reason] if may_publish(user) else []
    needs = [
        *(_refused(one, now) for one in refused),
        *(_need(story, said.get(story.latest_revision_id), user, now) for story in wanted),
        *(_mend(story) for story in lost.stories(user).defer(*desk.UNREAD)[:SHOWN]),
    ]
    needs.sort(key=lambda need: not need.when.is_late)  # those that are late first; the rest stays in order
    arranged = _arranged()
    turning = _turning(arranged, now) if may_read_drafts(user) else ()
    return Today(
        needs=needs[:SHOWN],
        more=max(len(needs) - SHOWN, 0),
        yours=[(story, desk.when(story, now)) for story in stories if story.is_mine and story not in wanted],  # type: ignore[attr-defined]
        coming=sorted([*_going(user, now), *turning], key=lambda one: one.at)[:BESIDE],
        lead=_lead(arranged, now),
        here=_here(user),
        machine=_machine(now, late),
        sentence=greeting(len(needs), user),
    )


def waiting(user: User) -> int:
    """How many things need `user`, as `today` counts them; three queries."""
    refused = ScheduledChange.objects.filter(refused_at__isnull=False).count() if may_publish(user) else 0
    return desk.needing(user)[:MOST].count() + lost.stories(user)[:SHOWN].count() + refused


def greeting(number: int, user: User) -> str:
    """“Six things need you, Amina”."""
    name = f", {short_name(user)}" if user.first_name else ""
    if number == 0:
        return f"Nothing needs you{name}"
    many = NUMBERS[number] if number < len(NUMBERS) else f"{number}"
    return f"{many} thing{'s need' if number > 1 else ' needs'} you{name}"


# What needs a person


def _stories(user: User) -> list[Article]:
    """Those that need `user`, and those that he or she has in work; `needs_me` and `is_mine` say which; one query."""
    mine = Q(creator=user) | Q(assignee=user)
    needs = desk.needs_of(user)
    found = desk.in_work(user).filter(needs | mine)
    found = found.annotate(needs_me=_truth(needs), is_mine=_truth(mine))
    return list(
        found.select_related("section", "assignee", "creator", "scheduled_change")
        .defer(*desk.UNREAD)
        .order_by(F("due_at").asc(nulls_last=True), "-priority", "-pk")[:MOST]
    )


def _truth(condition: Q) -> Case:
    return Case(If(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _reviews(stories: Iterable[Article]) -> dict[int | None, Review]:
    """What was said last of the newest text of each story, by that text's primary key; one query."""
    texts = [story.latest_revision_id for story in stories]
    found = Review.objects.filter(revision__in=texts).select_related("reviewer").order_by("pk")
    return {review.revision_id: review for review in found}


def _need(story: Article, review: Review | None, user: User, now: datetime) -> Need:
    form = reverse("admin:articles_article_change", args=[story.pk])
    is_update = story.is_live and story.stage == Stage.IN_REVIEW
    facts = [
        _said(review) or ("given to you" if story.assignee_id == user.pk else ""),
        f"{story.words:,} words" if story.words else "no text yet",
        story.section.name if story.section else "no section",
    ]
    return Need(
        when=desk.when(story, now),
        title=story.headline or "Without a headline",
        url=form,
        reason=" · ".join(filter(None, facts)),
        verb="Compare" if is_update else VERBS.get(story.stage, "Open"),
        state=story.state,
        aside=f"with an update {story.pending.label.lower()}" if story.pending and story.is_live else "",
        act_url=reverse("admin:articles_article_compare", args=[story.pk]) if is_update else form,
    )


VERBS: dict[str, str] = {Stage.DRAFT: "Write", Stage.IN_REVIEW: "Review", Stage.APPROVED: "Publish"}


def _said(review: Review | None) -> str:
    """“Otieno asks: may the company be named?”"""
    if review is None:
        return ""
    name = short_name(review.reviewer)
    if review.verdict == Verdict.APPROVED:
        return f"by {name}"  # after the state, which says what
    if review.verdict == Verdict.SENT_BACK:
        return f"{name} sent it back: {review.note}"
    return f"{name} asks: {review.note}" if review.note else f"submitted by {name}"


def _refused(late: scheduling.Overdue, now: datetime) -> Need:
    return Need(
        when=When(moments.hour(late.at, now), moments.off(late.at, now, past="late"), is_late=True),
        title=late.article.headline,
        url=reverse("admin:articles_article_change", args=[late.article.pk]),
        reason=f"Held back. {late.reason}",
        verb="Mend",
    )


def _mend(story: Article) -> Need:
    return Need(
        when=When("Now"),
        title=story.headline,
        url=reverse("admin:articles_article_change", args=[story.pk]),
        reason="A read-also card has lost its story. Readers do not see the card.",
        verb="Choose another",
        state=State.LIVE,
    )


# What goes on beside


def _going(user: User, now: datetime) -> Iterator[Coming]:
    """Stories that go out or leave, and changes of live ones; two queries."""
    horizon = now + SOON
    hours = Q(visible_from__gt=now) | Q(visible_until__gt=now, visible_until__lt=horizon)
    stories = readable(Article.objects.kept(), user).filter(hours).order_by("visible_from")
    for story in stories.only("headline", "visible_from", "visible_until")[: 2 * BESIDE]:
        if story.visible_from and story.visible_from > now:
            yield _coming(story.visible_from, now, story, "goes out")
        elif story.visible_until:
            yield _coming(story.visible_until, now, story, "leaves the site")
    changes = ScheduledChange.objects.filter(refused_at=None).select_related("article")
    if not may_read_drafts(user):
        return
    for planned in changes.only("at", "change", "article__headline")[:BESIDE]:
        yield _coming(planned.at, now, planned.article, f"{planned.change} of the live story")


def _coming(at: datetime, now: datetime, story: Article, what: str) -> Coming:
    url = reverse("admin:articles_article_change", args=[story.pk])
    return Coming(at, When(moments.hour(at, now), moments.off(at, now)), story.headline, what, url)


def _arranged() -> Arrangement | None:
    """The arrangement in force with its pins and their stories; two queries."""
    arranged = curating.in_force()
    if arranged:
        stories = Pin.objects.select_related("article").defer("article__body")
        prefetch_related_objects([arranged], Prefetch("pins", stories))
    return arranged


def _turning(arranged: Arrangement | None, now: datetime) -> Iterator[Coming]:
    """The next moments at which the front page changes by itself."""
    moved: dict[datetime, list[str]] = {}
    for pin in arranged.pins.all() if arranged else ():
        named = f"“{pin.article.headline}”" if pin.article else ""
        if pin.starts_at > now and named:
            place = "leads" if pin.zone == Zone.LEAD else "comes in"
            moved.setdefault(pin.starts_at, []).append(f"{named} {place}")
        if pin.ends_at and pin.ends_at > now:
            moved.setdefault(pin.ends_at, []).append(f"the pin of {named} ends" if named else "a pin ends")
    for at, changes in sorted(moved.items())[:BESIDE]:
        what = f"{changes[0]}{f', and {len(changes) - 1} more' if len(changes) > 1 else ''}"
        when = When(moments.hour(at, now), moments.off(at, now))
        yield Coming(at, when, "Front page", what, reverse("admin:articles_front"))


def _lead(arranged: Arrangement | None, now: datetime) -> tuple[Article, str] | None:
    """The story over all others now, and how it came there; two queries."""
    placements = curating.placements_of(arranged, at=now)
    key = fronts.lead(navigation.sections.get(), now, arranging.held(placements, now))
    story = Article.objects.defer(*desk.UNREAD).filter(pk=key or 0).first()
    pin = arranging.of_slot(placements, LEAD, now)
    if story is None:
        return None
    if pin is None or pin.article != key:
        return story, "filled by rule: the newest with a picture"
    return story, f"pinned until {moments.hour(pin.ends_at, now)}" if pin.ends_at else "pinned without an end"


def _here(user: User) -> list[tuple[str, Article]]:
    """Who is in which story; one query."""
    if not may_read_drafts(user):
        return []
    opened = Presence.objects.here().exclude(user=user).select_related("user", "article")
    opened = opened.only("user__first_name", "user__username", "article__headline").order_by("pk")
    return list({(short_name(one.user), one.article): None for one in opened[: 4 * BESIDE]})[:BESIDE]


def _machine(now: datetime, late: list[scheduling.Overdue]) -> Machine:
    """Two queries."""
    seen_at = workers.last_seen()
    making = DBTaskResult.objects.filter(
        task_path=tasks.make_renditions.module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    return Machine(
        worker=f"seen {moments.off(seen_at, now)}" if seen_at else "never seen",
        is_well=not workers.is_lost(seen_at),
        overdue=sum(not one.reason for one in late),
        pictures=making[:1000].count(),
    )
