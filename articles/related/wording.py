"""Shared terms as a story writes them, for people to read: `Tana River`, and not `tana, river`."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from .terms import MOST_CHARACTERS, spans

MOST_PLACES = 100  # of one word that are looked at
_TOGETHER = frozenset({"", " ", "\u00a0", "-", "\u2011", "'", "\u2019"})  # between words that are read as one


class Place(NamedTuple):
    """Where a word stands: the how manieth it is, and from which character to which."""

    number: int
    start: int
    end: int
    term: str


class Wording:
    """Says terms in the words of one text. `names` has what is no word, such as topics, by its term."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self.text = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS])
        self.names = names
        self.places: dict[str, list[Place]] = defaultdict(list)
        for number, (term, start, end) in enumerate(spans(self.text)):
            self.places[term].append(Place(number, start, end, term))

    def say(self, terms: Sequence[str]) -> list[str]:
        """`terms` in their order, each once; those that stand side by side are said together, in the first's place."""
        left = list(terms)
        said: dict[str, str] = {}
        while left:
            together, written = self._longest(left)
            said[min(together, key=terms.index)] = written
            left = [term for term in left if term not in together]
        return [said[term] for term in terms if term in said]

    def _longest(self, terms: Sequence[str]) -> tuple[Sequence[str], str]:
        """As many of `terms` as stand side by side, and how they are written most often."""
        found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for run in self._runs(terms):
            found[tuple(place.term for place in run)][self.text[run[0].start : run[-1].end]] += 1
        if not found:
            return terms[:1], self.names.get(terms[0], terms[0])
        longest = max(found, key=lambda run: (len(run), found[run].total(), -terms.index(run[0])))
        return longest, found[longest].most_common(1)[0][0]

    def _runs(self, terms: Iterable[str]) -> Iterator[list[Place]]:
        """Where these terms stand, each place with those right behind it, and no term twice."""
        places = sorted(place for term in terms for place in self.places.get(term, ())[:MOST_PLACES])
        run = places[:1]
        for before, place in pairwise(places):
            if not self._are_together(before, place) or any(place.term == one.term for one in run):
                yield run
                run = []
            run.append(place)
        if run:
            yield run

    def _are_together(self, before: Place, place: Place) -> bool:
        is_next = place.number == before.number + 1
        return is_next and self.text[before.end : place.start] in _TOGETHER
