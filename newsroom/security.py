"""What every answer carries, and what no request may be."""

import codecs
import logging
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers
from django.utils.http import parse_header_parameters

DESK = "/admin/"
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
ADDRESS_BYTES = 8000  # of path and query; no page has an address a quarter as long
BODY_BYTES = 40 * 1024 * 1024  # a picture of 20 MB with the longest text beside it
REDIRECT_SECONDS = 300  # browsers would keep a 301 without a date for ever

# Set here, outermost, because Django's own middleware sends an answer without them when it refuses one itself.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


class HeadersMiddleware:
    """Puts `HEADERS` on every answer that has not its own value, and lets no cache keep an error or the desk."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response:
            _date(request, response)
        return response


def _date(request: HttpRequest, response: HttpResponse) -> None:
    """Caches keep a 404, 405, 410 and 414 that says nothing about it as they like."""
    if response.status_code >= 400 or is_desk(request):
        add_never_cache_headers(response)
    elif response.status_code >= 300:
        response["Cache-Control"] = f"max-age={REDIRECT_SECONDS}"


def is_desk(request: HttpRequest) -> bool:
    """True for the pages of the desk and of the way into it, which are somebody's own."""
    return request.path_info.startswith(DESK)


class Utf8Request(WSGIRequest):
    """A request whose text is read as UTF-8, whatever charset it names; `refusal` answers 400 to another.

    Django reads the query by the charset of the body, and that before any middleware: with `charset=hex`, a codec but
    none of text, or with a NUL in the name, the visitor would get a bare 500 from the server.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):
            self.content_type, self.content_params = "", {"charset": "none that can be read"}


class Handler(WSGIHandler):
    """Django's WSGI application with our class of requests."""

    request_class = Utf8Request


class StrictRequestMiddleware:
    """Refuses, before any work, what only a broken or hostile client sends."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return refusal(request) or self.get_response(request)


def refusal(request: HttpRequest) -> HttpResponse | None:
    """The answer 400, 405, 413 or 414 to a request that is none; None for an honest one."""
    query = request.META.get("QUERY_STRING", "")
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if len(request.path_info) + len(query) > ADDRESS_BYTES:
        return HttpResponse("The address is too long.", status=414, content_type="text/plain; charset=utf-8")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length[:20]) > BODY_BYTES:
        return HttpResponse("This is too much at once.", status=413, content_type="text/plain; charset=utf-8")
    # PostgreSQL takes no NUL in a text, and no address of ours holds one.
    if "\x00" in request.path_info or "\x00" in query or "%00" in query:
        return _bad("The address holds a NUL.")
    if not is_utf8((request.content_params or {}).get("charset", "utf-8")):
        return _bad("Send text as UTF-8.")
    return None


def _bad(sentence: str) -> HttpResponse:
    return HttpResponseBadRequest(sentence, content_type="text/plain; charset=utf-8")


def is_utf8(charset: str) -> bool:
    """True for the names of UTF-8 and of ASCII, which is a part of it."""
    try:
        return codecs.lookup(charset).name in {"utf-8", "ascii"}
    except (LookupError, ValueError):
        return False
