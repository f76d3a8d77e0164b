"""What is looked at before a text goes out: each check refuses, warns or is off, as the rules of the house say.

`look` fetches all that the checks need, in a fixed number of queries whatever the text; the checks are pure functions
of that. Whatever publishes asks `refusals`; the desk shows everything.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import NamedTuple

from django.utils import timezone

from . import headlines, links, weight
from .body.outline import Outline, outline
from .content import Content
from .models import Article, HouseRules, Image, Level

MOST_ROWS = 2_000  # pictures and cards of one text that are looked up
MOST_SAID = 20  # findings of one check
LONGEST_ADDRESS = 200  # characters of a link's words that may be one
LATE = timedelta(minutes=5)  # a form that was sent at 12:00 for 12:00 is not late
_EMPTY_WORDS = frozenset({
    "click", "click here", "here", "link", "more", "read", "read more", "see", "see here", "this", "this link",
    "bofya hapa", "hapa", "soma zaidi", "zaidi",
})  # fmt: skip
_BARE = re.compile(r"(https?://|www\.)\S+|\S+\.(com|org|net|info|ke|co\.ke)(/\S*)?", re.IGNORECASE)


class Place(NamedTuple):
    """Where to jump to: a field of the form; in the body, the block that is counted from 0."""

    field: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`about`: what it is about, in a form that stays while other things move; `url`: of a page to look at."""

    sentence: str
    place: Place
    about: str = ""
    url: str = ""
    check: str = ""
    level: Level = Level.WARN

    @property
    def is_refusal(self) -> bool:
        return self.level == Level.REFUSE


@dataclass(frozen=True, slots=True)
class Proof:
    """A text with all that was looked up for it. Nothing here asks the database."""

    content: Content
    outline: Outline
    rules: HouseRules
    now: datetime
    article: Article | None = None
    at: datetime | None = None  # when it shall go out; None: at once
    images: dict[int, Image] = field(default_factory=dict)
    cards: dict[int, Article] = field(default_factory=dict)  # those that readers can be led to
    dead: dict[str, str] = field(default_factory=dict)  # by its address, why a link leads to no page of ours
    similar: tuple[headlines.Similar, ...] = ()
    around: weight.Around = field(default_factory=weight.Around)

    @property
    def pictures(self) -> Iterator[tuple[str, Image, Place]]:
        """Each picture that is there, with what it is called, and where it is; the lead first."""
        if lead := self.images.get(self.content.lead_image or 0):
            yield "The lead picture", lead, Place("lead_image")
        seen: set[int] = set()
        for number, (pk, block) in enumerate(self.outline.pictures, start=1):
            if pk in self.images and pk not in seen:
                yield f"Picture {number} of the text", self.images[pk], Place("body", block)
            seen.add(pk)

    @property
    def weight(self) -> weight.Weight:
        return weight.of(
            self.content,
            self.images,
            cards=self.cards.values(),
            around=self.around,
            players=self.outline.players,
        )


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


def look(
    content: Content,
    *,
    article: Article | None = None,
    at: datetime | None = None,
    rules: HouseRules | None = None,
) -> list[Finding]:
    """All that there is to say of a text before it goes out at `at`, what refuses first; in fifteen queries at most.

    What readers see already is no reason to hold a change: such a refusal is a warning, for which the live text is
    looked at, too, in as many queries again.
    """
    return weighed(proof_of(content, article=article, at=at, rules=rules or HouseRules.get()))


def weighed(proof: Proof) -> list[Finding]:
    """The findings of a proof, what refuses first, each as grave as it is for this article."""
    article, rules = proof.article, proof.rules
    found = findings_of(proof)
    live = article.live_revision if article and article.has_been_seen else None
    if live is not None and any(map(_is_mendable, found)):
        known = findings_of(proof_of(live.content, article=article, at=None, rules=rules))
        there = {(one.check, one.about) for one in known}
        found = [
            replace(one, level=Level.WARN) if _is_mendable(one) and (one.check, one.about) in there else one
            for one in found
        ]
    return sorted(_readable(found), key=lambda one: not one.is_refusal)


def _is_mendable(one: Finding) -> bool:
    """True for a refusal that the house has chosen, and not the law or another paper."""
    return one.is_refusal and CHECKS[one.check].default is not None


def _readable(found: list[Finding]) -> Iterator[Finding]:
    """Of each check and level no more than a person can read."""
    for (name, _), alike in groupby(found, key=lambda one: (one.check, one.level)):
        some = list(islice(alike, MOST_SAID + 1))
        yield from some[:MOST_SAID]
        if len(some) > MOST_SAID:
            yield replace(
                some[-1], sentence=f"{CHECKS[name].title}: there is more of this kind further down."
            )


def refusals(content: Content, *, article: Article, at: datetime | None) -> list[Finding]:
    """What keeps a text from going out at `at`; empty for one that may."""
    return [one for one in look(content, article=article, at=at) if one.is_refusal]


def proof_of(
    content: Content, *, article: Article | None = None, at: datetime | None = None, rules: HouseRules
) -> Proof:
    """The text with all that the checks need, in fourteen queries at most."""
    parts = outline(content.body)
    leads = [content.lead_image] if content.lead_image else []
    images = list(dict.fromkeys([*leads, *(picture.pk for picture in parts.pictures)]))[:MOST_ROWS]
    cards = list(dict.fromkeys(card.pk for card in parts.cards))[:MOST_ROWS]
    rows = Image.objects.filter(pk__in=images) if images else ()
    stories = Article.objects.listed().filter(pk__in=cards).select_related("lead_image")
    stories = stories.only("headline", "lead_image__renditions")
    is_on = level_of(rules, "similar") != Level.OFF
    similar = headlines.similar(content.headline, besides=article.pk if article else None) if is_on else ()
    return Proof(
        content=content,
        outline=parts,
        rules=rules,
        now=timezone.now(),
        article=article,
        at=at,
        images={image.pk: image for image in rows},
        cards={story.pk: story for story in stories} if cards else {},
        dead=links.dead(link.href for link in parts.links),
        similar=tuple(similar),
        around=_around(content, article, cards),
    )


def _around(content: Content, article: Article | None, cards: list[int]) -> weight.Around:
    """The pictures around the text. A topic and authors that are only typed are those of the text that was saved."""
    topic = content.topics[0] if content.topics else None
    authors = [credit.author for credit in content.credits]
    if article is not None and topic is not None and topic < 0:
        topic = article.primary_topic_id
    if article is not None and any(author < 0 for author in authors):
        authors = [byline.author_id for byline in article.bylines.all()]
    return weight.around(
        article or Article(), section=content.section, topic=topic, authors=authors, cards=cards
    )


def findings_of(proof: Proof) -> list[Finding]:
    """What the checks that are on have to say, in their order."""
    levels = {name: level_of(proof.rules, name) for name in CHECKS}
    return [
        replace(one, check=name, level=levels[name])
        for name, check in CHECKS.items()
        if levels[name] != Level.OFF
        for one in check.look(proof)
    ]


def fine_of(found: Iterable[Finding], rules: HouseRules, parts: Outline) -> list[str]:
    """One line for each group of checks that has nothing to say."""
    wrong = {one.check for one in found}
    number = len(parts.links) + len(parts.cards)
    words = {"links": number, "s": "" if number == 1 else "s", "not_s": "s" if number == 1 else ""}
    lines = []
    for line, names in FINE.items():
        on = [name for name in names if level_of(rules, name) != Level.OFF]
        is_empty = "{links}" in line and not number
        if on and not wrong.intersection(on) and not is_empty:
            lines.append(line.format(**words))
    return lines


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
