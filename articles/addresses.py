"""Old addresses: kept when something moves, looked up when nothing else answers."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from .models import Article, Author, OldAddress, Section, Topic

LONGEST = 500


def keep(path: str, target: Article | Section | Topic | Author) -> None:
    """Let `path` lead to `target` for ever, unless it is the address of the target itself."""
    new = target.get_absolute_url()
    OldAddress.objects.filter(path=new).delete()
    if not path or path == new or len(path) > LONGEST:
        return
    kinds: dict[str, type] = {"article": Article, "section": Section, "topic": Topic, "author": Author}
    targets = {name: target if isinstance(target, kind) else None for name, kind in kinds.items()}
    OldAddress.objects.update_or_create(path=path, defaults=targets)


class OldAddressMiddleware:
    """Answers 301 instead of 404 where the address is an old one: with its query first, then without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        new = _moved_to(request)
        return HttpResponsePermanentRedirect(new) if new else response


def _moved_to(request: HttpRequest) -> str:
    """The address that the asked one has now; empty where it never was one, or its article is not to be seen."""
    asked = [path for path in (request.get_full_path(), request.path) if len(path) <= LONGEST]
    try:
        found = OldAddress.objects.select_related("article", "section", "topic", "author").filter(
            path__in=asked
        )
        address = max(found, key=lambda address: len(address.path), default=None)
    except DatabaseError:
        return ""
    if address is None or (
        address.article and not address.article.is_live and not address.article.withdrawn_at
    ):
        return ""
    target = address.target
    assert isinstance(target, Article | Section | Topic | Author)
    return target.get_absolute_url()
