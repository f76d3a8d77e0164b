"""How good lists are, against what authors themselves have led to. Nothing here knows of Django.

Two stories belong together if one of the two leads to the other. Only those are asked which belong to any other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from math import log2

PLACES = 4
Lists = Mapping[str, Sequence[str]]  # the best first


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares are of 1. `gap` is in days."""

    ndcg: float  # of the first places: 1 where all that belongs there stands on top
    mrr: float  # 1 / place of the first that belongs there
    cover: float  # stories with all places taken
    reach: float  # stories that another one leads to
    hub: float  # places that are taken by one story in a hundred
    gap: float  # between a story and those that it leads to
    broken: int  # lists that have the story itself, one twice, or an unknown one


def belonging(links: Mapping[str, Sequence[str]], known: AbstractSet[str]) -> dict[str, set[str]]:
    """Who belongs to whom, by the links of the authors."""
    pairs = [(one, other) for one, others in links.items() for other in others if other != one]
    pairs = [(one, other) for one, other in pairs if {one, other} <= known]
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def quality(lists: Lists, days: Mapping[str, datetime], wanted: Mapping[str, AbstractSet[str]]) -> Quality:
    tops = {key: [other for other in lists.get(key, ()) if other in days][:PLACES] for key in days}
    taken = Counter(other for top in tops.values() for other in top)
    places = max(1, taken.total())
    most = taken.most_common(max(1, len(days) // 100))
    gaps = [abs((days[key] - days[other]).days) for key, top in tops.items() for other in top]
    asked = [(lists.get(key, ()), belongs) for key, belongs in wanted.items()]
    return Quality(
        ndcg=sum(_ndcg(found, belongs) for found, belongs in asked) / len(asked),
        mrr=sum(_reciprocal(found, belongs) for found, belongs in asked) / len(asked),
        cover=sum(len(top) == PLACES for top in tops.values()) / len(days),
        reach=len(taken) / len(days),
        hub=sum(number for _, number in most) / places,
        gap=sum(gaps) / max(1, len(gaps)),
        broken=sum(_is_broken(key, lists.get(key, ()), days.keys()) for key in days),
    )


def _ndcg(found: Sequence[str], belongs: AbstractSet[str]) -> float:
    gained = sum(_discount(place) for place, other in enumerate(found[:PLACES]) if other in belongs)
    return gained / sum(_discount(place) for place in range(min(PLACES, len(belongs))))


def _discount(place: int) -> float:
    return 1 / log2(place + 2)


def _reciprocal(found: Sequence[str], belongs: AbstractSet[str]) -> float:
    return next((1 / place for place, other in enumerate(found, 1) if other in belongs), 0.0)


def _is_broken(key: str, found: Sequence[str], known: AbstractSet[str]) -> bool:
    return key in found or len(set(found)) < len(found) or not known >= set(found)
