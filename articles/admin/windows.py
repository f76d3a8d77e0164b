"""Two texts of one story that one person has typed in two windows. Both are kept; they are shown side by side."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from .. import presence, working
from ..differences import difference
from ..models import Article, WorkingCopy


class WindowsAdmin(admin.ModelAdmin[Article]):
    """Adds `windows/?one=<tab>&other=<tab>`, two working copies of this person's own."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.windows))
        return [path("windows/", view, name="articles_article_windows"), *super().get_urls()]

    def windows(self, request: HttpRequest) -> HttpResponse:
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        user: Any = request.user
        asked = [working.copy_in(user, request.GET.get(name, "")) for name in ("one", "other")]
        copies = [copy for copy in asked if copy]
        if not copies:
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        article = copies[0].article or working.made_of(copies[0].once, user)
        if article and not self.has_change_permission(request, article):
            raise PermissionDenied
        if len(copies) < 2:  # the other has been saved since, or thrown away
            return HttpResponseRedirect(form_of(copies[0], article))
        newest = article.latest_revision if article else None
        own = presence.windows_of(user, presence.present_in(article)) if article else set()
        context = {
            **self.admin_site.each_context(request),
            "title": "Two texts of one story",
            "opts": self.opts,
            "original": article,
            "sides": [
                {
                    "copy": copy,
                    "form": form_of(copy, article),
                    "is_open": copy.tab in own,
                    "is_older": newest is not None and copy.base != newest.number,
                }
                for copy in copies
            ],
            "newest": newest,
            "difference": difference(*[working.content_of(copy) for copy in copies]),
        }
        return TemplateResponse(request, "admin/articles/windows.html", context)


def both(copy: WorkingCopy, story: Article | None, *, beside: UUID | None) -> str:
    """Where a copy is seen beside that of another window, or beside the newest version; else where it is opened."""
    if beside:
        asked = urlencode({"one": beside, "other": copy.tab})
        return f"{reverse('admin:articles_article_windows')}?{asked}"
    if story:
        return f"{reverse('admin:articles_article_typed', args=[story.pk])}?{urlencode({'copy': copy.tab})}"
    return form_of(copy, None)


def form_of(copy: WorkingCopy, article: Article | None) -> str:
    """Where to go on with a copy: on top of the newest version, which whoever follows this link has seen named."""
    asked: dict[str, Any] = {"mine": copy.tab}
    if article is None:
        return f"{reverse('admin:articles_article_add')}?{urlencode({'once': copy.once, **asked})}"
    newest = article.latest_revision
    if newest and copy.base != newest.number:
        asked["on"] = newest.number
    return f"{reverse('admin:articles_article_change', args=[article.pk])}?{urlencode(asked)}"
