"""Two texts of one story: one was saved while the other was being written. Both are kept, and shown side by side."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from .. import working
from ..differences import difference
from ..models import Article, Kind, WorkingCopy
from .windows import form_of


class ConflictAdmin(admin.ModelAdmin[Article]):
    """Adds `<pk>/kept/<number>/`, a text that was kept aside beside the newest one, and `<pk>/kept/?copy=<tab>`, what
    this person has typed in one window beside it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.kept))
        return [
            path("<int:pk>/kept/<int:number>/", view, name="articles_article_kept"),
            path("<int:pk>/kept/", view, name="articles_article_typed"),
            *super().get_urls(),
        ]

    def kept(self, request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
        article: Any = self.get_object(request, str(pk))
        if article is None:
            raise Http404("No such story.")
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        newest = article.latest_revision
        kept = article.revisions.filter(number=number, kind=Kind.CONFLICT).select_related("author").first()
        copy = self._typed(request, article) if number is None else None
        if number is None and copy is None:  # it has been saved since, or thrown away
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        mine = kept.content if kept else working.content_of(copy) if copy else None
        if newest is None or mine is None:
            raise Http404("No such text.")
        base = kept.parent.number if kept and kept.parent else copy.base if copy else None
        is_own = newest.author_id == request.user.pk
        context = {
            **self.admin_site.each_context(request),
            "title": "Two texts of one story",
            "opts": self.opts,
            "original": article,
            "newest": newest,
            "kept": kept,
            "copy": copy,
            "base": base,
            "is_own": is_own,
            "theirs": f"version {newest.number}" if is_own else "theirs",
            "is_mine": kept is None or kept.author_id == request.user.pk,
            "form": form_of(copy, article) if copy else "",
            "difference": difference(newest.content, mine),
        }
        return TemplateResponse(request, "admin/articles/conflict.html", context)

    def _typed(self, request: HttpRequest, article: Article) -> WorkingCopy | None:
        """The working copy that is asked for by its window, or this person's newest one of the story."""
        copies = working.copies_of(request.user, article=article)  # type: ignore[arg-type]
        asked = request.GET.get("copy")
        return next((copy for copy in copies if asked in {None, str(copy.tab)}), None)
