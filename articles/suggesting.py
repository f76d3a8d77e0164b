"""What a writer may mean: topics and authors while their names are typed, and topics that the text speaks of."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .models import Author, Synonym, Topic
from .names import fold, fold_text

LIMIT = 8
SHORTEST = 3  # letters of a topic that is looked for in a text: “EU” is in too many words
MAX_TEXT = 400_000  # characters that are read
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name as it is to be taken over, and why it is suggested: the other name that was typed or found."""

    name: str
    also: str = ""


def topics_like(typed: str, *, limit: int = LIMIT) -> list[Suggestion]:
    """Topics with `typed` in their name or in a synonym, those that begin with it first; two queries."""
    key = fold(typed)
    if not key:
        return []
    found = {topic.name: (topic.key, "") for topic in Topic.objects.filter(key__contains=key)[: 10 * limit]}
    others = Synonym.objects.filter(key__contains=key).select_related("topic")[: 10 * limit]
    for synonym in others:
        found.setdefault(synonym.topic.name, (synonym.key, synonym.name))
    best = sorted(found.items(), key=lambda one: (not one[1][0].startswith(key), len(one[1][0]), one[0]))
    return [Suggestion(name, also) for name, (_, also) in best[:limit]]


def topics_in(text: str, *, chosen: Iterable[str] = (), limit: int = LIMIT) -> list[Suggestion]:
    """Topics whose name or synonym stands in `text`, plain words, the most often named first; two queries.

    `chosen` are names that the story has already. A plural s does not count.
    """
    names = [(topic, topic, key) for topic, key in Topic.objects.values_list("name", "key")]
    names += Synonym.objects.values_list("topic__name", "name", "key")
    known: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
    for topic, name, key in names:
        words = tuple(map(_singular, _WORD.findall(key)))
        if words and len(key) >= SHORTEST:
            known[words[0]].append((words, topic, name))
    said = [_singular(word) for word in _WORD.findall(fold_text(text[:MAX_TEXT]))]
    hits: Counter[str] = Counter()
    by: dict[str, str] = {}
    for place, word in enumerate(said):
        for words, topic, name in known.get(word, ()):
            if tuple(said[place : place + len(words)]) == words:
                hits[topic] += len(words)
                by.setdefault(topic, name)
    had = {fold(name) for name in chosen}
    found = [topic for topic, _ in hits.most_common() if fold(topic) not in had]
    return [Suggestion(topic, by[topic] if by[topic] != topic else "") for topic in found[:limit]]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > SHORTEST and word.endswith("s") else word


def authors_like(typed: str, *, limit: int = LIMIT) -> list[Suggestion]:
    """Authors with `typed` in their name, and what they usually do; one query."""
    found = Author.objects.filter(key__contains=fold(typed)).order_by("name")[: 10 * limit]
    key = fold(typed)
    best = sorted(found, key=lambda author: (not author.key.startswith(key), author.name))
    return [Suggestion(author.name, author.role) for author in best[:limit]]
