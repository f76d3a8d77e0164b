"""Links of a text to pages of our own that readers cannot open."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from .lost import reason_of
from .models import Article, OldAddress, Page

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FILES = tuple(urlsplit(url).path for url in (settings.MEDIA_URL, settings.STATIC_URL))
_ARTICLE = re.compile(r"/([0-9]{4})/([0-9]{2})/([^/]+)/?")


@dataclass(frozen=True, slots=True)
class DeadLink:
    """`address` as it stands in the text; `reason` ends the sentence “The page … ”."""

    address: str
    text: str
    reason: str


def dead_links(html: str) -> list[DeadLink]:
    """The links of a clean body that lead to no page of ours which readers see, in their order; in three queries.

    A link to a story that waits for its hour is dead until then. What leads to other sites is not looked at.
    """
    links = [
        (unescape(address), " ".join(unescape(_TAG.sub("", text)).split()), path)
        for address, text in _LINK.findall(html)
        if (path := own_path(unescape(address))) is not None
    ]
    reasons = _reasons({path for _, _, path in links}) if links else {}
    return [DeadLink(address, text, reasons[path]) for address, text, path in links if reasons.get(path)]


def own_path(address: str) -> str | None:
    """The path of an address of this site, as people read it; None for another site's, a mail's, an #anchor's."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that opens and does not close
        return None
    is_ours = (
        parts.netloc.lower() == urlsplit(settings.SITE_URL).netloc.lower()
        if parts.netloc
        else not parts.scheme
    )
    if not is_ours or not parts.path.startswith("/") or parts.path.startswith(_FILES):
        return None
    return unquote(parts.path)


def _reasons(paths: Collection[str]) -> dict[str, str]:
    """Why readers do not see each of these, empty where they do."""
    reasons = _of_articles(paths)
    rest = [path for path in paths if path not in reasons]
    slugs = [path.strip("/") for path in rest]
    pages = set(Page.objects.filter(slug__in=slugs).values_list("slug", flat=True)) if rest else set()
    reasons |= {path: "" for path in rest if path.strip("/") in pages or _has_page(path)}
    rest = [path for path in rest if path not in reasons]
    moved = _of_old_addresses(rest) if rest else {}
    return {**dict.fromkeys(rest, "does not exist"), **moved, **reasons}


def _of_articles(paths: Collection[str]) -> dict[str, str]:
    """The same for the paths that are an article's address now."""
    places = {
        path: (int(found[1] + found[2]), found[3]) for path in paths if (found := _ARTICLE.fullmatch(path))
    }
    months, slugs = {month for month, _ in places.values()}, {slug for _, slug in places.values()}
    rows = Article.objects.defer("body").filter(month__in=months, slug__in=slugs) if places else ()
    articles = {(article.month, article.slug): article for article in rows}
    return {path: _reason(articles[place]) for path, place in places.items() if place in articles}


def _of_old_addresses(paths: Collection[str]) -> dict[str, str]:
    rows = OldAddress.objects.select_related("article").defer("article__body")
    slashed = {path: path.rstrip("/") + "/" for path in paths}
    found = {row.path: row for row in rows.filter(path__in={*slashed, *slashed.values()})}
    led = {path: found.get(path) or found.get(slashed[path]) for path in paths}
    return {path: _reason(row.article) if row.article else "" for path, row in led.items() if row}


def _reason(article: Article) -> str:
    return reason_of(article) or ("" if article.is_live else "is not published yet")


def _has_page(path: str) -> bool:
    """True for an address of the site that is neither an article's nor an editor's page: a section, a list, a feed."""
    for candidate in (path, f"{path}/"):
        try:
            return resolve(candidate).url_name not in {"page", "article"}
        except Resolver404:
            continue
    return False
