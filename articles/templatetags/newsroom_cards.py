"""Cards in templates; `articles.cards` says what each tag writes."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from .. import cards

register = template.Library()
register.simple_tag(cards.corrected)
register.simple_tag(cards.day)
register.simple_tag(cards.signed)


@register.simple_tag(takes_context=True)
def card_text(context: Context) -> SafeString:
    """The words of the card of `story`; `within_section`, `is_brief` and `is_dated` are looked up around it.

    A story that editors pinned to the band of another section says which is its own.
    """
    story, band = context["story"], context.get("band")
    is_guest = band is not None and story.section_id != band.section.pk
    return cards.text(
        story,
        within_section=bool(context.get("within_section")) and not is_guest,
        is_brief=bool(context.get("is_brief")),
        is_dated=bool(context.get("is_dated")),
    )
