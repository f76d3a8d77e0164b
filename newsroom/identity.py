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
        # One tuple, replaced and never changed: threads share the frame, and one may forget what another reads.
        self.kept: tuple[T, float] | None = None
        self.every.append(self)

    def get(self) -> T:
        kept = self.kept
        if kept is not None and time.monotonic() - kept[1] < settings.FRAME_SECONDS:
            return kept[0]
        try:
            fresh = self.read()
        except DatabaseError:
            log.exception("The frame of the page could not be read; an older one is shown.")
            return kept[0] if kept is not None else self.fallback()
        self.put(fresh)
        return fresh

    def put(self, fresh: T) -> None:
        """Keep what somebody has just read along with something else."""
        self.kept = fresh, time.monotonic()

    def forget(self) -> None:
        self.kept = None


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
