"""Choosing rows without leaving a form: what the editor asks while somebody writes, answered as JSON.

Each answer is for those who may see the desk's list of the same rows, and for nobody else.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from ..forms import KEY_DIGITS
from ..models import Article, Image
from ..pictures.markup import phone_bytes

ROWS = 30
MOST_KEYS = 200  # a text that refers to more is answered for the first ones
MAX_QUERY = 200  # characters


class ChoosingAdmin(admin.ModelAdmin[Any]):
    """Adds `choose/` to the addresses of a list: `?ids=1,2` gives these rows, `?q=` those that are found by it.

    The answer is `{"results": [row, …]}`, at most `ROWS` of them for a search, newest first.
    """

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_choose"
        view = self.admin_site.admin_view(require_safe(self.choose))
        return [path("choose/", view, name=name), *super().get_urls()]

    def choose(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.choices(request)
        if "ids" in request.GET:
            found = rows.filter(pk__in=keys(request.GET["ids"]))
        else:
            found = self.find(request, rows, request.GET.get("q", "")[:MAX_QUERY]).order_by("-pk")[:ROWS]
        return JsonResponse({"results": [self.choice(row) for row in found]})

    def find(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> QuerySet[Any]:
        """The rows that are meant by these words."""
        return self.get_search_results(request, queryset, search_term)[0]

    if TYPE_CHECKING:  # each list that mixes this in has its own; the metaclass of admins allows no ABC

        def choices(self, request: HttpRequest) -> QuerySet[Any]:
            """The rows with all that `choice` reads, in one query."""

        def choice(self, row: Any) -> dict[str, Any]:
            """A row as JSON: `id`, `title`, `meta`, `thumb` and what its kind has beside."""


def keys(listed: str) -> list[int]:
    """The numbers in “1,2,3”; what is none is left out."""
    names = listed.split(",")[:MOST_KEYS]
    return [int(name) for name in names if name.isascii() and name.isdecimal() and len(name) <= KEY_DIGITS]


def article_choice(article: Article) -> dict[str, Any]:
    """`url` is empty unless readers can open it."""
    parts = [article.state.label, article.section.name if article.section else ""]
    return {
        "id": article.pk,
        "title": article.headline,
        "meta": " · ".join(filter(None, parts)),
        "state": article.state.value,
        "thumb": thumbnail(article.lead_image),
        "url": article.get_absolute_url() if article.is_live else "",
    }


def image_choice(image: Image) -> dict[str, Any]:
    """`lacks` says what readers would miss; `picture` is its address as it stands in a text, `avif` the lighter one."""
    lacks = ["alt text"] * (not image.alt and not image.is_decorative) + ["credit"] * (not image.credit)
    return {
        "id": image.pk,
        "title": str(image),
        "meta": image.credit,
        "lacks": f"No {' and no '.join(lacks)}" if lacks else "",
        "alt": image.alt,
        "decorative": image.is_decorative,
        "caption": image.caption,
        "credit": image.credit,
        "thumb": thumbnail(image),
        "picture": _address(image, "natural", "jpeg", 720),
        "avif": _address(image, "natural", "avif", 720) if image.sources("natural", "avif") else "",
        "focus": f"{image.focus}",
        "kb": round(phone_bytes(image, "card") / 1024),
        "width": image.width,
        "height": image.height,
    }


def thumbnail(image: Image | None) -> str:
    """The address of a small square; of the picture itself while its renditions are in the making."""
    return _address(image, "square", "jpeg", 104) if image else ""


def _address(image: Image, crop: str, extension: str, least: int) -> str:
    """Of the smallest rendition at least `least` pixels wide, or of the widest that there is."""
    sizes = image.sources(crop, extension)
    path = next((path for width, _, path, _ in sizes if width >= least), sizes[-1][2] if sizes else "")
    address: str = image.file.storage.url(path or image.file.name)
    return address
