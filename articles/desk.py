"""What the newsroom has in work: which stories are in which list, what needs a person, and what each row says.

Nothing here writes. Each function that takes stories asks the same number of queries however many these are.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from newsroom import moments
from newsroom.desk.paging import up_to

from . import lost
from .body.text import plain_text
from .models import Article, Image, Presence, Reference, Review, ScheduledChange, Stage, State, Verdict
from .models.article import ArticleQuerySet
from .names import fold_text
from .rights import SCHEDULED, may_publish, may_read_drafts

TEXTS = 200  # that are searched for words
# Columns that no list of the desk reads; a text may be long.
UNREAD = ("body", "search_description", "share_text", "withdrawal_notice")


def listed() -> ArticleQuerySet:
    """Stories with all that a row of the desk shows, in three queries."""
    rows = Article.objects.select_related("section", "lead_image", "assignee", "creator", "scheduled_change")
    return rows.defer(*UNREAD).prefetch_related("bylines__author")


# Which stories are where


def needs_of(user: User) -> Q:
    """Of what is in work: that which waits for something which this person can do."""
    to_write = Q(stage=Stage.DRAFT) & (Q(assignee=user) | (Q(creator=user) & Q(Exists(_sent_back()))))
    if not may_publish(user):
        return to_write
    return to_write | Q(stage__in=[Stage.IN_REVIEW, Stage.APPROVED])


def in_work(user: User) -> ArticleQuerySet:
    """What is in work, for whoever reads drafts; nothing for anybody else."""
    stories = Article.objects.in_work()
    return stories if may_read_drafts(user) else stories.none()


def needing(user: User) -> ArticleQuerySet:
    return in_work(user).filter(needs_of(user))


def of(user: User) -> ArticleQuerySet:
    """What this person has in work: his or her own stories, and those that were given to him or her."""
    return in_work(user).filter(Q(creator=user) | Q(assignee=user))


def scheduled() -> ArticleQuerySet:
    """Those that go out, or change before readers' eyes, at their hour."""
    waits = Q(visible_from__gt=timezone.now()) | Q(stage=Stage.SCHEDULED)
    return Article.objects.kept().filter(waits)


def with_words(words: str) -> list[int]:
    """The primary keys of the stories in work, and of those that wait for their hour, with all of `words` in the text.

    Of the newest `TEXTS` of each, in three queries, so that it costs the same whatever the archive.
    """
    wanted = words.split()
    # By the index over the stage; cut here, since a database that is to cut goes through the archive, the newest first.
    in_work = Article.objects.in_work().order_by().values_list("pk", flat=True)
    coming = Article.objects.coming().order_by("visible_from").values_list("pk", flat=True)
    near = Article.objects.filter(pk__in=[*sorted(in_work)[-TEXTS:], *coming[:TEXTS]] if wanted else [])
    for word in wanted:
        near = near.filter(body__icontains=escape(word, quote=False))
    folded = [fold_text(word) for word in wanted]
    texts = near.values_list("pk", "body")
    # A word may have been found in the markup.
    return [key for key, body in texts if _has_all(fold_text(plain_text(body)), folded)]


def _has_all(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


def withdrawn() -> ArticleQuerySet:
    """Those that readers saw once. Each half is found in an index of its own, and both together in none."""
    taken = Article.objects.filter(withdrawn_at__isnull=False).values("pk")
    over = Article.objects.filter(visible_until__lte=timezone.now()).values("pk")
    return Article.objects.kept().filter(Q(pk__in=taken) | Q(pk__in=over))


def _sent_back() -> QuerySet[Review]:
    return Review.objects.filter(revision=OuterRef("latest_revision"), verdict=Verdict.SENT_BACK)


@dataclass(frozen=True)
class Tab:
    """One list: what it is called, which stories are in it, and in which order unless another is asked for."""

    label: str
    stories: Callable[[User], ArticleQuerySet]
    order: str
    nothing: str  # what is said where none is


IN_WORK, NEWEST, VISIBLE = "due", "newest", "visible"
ORDERS = {
    IN_WORK: (F("due_at").asc(nulls_last=True), "-priority", "-pk"),
    NEWEST: ("-pk",),
    VISIBLE: (F("visible_from").desc(nulls_last=True), "-pk"),
}
TABS = {
    "needs": Tab("Needs me", needing, IN_WORK, "Nothing waits for you."),
    "mine": Tab("Mine", of, IN_WORK, "You have nothing in work."),
    "review": Tab(
        "In review",
        lambda _: Article.objects.in_work().filter(stage=Stage.IN_REVIEW),
        IN_WORK,
        "Nothing waits for an editor.",
    ),
    "scheduled": Tab("Scheduled", lambda _: scheduled(), VISIBLE, "Nothing has an hour."),
    "live": Tab("Live", lambda _: Article.objects.live(), VISIBLE, "Readers have nothing to read yet."),
    "withdrawn": Tab("Withdrawn", lambda _: withdrawn(), NEWEST, "Nothing was withdrawn."),
    "trash": Tab(
        "Trash",
        lambda _: Article.objects.filter(trashed_at__isnull=False),
        NEWEST,
        "The trash is empty.",
    ),
    "all": Tab("All", lambda _: Article.objects.kept(), NEWEST, "There is no story yet."),
}


READERS_TABS = {
    "live": TABS["live"],
    "scheduled": replace(TABS["scheduled"], stories=lambda _: Article.objects.coming()),
}


def tabs_of(user: User) -> dict[str, Tab]:
    """The lists that are for this person; the first one opens."""
    if may_read_drafts(user):
        return TABS
    return {key: tab for key, tab in READERS_TABS.items() if key == "live" or user.has_perm(SCHEDULED)}


def counts(user: User) -> dict[str, int]:
    """How many stories each tab holds, as `up_to` says it; a query a tab."""
    return {key: up_to(tab.stories(user)) for key, tab in tabs_of(user).items()}


# What a row says


@dataclass(frozen=True)
class When:
    """The time that counts for a story now. `note` says what it is or how far off."""

    text: str = ""
    note: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Row:
    """A story as a list of the desk shows it."""

    story: Article
    state: State
    when: When
    pending: str = ""  # of a live story: what its newer text is
    here: list[str] = field(default_factory=list)  # who has it open
    problems: list[str] = field(default_factory=list)


def rows(stories: Collection[Article], *, me: User) -> list[Row]:
    """The rows of `stories`, which come from `listed`; five queries, and none for who reads no drafts."""
    now = timezone.now()
    if not may_read_drafts(me):
        return [Row(story=story, state=story.state, when=_out(story, now)) for story in stories]
    here, wrong = present(stories, me=me), problems(stories)
    return [
        Row(
            story=story,
            state=story.state,
            when=when(story, now),
            pending=f"update {story.pending.label.lower()}" if story.pending and story.is_live else "",
            here=here[story.pk],
            problems=wrong[story.pk],
        )
        for story in stories
    ]


def when(story: Article, now: datetime) -> When:
    """The hour that somebody has to know of: when it is due, goes out, or left."""
    state = story.state
    if state == State.TRASHED and story.trashed_at:
        return When(moments.hour(story.trashed_at, now), "thrown away")
    if state == State.WITHDRAWN and (left := story.withdrawn_at or story.visible_until):
        return When(moments.hour(left, now), moments.off(left, now))
    if (planned := planned_of(story)) and planned.refused_at:
        return When(moments.hour(planned.at, now), "held back", is_late=True)
    if planned:
        return When(moments.hour(planned.at, now), f"change {moments.off(planned.at, now)}", planned.at < now)
    if story.due_at and story.stage != Stage.PUBLISHED:
        late = story.due_at < now
        return When(moments.hour(story.due_at, now), moments.off(story.due_at, now, past="late"), late)
    return _out(story, now) if story.visible_from else When(note="no time set")


def _out(story: Article, now: datetime) -> When:
    """Since when readers have it, or when they will."""
    assert story.visible_from
    note = moments.off(story.visible_from, now) if story.visible_from > now else ""
    return When(moments.hour(story.visible_from, now), note)


def planned_of(story: Article) -> ScheduledChange | None:
    """The change that waits for its hour. No query for a story of `listed`."""
    try:
        return story.scheduled_change
    except ScheduledChange.DoesNotExist:
        return None


def present(stories: Collection[Article], *, me: User) -> dict[int, list[str]]:
    """Who else has each of `stories` open, by its primary key; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    opened = Presence.objects.here().filter(article__in=[story.pk for story in stories]).exclude(user=me)
    for presence in opened.select_related("user").order_by("pk"):
        name = short_name(presence.user)
        if name not in found[presence.article_id]:
            found[presence.article_id].append(name)
    return found


def problems(stories: Collection[Article]) -> dict[int, list[str]]:
    """What is wrong with the newest text of each of `stories`, by its primary key; four queries."""
    keys = [story.pk for story in stories]
    shown: dict[int, set[int]] = defaultdict(set)
    named = Reference.objects.filter(article__in=keys, kind=Reference.Kind.IMAGE, in_newest=True)
    for article, image in named.values_list("article", "target"):
        shown[article].add(image)
    lacking = _lacking({image for images in shown.values() for image in images})
    cards = lost.lost(stories)
    found: dict[int, list[str]] = {}
    for story in stories:
        found[story.pk] = sorted({lack for image in shown[story.pk] for lack in lacking.get(image, ())})
        if any(card.in_newest for card in cards.get(story.pk, ())):
            found[story.pk].append("read-also lost its target")
        if story.is_live and not story.is_announced:
            found[story.pk].append("overdue: the worker has not told the caches")
    return found


def _lacking(pictures: Iterable[int]) -> dict[int, list[str]]:
    """What each picture that lacks something lacks, as a story's row says it."""
    found: dict[int, list[str]] = defaultdict(list)
    for image in Image.objects.filter(pk__in=pictures).only("alt", "is_decorative", "credit"):
        if not image.alt and not image.is_decorative:
            found[image.pk].append("picture without alt text")
        if not image.credit:
            found[image.pk].append("picture without a credit")
    return found


def short_name(user: User | None) -> str:
    """The name that colleagues call somebody by."""
    return (user.first_name or user.get_username()) if user else "somebody"
