"""Topics by the names that people type: one topic, however it is written."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import OuterRef, Subquery

from .content import Content
from .models import Author, OldAddress, Section, Synonym, Tagging, Topic, TopicMerge
from .names import fold, numbered, slug_for, tidy

MAX_NAME = 100
# Live stories. A page of fewer says nothing that a story does not say, and is kept from search engines.
INDEXED_FROM = 2
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


def known(names: Iterable[str]) -> list[int]:
    """The primary keys of those of these names that are there, or are synonyms, in their order; nothing is made."""
    wanted = list(dict.fromkeys(key for name in names if (key := fold(name))))
    found = dict(Synonym.objects.filter(key__in=wanted).values_list("key", "topic")) if wanted else {}
    found |= dict(Topic.objects.filter(key__in=wanted).values_list("key", "pk")) if wanted else {}
    return list(dict.fromkeys(found[key] for key in wanted if key in found))


def indexed() -> Any:
    """The topics with at least `INDEXED_FROM` live stories, each with `newest`, when its newest appeared."""
    live = Tagging.objects.live().filter(tag=OuterRef("pk")).order_by("-visible_from")
    moments = live.values("visible_from")
    enough = Subquery(moments[INDEXED_FROM - 1 : INDEXED_FROM])
    return Topic.objects.annotate(newest=Subquery(moments[:1]), enough=enough).filter(enough__isnull=False)


def free_slug(model: type[Topic] | type[Section] | type[Author], name: str) -> str:
    """A slug for `name` that no other row of `model` has, or had before it moved: `water`, `water-2`, …"""
    kind = model.__name__.lower()
    base = slug_for(name, fallback=kind)[:LONGEST_SLUG]
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    place = f"/{kind}/"
    led_away = OldAddress.objects.filter(path__startswith=place + base).values_list("path", flat=True)
    return numbered(base, taken | {path.removeprefix(place).rstrip("/") for path in led_away})


def successors(keys: Iterable[int]) -> dict[int, int | None]:
    """Where those of `keys` lead that are no topic any more: to the one they were merged into, or to none.

    One query where all are topics still, which is nearly always; one more for each merge in a row.
    """
    asked = set(keys)
    if not asked:
        return {}
    gone = asked - set(Topic.objects.filter(pk__in=asked).values_list("pk", flat=True))
    leads: dict[int, int] = {}
    front = gone
    while front:
        steps = dict(TopicMerge.objects.filter(old__in=front, undone_at=None).values_list("old", "new"))
        leads |= steps
        front = set(steps.values()) - leads.keys()
    ends = {key: _end(key, leads) for key in gone}
    living = set(Topic.objects.filter(pk__in=ends.values()).values_list("pk", flat=True)) if gone else set()
    return {key: end if end in living else None for key, end in ends.items()}


def by_key(keys: Iterable[int]) -> dict[int, Topic]:
    """The topics of these keys; the key of one that was merged away gives what it was merged into. See `successors`."""
    asked = set(keys)
    found = Topic.objects.in_bulk(asked) if asked else {}
    if missing := asked - found.keys():
        led = {key: end for key, end in successors(missing).items() if end is not None}
        ends = Topic.objects.in_bulk(led.values()) if led else {}
        found |= {key: ends[end] for key, end in led.items() if end in ends}
    return found


def followed(content: Content) -> Content:
    """`content` with the topics of today: what was merged is what it was merged into, what is gone is left out."""
    return led_on(content, successors(content.topics))


def led_on(content: Content, led: Mapping[int, int | None]) -> Content:
    """The same, where `led` is what `successors` said, for many at once."""
    if not led.keys() & set(content.topics):
        return content
    kept = (led.get(key, key) for key in content.topics)
    return replace(content, topics=tuple(dict.fromkeys(key for key in kept if key is not None)))


def _end(key: int, leads: dict[int, int]) -> int:
    # A key is merged away once and never given out again, so there is no circle.
    while key in leads:
        key = leads[key]
    return key
