"""How readers will see what is being typed, and private links for people without an account."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from newsroom.forms import TidyForm

from .. import previewing, previews, publishing
from ..forms import ArticleForm, typed_content
from ..models import Article, PreviewLink

LATEST, THIS = "latest", "this"


class LinkForm(TidyForm, forms.Form):
    link_name = forms.CharField(max_length=80, required=False)
    link_shows = forms.ChoiceField(choices=[(LATEST, LATEST), (THIS, THIS)])


class PreviewAdmin(admin.ModelAdmin[Article]):
    if TYPE_CHECKING:

        def form_class(self, request: HttpRequest, article: Article | None) -> type[ArticleForm]:
            """The form as this person gets it: see form.py."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("preview/", wrap(self.preview_new), name="articles_article_preview_new"),
            path("<int:pk>/preview/", wrap(self.preview), name="articles_article_preview"),
            path("<int:pk>/links/", wrap(self.make_link), name="articles_article_link"),
            path("<int:pk>/links/<int:link>/", wrap(self.revoke_link), name="articles_article_revoke"),
            *super().get_urls(),
        ]

    def preview_new(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._preview(request, None)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._preview(request, self._article(request, pk))

    def _preview(self, request: HttpRequest, article: Article | None) -> HttpResponse:
        """The fields of the form, by POST, as the page of the article. Nothing is written, whatever was typed."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = self.form_class(request, article)(request.POST, instance=article)
        context = previewing.page_of(typed_content(form), article)
        return previewing.close(render(request, "articles/preview.html", context))

    def make_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self._article(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = LinkForm(request.POST)
        if not form.is_valid():
            return self._to_links(request, pk, "The link needs no more than 80 characters of a name.")
        newest = article.latest_revision if form.cleaned_data["link_shows"] == THIS else None
        try:
            previews.make(article, by=request.user, revision=newest, name=form.cleaned_data["link_name"])  # type: ignore[arg-type]
        except publishing.Refused as refusal:
            return self._to_links(request, pk, str(refusal))
        return self._to_links(request, pk, "The link is made: copy it from the rail.", messages.SUCCESS)

    def revoke_link(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        article = self._article(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        found = PreviewLink.objects.select_related("article").filter(pk=link, article=article).first()
        if found is None:
            return self._to_links(request, pk, "This story has no such link.")
        previews.revoke(found, by=request.user)  # type: ignore[arg-type]
        return self._to_links(request, pk, "Revoked: the link shows nothing any more.", messages.SUCCESS)

    def _to_links(
        self, request: HttpRequest, pk: int, sentence: str, level: int = messages.WARNING
    ) -> HttpResponse:
        self.message_user(request, sentence, level)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]) + "#links")

    def _article(self, request: HttpRequest, pk: int) -> Article:
        article: Any = self.get_object(request, str(pk))
        if article is None:
            raise Http404("No such article.")
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        found: Article = article
        return found
