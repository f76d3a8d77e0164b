"""Where the open form of a story saves itself while somebody types, and says that he or she is there.

POST takes JSON:

    {"tab": "<uuid>", "writer": 7, "article": 12, "once": null, "base": 14, "fields": {"headline": "…", …}}

`article` is null for a story that has never been saved; `once` names its form. Without `fields` it is a sign of life,
and with `"leave": true` the last one. The answer:

    {"at": "14:12:07", "newest": {"number": 14, "by": "Njeri"}, "others": ["Njeri"], "token": "…"}

or, where this person is typing the same story in another tab, and nothing was saved, `{"held": true, "token": "…"}`.

GET answers with the token alone, for a page whose own has been replaced by a sign-in in another tab. Whoever is not
signed in gets 401 and the address where to (newsroom/signin/middleware.py); another person than the one who opened the
form, 409.
"""

import json
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from .. import rights, working
from ..models import Article, Presence

MOST_FIELDS = 100
LONGEST_NAME = 60


class Unreadable(ValueError):
    """What came is nothing that the form sends."""


class AutosaveAdmin(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("autosave/", wrap(self.autosave), name="articles_article_autosave"),
            path("autosave/discard/", wrap(require_POST(self.discard)), name="articles_article_discard"),
            *super().get_urls(),
        ]

    def autosave(self, request: HttpRequest) -> HttpResponse:
        is_colleague = rights.may_read_drafts(request.user) or self.has_add_permission(request)  # type: ignore[arg-type]
        if not is_colleague:
            raise PermissionDenied
        if request.method != "POST":
            return JsonResponse({"token": get_token(request)})
        try:
            sent = Sent(request.body)
        except Unreadable as error:
            return JsonResponse({"error": str(error)}, status=400)
        if sent.writer != request.user.pk:
            return JsonResponse({"error": "Somebody else is signed in."}, status=409)
        user: Any = request.user
        article = self._written(request, sent)
        at = timezone.now()
        answer: dict[str, Any] = {"token": get_token(request)}
        present = working.present_in(article) if article else []
        if sent.fields is not None:
            if article and working.is_held(by=user, article=article, tab=sent.tab, present=present):
                return JsonResponse({**answer, "held": True})
            fields = {**sent.fields, "tab": str(sent.tab)}
            at = working.keep(by=user, article=article, once=sent.once, base=sent.base, fields=fields)
        answer["at"] = f"{timezone.localtime(at):%H:%M:%S}"
        return JsonResponse({**answer, **(self._company(user, article, sent, present) if article else {})})

    def _written(self, request: HttpRequest, sent: "Sent") -> Article | None:
        """The story, if this person may do with it what is asked. Reading along is enough for a sign of life."""
        if sent.article is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        found = Article.objects.select_related("latest_revision__author").defer(
            "body", "latest_revision__snapshot"
        )
        article = found.filter(pk=sent.article).first()
        if article is None:
            raise Http404("No such story.")
        if sent.fields is None:
            may = self.has_view_or_change_permission(request, article)
        else:
            may = self.has_change_permission(request, article)
        if not may:
            raise PermissionDenied
        return article

    def _company(self, user: Any, article: Article, sent: "Sent", present: list[Presence]) -> dict[str, Any]:
        """What has happened to the story meanwhile, and who else is in it."""
        if sent.leave:
            working.leave(by=user, article=article, tab=sent.tab)
            return {}
        working.renew(by=user, article=article, tab=sent.tab)
        newest = article.latest_revision
        author = newest.author if newest else None
        return {
            "others": working.others_in(article, but=user, present=present),
            "newest": {
                "number": newest.number if newest else 0,
                "by": (author.get_full_name() or author.get_username()) if author else "",
            },
        }

    def discard(self, request: HttpRequest) -> HttpResponse:
        """Throw this person's own working copy away, and open the form anew."""
        sent = {name: request.POST.get(name, "") for name in ("article", "once")}
        if sent["article"].isdecimal() and len(sent["article"]) < 19:
            article = self.get_object(request, sent["article"])
            if article is None:
                raise Http404("No such story.")
            if not self.has_change_permission(request, article):
                raise PermissionDenied
            working.copies_of(request.user, article=article).delete()  # type: ignore[arg-type]
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            once = uuid_of(sent["once"])
        except Unreadable:
            raise Http404("No such form.") from None
        if once:
            working.copies_of(request.user, once=once).delete()  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("admin:articles_article_add"))


class Sent:
    """What the form sends, checked. Raises Unreadable."""

    def __init__(self, body: bytes) -> None:
        try:
            sent = json.loads(body)
        except (ValueError, RecursionError):
            raise Unreadable("Send JSON.") from None
        if not isinstance(sent, dict):
            raise Unreadable("Send an object.")
        self.writer = number_of(sent.get("writer"))
        self.article = number_of(sent.get("article"))
        self.base = number_of(sent.get("base"))
        self.once = uuid_of(sent.get("once"))
        tab = uuid_of(sent.get("tab"))
        if tab is None or (self.article is None and self.once is None):
            raise Unreadable("Name the tab, and the story or the form.")
        self.tab = tab
        self.leave = sent.get("leave") is True
        self.fields = _fields(sent.get("fields"))


def _fields(sent: Any) -> dict[str, str] | None:
    if sent is None:
        return None
    if not isinstance(sent, dict) or len(sent) > MOST_FIELDS:
        raise Unreadable("The fields are an object, and not so many.")
    if not all(isinstance(value, str) and len(name) <= LONGEST_NAME for name, value in sent.items()):
        raise Unreadable("Each field is a text.")
    return sent


def number_of(sent: Any) -> int | None:
    """A primary key or the number of a version, or None. Raises Unreadable."""
    if sent is None or (isinstance(sent, int) and not isinstance(sent, bool) and 0 <= sent < 2**31):
        return sent
    raise Unreadable("A number is wrong.")


def uuid_of(sent: Any) -> UUID | None:
    """The name of a tab or of a form; None for nothing at all. Raises Unreadable."""
    if not sent:
        return None
    try:
        return UUID(sent)
    except (ValueError, AttributeError, TypeError):
        raise Unreadable("A name is wrong.") from None
