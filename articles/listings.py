"""Lists in pages, at a cost that does not grow with the archive."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from . import cards
from .models import Article

PAGE_SIZE = 20
# Rows counted for “page 3 of 12”. Beyond it the number of pages is not said: counting all costs more than the page.
MAX_COUNTED = 500
LAST_PAGE = 500  # a crawler cannot make the database walk the whole archive; what is older is in the months
_NUMBER = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is in its list. `page_count` is None where the list is too long to be counted."""

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


@dataclass(frozen=True, slots=True)
class ListingPage(Place):
    """One page of a list of articles."""

    articles: list[Article]


def address(number: int) -> str:
    """The link to a page of the list from any other page of it."""
    return "." if number == 1 else f"?page={number}"


def page_of(keys: "QuerySet[Any, int]", asked: str | None) -> ListingPage:
    """The page that `?page=` asks for, in three queries. Raises Http404 for no number, and for a page of nothing.

    `keys` are the primary keys of the list's articles in its order; an empty list still has its first page.
    """
    wanted, place = keys_of(keys, asked)
    articles = Article.objects.listed().for_cards().in_bulk(wanted)
    cards.complete(articles.values())
    return ListingPage(*place, articles=[articles[key] for key in wanted if key in articles])


def keys_of(keys: "QuerySet[Any, int]", asked: str | None) -> tuple[list[int], tuple[int, int | None, bool]]:
    """The keys on the page that `?page=` asks for, and the fields of its `Place`; in one query. Raises Http404."""
    number = _number(asked)
    start = (number - 1) * PAGE_SIZE
    end = start + PAGE_SIZE + 1
    # From one index, keys alone, so that a page far down costs little more than the first. As long as the list may
    # be short enough to be counted, it is read from its beginning.
    first = 0 if end <= MAX_COUNTED + 1 else start
    found = list(keys[first : max(end, MAX_COUNTED + 1)])
    wanted = found[start - first : end - first]
    if not wanted and number > 1:
        raise Http404("The list ends before this page.")
    page_count = None if first or len(found) > MAX_COUNTED else max(1, -(-len(found) // PAGE_SIZE))
    has_older = len(wanted) > PAGE_SIZE and number < LAST_PAGE
    return wanted[:PAGE_SIZE], (number, page_count, has_older)


def _number(asked: str | None) -> int:
    if asked is None:
        return 1
    if not _NUMBER.fullmatch(asked) or int(asked) > LAST_PAGE:
        raise Http404("No page number.")
    return int(asked)
