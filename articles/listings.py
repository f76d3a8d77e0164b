"""Lists of articles in pages, at a cost that does not grow with the archive."""

import re
from dataclasses import dataclass

from django.http import Http404

from .models import Article, ArticleQuerySet

PAGE_SIZE = 20
# Rows counted for “page 3 of 12”. Beyond it the number of pages is not said: counting all costs more than the page.
MAX_COUNTED = 500
_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a list. `page_count` is None where the list is too long to be counted."""

    articles: list[Article]
    number: int
    page_count: int | None
    has_older: bool

    @property
    def newer_url(self) -> str:
        return address(self.number - 1) if self.number > 1 else ""

    @property
    def older_url(self) -> str:
        return address(self.number + 1) if self.has_older else ""

    @property
    def numbers(self) -> list[int | None]:
        """The page numbers to offer, None for a gap: 1 2 3 … 12."""
        last = self.page_count or self.number + self.has_older
        near = {number for number in range(self.number - 1, self.number + 2) if 1 <= number <= last}
        shown = sorted(near | {1} | ({last} if self.page_count else set()))
        numbers: list[int | None] = []
        for number in shown:
            previous = numbers[-1] if numbers else None
            if previous is not None and number - previous == 2:
                numbers.append(number - 1)
            elif previous is not None and number - previous > 2:
                numbers.append(None)
            numbers.append(number)
        return numbers


def address(number: int) -> str:
    """The link to a page of the list from any other page of it."""
    return "." if number == 1 else f"?page={number}"


def page_of(articles: ArticleQuerySet, asked: str | None) -> ListingPage:
    """The page that `?page=` asks for, in three queries. Raises Http404 for no number, and for a page of nothing.

    `articles` is ordered; an empty list still has its first page.
    """
    number = _number(asked)
    start = (number - 1) * PAGE_SIZE
    found = list(articles.for_cards()[start : start + PAGE_SIZE + 1])
    if not found and number > 1:
        raise Http404("The list ends before this page.")
    counted = articles.order_by()[: MAX_COUNTED + 1].count()
    return ListingPage(
        articles=found[:PAGE_SIZE],
        number=number,
        page_count=None if counted > MAX_COUNTED else max(1, -(-counted // PAGE_SIZE)),
        has_older=len(found) > PAGE_SIZE,
    )


def _number(asked: str | None) -> int:
    if asked is None:
        return 1
    if not _NUMBER.fullmatch(asked):
        raise Http404("No page number.")
    return int(asked)
