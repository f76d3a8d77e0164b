"""From the body that we keep to the HTML that readers get.

Two steps, so that any number of bodies costs one query for articles and one for images: `collect` says what they refer
to, the caller fetches it into a `Library`, `render` puts it in. What is not in the library is not in the page: a card
or a picture disappears with all that belonged to it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from typing import Protocol
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from consent.registry import Service

from .clean import guarded
from .embeds import Embed, embed_for
from .tables import with_figures_marked
from .vocabulary import number
from .words import ENGLISH, Words

MAX_ANCHOR = 60  # characters

# In canonical HTML a reference is one element in which there is no other block, and no attribute holds "<" or ">".
_PART = re.compile(
    r'<figure data-image="(?P<image>[0-9]+)"(?: data-layout="(?P<layout>wide)")?>(?P<image_caption>.*?)</figure>'
    r'|<figure data-gallery="(?P<gallery>[0-9 ]+)">(?P<gallery_caption>.*?)</figure>'
    r'|<figure data-embed="(?P<embed>[^"]+)">(?P<embed_caption>.*?)</figure>'
    r'|<aside data-article="(?P<article>[0-9]+)"></aside>'
    r"|<(?P<heading>h[234])(?P<heading_attributes>[^>]*)>(?P<heading_text>.*?)</h[234]>"
    r"|(?P<table><table[^>]*>(?:<caption>(?P<table_caption>.*?)</caption>)?)"
    r"|(?P<table_end></table>)"
    r"|<pre(?P<pre>[^>]*)>"
    r'|<a href="(?P<href>https?:[^"]*)"',
    re.DOTALL,
)
_LINK = re.compile(r'<a href="(?P<href>https?:[^"]*)"')
_NEEDED = re.compile(r'<(?:figure|aside) data-(image|gallery|article)="([0-9 ]+)"')
_TAG = re.compile(r"<[^>]*>")
_CAPTION = re.compile(r"<figcaption>(.*)</figcaption>", re.DOTALL)
_NOT_TEXT = ("<figure ", "<aside ", "<hr")


@dataclass(frozen=True, slots=True)
class Needed:
    """The primary keys of everything that some bodies refer to."""

    articles: frozenset[int]
    images: frozenset[int]


@dataclass(frozen=True, slots=True)
class ReadAlso:
    """What a card says of its article. `label_text` and `image_html`, which is safe HTML, may be empty."""

    headline: str
    url: str
    label_text: str = ""
    image_html: str = ""
    language: str = ""  # where it is not the language of the page


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the library. `picture_html` is safe HTML that says `alt`; the others are plain text."""

    picture_html: str
    caption: str = ""
    credit: str = ""
    alt: str = ""


class Library(Protocol):
    """Where the renderer finds what a body refers to. It must not query: one call a reference is made."""

    def article(self, pk: int) -> ReadAlso | None:
        """The card of a live article; None for any other."""

    def service(self, key: str, language: str) -> Service | None:
        """The service as it is published in the consent registry, in `language`; None where it is not in use."""

    def figure(self, pk: int, layout: str) -> Figure | None:
        """The picture as it stands in the text: `layout` is "", "wide" or "gallery"."""


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 2, 3 or 4; `anchor` is the id in the page, without “#”."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Rendered:
    html: SafeString
    headings: list[Heading]


def collect(bodies: Iterable[str]) -> Needed:
    """What must be fetched before these bodies can be rendered."""
    articles: set[int] = set()
    images: set[int] = set()
    for body in bodies:
        for kind, numbers in _NEEDED.findall(body):
            found = (int(name) for name in numbers.split() if number(name))
            (articles if kind == "article" else images).update(found)
    return Needed(frozenset(articles), frozenset(images))


def render(body: str, library: Library, *, words: Words = ENGLISH, host: str = "") -> Rendered:
    """The body as it stands in the page of an article. Links to `host`, the site's own, count as links inside.

    The body is cleaned again, so that what reached the database by another door does no harm either.
    """
    return _Renderer(library, words, host.lower()).render(guarded(body))


class _Renderer:
    def __init__(self, library: Library, words: Words, host: str) -> None:
        self.library = library
        self.words = words
        self.host = host
        self.headings: list[Heading] = []
        self._anchors: dict[str, int] = {}

    def render(self, body: str) -> Rendered:
        html = _PART.sub(self._part, _with_end_mark(with_figures_marked(body)))
        return Rendered(mark_safe(html), self.headings)

    def _part(self, found: re.Match[str]) -> str:
        # The pattern's outer groups have one name each, and the last one to match is inside the branch that was taken.
        for name, part in _PARTS.items():
            if found[name] is not None:
                return part(self, found)
        raise AssertionError(found[0])

    def _image(self, found: re.Match[str]) -> str:
        layout = found["layout"] or ""
        figure = self._figure(found["image"], layout)
        if figure is None:
            return ""
        caption = self._caption(found["image_caption"]) or escape(figure.caption)
        wide = " figure-wide" if layout else ""
        return f'<figure class="figure{wide}">{figure.picture_html}{_figcaption(caption, [figure.credit])}</figure>'

    def _gallery(self, found: re.Match[str]) -> str:
        figures = [figure for name in found["gallery"].split() if (figure := self._figure(name, "gallery"))]
        if not figures:
            return ""
        pictures = "".join(figure.picture_html for figure in figures)
        caption = _figcaption(self._caption(found["gallery_caption"]), [figure.credit for figure in figures])
        return f'<figure class="gallery"><div class="gallery-pictures">{pictures}</div>{caption}</figure>'

    def _figure(self, name: str, layout: str) -> Figure | None:
        return self.library.figure(int(name), layout) if number(name) else None

    def _embed(self, found: re.Match[str]) -> str:
        embed = embed_for(unescape(found["embed"]))
        if embed is None:
            return ""
        words, provider = self.words, embed.provider
        untitled = words.untitled[embed.kind].format(name=provider.name)
        title = self._caption(found["embed_caption"]) or escape(untitled)
        service = self.library.service(provider.key, words.language)
        if service is None or not embed.may_load(service):
            return self._only_link(embed, title)
        return (
            f'<figure class="embed embed-{embed.kind}" data-consent-service="{provider.key}"'
            f' data-frame="{escape(embed.frame_url)}" data-aspect="{embed.aspect}"><div class="embed-text">'
            f'<strong class="embed-title">{title}</strong>'
            f'<p class="embed-keeper">{escape(words.about(embed, service))}</p>'
            f'<button type="button" class="button" data-embed-load hidden>{escape(words.load[embed.kind])}</button>'
            f'<a href="{escape(embed.url)}" rel="noopener">'
            f"{escape(words.visit[embed.kind].format(site=provider.site))}</a></div></figure>"
        )

    def _only_link(self, embed: Embed, title: str) -> str:
        """Where the service is not in use: what it was, and the way there. `title` is safe HTML."""
        visit = self.words.visit[embed.kind].format(site=embed.provider.site)
        return (
            f'<figure class="embed embed-{embed.kind}"><div class="embed-text"><strong class="embed-title">{title}'
            f'</strong><a href="{escape(embed.url)}" rel="noopener">{escape(visit)}</a></div></figure>'
        )

    def _card(self, found: re.Match[str]) -> str:
        card = self.library.article(int(found["article"])) if number(found["article"]) else None
        if card is None:
            return ""
        label = f' <span class="label">{escape(card.label_text)}</span>' if card.label_text else ""
        language = f' lang="{escape(card.language)}"' if card.language else ""
        return (
            f'<aside class="read-also" data-read-also><a href="{escape(card.url)}">'
            f'<span class="kicker">{escape(self.words.read_also)}{label}</span>'
            f'<span class="read-also-headline"{language}>{escape(card.headline)}</span>{card.image_html}</a></aside>'
        )

    def _heading(self, found: re.Match[str]) -> str:
        tag, inner = found["heading"], found["heading_text"]
        text = _plain(inner)
        anchor = self._anchor(text)
        self.headings.append(Heading(int(tag[1]), text, anchor))
        return f'<{tag} id="{anchor}"{found["heading_attributes"]}>{self._linked(inner)}</{tag}>'

    def _anchor(self, text: str) -> str:
        """An id that stays while the heading stays; the prefix keeps it apart from every id of the page itself."""
        anchor = base = f"s-{_slug(text) or 'section'}"
        while anchor in self._anchors:
            self._anchors[base] += 1
            anchor = f"{base}-{self._anchors[base]}"
        self._anchors[anchor] = 1
        return anchor

    def _table(self, found: re.Match[str]) -> str:
        name = _plain(found["table_caption"] or "") or self.words.table
        region = f'<div class="table-scroll" role="region" tabindex="0" aria-label="{escape(name)}">'
        return region + self._linked(found["table"])

    def _table_end(self, found: re.Match[str]) -> str:
        return "</table></div>"

    def _pre(self, found: re.Match[str]) -> str:
        """A line that is wider than the screen scrolls in it, and a keyboard must get there."""
        return f'<pre{found["pre"]} tabindex="0">'

    def _link(self, found: re.Match[str]) -> str:
        host = urlsplit(unescape(found["href"])).netloc.lower()
        return found[0] if host == self.host else f'{found[0]} rel="noopener"'

    def _linked(self, line: str) -> str:
        """A line that stands inside another part, with its links."""
        return _LINK.sub(self._link, line)

    def _caption(self, figcaption: str) -> str:
        found = _CAPTION.fullmatch(figcaption)
        return self._linked(found[1]) if found else ""


_PARTS: dict[str, Callable[[_Renderer, re.Match[str]], str]] = {
    "href": _Renderer._link,
    "heading": _Renderer._heading,
    "image": _Renderer._image,
    "article": _Renderer._card,
    "embed": _Renderer._embed,
    "gallery": _Renderer._gallery,
    "table": _Renderer._table,
    "table_end": _Renderer._table_end,
    "pre": _Renderer._pre,
}


def _with_end_mark(body: str) -> str:
    """The end of the text is marked in its last paragraph; pictures and cards may still follow it."""
    lines = body.split("\n")
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line.startswith(("<p>", "<p ")) and line.endswith("</p>"):
            lines[place] = f'{line[: -len("</p>")]}<span class="end-mark" aria-hidden="true"></span></p>'
            break
        if line and not line.startswith(_NOT_TEXT):
            break
    return "\n".join(lines)


def _figcaption(caption: str, credits_: Iterable[str]) -> str:
    """`caption` is safe HTML; credits are plain text, said once each."""
    credit = ", ".join(dict.fromkeys(filter(None, credits_)))
    parts = [
        f'<span class="caption">{caption}</span>' if caption else "",
        f'<small class="credit">{escape(credit)}</small>' if credit else "",
    ]
    inner = " ".join(filter(None, parts))
    return f"<figcaption>{inner}</figcaption>" if inner else ""


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html.replace("<br>", " "))).split())


def _slug(text: str) -> str:
    """Latin letters without accents, other scripts as they are, hyphens for all that is no letter or figure."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not "\u0300" <= c <= "\u036f")
    words = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in bare).split()
    slug = unicodedata.normalize("NFC", "-".join(words))
    if len(slug) > MAX_ANCHOR:
        slug = slug[: MAX_ANCHOR + 1].rpartition("-")[0] or slug[:MAX_ANCHOR]
    return slug
