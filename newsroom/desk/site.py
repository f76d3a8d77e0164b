"""The admin site: what every page of the desk is drawn with, the page of the day, and the search."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.decorators import method_decorator

from . import search
from .audited import AuditedSite
from .places import Navigation

Today = Callable[[HttpRequest], dict[str, Any]]


class Desk(AuditedSite):
    site_header = site_title = "The desk"
    index_title = "Today"
    enable_nav_sidebar = False
    _today: list[Today] = []

    @classmethod
    def today(cls, part: Today) -> Today:
        """Registers what adds to the context of the page of the day, `admin/index.html`."""
        cls._today.append(part)
        return part

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Never reached while newsroom/signin/urls.py comes first; and if it were, it leads there."""
        return super().login(request, extra_context)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [path("search/", self.admin_view(self.search), name="search"), *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "navigation": Navigation(self, request)}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        context: dict[str, Any] = {}
        for part in self._today:
            context |= part(request)
        return super().index(request, {**context, **(extra_context or {})})

    def search(self, request: HttpRequest) -> HttpResponse:
        """What can be found by `q` in all that this person may see."""
        text = request.GET.get("q", "").replace("\0", "").strip()
        context = {
            **self.each_context(request),
            "title": "Search",
            "query": text,
            "kinds": search.find(self, request, text),
        }
        return TemplateResponse(request, "admin/search.html", context)
