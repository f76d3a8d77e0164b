"""Two texts, word by word: what was taken out, what was put in, and what is as it was.

Paragraphs are matched first, so that the words of one are compared with those of its own former self; both by
Ratcliff and Obershelp's matching, as `difflib` has it. Everything given out is safe HTML.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .body.tokens import Is, Token, tokens
from .body.vocabulary import CELLS, LINES, LISTS, MARKS

MOST_WORDS = 1500  # of one paragraph; a longer one is shown as replaced, for matching is quadratic at worst
ALIKE = 0.4  # the share of words from which on a paragraph counts as another's former self
NEAR = 12  # paragraphs ahead in which that self is looked for
_WORD = re.compile(r"(?:\w+(?:[’'.-]\w+)*|[^\w\s])\s*|\s+")
_BLOCKS = LINES | CELLS | LISTS | {"li", "div", "blockquote", "figure", "aside", "table", "tr", "hr"}
_REFERENCES = {"data-image": "image", "data-gallery": "image", "data-article": "article"}

Label = Callable[[str, int], str]  # a kind, `image` or `article`, and a primary key, as words


class Op(StrEnum):
    SAME = "same"
    ADDED = "ins"
    REMOVED = "del"


class Word(NamedTuple):
    """A word with what follows it. Two are the same if their keys are; `note` is said only where they are not."""

    key: str
    html: str
    note: str = ""


class Piece(NamedTuple):
    op: Op
    html: SafeString


@dataclass(frozen=True, slots=True)
class Paragraph:
    tag: str
    words: tuple[Word, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return (self.tag, *(word.key for word in self.words))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its changes; or `folded` paragraphs without any."""

    tag: str = ""
    pieces: tuple[Piece, ...] = ()
    folded: int = 0
    number: int = 0  # of the changed ones, from 1


@dataclass(frozen=True, slots=True)
class Comparison:
    passages: list[Passage]
    added: int  # words
    removed: int

    @property
    def changes(self) -> int:
        return sum(1 for passage in self.passages if passage.number)


def bodies(before: str, after: str, *, label: Label) -> Comparison:
    """The changes from one canonical body to another; unchanged paragraphs are folded."""
    old, new = list(paragraphs(before, label)), list(paragraphs(after, label))
    changed = [list(_words(*pair)) if pair[0] != pair[1] else None for pair in _pairs(old, new)]
    tags = [(pair[1] or pair[0] or Paragraph("", ())).tag for pair in _pairs(old, new)]
    counts = {op: sum(_count(op, pieces) for pieces in changed if pieces) for op in Op}
    return Comparison(list(_fold(zip(tags, changed, strict=True))), counts[Op.ADDED], counts[Op.REMOVED])


def lines(before: str, after: str) -> tuple[SafeString, SafeString]:
    """One plain line before, with what was taken out of it marked, and after, with what was put in."""
    old, new = list[Word](), list[Word]()
    _add(old, before)
    _add(new, after)
    changes = list(_opcodes(old, new))
    removed = _joined(Piece(op, _html(words, op)) for op, words in changes if op != Op.ADDED)
    return removed, _joined(Piece(op, _html(words, op)) for op, words in changes if op != Op.REMOVED)


def paragraphs(html: str, label: Label) -> Iterator[Paragraph]:
    """The lines of a canonical body; a picture or a card is a line of one word, which `label` gives."""
    tag, words, marks = "p", list[Word](), list[Token]()
    for token in tokens(html):
        if token.kind is Is.TEXT:
            _add(words, token.text, marks)
        elif token.name in MARKS or token.name == "a":
            _mark(marks, token, words)
        elif token.name in _BLOCKS:
            if words:
                yield Paragraph(tag, tuple(words))
            words = list(_named(token, label))
            tag = token.name if token.kind is Is.START else "p"
    if words:
        yield Paragraph(tag, tuple(words))


def _mark(marks: list[Token], token: Token, words: list[Word]) -> None:
    """Open or close a mark; the last word of a link says where it leads."""
    if token.kind is Is.START:
        marks.append(token)
        return
    opened = next((mark for mark in reversed(marks) if mark.name == token.name), None)
    if opened:
        marks.remove(opened)
        if opened.name == "a" and words:
            address = escape(opened.attributes.get("href", ""))
            words[-1] = words[-1]._replace(note=f'<small class="address">{address}</small> ')


def _add(words: list[Word], text: str, marks: Sequence[Token] = ()) -> None:
    """Add the words of `text`. White space belongs to the word before it, and is no part of its key."""
    around = "".join(f"<{mark.name} {mark.attributes.get('href', '')}>" for mark in marks)
    shown = [mark.name for mark in marks if mark.name != "a"]
    has_link = len(shown) != len(marks)
    opening = "".join(f"<{name}>" for name in shown) + ('<span class="link">' if has_link else "")
    closing = ("</span>" if has_link else "") + "".join(f"</{name}>" for name in reversed(shown))
    for found in _WORD.finditer(text):
        word = found[0].strip()
        space = " " if len(word) < len(found[0]) else ""
        if word:
            words.append(Word(f"{around}{word}", f"{opening}{escape(word)}{closing}{space}"))
        elif words and not words[-1].html.endswith(" "):
            words[-1] = words[-1]._replace(html=f"{words[-1].html} ")


def _named(token: Token, label: Label) -> Iterator[Word]:
    """A picture, a card or a player as a word."""
    for attribute, kind in _REFERENCES.items():
        for key in token.attributes.get(attribute, "").split():
            if key.isdecimal():
                html = f'<span class="reference">{escape(label(kind, int(key)))}</span> '
                layout = token.attributes.get("data-layout", "")
                yield Word(f"{kind} {key} {layout}", html)
    if address := token.attributes.get("data-embed"):
        yield Word(f"embed {address}", f'<span class="reference">{escape(address)}</span> ')


def _pairs(old: list[Paragraph], new: list[Paragraph]) -> Iterator[tuple[Paragraph | None, Paragraph | None]]:
    """Each paragraph with its former or later self, in the order of reading; None where it has none."""
    matcher = SequenceMatcher(None, [one.key for one in old], [one.key for one in new])
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _aligned(old[a:b], new[c:d])


def _aligned(
    old: list[Paragraph], new: list[Paragraph]
) -> Iterator[tuple[Paragraph | None, Paragraph | None]]:
    place = 0
    for paragraph in old:
        ahead = range(place, min(place + NEAR, len(new)))
        found = next((index for index in ahead if _are_alike(paragraph, new[index])), None)
        if found is None:
            yield paragraph, None
            continue
        for added in new[place:found]:
            yield None, added
        yield paragraph, new[found]
        place = found + 1
    for added in new[place:]:
        yield None, added


def _are_alike(one: Paragraph, other: Paragraph) -> bool:
    a, b = ({word.key.lower() for word in paragraph.words} for paragraph in (one, other))
    return bool(a and b) and 2 * len(a & b) / (len(a) + len(b)) >= ALIKE


def _words(old: Paragraph | None, new: Paragraph | None) -> Iterator[Piece]:
    before, after = (old.words if old else ()), (new.words if new else ())
    for op, words in _opcodes(before, after):
        yield Piece(op, _html(words, op))


def _opcodes(old: Sequence[Word], new: Sequence[Word]) -> Iterator[tuple[Op, Sequence[Word]]]:
    if max(len(old), len(new)) > MOST_WORDS:
        yield Op.REMOVED, old
        yield Op.ADDED, new
        return
    matcher = SequenceMatcher(None, [word.key for word in old], [word.key for word in new], autojunk=False)
    changes = matcher.get_opcodes()
    after_space = None  # behind what is removed, where the word before it had another space behind it then
    for (op, a, b, c, d), following in zip(changes, [*changes[1:], None], strict=True):
        if op == "equal":
            words = new[c:d]
            spaces = [words[-1].html.endswith(" ") for words in (old[a:b], words)]
            if following is not None and following[1] < following[2] and spaces[0] != spaces[1]:
                words, after_space = [*words[:-1], _spaced(words[-1], spaces[0])], spaces[1]
            yield Op.SAME, words
            continue
        if a < b and after_space is not None:
            yield Op.REMOVED, [*old[a : b - 1], _spaced(old[b - 1], has_space=False)]
            yield Op.SAME, [Word("", " ")] if after_space else []
        elif a < b:
            yield Op.REMOVED, old[a:b]
        after_space = None
        if c < d:
            yield Op.ADDED, new[c:d]


def _spaced(word: Word, has_space: bool) -> Word:
    return word._replace(html=word.html.rstrip(" ") + " " * has_space)


def _html(words: Sequence[Word], op: Op) -> SafeString:
    return mark_safe("".join(word.html + (word.note if op != Op.SAME else "") for word in words))


def _joined(pieces: Iterator[Piece]) -> SafeString:
    return mark_safe("".join(html if op == Op.SAME else f"<{op}>{html}</{op}>" for op, html in pieces))


def _count(op: Op, pieces: Sequence[Piece]) -> int:
    text = " ".join(re.sub("<[^>]*>", "", piece.html) for piece in pieces if piece.op == op)
    return len(re.findall(r"\w[^\s]*", text))


def _fold(paragraphs: Iterator[tuple[str, list[Piece] | None]]) -> Iterator[Passage]:
    number = 0
    for is_same, group in groupby(paragraphs, key=lambda paragraph: paragraph[1] is None):
        members = list(group)
        if is_same:
            yield Passage(folded=len(members))
            continue
        for tag, pieces in members:
            number += 1
            yield Passage(tag=tag, pieces=tuple(pieces or ()), number=number)
