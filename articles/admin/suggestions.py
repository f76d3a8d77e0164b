"""What the form asks while somebody types: `{"suggestions": [{"name": "Drought", "also": "Ukame"}, …]}`.

For those who may open the form, and for nobody else.
"""

from collections.abc import Callable
from dataclasses import asdict

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from .. import suggesting
from ..models import Article
from ..suggesting import Suggestion

MAX_TYPED = 100  # characters
MOST_CHOSEN = 50


class SuggestionsAdmin(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("suggest/topics/", wrap(require_safe(self.topics)), name="articles_article_topics"),
            path("suggest/authors/", wrap(require_safe(self.authors)), name="articles_article_authors"),
            path(
                "suggest/text/",
                wrap(require_POST(self.topics_in_text)),
                name="articles_article_topics_in_text",
            ),
            *super().get_urls(),
        ]

    def topics(self, request: HttpRequest) -> HttpResponse:
        """`?q=` is what is being typed."""
        return self._suggest(request, suggesting.topics_like)

    def authors(self, request: HttpRequest) -> HttpResponse:
        return self._suggest(request, suggesting.authors_like)

    def topics_in_text(self, request: HttpRequest) -> HttpResponse:
        """Posted: `text`, and `chosen` for each topic that the story has."""
        self._check(request)
        chosen = request.POST.getlist("chosen")[:MOST_CHOSEN]
        return _answer(suggesting.topics_in(request.POST.get("text", ""), chosen=chosen))

    def _suggest(self, request: HttpRequest, find: Callable[[str], list[Suggestion]]) -> HttpResponse:
        self._check(request)
        return _answer(find(request.GET.get("q", "")[:MAX_TYPED]))

    def _check(self, request: HttpRequest) -> None:
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied


def _answer(found: list[Suggestion]) -> JsonResponse:
    return JsonResponse({"suggestions": [asdict(one) for one in found]})
