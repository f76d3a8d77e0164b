"""What is to be seen for the first time, and would not be let out any more: it is held back before its hour.

A first publication comes true without anybody doing anything, so nobody could refuse it at its hour. The worker asks
shortly before, until the hour has come. See docs/decisions/schedule.md.
"""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from newsroom import audit, moments

from . import publishing, telling
from .models import Article, Change, Revision, ScheduledChange

BEFORE = timedelta(minutes=15)  # long enough to mend it and to keep its hour
TOO_LATE = timedelta(seconds=1)  # before the hour: a reader may come before it is held back
AT_ONCE = 100
log = logging.getLogger(__name__)


def hold_back_unready() -> int:
    """Ask again of what goes out soon whether it may, and hold back what may not; how many these were."""
    now = timezone.now()
    soon = Article.objects.filter(
        is_announced=False, visible_from__gt=now + TOO_LATE, visible_from__lte=now + BEFORE
    )
    held = 0
    for key in list(soon.order_by("visible_from").values_list("pk", flat=True)[:AT_ONCE]):
        try:
            held += _ask(key)
        except DatabaseError:
            raise
        except Exception:
            log.exception("Article %s could not be asked about; it goes out as it was decided.", key)
    return held


@transaction.atomic
def _ask(key: int) -> bool:
    article = publishing.lock(Article(pk=key))
    at, revision = article.visible_from, article.live_revision
    if at is None or revision is None or at <= timezone.now() + TOO_LATE:  # an editor was first, or the hour
        return False
    try:
        publishing.require_ready(article, revision, at=at, is_first=True, change=Change.TYPO, text="")
    except publishing.Refused as refusal:
        _hold_back(article, revision, at, str(refusal))
        return True
    return False


def _hold_back(article: Article, revision: Revision, at: datetime, reason: str) -> None:
    """Make it a draft again, keep its hour with the reason, and tell the editors. `article` is locked."""
    now = timezone.now()
    publishing.take_hour_away(article)
    ScheduledChange.objects.update_or_create(
        article=article,
        defaults={
            "revision": revision,
            "instead_of": None,
            "at": at,
            "made_at": now,
            "refused_at": now,
            "reason": reason,
        },
    )
    audit.record("article.hold_back", article, by=None, version=revision.number, reason=reason.rstrip("."))
    telling.tell("held_back", article, by=None, note=f"Its hour was {moments.in_full(at)}. {reason}")
