"""Away from the desk, and back: what nobody has read can be thrown away, and is kept for a while."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from newsroom import audit

from .models import Article, HouseRules, ScheduledChange
from .publishing import Seen, lock
from .rights import require_write


@transaction.atomic
def throw_away(article: Article, *, by: User) -> Article:
    """Into the trash. Raises PermissionDenied, and Seen for what has been published or has its hour."""
    article = lock(article)
    require_write(by, article)
    if article.published_at is not None:
        raise Seen("What is published or scheduled is no rubbish: withdraw it, or take its time away first.")
    article.trashed_at, article.trashed_by = timezone.now(), by
    article.save(update_fields=["trashed_at", "trashed_by"])
    ScheduledChange.objects.filter(article=article).delete()  # it was held back, and that is over
    audit.record("article.trash", article, by=by)
    return article


@transaction.atomic
def take_out(article: Article, *, by: User) -> Article:
    """Out of the trash, with all its versions. Raises PermissionDenied."""
    article = lock(article)
    require_write(by, article)
    article.trashed_at = article.trashed_by = None
    article.save(update_fields=["trashed_at", "trashed_by"])
    audit.record("article.untrash", article, by=by)
    return article


def empty() -> int:
    """Delete what has been in the trash for longer than the rules of the house say; how many stories these were."""
    limit = timezone.now() - timedelta(days=HouseRules.get().trash_days)
    old = Article.objects.filter(trashed_at__lt=limit, published_at=None).values_list("pk", flat=True)
    return sum(_delete(key, limit) for key in list(old))


@transaction.atomic
def _delete(key: int, limit: datetime) -> bool:
    """Delete one story, unless somebody has taken it out since the list of the old ones was made."""
    rows = Article.objects.select_for_update().filter(pk=key, trashed_at__lt=limit, published_at=None)
    article = rows.first()
    if article is None:
        return False
    audit.record("article.delete", article, by=None)
    article.delete()
    return True
