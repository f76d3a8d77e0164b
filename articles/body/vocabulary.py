"""What the text of an article may contain: the one definition that cleaner, renderer and editor share.

A body is a row of blocks. Paragraphs, headings and captions hold a line of text with marks; lists, tables and quotes
hold blocks again; figures and cards hold no picture and no headline, only a reference to one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .embeds import embed_for

MARKS = ("strong", "em", "s", "sub", "sup", "code")  # in the order in which they nest, inside a link
HEADINGS = ("h2", "h3", "h4")
LISTS = frozenset({"ul", "ol"})
CELLS = frozenset({"td", "th"})
# Blocks that hold one line of text with marks, and no other block.
LINES = frozenset({"p", *HEADINGS, "pre", "caption", "figcaption", "footer"})
# Blocks that hold blocks.
FLOWS = frozenset({"blockquote", "div", "li", *CELLS})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

TAGS = frozenset({
    *MARKS, *LINES, *FLOWS, *LISTS,
    "a", "br", "hr", "figure", "aside", "table", "thead", "tbody", "tr",
})  # fmt: skip

_WRITING = ("dir", "lang")
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "a": ("href",),
    "aside": ("data-article",),
    "blockquote": ("class", *_WRITING),
    "figure": ("data-image", "data-gallery", "data-embed", "data-layout"),
    "td": ("colspan", "rowspan", *_WRITING),
    "th": ("scope", "colspan", "rowspan", *_WRITING),
    **dict.fromkeys(("p", *HEADINGS, "pre", "ul", "ol", "li", "div", "table"), _WRITING),
}

MAX_DEPTH = 12  # blocks in blocks; deeper ones lose their frame, not their text
MAX_HREF = 2_000  # characters
MAX_SOURCE = 300  # characters of a reference in an import file
MAX_SPAN = 100  # columns or rows of one cell

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")  # below 2^63, which is what a primary key can be
_SPAN = re.compile(r"[2-9]|[1-9][0-9]|100")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_SOURCE = re.compile(r"[^\x00-\x20<>\"'`\\\x7f](?:[^\x00-\x1f<>\"`\\\x7f]*[^\x00-\x20<>\"`\\\x7f])?")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://[^/?#@\s:]+(:[0-9]{1,5})?([/?#].*)?", re.DOTALL)
_ESCAPED_IN_HREF = {" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "\\": "%5C", "`": "%60"}

# Invisible characters that make a text mean something else than it shows: controls, lone halves of pairs,
# and the marks that reverse the direction of writing for what follows. Left-to-right and right-to-left marks stay.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def href(value: str) -> str | None:
    """`value` as an address of a link: http, https, mailto, tel, relative or an #anchor. None for any other."""
    address = re.sub("[\t\n\r\f]", "", value).strip()
    address = "".join(_ESCAPED_IN_HREF.get(character, character) for character in address)
    if address.startswith("//"):
        address = f"https:{address}"
    if not address or len(address) > MAX_HREF:
        return None
    scheme = _SCHEME.match(address)
    if scheme is None:
        return None if ":" in re.split("[/?#]", address, maxsplit=1)[0] else address
    name, rest = scheme[1].lower(), address[scheme.end() :]
    if name not in SCHEMES or (name in {"http", "https"} and not _is_web(f"{name}:{rest}")):
        return None
    return f"{name}:{rest}" if rest else None


def _is_web(address: str) -> bool:
    try:
        return _WEB.fullmatch(address) is not None and bool(urlsplit(address).hostname)
    except ValueError:  # a bracket that opens and does not close
        return False


def number(value: str) -> str | None:
    """The primary key of a row in the library, written in ASCII digits."""
    return value if _NUMBER.fullmatch(value) else None


def source(value: str) -> str | None:
    """What an import file calls an article or a picture: an id or a relative path, ≤ 300 characters."""
    value = value.strip()
    return value if len(value) <= MAX_SOURCE and _SOURCE.fullmatch(value) else None


def embed(value: str) -> str | None:
    found = embed_for(value)
    return found.url if found else None


def one_of(*values: str) -> Callable[[str], str | None]:
    return lambda value: value if value in values else None


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda value: value if pattern.fullmatch(value) else None


_VALUES: Mapping[str, Callable[[str], str | None]] = {
    "href": href,
    "class": lambda value: "pull" if "pull" in value.split() else None,
    "colspan": _matching(_SPAN),
    "data-embed": embed,
    "data-layout": one_of("wide"),
    "dir": one_of("ltr", "rtl", "auto"),
    "lang": _matching(_LANGUAGE),
    "rowspan": _matching(_SPAN),
    "scope": one_of("col", "row", "colgroup", "rowgroup"),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The rules, with what a reference to an article or a picture looks like: a number, or a source's own name."""

    reference: Callable[[str], str | None]

    def value(self, tag: str, attribute: str, value: str) -> str | None:
        """The value in the form in which we keep it, or None where it must not stay. `value(value(x)) == value(x)`."""
        if attribute not in ATTRIBUTES.get(tag, ()):
            return None
        value = UNWANTED.sub("", value)
        if attribute in {"data-image", "data-article"}:
            return self.reference(value)
        if attribute == "data-gallery":
            return " ".join(kept for name in value.split() if (kept := self.reference(name))) or None
        return _VALUES[attribute](value)

    def values(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """The attributes that may stay on `tag`, in the order of the vocabulary."""
        kept = {}
        for name in ATTRIBUTES.get(tag, ()) if attributes else ():
            value = self.value(tag, name, attributes[name]) if name in attributes else None
            if value is not None:
                kept[name] = value
        return kept


LIBRARY = Vocabulary(number)
SOURCES = Vocabulary(source)
