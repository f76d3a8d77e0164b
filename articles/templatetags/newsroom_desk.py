"""What the templates of the desk print."""

from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.filter
def media(path: str) -> str:
    """The address of a file of the library."""
    return f"{settings.MEDIA_URL}{path}"


@register.simple_tag
def page_address(found: Any, number: int) -> str:
    """The address of page `number` of a list, with its search and filters."""
    return str(found.get_query_string({"p": number}))
