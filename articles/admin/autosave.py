"""Where the open form of a story saves itself while somebody types, and says that he or she is there.

POST takes JSON:

    {"tab": "<uuid>", "turn": 3, "copy": "<uuid>.7", "writer": 7, "article": 12, "once": null, "base": 14,
     "fields": {"headline": "…", …}}

`article` is null for a story that has never been saved; `once` names its form. `turn` counts what this window has sent,
and `copy` is what it was opened with, until it has a copy of its own. Without `fields` it is a sign of life, and with
`"leave": true` the last one. The answer:

    {"at": "14:12:07", "is_kept": true, "windows": [{"tab": "<uuid>", "at": "14:03:10", "is_open": true, "both": "/…"}],
     "newest": {"number": 14, "by": "Njeri"}, "others": ["Njeri"], "token": "…"}

`is_kept` is false where this window has no copy here (any more). `windows` are what this person has typed into the same
story elsewhere. Both are left out of the answer to what begins a copy, which has enough to do.

GET answers with the token alone, for a page whose own has been replaced by a sign-in in another tab. Whoever is not
signed in gets 401 and the address where to (newsroom/signin/middleware.py); another person than the one who opened the
form, 409.
"""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from .. import presence, rights, working
from ..models import Article, Mark, Presence
from .windows import both

MOST_FIELDS = 100
MOST_WINDOWS = 10
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
        return JsonResponse({"token": get_token(request), **self._answer(request, sent)})

    def _answer(self, request: HttpRequest, sent: "Sent") -> dict[str, Any]:
        user: Any = request.user
        article = self._written(request, sent)
        story = article or working.made_of(sent.once, user)  # saved in another window, meanwhile
        present = presence.present_in(story) if story else []
        own = presence.windows_of(user, present)
        now = timezone.now()
        was_kept = True
        if sent.fields is not None:
            window = working.Window(user, article, sent.once, sent.tab, sent.copy, own)
            was_kept = working.keep(window, at=now, turn=sent.turn, base=sent.base, fields=sent.fields)
        if sent.leave:
            if story:
                presence.leave(by=user, article=story, tab=sent.tab)
            return {}
        return {
            "at": _clock(now),
            **(self._windows(user, story, sent, own) if was_kept else {}),
            **(self._company(user, story, sent.tab, present) if story else {}),
        }

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

    def _windows(self, user: User, story: Article | None, sent: "Sent", own: set[UUID]) -> dict[str, Any]:
        """What else this person has typed into the story. What this window was opened with is no other text."""
        copies = list(working.copies_of(user, article=story, once=sent.once).defer("fields")[:MOST_WINDOWS])
        is_kept = any(copy.tab == sent.tab for copy in copies)
        return {
            "is_kept": is_kept,
            "windows": [
                {
                    "tab": copy.tab,
                    "at": _clock(copy.saved_at),
                    "is_open": copy.tab in own,
                    "both": both(copy, story, beside=sent.tab if is_kept else None),
                }
                for copy in copies
                if copy.tab != sent.tab and copy.mark != sent.copy
            ],
        }

    def _company(self, user: User, story: Article, tab: UUID, present: list[Presence]) -> dict[str, Any]:
        """What has happened to the story meanwhile, and who else is in it."""
        presence.renew(by=user, article=story, tab=tab)
        newest = story.latest_revision
        author = newest.author if newest else None
        return {
            "others": presence.others_in(story, but=user, present=present),
            "newest": {
                "number": newest.number if newest else 0,
                "by": (author.get_full_name() or author.get_username()) if author else "",
            },
        }

    def discard(self, request: HttpRequest) -> HttpResponse:
        """Throw away a text of this person's own that was never saved as a version, and open the form anew."""
        sent = {name: request.POST.get(name, "") for name in ("article", "copy")}
        if sent["article"].isdecimal() and len(sent["article"]) < 19:
            article = self.get_object(request, sent["article"])
            if article is None:
                raise Http404("No such story.")
            if not self.has_change_permission(request, article):
                raise PermissionDenied
            form = reverse("admin:articles_article_change", args=[article.pk])
        elif self.has_add_permission(request):
            form = reverse("admin:articles_article_add")
        else:
            raise PermissionDenied
        mark = Mark.read(sent["copy"])
        if mark and working.discard(request.user, mark):  # type: ignore[arg-type]
            return HttpResponseRedirect(f"{form}?mine=saved")
        self.message_user(request, "That text has changed since, and is kept.", messages.WARNING)
        return HttpResponseRedirect(form)


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M:%S}"


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
        self.turn = number_of(sent.get("turn"))
        self.copy = Mark.read(sent["copy"]) if isinstance(sent.get("copy"), str) else None
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
