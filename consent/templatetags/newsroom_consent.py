from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def filled(text: str, **values: Any) -> str:
    """A text of the registry with its `{names}` filled in. An editor may have left one out."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
