"""Topics that may be one: found by their names alone, the same on every database."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from .models import DistinctTopics, Topic
from .names import fold

ALIKE = 0.75  # of the measure below, which is 1 for two equal sets
ALIKE_SAID = "Spelt alike"
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"[0-9]+")
Grams = frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two topics by their primary keys, the lower first. `score` is from `ALIKE` to 1."""

    first: int
    second: int
    score: float
    reason: str


def pairs() -> list[Pair]:
    """The topics that may be one, the likeliest first, without those said to be distinct; in two queries."""
    distinct = set(DistinctTopics.objects.values_list("first", "second"))
    names = dict(Topic.objects.values_list("pk", "key"))
    return [pair for pair in near_duplicates(names) if (pair.first, pair.second) not in distinct]


def like(topic: Topic) -> list[Pair]:
    """Of `pairs` those with `topic`; every other topic is looked at once, in two queries."""
    distinct = set(DistinctTopics.objects.values_list("first", "second"))
    names = dict(Topic.objects.values_list("pk", "key"))
    own = _WORD.findall(fold(topic.name))
    found = []
    for key, name in names.items():
        pair = (min(key, topic.pk), max(key, topic.pk))
        if key != topic.pk and pair not in distinct and (judged := _judged(own, _WORD.findall(name))):
            found.append(Pair(*pair, *judged))
    return sorted(found, key=_likeliest)


def _judged(first: list[str], second: list[str]) -> tuple[float, str] | None:
    """The score of two names and the reason, as `near_duplicates` has it of many."""
    for reason, form in _FORMS.items():
        if form(first) and form(first) == form(second):
            return 1.0, reason
    if sorted(_numbers(first)) != sorted(_numbers(second)):
        return None
    one, other = (_grams([_singular(word) for word in words]) for words in (first, second))
    score = 2 * len(one & other) / max(len(one) + len(other), 1)
    return (score, ALIKE_SAID) if score >= ALIKE else None


def near_duplicates(names: Mapping[int, str]) -> list[Pair]:
    """Pairs of `names` (by key) that may name one thing, the likeliest first.

    Certain are those whose letters are the same without spaces and marks, whose words are the same in another order,
    or the same but for an English plural. For the rest the measure is Dice's coefficient of the sets of three-letter
    pieces of their words, 2·|A∩B| / (|A|+|B|) (Dice, Measures of the Amount of Ecologic Association Between Species,
    Ecology 26, 1945; for words: Adamson and Boreham, Information Storage and Retrieval 10, 1974). Names with other
    numbers in them are other things: an election of 2022 is not that of 2027.

    Not every pair is looked at. Of two sets with a coefficient of t the rarest pieces of either, all but the last
    t/(2-t) of them, have at least one in common (prefix filtering: Chaudhuri, Ganti and Kaushik, ICDE 2006; Bayardo,
    Ma and Srikant, WWW 2007), so only names that share a rare piece are compared, and no pair is missed.
    """
    words = {key: _WORD.findall(fold(name)) for key, name in names.items()}
    found: dict[tuple[int, int], Pair] = {}
    for reason, form in _FORMS.items():
        for pair in _same(words, form):
            found.setdefault(pair, Pair(*pair, 1.0, reason))
    singular = {key: [_singular(word) for word in of_name] for key, of_name in words.items()}
    for (first, second), score in _alike({key: _grams(of_name) for key, of_name in singular.items()}):
        if sorted(_numbers(words[first])) == sorted(_numbers(words[second])):
            found.setdefault((first, second), Pair(first, second, score, ALIKE_SAID))
    return sorted(found.values(), key=_likeliest)


def _likeliest(pair: Pair) -> tuple[float, int, int]:
    return -pair.score, pair.first, pair.second


_FORMS: dict[str, Callable[[list[str]], str]] = {
    "The same letters": "".join,
    "The same words in another order": lambda words: " ".join(sorted(words)),
    "Singular and plural": lambda words: " ".join(sorted(_singular(word) for word in words)),
}


def _same(words: Mapping[int, list[str]], form: Callable[[list[str]], str]) -> Iterator[tuple[int, int]]:
    groups = defaultdict(list)
    for key in sorted(words):
        if text := form(words[key]):
            groups[text].append(key)
    for group in groups.values():
        yield from combinations(group, 2)


def _alike(sets: Mapping[int, Grams]) -> Iterator[tuple[tuple[int, int], float]]:
    """((key, key), coefficient) of each pair with at least `ALIKE`."""
    counted = Counter(gram for grams in sets.values() for gram in grams)
    least = ALIKE / (2 - ALIKE)  # of a set, what the other must have of it
    index: dict[str, list[int]] = defaultdict(list)
    # From the smallest set on, so that each is compared with those that are no larger.
    for key in sorted(sets, key=lambda key: (len(sets[key]), key)):
        grams = sets[key]
        rare = sorted(grams, key=lambda gram: (counted[gram], gram))[
            : len(grams) - ceil(least * len(grams)) + 1
        ]
        for other in {other for gram in rare for other in index[gram]}:
            theirs = sets[other]
            if len(theirs) < least * len(grams):
                continue
            score = 2 * len(grams & theirs) / (len(grams) + len(theirs))
            if score >= ALIKE:
                yield (min(key, other), max(key, other)), score
        for gram in rare:
            index[gram].append(key)


def _grams(words: list[str]) -> Grams:
    """The three-letter pieces of each word with two spaces before and one behind it: “road” has 5."""
    return frozenset(f"  {word} "[place : place + 3] for word in words for place in range(len(word) + 1))


def _numbers(words: list[str]) -> list[str]:
    return [number for word in words for number in _DIGITS.findall(word)]


def _singular(word: str) -> str:
    """An English plural as its singular, roughly: both sides of a comparison go through here."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    word = word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zes")) else word.removesuffix("s")
    return f"{word[:-2]}y" if word.endswith("ie") else word
