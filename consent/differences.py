"""What is different between two registries, fact by fact, in words for the desk. Pure functions."""

from collections.abc import Iterator
from typing import NamedTuple

from .languages import FALLBACK, LANGUAGES
from .registry import Json
from .words import KINDS

_SERVICE_FACTS = {"name": "name", "company": "company", "country": "country", "policy_url": "privacy policy"}
_TEXTS = {"purposes": "purpose", "received": "data", "safeguards": "safeguard of the transfer"}
_USES = {"script": "scripts", "frame": "frames", "img": "pictures", "connect": "data"}

Facts = dict[tuple[str, ...], tuple[str, str]]


class Difference(NamedTuple):
    """`was` and `now` are empty for what was not there, or no longer is."""

    what: str
    was: str
    now: str


def differences(last: Json | None, drawn: Json) -> list[Difference]:
    """Everything that publishing `drawn` would change, in the order of the registry; what goes comes last."""
    before, after = dict(_facts(last)) if last else {}, dict(_facts(drawn))
    found = [
        Difference(what, before[key][1] if key in before else "", now)
        for key, (what, now) in after.items()
        if before.get(key, ("", None))[1] != now
    ]
    return found + [Difference(what, was, "") for key, (what, was) in before.items() if key not in after]


def _facts(registry: Json) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """A key that stays, what it is in words, and its value as text."""
    for name, value in registry["controller"].items():
        yield ("controller", name), (f"Data controller: {name.replace('_', ' ')}", str(value))
    for name, value in registry["retention"].items():
        yield ("retention", name), (f"Records: {name.replace('_', ' ')}", str(value))
    for category in registry["categories"]:
        yield from _category(category)
    for language, texts in registry["texts"].items():
        for key, text in texts.items():
            what = f"Text “{key.replace('_', ' ')}”, {LANGUAGES.get(language, language)}"
            yield ("text", key, language), (what, text)


def _category(category: Json) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    key, label = category["key"], category["names"].get(FALLBACK) or category["key"]
    yield (key,), (f"{label}: strictly necessary", "yes" if category["is_necessary"] else "no")
    for name in ("names", "purposes"):
        yield from _translated((key,), label, category, {name: name.removesuffix("s")})
    for service in category["services"]:
        yield from _service((key, service["key"]), f"{label}, {service['name']}", service)


def _service(
    key: tuple[str, ...], label: str, service: Json
) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    yield key, (label, "in use")
    for name, word in _SERVICE_FACTS.items():
        if service[name]:
            yield (*key, name), (f"{label}: {word}", service[name])
    yield from _translated(key, label, service, _TEXTS)
    for host in service["hosts"]:
        what = f"{label}: contacts {host['host']} for {_USES[host['use']]}"
        yield (*key, "host", host["host"], host["use"]), (what, "yes")
    for entry in service["storage"]:
        where = f" on {entry['host']}" if entry["host"] else ""
        what = f"{label}: {KINDS[entry['kind']][FALLBACK].lower()} {entry['name']}{where}"
        yield (*key, "storage", entry["kind"], entry["name"], entry["host"]), (what, _lasts(entry))
    for tag in service["tags"]:
        yield (*key, "tag"), (f"{label}: script", tag["src"])


def _translated(
    key: tuple[str, ...], label: str, facts: Json, names: dict[str, str]
) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    for name, word in names.items():
        for language, text in facts[name].items():
            if text:
                yield (*key, name, language), (f"{label}: {word}, {LANGUAGES.get(language, language)}", text)


def _lasts(entry: Json) -> str:
    return "no end" if entry["lasts"] is None else f"{entry['lasts']} {entry['unit']}"
