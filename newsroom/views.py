"""The few addresses that belong to the site and to no app."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.static import serve

from . import identity
from .models import Identity

FOR_EVER = "public, max-age=31536000, immutable"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of `MEDIA_ROOT`, for trials without a proxy. 404 also for a name that no file can have."""
    try:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError:
        raise Http404("No such file.") from None


def nameplate(request: HttpRequest, version: str) -> HttpResponse:
    """The site's name as drawn letters, to be used by `<use href="…#n">` in the colour of the text around it."""
    site = identity.current()
    return HttpResponse(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{site.nameplate_viewbox}">'
        f'<path id="n" d="{site.nameplate_outline}"/></svg>',
        content_type="image/svg+xml",
        headers=_headers(site, version),
    )


def accent(request: HttpRequest, version: str) -> HttpResponse:
    """The accent of the site, where it is not the built-in one."""
    site = identity.current()
    return HttpResponse(
        identity.accent_css(site),
        content_type="text/css; charset=utf-8",
        headers=_headers(site, version),
    )


def _headers(site: Identity, version: str) -> dict[str, str]:
    """The address holds the version, so a copy is good for ever.

    Another process may have made the page that asks, and know a newer identity than this one: that is not to be kept.
    """
    return {"Cache-Control": FOR_EVER if version == site.version else "no-cache", "Cache-Tag": "site"}
