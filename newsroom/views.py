"""The few addresses that belong to the site and to no app."""

from django.http import HttpRequest, HttpResponse

from . import identity

# Their addresses hold the version, so a copy is good for ever.
HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Cache-Tag": "site"}


def nameplate(request: HttpRequest, version: str) -> HttpResponse:
    """The site's name as drawn letters, to be used by `<use href="…#n">` in the colour of the text around it."""
    site = identity.current()
    return HttpResponse(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{site.nameplate_viewbox}">'
        f'<path id="n" d="{site.nameplate_outline}"/></svg>',
        content_type="image/svg+xml",
        headers=HEADERS,
    )


def accent(request: HttpRequest, version: str) -> HttpResponse:
    """The accent of the site, where it is not the built-in one."""
    return HttpResponse(
        identity.accent_css(identity.current()),
        content_type="text/css; charset=utf-8",
        headers=HEADERS,
    )
