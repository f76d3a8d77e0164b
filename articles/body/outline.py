"""What a text consists of, in its order: headings, links, pictures, cards and players, each with the block it is in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .tokens import Is, Token, tokens
from .vocabulary import HEADINGS, number

_WITHOUT_END = frozenset({"br", "hr"})


class Heading(NamedTuple):
    level: int
    text: str
    block: int


class Link(NamedTuple):
    href: str
    text: str
    block: int


class Reference(NamedTuple):
    """A picture or a card, by the number of its row."""

    pk: int
    block: int


@dataclass(slots=True)
class Outline:
    """`block` counts the blocks of the text from 0, as the editor has them."""

    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Reference] = field(default_factory=list)
    cards: list[Reference] = field(default_factory=list)
    players: list[str] = field(default_factory=list)  # their addresses


def outline(body: str) -> Outline:
    """The outline of a body that `clean` wrote, in one pass."""
    found = Outline()
    block, depth = -1, 0
    opened: dict[str, tuple[Token, list[str]]] = {}  # the heading and the link that are being read
    for token in tokens(body):
        if token.kind is Is.TEXT:
            for _, pieces in opened.values():
                pieces.append(token.text)
        elif token.kind is Is.START:
            block += depth == 0
            depth += token.name not in _WITHOUT_END
            if token.name == "a" or token.name in HEADINGS:
                opened[token.name] = token, []
            _refer(found, token, block)
        else:
            depth -= 1
            if token.name in opened:
                start, pieces = opened.pop(token.name)
                _close(found, start, " ".join("".join(pieces).split()), block)
    return found


def _close(found: Outline, start: Token, text: str, block: int) -> None:
    if start.name == "a":
        found.links.append(Link(start.attributes.get("href", ""), text, block))
    else:
        found.headings.append(Heading(int(start.name[1]), text, block))


def _refer(found: Outline, token: Token, block: int) -> None:
    attributes = token.attributes
    found.pictures += _numbered(attributes.get("data-image", ""), block)
    found.pictures += _numbered(attributes.get("data-gallery", ""), block)
    found.cards += _numbered(attributes.get("data-article", ""), block)
    if address := attributes.get("data-embed"):
        found.players.append(address)


def _numbered(names: str, block: int) -> Iterator[Reference]:
    return (Reference(int(name), block) for name in names.split() if number(name))
