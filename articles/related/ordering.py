"""Where a change of what readers see meets the index."""

from collections.abc import Collection

from newsroom import outbox

from .. import tasks
from ..models.related import Due
from .waiting import mark, mark_again


def order(*articles: int) -> None:
    """Have the index learn, after the commit, what these stories are now. For whoever changes what readers see."""
    mark(articles, Due.WAITING)
    for key in articles:
        outbox.order(tasks.relate, key)


def order_many(*articles: int) -> None:
    """The same for stories that come by hundreds: all are counted before the first is related."""
    mark(articles, Due.NEW)
    outbox.order(tasks.relate_waiting)


def order_again(articles: Collection[int]) -> None:
    """The same for stories of which some may not be in the index, and need not be: as many as have a topic."""
    mark_again(articles)
    outbox.order(tasks.relate_waiting)
