"""The choice, the declaration, and what machines read of them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from newsroom import errors, pagecache, throttle, visitor
from newsroom.origin import same_origin

from . import choice as choices
from . import declaring, published, recording
from .answering import MAX_BODY, Answers, BadAnswer, from_form, from_json
from .languages import LANGUAGES
from .recording import Replayed, Taken
from .words import TEXTS

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
SAVED = "/privacy/cookies/#saved"


class SeeOther(HttpResponseRedirect):
    """The answer to a form: a GET, whatever the form was sent with."""

    status_code = 303


@require_POST
@same_origin
def choose(request: HttpRequest) -> HttpResponse:
    """A visitor's choice: as a form it leads back, as JSON it says what the cookie holds now."""
    if request.content_type not in {FORM, JSON}:
        return _refused(request, "Send a form or JSON.", 415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
        return _refused(request, "This is too much for a choice.", 413)
    try:
        answers = from_json(request) if request.content_type == JSON else from_form(request.POST)
        taken = _taken(request, answers)
    except BadAnswer as error:
        return _refused(request, str(error), 400)
    except Replayed as error:
        return _refused(request, str(error), 409)
    except throttle.TooMany as error:
        response = _refused(request, "Too many choices from one place. Please wait a minute.", 429)
        response["Retry-After"] = str(error.seconds)
        return response
    return _with_cookie(_accepted(request, taken), choices.write(taken.choice))


def _taken(request: HttpRequest, answers: Answers) -> Taken:
    now = timezone.now()
    throttle.count(
        "consent", visitor.network(request), limit=settings.CONSENT_POSTS_PER_MINUTE, seconds=60, now=now
    )
    before = choices.newest(request.headers.get("Cookie", ""), now=int(now.timestamp()))
    return recording.record(answers, before=before, now=now)


def _accepted(request: HttpRequest, taken: Taken) -> HttpResponse:
    if request.content_type == JSON:
        receipt = taken.choice.id or None
        return JsonResponse(
            {"cookie": choices.write(taken.choice), "receipt": receipt, "recorded": taken.is_recorded}
        )
    return SeeOther(_way_back(request.POST.get("next", "")))


def _way_back(address: str) -> str:
    """`address`, where it is a path of this site."""
    is_path = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_path and address.isprintable() else SAVED


def _with_cookie(response: HttpResponse, value: str) -> HttpResponse:
    response.set_cookie(
        choices.NAME,
        value,
        max_age=choices.MAX_AGE,
        domain=settings.CONSENT_COOKIE_DOMAIN or None,
        secure=settings.IS_HTTPS,
        samesite="Lax",
    )
    add_never_cache_headers(response)
    return response


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """Nothing was written. A form gets a page, as a person sent it."""
    response: HttpResponse
    if request.content_type == JSON:
        response = JsonResponse({"error": sentence}, status=status)
    elif status == 429:
        response = render(request, "429.html", status=status)
    else:
        response = errors.bad_request(request)
        response.status_code = status
    add_never_cache_headers(response)
    return response


@require_safe
def declaration(request: HttpRequest) -> HttpResponse:
    """Who receives what and for how long; and the form to allow and refuse it, with or without scripts.

    In the language of the site, or in that of `?language=`.
    """
    asked = request.GET.get("language", "")
    registry = published.current(asked if asked in LANGUAGES else "")
    context: dict[str, Any] = {
        "registry": registry,
        "canonical_url": f"{settings.SITE_URL}{request.path}",
        "other_languages": [
            (language, TEXTS["other_language"][language])
            for language in LANGUAGES
            if language != registry.language
        ],
    }
    return pagecache.tag(render(request, "consent/declaration.html", context), "consent")


@require_safe
def declaration_json(request: HttpRequest) -> HttpResponse:
    """The same for machines."""
    response = JsonResponse(declaring.facts(published.current()), json_dumps_params={"ensure_ascii": False})
    return pagecache.tag(response, "consent")


@require_safe
def gpc(request: HttpRequest) -> HttpResponse:
    """We honour Global Privacy Control: https://www.w3.org/TR/gpc/#gpc-support-representation."""
    day = published.current().published_at.date().isoformat()
    return pagecache.tag(JsonResponse({"gpc": True, "lastUpdate": day}), "consent")
