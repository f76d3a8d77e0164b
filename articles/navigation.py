"""What stands around every page: the sections, and the way into the archive."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from newsroom.identity import Frame

from .models import Article, Section


def _no_sections() -> list[Section]:
    return []


def _newest_month() -> str:
    month = Article.objects.live().newest_first().values_list("month", flat=True).first()
    return reverse("archive", args=divmod(month, 100)) if month else ""


sections = Frame(lambda: list(Section.objects.all()), _no_sections)
archive = Frame(_newest_month, str)


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `sections`, in the order of the navigation; `archive_url`, empty before the first article."""
    return {"sections": sections.get(), "archive_url": archive.get()}
