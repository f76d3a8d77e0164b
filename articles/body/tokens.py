"""HTML of any kind as a row of tags and texts, in one pass.

It reads tags, attributes, comments and character references as a browser does, but builds no tree: the parsers we could
lean on answer some texts of a few hundred kilobytes in quadratic time, or stop where tags are nested 256 deep. Every
step here moves forward, so the time is linear in the length of the text, whatever is in it.
"""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from html import unescape
from typing import NamedTuple

from .vocabulary import UNWANTED


class Is(Enum):
    TEXT = 0
    START = 1
    END = 2


class Token(NamedTuple):
    """`name` is the tag's, in lower case; `text` and attribute values have no character references any more."""

    kind: Is
    name: str = ""
    text: str = ""
    attributes: Mapping[str, str] = {}


# What stands in these is not for reading. A browser shows the first group's content to nobody and looks in it for
# nothing but the end tag; the second we leave out with all it holds.
_RAW = frozenset(
    {"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"}
)
_LEFT_OUT = frozenset({
    "applet", "audio", "canvas", "datalist", "math", "noscript", "object", "select", "svg", "template", "video",
})  # fmt: skip
_UNREAD = _RAW | _LEFT_OUT
# The attributes that somebody asks for; the others are not kept, so a tag may have a million.
_READ = frozenset({
    "alt", "cite", "class", "colspan", "data-article", "data-embed", "data-gallery", "data-image",
    "data-instgrm-permalink", "data-layout", "dir", "href", "lang", "rowspan", "scope", "src", "style",
})  # fmt: skip

_TEXT = re.compile(r"[^<]+|<+(?=<)|<(?![A-Za-z/!?])")
_TAG = re.compile(r"</?([A-Za-z][^ \t\n\r\f/>]*)")
_ATTRIBUTE = re.compile(
    r"[ \t\n\r\f/]*([^ \t\n\r\f/>][^ \t\n\r\f/>=]*)"
    r"(?:[ \t\n\r\f]*=[ \t\n\r\f]*(?:\"([^\"]*)\"?|'([^']*)'?|([^ \t\n\r\f>\"'][^ \t\n\r\f>]*))?)?"
)
_TAG_END = re.compile(r"[ \t\n\r\f/]*>")
_COMMENT_END = re.compile(r"--!?>")

# Numbers that no character has; Python would try to compute them, and refuses above 4,300 digits.
_ENDLESS_NUMBER = re.compile(r"&#[xX]?[0-9A-Fa-f]{9,};?")
# In an attribute a name counts only with its semicolon: "?a=1&copy=2" means what it says.
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};)")


def tokens(html: str) -> Iterator[Token]:
    """The tags and texts of `html` in their order. Comments, and what no reader sees, are not among them."""
    html = UNWANTED.sub("", html).replace("\r\n", "\n").replace("\r", "\n")
    without_end: set[str] = set()
    position, length = 0, len(html)
    while position < length:
        if found := _TEXT.match(html, position):
            position = found.end()
            yield Token(Is.TEXT, text=decoded(found[0]))
        elif found := _TAG.match(html, position):
            token, position = _tag(html, found)
            if token is None:
                return
            yield token
            if token.kind is Is.START and token.name in _UNREAD:
                position = _after_content(html, token.name, position, without_end)
        else:
            position = _after_comment(html, position)


def decoded(text: str) -> str:
    if "&" not in text:
        return text
    return UNWANTED.sub("", unescape(_ENDLESS_NUMBER.sub("\ufffd", text)))


def _tag(html: str, found: re.Match[str]) -> tuple[Token | None, int]:
    """The tag whose name was found, and where it ends. None for a tag that the text ends in."""
    position, attributes = found.end(), {}
    while attribute := _ATTRIBUTE.match(html, position):
        position = attribute.end()
        name = attribute[1].lower()
        if name in _READ and name not in attributes:
            value = attribute[2] or attribute[3] or attribute[4] or ""
            attributes[name] = UNWANTED.sub("", _REFERENCE.sub(lambda match: unescape(match[0]), value))
    end = _TAG_END.match(html, position)
    if end is None:
        return None, len(html)
    kind = Is.END if html.startswith("</", found.start()) else Is.START
    return Token(kind, found[1].lower(), attributes=attributes), end.end()


def _after_content(html: str, name: str, position: int, without_end: set[str]) -> int:
    """Where the end tag of a raw element begins. One that is never closed swallows the rest, as in a browser."""
    if name not in without_end:
        end = re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE).search(html, position)
        if end:
            return end.start()
        without_end.add(name)
    return len(html) if name in _RAW else position


def _after_comment(html: str, position: int) -> int:
    if html.startswith("<!--", position):
        end = _COMMENT_END.search(html, position + 2)
        return end.end() if end else len(html)
    end_of_bogus = html.find(">", position)
    return end_of_bogus + 1 if end_of_bogus >= 0 else len(html)
