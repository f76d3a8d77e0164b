"""What the index does not know yet: marked with the change itself, so that no killed process leaves it untold."""

import logging
from collections.abc import Callable, Collection, Iterable

from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet

from ..models import Profile
from ..models.related import TO_COUNT, Due
from . import archive, index

AT_ONCE = 500  # rows written in one statement
# Before the worker looks at other things again: about half a second.
A_ROUND_TO_COUNT = 100
A_ROUND_TO_RELATE = 20
log = logging.getLogger(__name__)


def mark(articles: Iterable[int], due: Due = Due.NEW) -> None:
    """Say that the index does not know what these stories are now. In the transaction that changes them."""
    Profile.objects.bulk_create(
        (Profile(article_id=key, archive_size=due) for key in articles),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["archive_size"],
    )


def mark_again(articles: Collection[int]) -> None:
    """The same for those of these stories that the index knows; it leaves the others out."""
    for some in archive.chunks(articles):
        Profile.objects.filter(pk__in=some, archive_size__gt=Due.WAITING).update(archive_size=Due.NEW)


def settle_some() -> int:
    """Count some of the stories that came with many others, or else relate some that wait; how many these were.

    A killed process has left such, or an import brought them.
    """
    keys = _due(Profile.objects.filter(archive_size__in=TO_COUNT), A_ROUND_TO_COUNT)
    for key in keys:
        attempt(index.count, key)
    if keys:
        return len(keys)
    keys = _due(Profile.objects.filter(archive_size__lte=Due.WAITING), A_ROUND_TO_RELATE)
    for key in keys:
        attempt(index.settle, key)
    return len(keys)


def attempt(act: Callable[[int], object], article_id: int) -> None:
    """Do `act` with a story. One with which it cannot be done stops no other, and waits until the archive has doubled.

    Raises OperationalError and InterfaceError: no story is to blame.
    """
    try:
        act(article_id)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("Article %s could not be related; the others are.", article_id)
        Profile.objects.filter(pk=article_id).update(archive_size=max(archive.size(), 1))


def refresh_some() -> int:
    """Have some of the stories related anew that were so when the archive was half as large, or smaller. How many."""
    old = Profile.objects.filter(archive_size__gt=Due.WAITING, archive_size__lt=archive.size() / 2)
    keys = _due(old, A_ROUND_TO_RELATE)
    mark(keys, Due.WAITING)
    return len(keys)


def _due(profiles: QuerySet[Profile], most: int) -> list[int]:
    return list(profiles.order_by("archive_size", "pk")[:most].values_list("pk", flat=True))
