"""What stands around every page: the sections."""

from typing import Any

from django.http import HttpRequest

from newsroom.identity import Frame

from .models import Section


def _no_sections() -> list[Section]:
    return []


sections = Frame(lambda: list(Section.objects.all()), _no_sections)


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `sections`, in the order of the navigation."""
    return {"sections": sections.get()}
