"""What stands below a story: what is found for its text and why, and what editors say of it.

The same lines are a panel beside the text, drawn anew while somebody types, and a page of their own, which works
without any script. Its buttons are verbs of articles/related/picks.py, which check the permission.
"""

from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from .. import topics
from ..body.clean import BodyTooLong
from ..content import Content
from ..forms import TOPICS
from ..models import Article
from ..related import picks
from ..related.outlook import outlook
from ..related.unreached import neighbours
from ..rights import may_publish
from .checking import typed
from .choose import article_choice, keys

FOUND = 10
MAX_QUERY = 200  # characters
LANGUAGE = 12
ARRANGE = "order"
VERBS = ("pin", "exclude", "never_both", "let_go", "up", "down", "lead_from")


class RelatedAdmin(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        panel, choices = wrap(require_POST(self.related_panel)), wrap(require_POST(self.related_choices))
        return [
            path("related/panel/", panel, name="articles_article_related_panel_new"),
            path("related/choices/", choices, name="articles_article_related_choices_new"),
            path("<int:pk>/related/", wrap(self.related), name="articles_article_related"),
            path("<int:pk>/related/panel/", panel, name="articles_article_related_panel"),
            path("<int:pk>/related/choices/", choices, name="articles_article_related_choices"),
            *super().get_urls(),
        ]

    def related_panel(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Posted: the fields of the form as they stand. A part of a page; nothing is kept."""
        article, content = self._asked_for(request, pk)
        context = self._lines(request, article, content)
        return render(request, "admin/articles/_related.html", {**context, "is_panel": True})

    def related_choices(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The same, as rows for whoever chooses a story for this text: see choose.py."""
        article, content = self._asked_for(request, pk)
        found = outlook(content, article)
        rows = [(line, article_choice(line.story)) for line in (*found.pinned, *found.found)]
        results = [{**row, "why": f"Both: {line.why}" if line.why else "Pinned"} for line, row in rows]
        return JsonResponse({"results": results})

    def related(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page of a saved story. `?words=` finds another one to pin; a POST presses one of the buttons."""
        article = self._writable(request, pk)
        if request.method == "POST":
            return self._pick(request, article)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        query = request.GET.get("words", "").replace("\0", "").strip()[:MAX_QUERY]
        newest = article.latest_revision
        content = newest.content if newest else Content(headline="", slug="", body="")
        context = {
            **self.admin_site.each_context(request),
            **self._lines(request, article, content),
            "opts": self.opts,
            "title": "Related",
            "original": article,
            "query": query,
            "answers": self._to_pin(request, article, query) if query else [],
            "neighbours": neighbours(article) if article.is_live else [],
        }
        return TemplateResponse(request, "admin/articles/related.html", context)

    def _lines(self, request: HttpRequest, article: Article | None, content: Content) -> dict[str, Any]:
        user: Any = request.user
        return {
            "outlook": outlook(content, article),
            "story": article,
            "may_pick": article is not None and picks.may_pick(user, article),
            "may_publish": may_publish(user),
        }

    def _pick(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Press a button. Answered in JSON to a script, and by the page again to a form."""
        is_script = request.headers.get("Accept", "").startswith("application/json")
        try:
            said, error = self._act(request, article), ""
        except picks.CannotPick as refusal:
            said, error = "", str(refusal)
        except PermissionDenied:
            if not is_script:
                raise
            return JsonResponse({"error": "Readers have this list: an editor changes it."}, status=403)
        if is_script:
            return JsonResponse({"error": error} if error else {"said": said}, status=400 if error else 200)
        self.message_user(request, error or said, messages.WARNING if error else messages.SUCCESS)
        return redirect("admin:articles_article_related", article.pk)

    def _act(self, request: HttpRequest, article: Article) -> str:
        """Do what was pressed, and say so. Raises PermissionDenied, CannotPick."""
        user: Any = request.user
        if ARRANGE in request.POST:
            picks.arrange(article, keys(request.POST[ARRANGE]), by=user)
            return "The pins are in this order now."
        verb = next((verb for verb in VERBS if verb in request.POST), "")
        other = Article.objects.defer("body").filter(pk__in=keys(request.POST.get(verb, ""))[:1]).first()
        if other is None:
            raise picks.CannotPick(
                "That story is not there any more." if verb else "Press one of the buttons."
            )
        return _done(verb, article, other, user)

    def _to_pin(self, request: HttpRequest, article: Article, query: str) -> list[Article]:
        """Live stories by words, the newest first."""
        live = Article.objects.listed().exclude(pk=article.pk).select_related("section", "lead_image")
        found, _ = self.get_search_results(request, live.defer("body"), query)
        return list(found.order_by("-pk")[:FOUND])

    def _asked_for(self, request: HttpRequest, pk: int | None) -> tuple[Article | None, Content]:
        article = self._writable(request, pk) if pk else None
        if not pk and not self.has_add_permission(request):
            raise PermissionDenied
        try:
            content = typed(request.POST)
        except BodyTooLong as error:
            raise BadRequest(str(error)) from None
        names = request.POST.get("topics", "").split(",")[:TOPICS]
        language = request.POST.get("language", "")[:LANGUAGE]
        return article, replace(content, topics=tuple(topics.known(names)), language=language)

    def _writable(self, request: HttpRequest, pk: int) -> Article:
        article: Article | None = self.get_object(request, str(pk))
        if article is None:
            raise Http404("No such article.")
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return article


def _done(verb: str, article: Article, other: Article, user: Any) -> str:
    match verb:
        case "pin":
            picks.pin(article, other, by=user)
            return f"Pinned: “{other.headline}”."
        case "exclude":
            picks.exclude(article, other, by=user)
            return f"“{other.headline}” will not stand here."
        case "never_both":
            picks.exclude(article, other, by=user, both=True)
            return f"Never these two: “{other.headline}” will not stand here, nor this story there."
        case "let_go":
            picks.let_go(article, other, by=user)
            return f"“{other.headline}” is left to the rule again."
        case "lead_from":
            picks.pin(other, article, by=user)
            return f"“{other.headline}” leads here now."
    picks.move(article, other, by=user, places=-1 if verb == "up" else 1)
    return f"“{other.headline}” is moved {verb}."
