"""What stands in the way of publishing: one sentence for each thing that is missing or too much."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from .base36 import base36
from .choice import MAX_BYTES
from .languages import LANGUAGES
from .registry import Json

# Their scripts are known to us. Others run on our pages only if the operator names them in CONSENT_SCRIPT_HOSTS.
SCRIPT_HOSTS = frozenset({"www.googletagmanager.com", "plausible.io"})


def problems(draft: Json) -> list[str]:
    """Empty where `draft`, as `drafting.draft` makes it, can be published."""
    found = [*_of_texts(draft["texts"])]
    for category in draft["categories"]:
        found += _missing(
            f"The category “{category['key']}”", category, ("names", "name"), ("purposes", "purpose")
        )
        for service in category["services"]:
            found += _of_service(service, is_necessary=category["is_necessary"])
    length = longest_cookie(draft)
    if length > MAX_BYTES:
        found.append(
            f"A visitor's choice could need {length} bytes, and has {MAX_BYTES}. Switch services off that you do "
            "not use."
        )
    return found


def _of_texts(texts: dict[str, dict[str, str]]) -> Iterator[str]:
    for language, name in LANGUAGES.items():
        for key, text in texts.get(language, {}).items():
            if not text.strip():
                yield f"The text “{key.replace('_', ' ')}” is missing in {name}."
        if not texts.get(language):
            yield f"There are no texts in {name}."


def _of_service(service: Json, *, is_necessary: bool) -> Iterator[str]:
    name = f"The service “{service['name']}”"
    yield from _missing(name, service, ("purposes", "purpose"), ("received", "data"))
    if not is_necessary:  # the site itself is the company of what it needs
        for fact, word in (
            ("company", "company"),
            ("country", "country"),
            ("policy_url", "link to a privacy policy"),
        ):
            if not service[fact]:
                yield f"{name} has no {word}."
    yield from _of_scripts(name, service)
    yield from _of_storage(name, service, is_necessary=is_necessary)


def _of_scripts(name: str, service: Json) -> Iterator[str]:
    hosts = {host["host"] for host in service["hosts"] if host["use"] == "script"}
    for host in sorted(hosts - SCRIPT_HOSTS - set(settings.CONSENT_SCRIPT_HOSTS)):
        yield f"{name} would run scripts from {host}, which CONSENT_SCRIPT_HOSTS does not name."
    if (hosts or service["tag"]) and not service["tags"]:
        yield f"{name} has a script and lacks our own id there, or its host."


def _of_storage(name: str, service: Json, *, is_necessary: bool) -> Iterator[str]:
    for entry in service["storage"]:
        if entry["name"] == "*" and not entry["host"]:
            yield f"{name} would delete everything that is stored: give “*” a beginning."
        if is_necessary:
            yield from _missing(f"{name}: “{entry['name']}”", entry, ("purposes", "purpose"))


def _missing(what: str, facts: dict[str, Any], *fields: tuple[str, str]) -> Iterator[str]:
    for field, word in fields:
        for language, name in LANGUAGES.items():
            if not str(facts[field].get(language, "")).strip():
                yield f"{what} has no {word} in {name}."


def longest_cookie(draft: Json) -> int:
    """The bytes of the longest choice there can be: all services allowed but one of each category."""
    optional = [
        category for category in draft["categories"] if not category["is_necessary"] and category["services"]
    ]
    answers = 0
    for category in optional:
        numbers = sorted((len(base36(service["number"])) for service in category["services"]), reverse=True)
        listed = sum(length + 1 for length in numbers[:-1]) or 1
        answers += len(f".{category['key']}_zzz_") + listed
    return len("consent=1.zzzzzz") + answers + len(".~") + 22
