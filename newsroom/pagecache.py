"""Public pages in shared caches: what a page shows is its tags, and a change purges these tags.

Nothing personal stands on a public page, so any cache between here and the reader may keep it for
`PAGE_CACHE_SECONDS`. A reader's own browser asks each time, and is mostly answered 304.
"""

import json
import logging
import urllib.request
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware
from django.utils import timezone
from django.utils.cache import patch_vary_headers, set_response_etag
from django_tasks import task

from . import outbox
from .retrying import tried_again
from .security import is_desk

STALE_WHILE_REVALIDATE_SECONDS = 60
STALE_IF_ERROR_SECONDS = 24 * 3600
PURGE_TIMEOUT_SECONDS = 5

log = logging.getLogger(__name__)


def tag(response: HttpResponse, *tags: str, until: datetime | None = None) -> HttpResponse:
    """Let shared caches keep `response`, a public page that shows what `tags` name, until one is purged.

    Nor beyond `until`, when something on it is over. Sets `Cache-Tag`, `Cache-Control` and an `ETag` of the content,
    so call it last. A tag is like `article-12`; every page has `site`, for what stands around them all.
    """
    response["Cache-Tag"] = ",".join(dict.fromkeys([*tags, "site"]))
    response["Cache-Control"] = _kept_for(until) if settings.PAGE_CACHE_SECONDS else "public, no-cache"
    set_response_etag(response)
    return response


def _kept_for(until: datetime | None) -> str:
    fresh, stale, on_error = (
        settings.PAGE_CACHE_SECONDS,
        STALE_WHILE_REVALIDATE_SECONDS,
        STALE_IF_ERROR_SECONDS,
    )
    if until is not None:
        left = max(0, int((until - timezone.now()).total_seconds()))
        fresh = min(fresh, left)
        stale, on_error = min(stale, left - fresh), min(on_error, left - fresh)
    return f"public, max-age=0, s-maxage={fresh}, stale-while-revalidate={stale}, stale-if-error={on_error}"


def purge(*tags: str) -> None:
    """Throw the pages that show one of `tags` out of the caches, once the present transaction is committed."""
    if settings.CDN_PURGE_URL and tags:
        # After the commit: a reader arriving before it would make the cache store the old page again.
        outbox.order(purge_at_cdn, sorted(set(tags)))


@task(priority=100)
@tried_again(2, 10, 60, 300)
def purge_at_cdn(tags: list[str]) -> None:
    """POST `{"tags": […]}` to `CDN_PURGE_URL`, before all other work. Raises URLError where no 2xx answers."""
    _post(tags)


def _post(tags: list[str]) -> None:
    request = urllib.request.Request(  # noqa: S310 -- settings take an http or https address alone
        settings.CDN_PURGE_URL,
        data=json.dumps({"tags": tags}).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    with _opener.open(request, timeout=PURGE_TIMEOUT_SECONDS) as answer:
        log.info("Purged %d tags: %d", len(tags), answer.status)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The operator named one address; an answer may not send us to another."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect)


class NoCookieMiddleware:
    """Outside the desk a GET sets no cookie, whatever cookies came with it.

    Django replaces a token or a session that it cannot read. On a page that shared caches keep, the new token would
    go to everybody, and whoever had sent the bad one would know it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method in {"GET", "HEAD"} and not is_desk(request):
            response.cookies.clear()
            kept = [name for name in response.get("Vary", "").split(", ") if name not in {"", "Cookie"}]
            response.headers.pop("Vary", None)
            if kept:
                response["Vary"] = ", ".join(kept)
        return response


class ConditionalMiddleware(ConditionalGetMiddleware):
    """Answers 304 where the reader has the page already; the tags stay on it, for the cache that asked."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answer = super().process_response(request, response)
        if "Cache-Tag" in response:
            answer["Cache-Tag"] = response["Cache-Tag"]
        return answer


class PublicGZipMiddleware(GZipMiddleware):
    """Compresses public pages alone: those of the desk hold secrets, and a compressed length tells about them."""

    max_random_bytes = 0  # no secret to hide, so the same page has the same bytes

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "Cache-Tag" not in response:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])  # also on a 304 and on a page too short to compress
        return super().process_response(request, response)
