"""What a new version changes: who is asked again because of it, and what they are told. Pure functions."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import translation
from django.utils.formats import date_format

from .countries import country_name
from .languages import LANGUAGES
from .registry import CHOICE_DAYS, Json

# What an answer rests on. Another name, policy link or position of a service asks nobody again.
FACTS = ("company", "country")
WORDS = ("purposes", "received", "safeguards")

_SENTENCES = {
    "reworded": {
        "en": "Since {date} we changed what “{category}” is for.",
        "sw": "Tangu {date} tumebadilisha kusudi la “{category}”.",
    },
    "added": {
        "en": "Since {date} we added {services} to “{category}”.",
        "sw": "Tangu {date} tumeongeza {services} kwenye “{category}”.",
    },
    "grew": {
        "en": "Since {date} we changed, in “{category}”, who receives what through {services}.",
        "sw": "Tangu {date} tumebadilisha, katika “{category}”, nani hupokea nini kupitia {services}.",
    },
}


def numbered(drawn: Json, last: Json | None, number: int, *, on: date, wording_only: bool = False) -> Json:
    """`drawn` as version `number`: with the version since which each part is what it is, and the changes told.

    `last` is the version before; None for the first. An answer outlives no change by more than its own life, so
    older changes are left out.
    """
    categories = [_category(category, last, number, wording_only) for category in drawn["categories"]]
    told = [change for category in categories for change in _told(category, last, number, on)] if last else []
    oldest = (on - timedelta(days=CHOICE_DAYS + 1)).isoformat()
    kept = [change for change in last["changes"] if change["on"] >= oldest] if last else []
    highest = max(drawn["highest"], last["highest"] if last else 0)
    return {**drawn, "categories": categories, "changes": told + kept, "highest": highest}


def asked_again(drawn: Json, last: Json | None, *, wording_only: bool = False) -> list[str]:
    """The keys of the categories whose visitors would be asked again, were `drawn` published now."""
    number = 2**31  # above every version there is
    found = numbered(drawn, last, number, on=date(2000, 1, 1), wording_only=wording_only)
    return [category["key"] for category in found["categories"] if _is_new(category, number)]


def _is_new(category: Json, number: int) -> bool:
    parts = [category, *category["services"]]
    has_news = any(part["since"] == number for part in parts)
    return has_news and bool(category["services"]) and not category["is_necessary"]


def _category(category: Json, last: Json | None, number: int, wording_only: bool) -> Json:
    old = _category_of(last, category["key"])
    known = services_of(last, category["key"])
    services = [
        {**service, "since": _since(known.get(service["key"]), service, number, wording_only)}
        for service in category["services"]
    ]
    is_same = old is not None and (
        old["is_necessary"] == category["is_necessary"]
        and (wording_only or old["purposes"] == category["purposes"])
    )
    return {**category, "since": old["since"] if old and is_same else number, "services": services}


def _since(old: Json | None, new: Json, number: int, wording_only: bool) -> int:
    if old is None or grew(old, new, wording_only=wording_only):
        return number
    return int(old["since"])


def grew(old: Json, new: Json, *, wording_only: bool = False) -> bool:
    """True where the service does what visitors were not told: another company, more hosts, storage for longer."""
    names = FACTS if wording_only else (*FACTS, *WORDS)
    return (
        any(old[name] != new[name] for name in names)
        or bool(_hosts(new) - _hosts(old))
        or any(_is_longer(entry, old) for entry in new["storage"])
    )


def _hosts(service: Json) -> set[tuple[str, str]]:
    return {(host["host"], host["use"]) for host in service["hosts"]}


def _is_longer(entry: Json, old: Json) -> bool:
    """True for a stored thing that was not declared before, or not for so long."""
    before = next((known for known in old["storage"] if _place(known) == _place(entry)), None)
    return before is None or _minutes(entry) > _minutes(before)


def _place(entry: Json) -> tuple[str, str, str]:
    return entry["kind"], entry["name"], entry["host"]


def _minutes(entry: Json) -> float:
    if entry["lasts"] is None:
        return 0.0 if entry["kind"] in {"cookie", "session"} else float("inf")
    return float(entry["lasts"]) * {"minutes": 1, "hours": 60, "days": 1440}[entry["unit"]]


def _category_of(registry: Json | None, key: str) -> Json | None:
    return next(
        (found for found in (registry or {"categories": []})["categories"] if found["key"] == key), None
    )


def services_of(registry: Json | None, key: str) -> dict[str, Json]:
    """The services of a category by their key; none where there is no such category."""
    category = _category_of(registry, key)
    return {service["key"]: service for service in category["services"]} if category else {}


def _told(category: Json, last: Json | None, number: int, on: date) -> Iterator[Json]:
    """The sentences for those who had answered `category` before version `number`."""
    if not _is_new(category, number):
        return
    old, known = _category_of(last, category["key"]), services_of(last, category["key"])
    new = [service for service in category["services"] if service["since"] == number]
    if old and old["services"] and category["since"] == number:
        yield _change("reworded", category, [], number, on)
    if added := [service for service in new if service["key"] not in known]:
        yield _change("added", category, added, number, on)
    if grown := [service for service in new if service["key"] in known]:
        yield _change("grew", category, grown, number, on)


def _change(kind: str, category: Json, services: list[Json], number: int, on: date) -> Json:
    sentences = {
        language: _SENTENCES[kind][language].format(
            date=_day(on, language),
            category=category["names"].get(language) or category["key"],
            services=", ".join(_named(service, language) for service in services),
        )
        for language in LANGUAGES
    }
    return {"category": category["key"], "version": number, "on": on.isoformat(), "sentences": sentences}


def _named(service: Json, language: str) -> str:
    """“Vimeo (Vimeo.com, Inc., USA)”."""
    keeper = ", ".join(filter(None, (service["company"], country_name(service["country"], language))))
    return f"{service['name']} ({keeper})" if keeper else str(service["name"])


def _day(on: date, language: str) -> str:
    with translation.override(language):
        return date_format(on, "j F Y")
