"""Where two people save the same at the same moment, the second is told so in the form, with all that was typed."""

from typing import Any

from django.contrib import admin
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

from ..publishing import Stale

TRIES = 20  # of twenty people who want one address at once each gets a number


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
        for _ in range(TRIES - 1):
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except (IntegrityError, Stale):
                continue
        return super().changeform_view(request, object_id, form_url, extra_context)
