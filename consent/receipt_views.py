"""The visitor's own pages: his choice, its receipt, and whether a receipt is genuine. All of them answer a POST.

What is somebody's own is never the answer to a GET: nothing personal can get into a cache or a log of addresses.
"""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from newsroom import pagecache
from newsroom.origin import same_origin

from . import choice as choices
from . import published, receipts
from .models import ShownTexts

MAX_RECEIPT = 64 * 1024  # bytes


@require_POST
@same_origin
def receipt(request: HttpRequest) -> HttpResponse:
    """The choice in the visitor's cookie, or with the number that is sent; `format=json` gives the receipt to keep."""
    now = timezone.now()
    registry = published.current()
    choice = choices.newest(request.headers.get("Cookie", ""), now=int(now.timestamp()))
    number = request.POST.get("id", "").strip() or (choice.id if choice else "")
    held = receipts.find(number, now=now)
    facts = receipts.receipt(held.record, number) if held else None
    if request.POST.get("format") == "json":
        return _file(facts)
    context = {
        "registry": registry,
        "is_asked_for": "id" in request.POST,
        "choice": choice,
        "chosen": receipts.choice_in_words(choice, registry) if choice else [],
        "number": number,
        "held": held,
        "standing": registry.texts[_word(held.standing)] if held else "",
        "receipt": facts,
    }
    status = 404 if "id" in request.POST and held is None else 200
    response = render(request, "consent/receipt.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _file(facts: dict[str, Any] | None) -> HttpResponse:
    if facts is None:
        response = JsonResponse({"error": "There is no such receipt."}, status=404)
    else:
        response = JsonResponse(facts, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = 'attachment; filename="consent-receipt.json"'
    add_never_cache_headers(response)
    return response


def _word(standing: receipts.Standing) -> str:
    return f"standing_{standing.name.lower()}"


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a receipt is genuine, and what it is worth now. Anybody may ask; it is never kept."""
    registry = published.current()
    if request.method != "POST":
        return pagecache.tag(render(request, "consent/verify.html", {"registry": registry}), "consent")
    facts = _sent(request)
    is_genuine = receipts.is_genuine(facts)
    standing = (
        receipts.standing_of(facts, now=timezone.now()) if is_genuine and isinstance(facts, dict) else None
    )
    response: HttpResponse
    if request.content_type == "application/json":
        response = JsonResponse({"genuine": is_genuine, "standing": standing.value if standing else None})
    else:
        context = {
            "registry": registry,
            "is_answered": True,
            "is_genuine": is_genuine,
            "standing": registry.texts[_word(standing)] if standing else "",
            "receipt": facts if is_genuine else None,
        }
        response = render(request, "consent/verify.html", context)
    response.status_code = 200 if is_genuine else 400
    add_never_cache_headers(response)
    return response


def _sent(request: HttpRequest) -> Any:
    """What was pasted into the form, or sent as JSON; None where it cannot be a receipt."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_RECEIPT:
        return None
    is_json = request.content_type == "application/json"
    try:
        return json.loads(request.body if is_json else request.POST.get("receipt", ""))
    except (ValueError, RecursionError):
        return None


@require_safe
def texts(request: HttpRequest, digest: str) -> HttpResponse:
    """What a version has shown in one language, word for word. It never changes."""
    found = ShownTexts.objects.filter(digest=digest).values_list("content", flat=True).first()
    if found is None:
        raise Http404("No such text.")
    response = HttpResponse(found, content_type="application/json")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
