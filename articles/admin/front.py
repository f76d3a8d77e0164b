"""The front page tool: what is pinned where and until when, at any moment; put into force, looked back at, rolled back.

The form carries the whole arrangement with it, so that nothing is in force before somebody says so, and every button
works without a script. `front-tool.js` sends the same form while one drags.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from newsroom.moments import machine, moment_of, place

from .. import arranging, curating, fronts, navigation
from ..models import Arrangement, Article
from .board import candidates, look
from .clock import Clock
from .sheet import LASTS, MINUTE, Sheet, acted, fresh, named, sheet_of
from .telling import Teller

View = Callable[..., HttpResponse]
CHANGES = 20  # on a page of the history


def curator(view: View) -> View:
    """For those who may arrange the front page, and for no cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(curating.CURATE):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    wrapped: View = admin.site.admin_view(guarded)
    return wrapped


@curator
@require_http_methods(["GET", "HEAD", "POST"])
def tool(request: HttpRequest) -> HttpResponse:
    """The tool; each button sends the sheet, which comes back changed, or is put into force."""
    now = timezone.now()
    if request.method != "POST":
        return _drawn(request, fresh(now, _asked_moment(request)), now)
    try:
        sheet = named(sheet_of(request.POST), request.POST, now)
    except ValidationError as error:
        messages.error(request, error.message)
        return _drawn(request, fresh(now), now)
    verb, _, argument = request.POST.get("do", "look").partition(":")
    try:
        if verb == "force":
            return _force(request, sheet, now)
        sheet, said = acted(sheet, verb, argument, request.POST, now)
    except ValidationError as error:
        messages.error(request, error.message)
        said = ""
    return _drawn(request, sheet, now, said)


def _asked_moment(request: HttpRequest) -> datetime | None:
    try:
        return moment_of(request.GET["at"]) if request.GET.get("at") else None
    except ValidationError as error:
        messages.error(request, error.message)
        return None


def _force(request: HttpRequest, sheet: Sheet, now: datetime) -> HttpResponse:
    user: Any = request.user
    try:
        made = curating.put_into_force(sheet.placements, by=user, base=sheet.base)
    except curating.Stale as stale:
        return _conflict(request, sheet, stale.newest, now)
    except curating.Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return _drawn(request, sheet, now)
    messages.success(request, f"In force: arrangement {made.number}. Readers see it from now on.")
    at = f"?at={sheet.moment}" if sheet.at and sheet.at > now else ""
    return HttpResponseRedirect(f"{reverse('admin:articles_front')}{at}")


def _drawn(request: HttpRequest, sheet: Sheet, now: datetime, said: str = "") -> HttpResponse:
    """The tool, with what the last button did for whoever cannot see it."""
    if sheet.at and now - MINUTE <= sheet.at <= now:
        sheet = replace(sheet, at=None)
    moment = sheet.at or now
    newest = curating.in_force()
    known = curating.placements_of(newest, at=now)
    shown, past = sheet.placements, None
    if moment < now:
        past = curating.in_force(moment)
        known = shown = curating.placements_of(past, at=moment)
    board = look(navigation.sections.get(), known, shown, now, moment)
    context = {
        "board": board,
        "clock": board.clock,
        "sheet": sheet,
        "past": past if past != newest else None,
        "newest": newest,
        "lasts": LASTS,
        "said": said,
        "candidates": candidates(sheet.query, board) if moment >= now else [],
        "zone": place(moment),
    }
    return _page(request, "admin/articles/front.html", "Front page", context)


def _conflict(request: HttpRequest, sheet: Sheet, newest: Arrangement, now: datetime) -> HttpResponse:
    """Both arrangements, the one in force and the one that came too late; nothing of the second is lost."""
    theirs = curating.placements_of(newest, at=now)
    mine = tuple(pin for pin in sorted(sheet.placements, key=curating.in_order) if not pin.has_ended(now))
    stories = Article.objects.defer("body").in_bulk({pin.article for pin in (*theirs, *mine)})
    teller = Teller(navigation.sections.get(), stories, now)
    sides = (("In force now", theirs, mine), ("Yours, not in force", mine, theirs))
    context = {
        "newest": newest,
        "by": curating.maker(newest),
        "sheet": replace(sheet, base=newest.number),
        "sides": [
            (title, [(teller.pin(pin), pin not in other) for pin in pins]) for title, pins, other in sides
        ],
    }
    return _page(request, "admin/articles/front_conflict.html", "Two arrangements", context, status=409)


@curator
@require_http_methods(["GET", "HEAD", "POST"])
def reader(request: HttpRequest) -> HttpResponse:
    """The real front page as readers will see it at the moment, with the pins of the sheet if one was sent."""
    now = timezone.now()
    try:
        sheet = named(sheet_of(request.POST), request.POST, now) if request.method == "POST" else None
        at = sheet.at if sheet else moment_of(request.GET["at"]) if request.GET.get("at") else None
    except ValidationError as error:
        messages.error(request, error.message)
        return HttpResponseRedirect(reverse("admin:articles_front"))
    moment = at or now
    held = arranging.held(sheet.placements, moment) if sheet and moment >= now else None
    context = {
        "front": fronts.front(navigation.sections.get(), moment, held),
        "clock": Clock(now, moment),
        "zone": place(moment),
    }
    response = TemplateResponse(request, "admin/articles/front_reader.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@curator
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Every change of the front page, the newest first: when, who, and what was different after it."""
    made = Arrangement.objects.select_related("made_by", "restores").prefetch_related("pins")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 10:
        made = made.filter(number__lt=int(before))
    found = list(made.order_by("-number")[: CHANGES + 1])
    stories = Article.objects.defer("body").in_bulk(
        {pin.article_id for arrangement in found for pin in arrangement.pins.all() if pin.article_id}
    )
    context = {
        "changes": [
            (one, _told(one, other, stories), machine(one.made_at))
            for one, other in zip(found, [*found[1:], None], strict=False)
        ][:CHANGES],
        "has_more": len(found) > CHANGES,
        "oldest": found[:CHANGES][-1].number if found else 0,
        "zone": place(timezone.now()),
        "newest": curating.in_force(),
    }
    return _page(request, "admin/articles/front_history.html", "History of the front page", context)


def _told(one: Arrangement, other: Arrangement | None, stories: dict[int, Article]) -> list[str]:
    """What `one` changed, at the time it was made."""
    at = one.made_at
    teller = Teller(navigation.sections.get(), stories, at)
    return teller.differences(curating.placements_of(other, at=at), curating.placements_of(one, at=at))


@curator
@require_POST
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Put the pins of an earlier arrangement into force again, as a change of its own."""
    to = get_object_or_404(Arrangement, number=number)
    base, user = request.POST.get("base", ""), request.user
    try:
        made, left_out = curating.roll_back(to, by=user, base=int(base) if base.isdecimal() else 0)  # type: ignore[arg-type]
    except curating.Stale as stale:
        by = curating.maker(stale.newest)
        messages.error(request, f"{by} has changed the front page since. Look at that change first.")
        return HttpResponseRedirect(reverse("admin:articles_front_history"))
    except curating.Refused as refused:
        messages.error(request, " ".join(refused.reasons))
        return HttpResponseRedirect(reverse("admin:articles_front_history"))
    messages.success(request, f"In force: arrangement {made.number}, with the pins of {to}.")
    for sentence in left_out:
        messages.warning(request, f"Left out: {sentence}")
    return HttpResponseRedirect(reverse("admin:articles_front"))


def _page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, template, context, status=status)


urlpatterns = [
    path("front/", tool, name="articles_front"),
    path("front/reader/", reader, name="articles_front_reader"),
    path("front/history/", history, name="articles_front_history"),
    path("front/history/<int:number>/restore/", restore, name="articles_front_restore"),
]
