"""What the templates of the desk print."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from ..models import Image
from ..pictures import markup

register = template.Library()


@register.filter
def media(path: str) -> str:
    """The address of a file of the library."""
    return f"{settings.MEDIA_URL}{path}"


@register.simple_tag
def page_address(found: Any, number: int) -> str:
    """The address of page `number` of a list, with its search and filters."""
    return str(found.get_query_string({"p": number}))


@register.filter
def words(number: int) -> str:
    """The length of a text: 1,120; nothing where there is no text."""
    return f"{number:,}" if number else ""


@register.simple_tag
def thumb(image: Image | None) -> SafeString:
    """A small picture that says nothing which the headline beside it does not say."""
    if image is None:
        return mark_safe('<span class="no-picture">no picture</span>')
    return markup.picture(image, "card", "5rem", is_decorative=True)
