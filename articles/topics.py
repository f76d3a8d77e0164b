"""Topics by the names that people type: one topic, however it is written."""

from collections.abc import Iterable

from .models import Author, Section, Synonym, Topic
from .names import fold, slug_for, tidy

MAX_NAME = 100
LONGEST_SLUG = 94  # of 100 characters, which leaves room for a number


def named(names: Iterable[str]) -> list[Topic]:
    """The topics of these names, in their order and each once; a name that is unknown makes one.

    Case, accents and spacing do not count, and a synonym gives its topic. Empty names are passed over.
    """
    wanted = {fold(name): tidy(name)[:MAX_NAME] for name in reversed(list(names)) if fold(name)}
    known = {topic.key: topic for topic in Topic.objects.filter(key__in=wanted)}
    for synonym in Synonym.objects.filter(key__in=wanted.keys() - known.keys()).select_related("topic"):
        known[synonym.key] = synonym.topic
    for key in [key for key in reversed(wanted) if key not in known]:
        known[key] = Topic.objects.create(name=wanted[key], slug=free_slug(Topic, wanted[key]))
    return list({known[key].pk: known[key] for key in reversed(wanted)}.values())


def free_slug(model: type[Topic] | type[Section] | type[Author], name: str) -> str:
    """A slug for `name` that no other row of `model` has: `water`, `water-2`, …"""
    base = slug_for(name, fallback=model.__name__.lower())[:LONGEST_SLUG]
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = (f"{base}-{number}" if number > 1 else base for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)
