"""Forms on cached pages: accepted by where they come from, so that the page needs no cookie and no token.

A browser says with each POST which page it comes from, and no script can make it say otherwise: `Sec-Fetch-Site`
since 2020 (Safari 2023), `Origin` in all of them. What says neither is no browser and is refused.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from . import errors

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
log = logging.getLogger(__name__)


def same_origin(view: View[P]) -> View[P]:
    """Let `view` be posted to from our own pages alone, without Django's token. Others are answered 403."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method in SAFE_METHODS or is_same_origin(request):
            return view(request, *args, **kwargs)
        log.warning("A form from another site was refused.")
        return errors.forbidden(request)

    return guarded


def is_same_origin(request: HttpRequest) -> bool:
    """True where the browser says that the request was made by a page of this site."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") in {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}
