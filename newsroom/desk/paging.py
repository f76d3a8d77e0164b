"""Pages of lists that may be long: counting stops where nobody would page any further."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 10_000  # rows; a search finds what lies behind


def up_to(queryset: QuerySet, most: int = 0) -> int:  # type: ignore[type-arg]
    """The number of rows, or `most` (`MOST`) + 1 where there are more, without counting these."""
    most = most or MOST
    return queryset.order_by().values("pk")[: most + 1].count()


def in_words(number: int, most: int = 0) -> str:
    """`number` as `up_to` found it: 2,140 or 10,000+."""
    most = most or MOST
    return f"{most:,}+" if number > most else f"{number:,}"


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Knows of the first rows, as many as `most` says, or `MOST`."""

    most = 0

    @cached_property
    def _found(self) -> int:
        return up_to(self.object_list, self.most)  # type: ignore[arg-type]

    @cached_property
    def count(self) -> int:
        return min(self._found, self.most or MOST)

    @property
    def in_words(self) -> str:
        return in_words(self._found, self.most)
