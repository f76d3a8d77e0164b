"""Error pages.

Those of a 5xx read no database and no cache, for these may be the reason; those of 400 and 403 neither, so that a
stranger who is refused costs nothing.
"""

import logging
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.cache import add_never_cache_headers

from .logs import request_id

RETRY_SECONDS = 30
_TOO_MUCH = ("Expression tree is too large", "too many SQL variables", "parser stack overflow")
_NO_VALUE = ("NUL (0x00)", "expected a number but got")
log = logging.getLogger(__name__)


class DatabaseMiddleware:
    """A database that is gone answers 503, and a value that it cannot hold 400; neither is a bare 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if is_database_gone(error):
            return unavailable(request)
        if is_unstorable(error):
            log.warning("A value that the database cannot hold was refused: %s", type(error).__name__)
            return bad_request(request, error)
        return None


def is_database_gone(error: BaseException | None) -> bool:
    """True where the database did not answer, or not in time. A missing table is a mistake of ours, not that."""
    is_operational = isinstance(error, OperationalError | InterfaceError)
    return is_operational and not str(error).startswith("no such ") and not is_too_much(error)


def is_too_much(error: BaseException | None) -> bool:
    """True for a question too long for SQLite, as a search for a thousand words is."""
    return isinstance(error, OperationalError) and any(words in str(error) for words in _TOO_MUCH)


def is_unstorable(error: BaseException) -> bool:
    """True for a NUL in a text and a number beyond 64 bits, as SQLite and PostgreSQL and their drivers say it.

    Also for words where the admin of Django wants the number of a row, and for what `is_too_much`.
    """
    if isinstance(error, DataError) or is_too_much(error):
        return True
    too_large = isinstance(error, OverflowError) and "SQLite" in str(error)
    return too_large or (isinstance(error, ValueError) and any(words in str(error) for words in _NO_VALUE))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _static_page("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _static_page("403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("A form was refused: %s", reason)
    return _static_page("403.html", 403)


def not_found(
    request: HttpRequest, exception: Exception | None = None, latest: Iterable[Any] = ()
) -> HttpResponse:
    """The page for an unknown address. `latest`: articles to go on with; `path_words`: what was looked for."""
    return _page(request, "404.html", 404, path_words=_words(request.path_info), latest=list(latest))


def gone(request: HttpRequest, **context: Any) -> HttpResponse:
    """The page of a withdrawn article: `article` and `notice` in `context`."""
    return _page(request, "410.html", 410, **context)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's last word after an exception, wherever it was raised."""
    if is_database_gone(sys.exc_info()[1]):
        return unavailable(request)
    return _static_page("500.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    log.error("The database does not answer.")
    response = _static_page("503.html", 503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _words(path: str) -> str:
    """The words of an address: `/2026/03/who-decides/` gives `who decides`."""
    parts = (part for part in unquote(path).replace("-", " ").split("/") if part and not part.isdigit())
    return " ".join(" ".join(parts).split())[:100]


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    try:
        response = render(request, template, context, status=status)
    except (OperationalError, InterfaceError):
        return unavailable(request)
    add_never_cache_headers(response)
    return response


def _static_page(template: str, status: int) -> HttpResponse:
    try:
        response = HttpResponse(
            loader.render_to_string(template, {"request_id": request_id.get()}), status=status
        )
    except Exception:  # the last page of all: with its own files broken, too, it must say something
        log.exception("The page %s could not be drawn.", template)
        text = "Something is broken here. Please try again in a minute."
        response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    add_never_cache_headers(response)
    return response
