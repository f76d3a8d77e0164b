"""The checks themselves: pure functions of a proof, each with its title and the level that it has by itself."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from ..models import HouseRules, Level
from .proof import Finding, Place, Proof

LONGEST_ADDRESS = 200  # characters of a link's words that may be one
LATE = timedelta(minutes=5)  # a form that was sent at 12:00 for 12:00 is not late
_EMPTY_WORDS = frozenset({
    "click", "click here", "here", "link", "more", "read", "read more", "see", "see here", "this", "this link",
    "bofya hapa", "hapa", "soma zaidi", "zaidi",
})  # fmt: skip
_BARE = re.compile(r"(https?://|www\.)\S+|\S+\.(com|org|net|info|ke|co\.ke)(/\S*)?", re.IGNORECASE)


Look = Callable[[Proof], Iterable[Finding]]


class Check(NamedTuple):
    """One thing that is looked at. `default` is its level where the house has no rule; None: it always refuses."""

    title: str
    look: Look
    default: Level | None


def _alt(proof: Proof) -> Iterator[Finding]:
    for name, image, place in proof.pictures:
        if not image.alt and not image.is_decorative:
            yield Finding(f"{name} has no alternative text.", place, f"image-{image.pk}")


def _credit(proof: Proof) -> Iterator[Finding]:
    for name, image, place in proof.pictures:
        if not image.credit:
            yield Finding(f"{name} has no credit.", place, f"image-{image.pk}")


def _gone_picture(proof: Proof) -> Iterator[Finding]:
    if proof.content.lead_image and proof.content.lead_image not in proof.images:
        yield Finding("The lead picture is no longer in the library.", Place("lead_image"))
    for number, (pk, block) in enumerate(proof.outline.pictures, start=1):
        if pk not in proof.images:
            yield Finding(
                f"Picture {number} of the text is no longer in the library.",
                Place("body", block),
                f"image-{pk}",
            )


def _headline(proof: Proof) -> Iterator[Finding]:
    yield from _length("headline", proof.content.headline, proof.rules.headline_max)


def _standfirst(proof: Proof) -> Iterator[Finding]:
    yield from _length("standfirst", proof.content.standfirst, proof.rules.standfirst_max)


def _length(name: str, text: str, most: int) -> Iterator[Finding]:
    if not text.strip():
        yield Finding(f"There is no {name}.", Place(name), "none")
    elif len(text) > most:
        yield Finding(f"The {name} has {len(text)} characters; the most is {most}.", Place(name), "length")


def _headings(proof: Proof) -> Iterator[Finding]:
    """No level is skipped on the way down: a reader who goes from heading to heading would look for what is missing."""
    level = 1
    for heading in proof.outline.headings:
        if heading.level > level + 1:
            yield Finding(
                f"“{_short(heading.text)}” is a heading of level {heading.level}; one of level {level + 1} is missing.",
                Place("body", heading.block),
                heading.text,
            )
        level = heading.level


def _link_text(proof: Proof) -> Iterator[Finding]:
    for link in proof.outline.links:
        words = link.text.casefold().strip(" .:!…→»")
        place = Place("body", link.block)
        if not any(character.isalnum() for character in words):
            yield Finding(f"A link to {_short(link.href)} has no words.", place, link.href)
        elif words in _EMPTY_WORDS:
            yield Finding(f"The link “{link.text}” does not say where it leads.", place, link.href)
        elif len(words) <= LONGEST_ADDRESS and _BARE.fullmatch(words):
            yield Finding(f"The link “{_short(link.text)}” is an address, and no words.", place, link.href)


def _dead_link(proof: Proof) -> Iterator[Finding]:
    for link in proof.outline.links:
        if reason := proof.dead.get(link.href):
            yield Finding(
                f"“{_short(link.text)}” links to {_short(link.href)}, which {reason}.",
                Place("body", link.block),
                link.href,
            )


def _read_also(proof: Proof) -> Iterator[Finding]:
    seen: set[int] = set()
    for pk, block in proof.outline.cards:
        place, about = Place("body", block), f"article-{pk}"
        if proof.article is not None and pk == proof.article.pk:
            yield Finding("A read-also card leads to this story itself.", place, about)
        elif pk not in proof.cards:
            yield Finding(
                "A read-also card leads to a story that readers cannot open: they do not see it.",
                place,
                about,
            )
        elif pk in seen:
            yield Finding(f"“{_short(proof.cards[pk].headline)}” has two read-also cards.", place, about)
        seen.add(pk)


def _section(proof: Proof) -> Iterator[Finding]:
    if not proof.content.section:
        yield Finding("No section is chosen.", Place("section"))


def _topic(proof: Proof) -> Iterator[Finding]:
    if not proof.content.topics:
        yield Finding("No topic is named.", Place("topics"))


def _byline(proof: Proof) -> Iterator[Finding]:
    if not proof.content.credits:
        yield Finding("No author is named.", Place("bylines"))


def _similar(proof: Proof) -> Iterator[Finding]:
    for article, _ in proof.similar:
        yield Finding(
            f"“{_short(article.headline)}” is in the paper with a similar headline.",
            Place("headline"),
            f"article-{article.pk}",
            article.get_absolute_url(),
        )


def _weight(proof: Proof) -> Iterator[Finding]:
    found, most = proof.weight, proof.rules.weight_budget_kb
    if found.kb > most:
        yield Finding(
            f"The page weighs {found.kb} KB on a phone; the most is {most} KB. {found.advice}".strip(),
            Place("body"),
        )


def _embargo(proof: Proof) -> Iterator[Finding]:
    until = proof.article.embargo_until if proof.article else None
    if until is not None and (proof.at or proof.now) < until:
        said = timezone.localtime(until)
        yield Finding(
            f"Under embargo until {said:%-d %B %Y, %H:%M %Z}: choose that time or a later one.",
            Place("publish_at"),
        )


def _past(proof: Proof) -> Iterator[Finding]:
    if proof.at is not None and proof.at < proof.now - LATE:
        said = timezone.localtime(proof.at)
        yield Finding(f"The time that is chosen is over: {said:%-d %B %Y, %H:%M %Z}.", Place("publish_at"))


CHECKS = {
    "headline": Check("Length of the headline", _headline, Level.WARN),
    "standfirst": Check("Length of the standfirst", _standfirst, Level.WARN),
    "similar": Check("A similar headline in the paper", _similar, Level.WARN),
    "headings": Check("Order of the headings", _headings, Level.WARN),
    "link_text": Check("Words of the links", _link_text, Level.WARN),
    "dead_link": Check("Links to pages that are not there", _dead_link, Level.WARN),
    "read_also": Check("Read-also cards that lead nowhere", _read_also, Level.WARN),
    "alt": Check("Alternative text of every picture", _alt, Level.REFUSE),
    "credit": Check("Credit of every picture", _credit, Level.WARN),
    "gone_picture": Check("Pictures that are gone", _gone_picture, Level.WARN),
    "section": Check("A section", _section, Level.WARN),
    "topic": Check("A topic", _topic, Level.WARN),
    "byline": Check("An author", _byline, Level.WARN),
    "weight": Check("Weight of the page", _weight, Level.WARN),
    "past": Check("A time that is over", _past, Level.WARN),
    "embargo": Check("Embargo", _embargo, None),
}
# What is said in one line where all of it is in order.
FINE = {
    "Headline and standfirst have their lengths": ("headline", "standfirst"),
    "No similar headline in the paper": ("similar",),
    "Headings in order": ("headings",),
    "{links} link{s} answer{not_s}": ("link_text", "dead_link", "read_also"),
    "Every picture has its words and its credit": ("alt", "credit", "gone_picture"),
    "Section, topics and authors": ("section", "topic", "byline"),
    "Light enough for a metered line": ("weight",),
}


def level_of(rules: HouseRules, name: str) -> Level:
    """How grave a finding of the check `name` is in this house."""
    default = CHECKS[name].default
    if default is None:
        return Level.REFUSE
    asked = rules.levels.get(name)
    return Level(asked) if asked in Level.values else default


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
