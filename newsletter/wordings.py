"""The words beside a sign-up form, and how the form says which ones it showed."""

from hashlib import sha256

from django.utils import timezone

from newsroom import identity

from . import words
from .languages import LANGUAGES
from .models import Wording

SHORT = 16  # characters of the digest that stand in a form


def shown(language: str) -> str:
    """What a reader agrees to."""
    return words.of(language)["consent"].format(paper=identity.current().name)


def number_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def mark(language: str) -> str:
    """What the form carries."""
    return number_of(shown(language))[:SHORT]


def find(mark: str) -> Wording | None:
    """The words that a form showed; None for what was never shown. Those of today are kept at their first use."""
    for language in LANGUAGES:
        text = shown(language)
        digest = number_of(text)
        if mark == digest[:SHORT]:
            return Wording.objects.get_or_create(
                digest=digest,
                defaults={"language": language, "text": text, "first_shown_at": timezone.now()},
            )[0]
    return Wording.objects.filter(digest__startswith=mark).first() if len(mark) == SHORT else None
