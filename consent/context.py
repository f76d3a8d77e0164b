"""What the frame of each page shows of consent."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from newsroom.security import is_desk

from . import published


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `consent`, a `Registry` in the language of the site; at the desk only where it is asked for.

    Each page of readers asks, and so does its policy afterwards: `policy` takes what was read here.
    """
    return {"consent": SimpleLazyObject(published.current) if is_desk(request) else published.current()}
