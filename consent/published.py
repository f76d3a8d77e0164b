"""The version in force, read once a second by each process and not once a page."""

from datetime import UTC, datetime

from django.db.models import Subquery

from newsroom import identity

from .languages import FALLBACK, LANGUAGES, language_of
from .models import Version
from .registry import Registry, in_language

Languages = dict[str, Registry]
MOST_LOADED = 32  # versions in the memory of a process: pages that were kept somewhere may show an old one
_loaded: dict[int, Languages] = {}

# The number of the version in force, to be read along with something else.
NUMBER = Subquery(Version.objects.order_by("-number").values("number")[:1])


def _read() -> int | None:
    return Version.objects.order_by("-number").values_list("number", flat=True).first()


def _of(number: int | None) -> Languages:
    return _nothing() if number is None else _versions(number)


def _versions(number: int) -> Languages:
    """A version never changes, so each process reads it once. Raises Version.DoesNotExist."""
    found = _loaded.get(number)
    if found is None:
        if len(_loaded) >= MOST_LOADED:
            _loaded.clear()
        found = _loaded[number] = _load(number)
    return found


def _load(number: int) -> Languages:
    version = Version.objects.get(number=number)
    return {
        language: in_language(version.registry, number, version.published_at, language)
        for language in LANGUAGES
    }


def _nothing() -> Languages:
    """Before anything is published, or with the database gone: nothing is declared, so nothing can load."""
    empty = {
        "controller": dict.fromkeys(("name", "postal_address", "email", "registration", "jurisdiction"), ""),
        "retention": {"keeps_refusals": False, "keeps_days": 0},
        "texts": {},
        "categories": [],
        "changes": [],
        "digests": {},
    }
    never = datetime(1970, 1, 1, tzinfo=UTC)
    return {language: in_language(empty, 0, never, language) for language in LANGUAGES}


_frame = identity.Frame(_read, lambda: None)


def current(language: str = "") -> Registry:
    """The version in force in `language`, a tag such as “sw-KE”; without one, in that of the site."""
    return _of(_frame.get())[language_of(language or identity.current().language)]


def seen(number: int | None) -> None:
    """`NUMBER` has just been read by somebody, so that `current` need not ask: one query less a page."""
    _frame.put(number)


def of_version(number: int) -> Languages | None:
    """A version that is or was in force, in every language; None where there is no such version."""
    try:
        return _versions(number)
    except Version.DoesNotExist:
        return None


def last_known() -> Registry | None:
    """The one this process has shown last, without asking the database; None where it has shown none yet."""
    kept = _frame.kept
    languages = _loaded.get(kept[0]) if kept and kept[0] else None
    return languages[FALLBACK] if languages else None


def forget() -> None:
    """Read everything anew. Call it after the commit of another version."""
    _frame.forget()
    _loaded.clear()
