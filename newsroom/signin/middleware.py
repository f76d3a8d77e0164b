"""Before any page of the desk: is somebody signed in, and with all that the role needs?"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode

from newsroom.security import DESK, is_desk

OWES = "Your role needs a second factor. Set one up to go on."
# How one gets in, out, and to a second factor; and the words of the scripts.
OPEN = tuple(f"{DESK}{page}" for page in ("login/", "logout/", "account/", "password_change/", "jsi18n/"))

GetResponse = Callable[[HttpRequest], HttpResponse]


class SignInMiddleware:
    """Answers scripts in JSON: 401 to a stranger, 403 to whoever owes a second factor; leads a person to its set-up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_desk(request) or request.path_info.startswith(OPEN):
            return self.get_response(request)
        return turned_away(request) or self.get_response(request)


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """The answer to whoever is not in yet; None where the page decides itself."""
    if not request.user.is_authenticated:
        return signed_out(request) if wants_json(request) else None
    if not getattr(request.user, "owes_second_factor", False):
        return None
    page = reverse("mfa_index")
    if wants_json(request):
        return JsonResponse({"signed_in": True, "sentence": OWES, "second_factor": page}, status=403)
    return HttpResponseRedirect(page)


def signed_out(request: HttpRequest) -> JsonResponse:
    """What a script gets in place of a redirect, so that it can keep what was typed and lead to the sign-in."""
    back = _page_of(request)
    login = reverse("account_login") + (f"?{urlencode({'next': back})}" if back else "")
    return JsonResponse({"signed_in": False, "login": login}, status=401)


def wants_json(request: HttpRequest) -> bool:
    """True for what a script has asked for: a browser says so with each `fetch`."""
    return (
        request.headers.get("Sec-Fetch-Dest") == "empty"
        or request.headers.get("X-Requested-With") == "XMLHttpRequest"
        or request.content_type == "application/json"
        or request.headers.get("Accept", "").startswith("application/json")
    )


def _page_of(request: HttpRequest) -> str:
    """The path of the page on which the script runs, if that is one of the desk; no other is led back to."""
    origin = f"{request.scheme}://{request.get_host()}"
    referer: Any = request.headers.get("Referer", "")
    return referer.removeprefix(origin) if referer.startswith(f"{origin}{DESK}") else ""
