"""What editors say of a story's list: this belongs there, that never does. No rule takes it back."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, Prefetch, QuerySet

from newsroom import audit, pagecache

from ..models import Article, Profile, Related
from ..rights import may_publish, may_write, require_publish, require_write
from . import ordering

MOST = 20  # pins of one story
Kind = Related.Kind
CHOSEN = (Kind.PINNED, Kind.EXCLUDED)
# For `article.related.all()`: what is picked, in its order, and the stories' ids of an import.
PREFETCH = Prefetch(
    "related",
    Related.objects.filter(kind__in=CHOSEN)
    .order_by("kind", "rank", "other")
    .select_related("other")
    .only("article", "other", "kind", "rank", "other__source_id"),
)


class CannotPick(Exception):
    """Why a story cannot be pinned: a sentence for the person who asked."""


@transaction.atomic
def pin(article: Article, other: Article, *, by: User) -> None:
    """Put `other` at the end of the pins of `article`, above all that is found. Raises PermissionDenied, CannotPick."""
    _check(article, other, by)
    if other.published_at is None:
        raise CannotPick("Readers do not know that story. Publish it first.")
    pins = article.related.filter(kind=Kind.PINNED).exclude(other=other)
    if pins.count() >= MOST:
        raise CannotPick(f"{MOST} stories are pinned here already. Let one go first.")
    last = pins.aggregate(last=Max("rank"))["last"]
    _write(article, other, kind=Kind.PINNED, rank=0 if last is None else last + 1)
    _tell(article, by, "article.pin_related", other)


@transaction.atomic
def exclude(article: Article, other: Article, *, by: User, both: bool = False) -> None:
    """Never show `other` below `article`; with `both`, nor the other way round. Raises PermissionDenied, CannotPick."""
    _check(article, other, by)
    _write(article, other, kind=Kind.EXCLUDED)
    _tell(article, by, "article.exclude_related", other)
    if both:
        exclude(other, article, by=by)


@transaction.atomic
def let_go(article: Article, other: Article, *, by: User) -> None:
    """Leave it to the rule again whether `other` stands below `article`. Raises PermissionDenied."""
    _require(article, by)
    if article.related.filter(other=other, kind__in=CHOSEN).delete()[0]:
        if Profile.objects.filter(pk=article.pk).exists():
            ordering.order(article.pk)
        _tell(article, by, "article.release_related", other)


@transaction.atomic
def move(article: Article, other: Article, *, by: User, places: int) -> None:
    """Move a pin down by so many places, or up if they are less than none. Raises PermissionDenied."""
    pins = list(_pins(article).values_list("other", flat=True))
    if other.pk not in pins:
        return
    place = pins.index(other.pk) + places
    pins.remove(other.pk)
    pins.insert(max(place, 0), other.pk)
    arrange(article, pins, by=by)


@transaction.atomic
def arrange(article: Article, others: Iterable[int], *, by: User) -> None:
    """Give the pins of `article` the order of `others`; those not named come after. Raises PermissionDenied."""
    _require(article, by)
    place = {key: rank for rank, key in enumerate(dict.fromkeys(others))}
    pins = list(_pins(article))
    pins.sort(key=lambda pin: place.get(pin.other_id, len(place)))
    for rank, one in enumerate(pins):
        Related.objects.filter(pk=one.pk).update(rank=rank)
    pagecache.purge(article.cache_tag)
    audit.record("article.arrange_related", article, by=by)


def keep_imported(picks: Mapping[int, tuple[Collection[int], Collection[int]]]) -> None:
    """Pin and exclude for each story what an import says; what is picked here already stays as it is. Two queries."""
    picked = set(Related.objects.filter(article__in=picks, kind__in=CHOSEN).values_list("article", "other"))
    rows = [
        Related(article_id=article, other_id=other, kind=kind, rank=rank if kind == Kind.PINNED else 0)
        for article, (pins, bans) in picks.items()
        for kind, others in ((Kind.PINNED, pins), (Kind.EXCLUDED, bans))
        for rank, other in enumerate(others)
        if other != article and (article, other) not in picked
    ]
    Related.objects.bulk_create(
        {row.pk: row for row in reversed(rows)}.values(),
        update_conflicts=True,
        unique_fields=["article", "other"],
        update_fields=["kind", "rank", "score", "why"],
    )


def _check(article: Article, other: Article, by: User) -> None:
    _require(article, by)
    if article.pk == other.pk:
        raise CannotPick("A story cannot stand below itself.")


def may_pick(user: User, article: Article) -> bool:
    """Below a story that readers know, its list is theirs: whoever may not publish may not change it."""
    return may_write(user, article) if article.published_at is None else may_publish(user)


def _require(article: Article, by: User) -> None:
    """Raises PermissionDenied unless `may_pick`."""
    if article.published_at is None:
        require_write(by, article)
    else:
        require_publish(by)


def _pins(article: Article) -> QuerySet[Related]:
    return article.related.filter(kind=Kind.PINNED).order_by("rank", "other")


def _write(article: Article, other: Article, **facts: Any) -> None:
    Related.objects.update_or_create(
        article=article, other=other, defaults={"rank": 0, "score": 0, "why": "", **facts}
    )


def _tell(article: Article, by: User, action: str, other: Article) -> None:
    pagecache.purge(article.cache_tag)
    audit.record(action, article, by=by, story=other.headline)
