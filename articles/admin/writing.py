"""Forms of the desk in which a text is written."""

from typing import Any

from csp.constants import NONCE
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from js_asset import Media


class WritingAdmin(admin.ModelAdmin[Any]):
    """Lets the one inline script of the editor run, the map of its modules, on this page and by a nonce."""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
        response = super().render_change_form(request, context, *args, **kwargs)
        response._csp_update = {"script-src": [NONCE]}  # type: ignore[attr-defined]
        return response
