"""Tell those whom a step of a story concerns: after the commit, by the worker."""

from collections.abc import Collection

from django.contrib.auth.models import User

from newsroom import outbox

from . import tasks
from .models import Article


def tell(
    event: str, article: Article, *, by: User | None, note: str = "", to: Collection[int] | None = None
) -> None:
    """Write to those whom `event`, a key of `mailing.SUBJECTS`, concerns, once the transaction is committed.

    `to`: the primary keys of these people; without it, whom the event concerns by its nature. Never `by`.
    """
    actor = by.pk if by else None
    outbox.order(tasks.tell, event, article.pk, actor, note, None if to is None else list(to))
