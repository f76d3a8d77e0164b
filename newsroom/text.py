"""Text that people type, as it is kept: nothing in it that is not seen and turns round or breaks what is."""

import unicodedata

JOINERS = "\u200c\u200d"  # invisible, and part of the spelling in Persian, Hindi, emoji and others


def tidy(name: str) -> str:
    """One line without control characters and direction overrides, outer or doubled spaces; in composed form.

    Bound the length before: a hundred thousand accents on one letter take minutes to be put into their order.
    """
    visible = "".join(" " if c.isspace() else c for c in name if c.isspace() or _is_visible(c))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def prose(text: str) -> str:
    """Text of several lines, likewise, but not composed; lines end in `\\n`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or _is_visible(c)).strip()


def _is_visible(character: str) -> bool:
    # Not “C…” as a whole: letters younger than this Python are in Cn, and fonts of one's own in Co.
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"}:
        return character in JOINERS
    number = ord(character)
    return number & 0xFFFE != 0xFFFE and not 0xFDD0 <= number <= 0xFDEF  # which Unicode calls no characters
