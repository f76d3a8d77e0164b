from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from .middleware import signed_out


@require_safe
def signed_in(request: HttpRequest) -> JsonResponse:
    """Whether this browser is signed in, as whom, and the token that forms need now.

    For a page that has been open for long: the sign-in may have ended, or be somebody else's in another tab.
    """
    if not request.user.is_authenticated:
        return signed_out(request)
    name = request.user.get_full_name() or request.user.get_username()
    return JsonResponse({"signed_in": True, "id": request.user.pk, "name": name, "csrf": get_token(request)})
