"""What stands around every page: the sections."""

from typing import Any

from django.http import HttpRequest

from consent import published
from newsroom.identity import Frame

from .models import Section


def _no_sections() -> list[Section]:
    return []


def _read() -> list[Section]:
    """The sections, and with them the number of the consent registry, which every page needs as well."""
    found: list[Any] = list(Section.objects.annotate(consent_version=published.NUMBER))
    if found:
        published.seen(found[0].consent_version)
    return found


sections = Frame(_read, _no_sections)


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `sections`, in the order of the navigation."""
    return {"sections": sections.get()}
