"""Old addresses: kept when something moves, looked up when nothing else answers."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from newsroom import pagecache

from .models import Article, Author, OldAddress, Page, Section, Topic
from .models.address import TARGETS

LONGEST = 500
_FEED = re.compile(r"(/(?:section|topic|author)/[^/]+/)(feed/|feed\.json)")
Target = Article | Section | Topic | Author | Page


def keep(path: str, target: Target) -> None:
    """Let `path` lead to `target` for ever, unless it is the address of the target itself."""
    keep_all([(path, target)])


def keep_all(moved: Iterable[tuple[str, Target]]) -> None:
    """The same for many at once, in two queries. Of two targets of a path the last one has it."""
    places = [(readable(path), target, unquote(target.get_absolute_url())) for path, target in moved]
    OldAddress.objects.filter(path__in={new for _, _, new in places}).delete()
    kept = {
        path: OldAddress(path=path, **{str(target._meta.model_name): target})
        for path, target, new in places
        if path and path != new and len(path) <= LONGEST
    }
    OldAddress.objects.bulk_create(
        kept.values(), update_conflicts=True, unique_fields=["path"], update_fields=TARGETS
    )


def readable(address: str) -> str:
    """The address with its path as people read it: how it was percent-encoded makes no other one."""
    path, mark, query = address.partition("?")
    return f"{unquote(path)}{mark}{query}"


def own_path(href: str) -> str | None:
    """The path and query of an address of ours; None for anything elsewhere, and for a place on the same page."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    ours = urlsplit(settings.SITE_URL).netloc.lower()
    if parts.netloc and parts.netloc.lower() != ours:
        return None
    if parts.scheme not in {"", "http", "https"} or href.startswith(("#", "?")):
        return None
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def forms(path: str) -> set[str]:
    """How an old address may be kept: with its query or without, with a slash at its end or without."""
    bare = readable(path.partition("?")[0])
    forms = {readable(path), bare, bare.rstrip("/"), f"{bare.rstrip('/')}/"}
    return {form for form in forms if form and "\0" not in form and len(form) <= LONGEST}


def slugs_led_away(article: Article, slug: str) -> list[str]:
    """The slugs beginning with `slug` in the month of `article` that lead to other articles by now."""
    assert article.month is not None
    year, month = divmod(article.month, 100)
    place = f"/{year}/{month:02}/"
    paths = (
        OldAddress.objects.filter(path__startswith=place + slug, article__isnull=False)
        .exclude(article=article.pk)
        .values_list("path", flat=True)
    )
    return [path.removeprefix(place).rstrip("/") for path in paths]


class OldAddressMiddleware:
    """Answers 301 instead of 404 where the address is an old one: with its query first, then without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        place, feed = _without_feed(request.path)
        target = _moved_to(request, place)
        if target is None or (feed and not _is_page(target.get_absolute_url() + feed)):
            return response
        answer = HttpResponsePermanentRedirect(target.get_absolute_url() + feed)
        return pagecache.tag(answer, target.cache_tag)


def _without_feed(path: str) -> tuple[str, str]:
    """A list's path and what makes it that of its feed: a feed moves with its list."""
    found = _FEED.fullmatch(path)
    return (found[1], found[2]) if found else (path, "")


def _is_page(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _moved_to(request: HttpRequest, place: str) -> Target | None:
    """What the asked address leads to; None where it never led anywhere, or its article is not to be seen.

    Django has put a slash behind the address if there was none, so an old one without it is looked for as well.
    """
    query = request.META.get("QUERY_STRING", "")
    paths = (f"{place}?{query}" if query else "", place, place.rstrip("/"))
    asked = [path for path in paths if path and len(path) <= LONGEST]
    try:
        found = OldAddress.objects.select_related(*TARGETS).filter(path__in=asked)
        address = min(found, key=lambda address: asked.index(address.path), default=None)
    except DatabaseError:
        return None
    if address is None or (
        address.article and not address.article.is_live and not address.article.withdrawn_at
    ):
        return None
    target = address.target
    assert isinstance(target, Target)
    return target
