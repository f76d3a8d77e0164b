"""The page of the day, and the number beside it in the navigation."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest

from newsroom import identity, moments
from newsroom.desk import places
from newsroom.desk.site import Desk

from .. import today


@Desk.today
def context(request: HttpRequest) -> dict[str, Any]:
    assert isinstance(request.user, User)
    page = today.today(request.user)
    _know(request, len(page.needs) + page.more)
    return {"today": page, "zone": moments.zone_name(identity.current().zone)}


@places.count("admin:index")
def waiting(request: HttpRequest) -> int:
    """Asked once a page, and not again on the page of the day, which has counted already."""
    known: int | None = getattr(request, "_waiting", None)
    if known is None:
        assert isinstance(request.user, User)
        known = _know(request, today.waiting(request.user))
    return known


def _know(request: HttpRequest, number: int) -> int:
    request._waiting = number  # type: ignore[attr-defined]
    return number
