"""What is looked at before a text goes out: each check refuses, warns or is off, as the rules of the house say.

`look` fetches all that the checks need, in a fixed number of queries whatever the text; the checks are pure functions
of that. Whatever publishes asks `refusals`; the desk shows everything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby, islice

from ..body.outline import Outline
from ..content import Content
from ..models import Article, HouseRules, Level
from .catalogue import CHECKS as CHECKS
from .catalogue import FINE
from .catalogue import level_of as level_of
from .gathering import proof_of as proof_of
from .proof import Finding as Finding
from .proof import Place as Place
from .proof import Proof

MOST_SAID = 20  # findings of one check


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
