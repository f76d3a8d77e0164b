"""What is being typed, kept at every pause; and who is at it.

A working copy is one person's open form as it stands, valid or not. It is no version: each save by the same person
writes over it, and the save that makes a version throws it away in the same transaction.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from newsroom.text import prose

from . import bylines, topics
from .body.clean import BodyTooLong, clean
from .content import Content
from .models import Article, Image, Presence, Section, WorkingCopy
from .models.working import LEASE
from .names import slug_for, tidy

LONGEST = 10_000  # characters of anything but the text itself
KEY_DIGITS = 18
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


def keep(
    *, by: User, article: Article | None, once: UUID | None, base: int | None, fields: Fields
) -> datetime:
    """Write over the working copy of this form, or begin it, in one query; when that was.

    A form of a new article is known by `once`, which its first real save takes for the article's `source_id`.
    """
    now = timezone.now()
    copy = WorkingCopy(
        user=by,
        article=article,
        once=None if article else once,
        base=base,
        fields={_storable(name): _storable(value) for name, value in fields.items()},
        saved_at=now,
    )
    WorkingCopy.objects.bulk_create(
        [copy],
        update_conflicts=True,
        unique_fields=["user", "article" if article else "once"],
        update_fields=["base", "fields", "saved_at"],
    )
    return now


def _storable(text: str) -> str:
    """PostgreSQL takes neither a NUL nor half of a surrogate pair in JSON."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def copies_of(
    person: User, *, article: Article | None = None, once: UUID | None = None
) -> QuerySet[WorkingCopy]:
    """The working copy of this person's form, if there is one."""
    own = WorkingCopy.objects.filter(user=person)
    return own.filter(article=article) if article else own.filter(article=None, once=once)


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


def unfinished(person: User) -> QuerySet[WorkingCopy]:
    """The new stories that this person has begun and never saved, newest first."""
    return WorkingCopy.objects.filter(user=person, article=None).order_by("-saved_at")


def renew(*, by: User, article: Article, tab: UUID) -> None:
    """Say that this person has the story open in this tab, for as long as the lease runs."""
    Presence.objects.bulk_create(
        [Presence(user=by, article=article, tab=tab, seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["article", "user", "tab"],
        update_fields=["seen_at"],
    )


def leave(*, by: User, article: Article, tab: UUID) -> None:
    """Say that the tab is closed; and forget all, in whatever story, whose lease ran out."""
    mine = Q(article=article, user=by, tab=tab)
    Presence.objects.filter(mine | Q(seen_at__lt=timezone.now() - LEASE)).delete()


def present_in(article: Article) -> list[Presence]:
    """Who has the story open now, a row for each tab, in one query."""
    here = Presence.objects.here().filter(article=article).select_related("user")
    return list(here.order_by("seen_at"))


def others_in(article: Article, *, but: User, present: Iterable[Presence] | None = None) -> list[str]:
    """The names of the colleagues who have the story open now, each once."""
    here = present_in(article) if present is None else present
    names = (one.user.get_full_name() or one.user.get_username() for one in here if one.user_id != but.pk)
    return list(dict.fromkeys(names))


def is_held(*, by: User, article: Article, tab: UUID, present: Iterable[Presence]) -> bool:
    """True if the working copy is what this person is typing in another tab, which is open still.

    There is one copy a person and story: the second tab must not write over what the first has been told is safe.
    """
    own = {str(one.tab) for one in present if one.user_id == by.pk and one.tab != tab}
    if not own:
        return False
    return copies_of(by, article=article).values_list("fields__tab", flat=True).first() in own


def forget_old() -> int:
    """Delete working copies that nobody has come back to for months, and presences that are over; how many."""
    now = timezone.now()
    copies, _ = WorkingCopy.objects.filter(saved_at__lt=now - KEPT).delete()
    gone, _ = Presence.objects.filter(seen_at__lt=now - LEASE).delete()
    return copies + gone
