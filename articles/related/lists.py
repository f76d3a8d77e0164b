"""The lists that readers get: a story's own, and its places in the lists of others."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q

from ..models import Related
from .likeness import Like, are_same
from .weights import KEPT, SHOWN

Kind = Related.Kind
FOUND = (Kind.AUTO, Kind.SAME)  # by rule; the others an editor has chosen, and no rule touches them
Why = Callable[[Like], str]


class Row(NamedTuple):
    """What a rule asks of a row of `Related`."""

    article: int
    other: int
    kind: int
    score: float


class Changed(NamedTuple):
    """Stories, by their keys: those below which readers see something else now, and those left with too few."""

    shown: set[int]
    short: set[int]


def write(article: int, found: Sequence[Like], why: Why) -> Changed:
    """Give `article` its list of those `found`, the best first, and offer it to their lists."""
    before = _rows(Q(article=article) | Q(other=article))
    _throw_out(article)
    chosen = {(row.article, row.other) for row in before if row.kind not in FOUND}
    same = [one for one in found if one.is_same]
    picked = {other for below, other in chosen if below == article}
    mine = [_row(article, one.article, one, why(one)) for one in best(found, picked)]
    twins = [_row(*pair, one) for one in same for pair in ((article, one.article), (one.article, article))]
    kept = [row for row in (*mine, *twins) if (row.article_id, row.other_id) not in chosen]
    Related.objects.bulk_create(kept)
    others = [one for one in found if not one.is_same and (one.article, article) not in chosen]
    had = {row.article: row for row in before if row.other == article and row.kind == Kind.AUTO}
    entered, shown = _offer(article, others, why, had=had, same={one.article for one in same})
    left = had.keys() - entered
    after = [Row(row.article_id, row.other_id, row.kind, row.score) for row in kept]
    if _top(before, article) != _top(after, article):
        shown.add(article)
    return Changed(shown | left, _short(left))


def leave(article: int) -> Changed:
    """Take `article` out of all lists, and its own away."""
    left = {row.article for row in _rows(Q(other=article)) if row.kind == Kind.AUTO}
    _throw_out(article)
    return Changed(left, _short(left))


def _short(articles: Collection[int]) -> set[int]:
    """Those of `articles` that have too few suggestions by now."""
    if not articles:
        return set()
    rows = Related.objects.filter(article__in=articles, kind=Kind.AUTO).values_list("article", flat=True)
    numbers = Counter(rows)
    return {key for key in articles if numbers[key] < SHOWN}


def _offer(
    article: int, found: Iterable[Like], why: Why, *, had: Mapping[int, Row], same: Collection[int]
) -> tuple[set[int], set[int]]:
    """Put `article` into the lists that are short, or end with something less like: (these, those that show it).

    `had` are the rows that lists had of it until now. `same` are stories with the same text: no list has two of them.
    """
    offered = {one.article: one for one in found}
    lists: dict[int, list[Row]] = defaultdict(list)
    for row in _rows(Q(article__in=offered, kind=Kind.AUTO)):
        lists[row.article].append(row)
    entering, dropped, shown = [], [], set()
    for key, one in offered.items():
        rows = lists[key]
        if any(row.other in same for row in rows):
            continue
        fresh = _row(key, article, one, why(one))
        after = _ranked([*rows, Row(key, article, Kind.AUTO, one.score)])
        if article not in after[:KEPT]:
            continue
        entering.append(fresh)
        dropped += [(key, other) for other in after[KEPT:]]
        if after[:SHOWN] != _ranked([*rows, *([had[key]] if key in had else [])])[:SHOWN]:
            shown.add(key)
    if dropped:
        Related.objects.filter(pk__in=dropped).delete()
    Related.objects.bulk_create(entering)
    return {row.article_id for row in entering}, shown


def _ranked(rows: Iterable[Row]) -> list[int]:
    """The stories of a list, the best first."""
    return [row.other for row in sorted(rows, key=lambda row: (row.score, row.other), reverse=True)]


def _top(rows: Iterable[Row], article: int) -> list[int]:
    """What readers see below `article`, but for what is pinned."""
    return _ranked(row for row in rows if row.article == article and row.kind == Kind.AUTO)[:SHOWN]


def best(found: Iterable[Like], chosen: Collection[int] = ()) -> list[Like]:
    """The best of those found, `KEPT` at most: none in `chosen`, and of one text published twice the better one."""
    best: list[Like] = []
    seen: list[Like] = []
    for one in found:
        if one.is_same or any(are_same(one.counts, other.counts) for other in seen):
            continue
        seen.append(one)
        if one.article not in chosen:
            best.append(one)
        if len(best) == KEPT:
            break
    return best


def _row(article: int, other: int, one: Like, why: str = "") -> Related:
    kind = Kind.SAME if one.is_same else Kind.AUTO
    return Related(article_id=article, other_id=other, kind=kind, score=one.score, why=why)


def _rows(which: Q) -> list[Row]:
    return [Row(*row) for row in Related.objects.filter(which).values_list(*Row._fields)]


def _throw_out(article: int) -> None:
    Related.objects.filter(Q(article=article) | Q(other=article), kind__in=FOUND).delete()
