"""Where two people take the same address or name at the same moment, the second tries again and gets the next one."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import admin
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

TRIES = 20  # of twenty people who want one address at once each gets a number

T = TypeVar("T")


def again(act: Callable[[], T]) -> T:
    """Do `act`, a transaction as a whole, until nobody else comes between. Raises IntegrityError."""
    for _ in range(TRIES - 1):
        try:
            return act()
        except IntegrityError:
            continue
    return act()


class AgainAdmin(admin.ModelAdmin[Any]):
    """Looks at a form again whose save was refused after its check: the check now finds who was first.

    Nothing of the first try stays, since Django holds a transaction around the whole of it.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        look = super().changeform_view
        return again(lambda: look(request, object_id, form_url, extra_context))
