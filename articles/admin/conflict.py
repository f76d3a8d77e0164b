"""Two texts of one story: one was saved while the other was being written. Both are kept, and shown side by side."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from ..forms import initial_of
from ..models import Article, Revision


@dataclass(frozen=True)
class Line:
    """One field, as it is in either text."""

    label: str
    theirs: str
    mine: str


class ConflictAdmin(admin.ModelAdmin[Article]):
    """Adds `<pk>/kept/<number>/`: a text that was kept aside, beside the newest one."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.kept)
        return [
            path("<int:pk>/kept/<int:number>/", view, name="articles_article_kept"),
            *super().get_urls(),
        ]

    def kept(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        article: Any = self.get_object(request, str(pk))
        if article is None:
            raise Http404("No such article.")
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        kept = article.revisions.filter(number=number).select_related("author").first()
        if kept is None or article.latest_revision is None:
            raise Http404("No such version.")
        newest = article.latest_revision
        context = {
            **self.admin_site.each_context(request),
            "title": "Two texts of one story",
            "opts": self.opts,
            "original": article,
            "newest": newest,
            "kept": kept,
            "lines": lines(newest, kept),
        }
        return TemplateResponse(request, "admin/articles/conflict.html", context)


def lines(newest: Revision, kept: Revision) -> list[Line]:
    """The fields in which the two differ."""
    theirs, mine = initial_of(newest), initial_of(kept)
    return [
        Line(name.replace("_", " ").capitalize(), _shown(theirs[name]), _shown(mine[name]))
        for name in theirs
        if name != "base" and theirs[name] != mine[name]
    ]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(item if isinstance(item, str) else str(item) for item in value)
    return str(value if value is not None else "")
