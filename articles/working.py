"""What is being typed, kept at every pause.

A working copy is one open form as it stands, valid or not. It is no version: each save of the same window writes over
it, and the save that makes a version throws it away in the same transaction. Two windows of one person are two copies,
so that neither writes over the other; see docs/decisions/nothing-lost.md.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Exists, F, Q, QuerySet
from django.utils import timezone

from newsroom.text import prose

from . import bylines, topics
from .body.clean import BodyTooLong, clean
from .content import Content
from .models import Article, Image, Mark, Section, WorkingCopy
from .names import slug_for, tidy

LONGEST = 10_000  # characters of anything but the text itself
KEY_DIGITS = 18
FIRST = 1
PLAIN = (
    "label",
    "standfirst",
    "language",
    "lead_caption",
    "search_title",
    "search_description",
    "share_title",
    "share_text",
    "canonical_address",
)

KEPT = timedelta(days=90)  # a working copy that its writer has not come back to

Fields = Mapping[str, str]


class Window(NamedTuple):
    """One open form of a story. That of a new one is known by `once`, which its first real save takes for the article's
    `source_id`."""

    user: User
    article: Article | None
    once: UUID | None
    tab: UUID
    after: Mark | None = None  # the copy that it was opened with
    open_tabs: Collection[UUID] = ()  # in which the same person has the story open

    def story(self) -> QuerySet[WorkingCopy]:
        return copies_of(self.user, article=self.article, once=self.once)

    def own(self) -> QuerySet[WorkingCopy]:
        """The copy of this window, if it has one."""
        return self.story().filter(tab=self.tab)

    def before(self) -> QuerySet[WorkingCopy]:
        """What it was opened with, unless that has been written since, or is of a window that is open still."""
        if self.after is None:
            return WorkingCopy.objects.none()
        as_it_was = self.story().filter(tab=self.after.tab, turn=self.after.turn)
        return as_it_was.exclude(tab__in=self.open_tabs)


def keep(window: Window, *, at: datetime, turn: int | None = None, base: int | None, fields: Fields) -> bool:
    """Write over the working copy of this window, in one query; or begin one, in few. True if there was one.

    `turn` counts what a window has sent, from 1, and None is the newest: what was overtaken on its way writes over
    nothing. The first time the window takes over the copy that it was opened with.
    """
    overtaken = window.own() if turn is None else window.own().filter(turn__lt=turn)
    typed: dict[str, Any] = {
        "turn": F("turn") + 1 if turn is None else turn,
        "base": base,
        "fields": {_storable(name): _storable(value) for name, value in fields.items()},
        "saved_at": at,
    }
    if turn != FIRST and overtaken.update(**typed):
        return True
    begun = {**typed, "turn": turn or FIRST}
    if not window.before().filter(~Exists(window.own())).update(tab=window.tab, **begun):
        once = None if window.article else window.once
        copy = WorkingCopy(user=window.user, article=window.article, once=once, tab=window.tab, **begun)
        WorkingCopy.objects.bulk_create([copy], ignore_conflicts=True)
        if turn != FIRST:
            overtaken.update(**typed)  # an earlier request of this window came between
    return False


def _storable(text: str) -> str:
    """PostgreSQL takes neither a NUL nor half of a surrogate pair in JSON."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def copies_of(
    person: User, *, article: Article | None = None, once: UUID | None = None
) -> QuerySet[WorkingCopy]:
    """The working copies of this person's windows of one story, the newest first.

    To an article belong those of the forms in which it was new, too: one may be open since before its first save.
    """
    own = WorkingCopy.objects.filter(user=person).order_by("-saved_at", "-pk")
    if article is None:
        return own.filter(article=None, once=once)
    try:
        begun = UUID(str(article.source_id))
    except ValueError:
        return own.filter(article=article)
    return own.filter(Q(article=article) | Q(article=None, once=begun))


def copy_in(person: User, tab: str) -> WorkingCopy | None:
    """What this person has typed in a window, by the name of it; None for what is no name or no copy."""
    try:
        return (
            WorkingCopy.objects.filter(user=person, tab=UUID(tab))
            .select_related("article__latest_revision")
            .first()
        )
    except ValueError:
        return None


def made_of(once: UUID | None, person: User) -> Article | None:
    """The article that a form for a new one has made already: with an earlier click, or in another window."""
    if once is None:
        return None
    made = Article.objects.filter(source_id=str(once), creator=person)
    return made.select_related("latest_revision__author").defer("body", "latest_revision__snapshot").first()


def finish(window: Window) -> None:
    """Throw away what this window has kept, since all of it is saved now. What other windows have kept stays."""
    window.own().delete()
    window.before().delete()


def discard(person: User, mark: Mark) -> bool:
    """Throw away a text as its writer has just seen it. False if it has been typed on since, or is gone."""
    gone, _ = WorkingCopy.objects.filter(user=person, tab=mark.tab, turn=mark.turn).delete()
    return bool(gone)


def content_of(copy: WorkingCopy) -> Content:
    """What was typed as a text to be looked at: what is no valid value in it is left out, and nothing is made."""
    typed = copy.fields
    try:
        body = clean(typed.get("body", ""))
    except BodyTooLong:
        body = ""
    headline = tidy(typed.get("headline", "")[:LONGEST])
    return Content(
        headline=headline,
        slug=slug_for(typed.get("slug", "")[:LONGEST] or headline, fallback="article"),
        body=body,
        section=_row(Section, typed.get("section", "")),
        topics=tuple(topics.known(typed.get("topics", "")[:LONGEST].split(","))),
        credits=tuple(bylines.read(typed.get("bylines", "")[:LONGEST]).credits),
        lead_image=_row(Image, typed.get("lead_image", "")),
        **{name: prose(typed.get(name, "")[:LONGEST]) for name in PLAIN},
    )


def _row(model: type[Section] | type[Image], typed: str) -> int | None:
    """The primary key that was typed, if there is such a row."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= KEY_DIGITS):
        return None
    found: Any = model._default_manager.filter(pk=int(typed)).first()
    return int(found.pk) if found else None


def unfinished(person: User, *, most: int) -> list[WorkingCopy]:
    """The new stories that this person has begun and never saved in any window, newest first."""
    begun = WorkingCopy.objects.filter(user=person, article=None).order_by("-saved_at")[:most]
    names = [str(copy.once) for copy in begun]
    made = (
        set(Article.objects.filter(source_id__in=names).values_list("source_id", flat=True))
        if names
        else set()
    )
    return [copy for copy in begun if str(copy.once) not in made]


def forget_old() -> int:
    """Delete working copies that nobody has come back to for months; how many."""
    gone, _ = WorkingCopy.objects.filter(saved_at__lt=timezone.now() - KEPT).delete()
    return gone
