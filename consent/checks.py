"""`manage.py check --database default`: what is declared is complete in every language."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections

from .drafting import draft
from .languages import LANGUAGES
from .problems import problems
from .words import TEXTS


@register(Tags.translation)
def every_text_in_every_language(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The built-in texts. Asks no database."""
    return [
        Error(f"The text “{key}” is missing in {name}.", obj=f"consent/words.py {key}", id="consent.E001")
        for key, texts in TEXTS.items()
        for language, name in LANGUAGES.items()
        if not texts.get(language, "").strip()
    ]


@register(Tags.database)
def registry_is_complete(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The registry of this site, as it would be published now."""
    if not databases or "default" not in databases:
        return []
    try:
        if "consent_category" not in connections["default"].introspection.table_names():
            return []  # before the first migration
        found = problems(draft())
    except DatabaseError:
        return []  # the migration that would mend it runs this check first
    return [Error(sentence, id="consent.E002") for sentence in found]
