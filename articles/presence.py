"""Who is at a story: a lease that each open form renews. It warns, and locks nothing."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from .models import Article, Presence
from .models.working import LEASE


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


def windows_of(person: User, present: Iterable[Presence]) -> set[UUID]:
    """The tabs in which this person has the story open now."""
    return {one.tab for one in present if one.user_id == person.pk}


def forget_old() -> int:
    """Delete presences that are over; how many."""
    gone, _ = Presence.objects.filter(seen_at__lt=timezone.now() - LEASE).delete()
    return gone
