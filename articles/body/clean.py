"""From any text to the body that we keep: canonical HTML of the vocabulary.

Two hands: `building` and `writing` make the canonical form of nothing but the tags they know, and nh3, a maintained
allow-list library, has the last word on what is written.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

import nh3

from .building import Builder
from .tokens import Is, tokens
from .vocabulary import ATTRIBUTES, LIBRARY, SCHEMES, SOURCES, TAGS, UNWANTED, Vocabulary, number
from .writing import PIECE, SEAM, in_attribute, written

MAX_BODY_BYTES = 5 * 1024 * 1024
MAX_ALT = 400  # characters of a text that stands for a picture

# The four shapes of a reference in canonical HTML; an attribute never holds "<" or ">", and figures never nest.
_REFERENCE = re.compile(
    r'<(?P<tag>figure|aside) data-(?P<kind>image|gallery|article)="(?P<names>[^"]*)"(?P<rest>.*?</(?P=tag)>)',
    re.DOTALL,
)
_TEXT = re.compile(r"[^<>]+")


class BodyTooLong(ValueError):
    """The text is longer than `MAX_BODY_BYTES`, as it came or as it would be kept."""

    def __init__(self) -> None:
        super().__init__(
            f"The text is longer than {MAX_BODY_BYTES // 1024**2} MB; divide it into several articles."
        )


@dataclass(frozen=True, slots=True)
class References:
    """What a text refers to under the names that the source uses, each once, in the order of the text."""

    articles: list[str]
    images: list[str]


def _guard(vocabulary: Vocabulary) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=vocabulary.value,
        url_schemes=set(SCHEMES),
        generic_attribute_prefixes=set(),
        link_rel=None,
        strip_comments=True,
    )


_GUARDS = {vocabulary: _guard(vocabulary) for vocabulary in (LIBRARY, SOURCES)}


def clean(html: str) -> str:
    """The canonical body of any text; `clean(clean(x)) == clean(x)`. Raises BodyTooLong, and nothing else.

    References are numbers of rows in the library; one that is not is dropped, and so is a picture from elsewhere.
    """
    return _cleaned(html, LIBRARY)


def clean_for_import(html: str) -> str:
    """The same for a text from elsewhere, whose references are names of the source: ids, and relative paths.

    A picture `<img src="relative/path">` becomes a figure that refers to this path. Raises BodyTooLong.
    """
    return _cleaned(html, SOURCES)


def _cleaned(html: str, vocabulary: Vocabulary) -> str:
    guard = _GUARDS[vocabulary]
    # What we write is what nh3 gives back, but for an address that it alone finds wrong. Then the link is gone, and
    # what stood in it joins its neighbours: so once more, until both agree.
    for _ in range(3):
        _check_length(html)
        pieces = written(Builder(vocabulary).feed(tokens(html)).root)
        canonical = pieces.replace(SEAM, "")
        _check_length(canonical)
        html = guard.clean(pieces)
        if html == canonical:
            break
    return html


def _check_length(html: str) -> None:
    if len(html) * 4 > MAX_BODY_BYTES and len(html.encode("utf-8", "surrogatepass")) > MAX_BODY_BYTES:
        raise BodyTooLong


def guarded(html: str) -> str:
    """A text that was kept, through nh3 alone: the same text if `clean` wrote it, and safe if something else did."""
    html = UNWANTED.sub("", html)
    if len(html) > PIECE:
        html = _TEXT.sub(_with_seams, html)
    return _GUARDS[LIBRARY].clean(html)


def _with_seams(text: re.Match[str]) -> str:
    return text[0].replace("&", f"{SEAM}&") if len(text[0]) > PIECE else text[0]


# References under the names of a source, and under our numbers


def references(html: str) -> References:
    """What a text from `clean_for_import` refers to."""
    articles: dict[str, None] = {}
    images: dict[str, None] = {}
    for found in _REFERENCE.finditer(html):
        names = _names(found)
        (articles if found["kind"] == "article" else images).update(dict.fromkeys(names))
    return References(list(articles), list(images))


def alternatives(html: str) -> dict[str, str]:
    """The texts that stand for pictures in a raw source: the path in `<img src>` and its `alt`, where it has one."""
    found: dict[str, str] = {}
    for token in tokens(html):
        path = SOURCES.reference(token.attributes.get("src", ""))
        alt = " ".join(token.attributes.get("alt", "").split())[:MAX_ALT]
        if token.kind is Is.START and token.name == "img" and path and alt:
            found.setdefault(path, alt)
    return found


def resolve(html: str, *, articles: Mapping[str, int], images: Mapping[str, int]) -> str:
    """A text from `clean_for_import` as `clean` would keep it: numbers for names. What has no number is dropped."""
    return clean(_renamed(html, articles.get, images.get))


def with_sources(html: str, *, articles: Mapping[int, str], images: Mapping[int, str]) -> str:
    """The inverse of `resolve`: the source's names for our numbers. What has no name there is dropped."""

    def name_in(names: Mapping[int, str]) -> Callable[[str], str | None]:
        return lambda key: names.get(int(key)) if number(key) else None

    return clean_for_import(_renamed(html, name_in(articles), name_in(images)))


def _names(found: re.Match[str]) -> list[str]:
    names = unescape(found["names"])
    return names.split() if found["kind"] == "gallery" else [names]


def _renamed(html: str, article: Callable[[str], object], image: Callable[[str], object]) -> str:
    def renamed(found: re.Match[str]) -> str:
        new_name = article if found["kind"] == "article" else image
        names = [str(name) for old in _names(found) if (name := new_name(old)) is not None]
        if not names:
            return ""
        return f'<{found["tag"]} data-{found["kind"]}="{in_attribute(" ".join(names))}"{found["rest"]}'

    return _REFERENCE.sub(renamed, html)
