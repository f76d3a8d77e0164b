"""How many stories have a term. Stories are counted one at a time: the row of the empty term is the lock."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TypeVar

from django.db.models import F

from ..models import Profile, Term
from . import profiles
from .terms import EVERY

T = TypeVar("T")
CHUNK = 5_000  # named in one statement


def lock() -> Term:
    """The term of every story, for the present transaction alone; `articles` is the size of the archive."""
    every = Term.objects.select_for_update(no_key=True).filter(text=EVERY)
    found = every.first()
    if found is None:
        Term.objects.bulk_create([Term(text=EVERY)], ignore_conflicts=True)
        found = every.get()
    return found


def size() -> int:
    return Term.objects.filter(text=EVERY).values_list("articles", flat=True).first() or 0


def known(texts: Collection[str]) -> dict[str, Term]:
    """The terms of these texts that any story has or had, by their texts."""
    return {term.text: term for some in chunks(texts) for term in Term.objects.filter(text__in=some)}


def count_in(counts: Counter[str], profile: Profile, every: Term) -> dict[str, Term]:
    """Count a story with what it has now in the place of what its `profile` says that it had.

    Gives its terms by their texts, each as it is counted now. `every` is locked, and counted like the others.
    """
    had = _counted(profile, every)
    terms = {**known(counts), EVERY: every}
    has = {term.pk for term in terms.values()}
    for term in terms.values():
        term.articles += term.pk not in had
    new = [Term(text=text, articles=1) for text in counts if text not in terms]
    terms |= {term.text: term for term in Term.objects.bulk_create(new)}
    _add(1, has - had)
    _add(-1, had - has)
    return terms


def count_out(profile: Profile, every: Term) -> None:
    """Count a story no more."""
    had = _counted(profile, every)
    _add(-1, had)
    every.articles -= every.pk in had


def _counted(profile: Profile, every: Term) -> set[int]:
    return profiles.keys(profile) | {every.pk} if profile.terms else set()


def _add(number: int, keys: Collection[int]) -> None:
    for some in chunks(sorted(keys)):
        Term.objects.filter(pk__in=some).update(articles=F("articles") + number)
    if number < 0:
        for some in chunks(sorted(keys)):
            Term.objects.filter(pk__in=some, articles=0).exclude(text=EVERY).delete()


def chunks(keys: Collection[T]) -> Iterator[list[T]]:
    listed = list(keys)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))
