"""Where one story is led to from the texts of others, and all these cards made to lead to another."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from .. import repointing, rights
from ..forms.fields import KEY_DIGITS
from ..lost import reason_of
from ..models import Article

CHOICES = 10
MAX_QUERY = 200  # characters


class CardsAdmin(admin.ModelAdmin[Article]):
    """One page for each article: for whoever writes, since what may be changed is asked of each story."""

    if TYPE_CHECKING:

        def find(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
            """By words of the headline: see stories.py."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.cards)
        return [path("<int:pk>/cards/", view, name="articles_article_cards"), *super().get_urls()]

    def cards(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say which stories have a card to this one; `?words=` finds another story, `?to=` asks to confirm it."""
        if not rights.may_write(request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        article: Article | None = self.get_object(request, str(pk))
        if article is None:
            raise Http404("No such article.")
        if request.method == "POST":
            return self._lead_elsewhere(request, article)
        new = _of_key(request.GET.get("to", ""))
        query = request.GET.get("words", "").strip()[:MAX_QUERY]
        holders = repointing.holders(article.pk)
        context = {
            "reason": reason_of(article),
            "holders": holders[: repointing.AT_ONCE],
            "more": max(len(holders) - repointing.AT_ONCE, 0),
            "query": query,
            "new": new,
            "found": self._lead_to(request, article, query) if query and not new else [],
        }
        return self._cards_page(request, article, context)

    def _lead_elsewhere(self, request: HttpRequest, article: Article) -> HttpResponse:
        new = _of_key(request.POST.get("to", ""))
        try:
            outcomes = repointing.repoint(article.pk, new, by=request.user)  # type: ignore[arg-type]
        except repointing.CannotRepoint as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_article_cards", args=[article.pk]))
        left = len(repointing.holders(article.pk))
        return self._cards_page(request, article, {"outcomes": outcomes, "new": new, "left": left})

    def _lead_to(self, request: HttpRequest, article: Article, query: str) -> list[Article]:
        """Live stories by words, the newest first."""
        live = Article.objects.listed().exclude(pk=article.pk).select_related("section").defer("body")
        return list(self.find(request, live, query).order_by("-pk")[:CHOICES])

    def _cards_page(self, request: HttpRequest, article: Article, context: dict[str, Any]) -> HttpResponse:
        common = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Read-also cards that lead here",
            "original": article,
        }
        return TemplateResponse(request, "admin/articles/cards.html", {**common, **context})


def _of_key(key: str) -> Article | None:
    if not (key.isascii() and key.isdecimal() and len(key) <= KEY_DIGITS):
        return None
    return Article.objects.defer("body").filter(pk=int(key)).first()
