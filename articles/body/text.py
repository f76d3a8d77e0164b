"""The words of a body without its tags: for the search index, the reading time, and lines under a headline."""

import re

from .tokens import Is, tokens
from .vocabulary import MARKS

WORDS_A_MINUTE = 200  # reading prose on a screen, unhurried

_INLINE = frozenset({*MARKS, "a", "b", "i", "span"})
_WORD = re.compile(r"[^\W_]\S*")


def plain_text(html: str) -> str:
    """The text that a reader sees, one block a line; captions are in it, and what is only referred to is not."""
    pieces: list[str] = []
    for token in tokens(html):
        if token.kind is Is.TEXT:
            pieces.append(token.text.replace("\n", " "))
        elif token.name not in _INLINE:
            pieces.append("\n")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def word_count(html: str) -> int:
    """The number of words: what stands between spaces and has a letter or a figure in it."""
    return len(_WORD.findall(plain_text(html)))


def reading_minutes(words: int) -> int:
    """Whole minutes at 200 words a minute, rounded; never less than 1."""
    return max(1, round(words / WORDS_A_MINUTE))
