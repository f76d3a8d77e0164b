from django import template
from django.utils.safestring import SafeString, mark_safe

from newsroom import identity
from newsroom.models import Identity

register = template.Library()


@register.simple_tag
def paper() -> Identity:
    """The site's identity, for pages of packages that have another `site` in their context."""
    return identity.current()


@register.simple_tag
def inline_svg(document: str) -> SafeString:
    """A picture drawn by our own code, inside the page: the security policy allows no `data:` address."""
    return mark_safe(document[document.index("<svg") :])
