"""Links of a text to the paper's own pages: whether they lead anywhere."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Model
from django.urls import Resolver404, resolve

from .addresses import forms, own_path
from .lost import reason_of
from .models import Article, Author, OldAddress, Page, Section, Topic

MOST = 500  # links of one text that are looked up
UNKNOWN = "does not exist"
_BY_SLUG: dict[str, type[Model]] = {"section": Section, "topic": Topic, "author": Author, "page": Page}


class Place(NamedTuple):
    """What an address of ours asks for: the name of a page in `articles/urls.py`, and what it names there."""

    page: str
    named: tuple[Any, ...]


def dead(hrefs: Iterable[str]) -> dict[str, str]:
    """Those of `hrefs` that lead to no page of ours, each with the end of the sentence “It … ”; in six queries at most.

    A link to a story that waits for its hour is dead until then. An old address that leads on is alive. What leads to
    other sites, and to a place on the same page, is not looked at.
    """
    paths = {href: path for href in list(dict.fromkeys(hrefs))[:MOST] if (path := own_path(href)) is not None}
    places = {href: _place(path) for href, path in paths.items()}
    reasons = _reasons({place for place in places.values() if place})
    found = {href: reasons.get(place, UNKNOWN) if place else UNKNOWN for href, place in places.items()}
    unknown = {href: paths[href] for href, reason in found.items() if reason == UNKNOWN}
    return {href: reason for href, reason in {**found, **_moved(unknown)}.items() if reason}


def _place(path: str) -> Place | None:
    """What is asked for; None for what has no page: also the desk, which is none for readers."""
    path = unquote(path.partition("?")[0])
    if path.startswith((settings.MEDIA_URL, settings.STATIC_URL)):
        return Place("file", ())
    try:
        found = resolve(path if path.endswith("/") or "." in path else f"{path}/")
    except Resolver404:
        return None
    if "admin" in found.app_names:
        return None
    return Place(found.url_name or "", tuple(found.kwargs.values()))


def _reasons(places: Iterable[Place]) -> dict[Place, str]:
    """Why readers do not see each of these, empty where they do; in one query for each kind of page.

    What is not there has no reason here: an old address may lead on from it.
    """
    named: dict[str, set[Place]] = defaultdict(set)
    for place in places:
        named[place.page].add(place)
    reasons = {place: "" for place in places if place.page not in {"article", *_BY_SLUG}}
    if stories := named["article"]:
        months = {year * 100 + month for _, (year, month, _) in stories}
        rows = Article.objects.filter(month__in=months, slug__in={place.named[2] for place in stories})
        found = {
            Place("article", (*divmod(row.month or 0, 100), row.slug)): row for row in rows.defer("body")
        }
        reasons |= {place: _reason(found[place]) for place in stories if place in found}
    for page, model in _BY_SLUG.items():
        if slugs := {place.named[0] for place in named[page]}:
            of_slug = model._default_manager.filter(slug__in=slugs).values_list("slug", flat=True)
            reasons |= {Place(page, (slug,)): "" for slug in of_slug}
    return reasons


def _reason(article: Article) -> str:
    return reason_of(article) or ("" if article.is_live else "is not published yet")


def _moved(paths: dict[str, str]) -> dict[str, str]:
    """The same for those that were addresses once, by what they lead on to."""
    written = {href: forms(path) for href, path in paths.items()}
    asked = {form for ours in written.values() for form in ours}
    rows = OldAddress.objects.filter(path__in=asked).select_related("article") if asked else ()
    led = {row.path: _reason(row.article) if row.article else "" for row in rows}
    return {
        href: min(reasons)
        for href, ours in written.items()
        if (reasons := [led[one] for one in ours if one in led])
    }
