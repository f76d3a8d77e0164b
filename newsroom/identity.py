"""The site's identity and its frame, read once a second by each process and not once a page."""

import logging
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from . import colour
from .models import Identity

T = TypeVar("T")
log = logging.getLogger(__name__)


class Frame(Generic[T]):
    """What stands on every page and hardly ever changes, kept for `FRAME_SECONDS`.

    A change made in this process is seen at once (`forget`), one made in another within that time. With the
    database gone the last value serves on, or else `fallback`, so that an error page can still be drawn.
    """

    every: "list[Frame[Any]]" = []

    def __init__(self, read: Callable[[], T], fallback: Callable[[], T]) -> None:
        self.read, self.fallback = read, fallback
        self.value: T | None = None
        self.read_at = float("-inf")
        self.every.append(self)

    def get(self) -> T:
        if self.value is None or time.monotonic() - self.read_at >= settings.FRAME_SECONDS:
            try:
                self.value, self.read_at = self.read(), time.monotonic()
            except DatabaseError:
                log.exception("The frame of the page could not be read; an older one is shown.")
                return self.value if self.value is not None else self.fallback()
        return self.value

    def forget(self) -> None:
        self.value, self.read_at = None, float("-inf")


def _read() -> Identity:
    return Identity.objects.filter(pk=1).first() or Identity(pk=1)


_identity = Frame(_read, lambda: Identity(pk=1))
current = _identity.get


def forget() -> None:
    """Read every frame anew. Call it after the commit that changed one."""
    for frame in Frame.every:
        frame.forget()


class IdentityMiddleware:
    """Time and language of the page are the site's, whoever asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site = current()
        with timezone.override(site.zone), translation.override(site.language):
            return self.get_response(request)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `site`."""
    return {"site": current()}


def accent_css(site: Identity) -> str:
    """The style sheet of an accent of one's own, for light and dark screens."""
    dark = colour.dark_partner(site.accent)
    return (
        f":root{{--accent:{site.accent};--on-accent:{colour.ON_ACCENT}}}"
        f"@media(prefers-color-scheme:dark){{:root{{--accent:{dark};--on-accent:{colour.DARK_ON_ACCENT}}}}}"
    )
