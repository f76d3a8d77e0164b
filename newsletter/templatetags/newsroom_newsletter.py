"""The sign-up box at the foot of a story, a section and the front page."""

from typing import Any

from django import template
from django.utils import timezone

from articles.models import Section
from newsroom import identity

from .. import listing, stamps, wordings, words
from ..languages import language_of

register = template.Library()


@register.inclusion_tag("newsletter/_box.html")
def newsletter_box(section: Section | None = None, language: str = "") -> dict[str, Any]:
    """The form for the newsletter that fits the page; nothing where there is none."""
    newsletter = listing.fitting(section, language or identity.current().language)
    if newsletter is None:
        return {}
    language = language_of(newsletter.own_language)
    return {
        "newsletter": newsletter,
        "when": words.when(
            newsletter.kind, newsletter.weekdays, newsletter.at, str(newsletter.clock), language
        ),
        "words": words.of(language),
        "language": language,
        "site": identity.current(),
        "stamp": stamps.stamp(timezone.now()),
        "wording": wordings.mark(language),
        "consent_words": wordings.shown(language),
    }
