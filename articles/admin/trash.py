"""Throwing a story away that nobody has read, and taking it out again."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from .. import publishing, trash
from ..models import Article


class TrashAdmin(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/trash/", wrap(self.throw_away), name="articles_article_trash"),
            path("<int:pk>/untrash/", wrap(self.take_out), name="articles_article_untrash"),
            *super().get_urls(),
        ]

    def throw_away(self, request: HttpRequest, pk: int) -> HttpResponse:
        """By POST only. What was typed and not saved stays a working copy, and comes back with the story."""
        article = self._of(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            trash.throw_away(article, by=request.user)  # type: ignore[arg-type]
        except publishing.Seen as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        self.message_user(request, f"“{article}” is in the trash. It can be taken out again.")
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    def take_out(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self._of(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        trash.take_out(article, by=request.user)  # type: ignore[arg-type]
        self.message_user(request, "It is out of the trash, with all its versions.")
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def _of(self, request: HttpRequest, pk: int) -> Article:
        article: Any = self.get_object(request, str(pk))
        if article is None:
            raise Http404("No such article.")
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return article  # type: ignore[no-any-return]
