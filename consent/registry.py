"""A published registry in one language: what all five outputs are drawn from.

`Version.registry` keeps it as JSON in all languages; `in_language` reads that. Nothing here asks the database.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from .base36 import base36
from .countries import country_name
from .languages import FALLBACK
from .words import KINDS, built_in, duration, services_text

Json = dict[str, Any]
CHOICE_DAYS = 182  # six months, for yes and no alike
_HARMLESS = {ord(character): f"\\u{ord(character):04x}" for character in "&<>'"}
SECONDS = {"minutes": 60, "hours": 3600, "days": 86_400}


@dataclass(frozen=True, slots=True)
class Host:
    """`use` is `script`, `frame`, `img` or `connect`; `host` may begin with `*.`"""

    host: str
    use: str


@dataclass(frozen=True, slots=True)
class Storage:
    """`name` may hold `*` for any characters; `host` is empty for what lies on our own site.

    `seconds` is None for what stays until the browser is closed or somebody deletes it; `duration` says it in words.
    """

    kind: str
    kind_name: str
    name: str
    host: str
    seconds: int | None
    duration: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A script that is started where its service is allowed: `kind` names the module of ours that starts it."""

    kind: str
    src: str
    id: str


@dataclass(frozen=True, slots=True)
class Service:
    """`since`: the version since which it is what it is; an answer to an older one does not cover it."""

    key: str
    number: int
    name: str
    company: str
    country_code: str
    country: str
    purpose: str
    data: str
    policy_url: str
    safeguard: str
    since: int
    hosts: tuple[Host, ...]
    storage: tuple[Storage, ...]
    tags: tuple[Tag, ...]

    @property
    def keeper(self) -> str:
        """Who and where: “Google, USA”."""
        return ", ".join(filter(None, (self.company, self.country)))

    @property
    def own_storage(self) -> tuple[Storage, ...]:
        return tuple(entry for entry in self.storage if not entry.host)

    @property
    def keeps_elsewhere(self) -> bool:
        """True where its company also keeps things on its own hosts, out of our reach."""
        return any(entry.host for entry in self.storage)

    def covers(self, use: str, host: str) -> bool:
        """True where it is declared that the service contacts `host` for `use`."""
        return any(declared.use == use and _covers(declared.host, host) for declared in self.hosts)


@dataclass(frozen=True, slots=True)
class Category:
    """`since`: the version since which its purpose is what it is; `version`: to which an answer must be, at least."""

    key: str
    name: str
    purpose: str
    is_necessary: bool
    since: int
    version: int
    services: tuple[Service, ...]
    services_text: str  # “11 services”


@dataclass(frozen=True, slots=True)
class Change:
    """What the version brought to a category, as a sentence: why it is asked again."""

    category: str
    version: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Controller:
    name: str
    postal_address: str
    email: str
    registration: str
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Retention:
    """Whether refusals are kept, too, and how many days a record outlives its choice."""

    keeps_refusals: bool
    keeps_days: int


@dataclass(frozen=True)
class Registry:
    """One version in one language."""

    version: int
    published_at: datetime
    language: str
    controller: Controller
    retention: Retention
    texts: dict[str, str]
    categories: tuple[Category, ...]
    changes: tuple[Change, ...]
    digest: str  # of the ShownTexts that hold all this

    @cached_property
    def optional(self) -> tuple[Category, ...]:
        """The categories that a visitor answers for: those with something in them."""
        return tuple(found for found in self.categories if found.services and not found.is_necessary)

    @property
    def day(self) -> str:
        """Since when it is in force, as its language writes a day."""
        with translation.override(self.language):
            return date_format(self.published_at.date(), "j F Y")

    @cached_property
    def services(self) -> dict[str, Service]:
        return {service.key: service for category in self.categories for service in category.services}

    def category(self, key: str) -> Category | None:
        return next((found for found in self.categories if found.key == key), None)

    @cached_property
    def hosts(self) -> dict[str, list[str]]:
        """Use → the hosts of all services for it, each once, in alphabetical order."""
        found: dict[str, set[str]] = {}
        for service in self.services.values():
            for host in service.hosts:
                found.setdefault(host.use, set()).add(host.host)
        return {use: sorted(hosts) for use, hosts in found.items()}

    @cached_property
    def asked(self) -> str:
        """For the early script: the version, and each category with the version that an answer must be to.

        `3.statistics_1.embeds_3`, numbers in base 36; empty where there is nothing to ask.
        """
        parts = [f"{category.key}_{base36(category.version)}" for category in self.optional]
        return ".".join([base36(self.version), *parts]) if parts else ""

    @cached_property
    def gate(self) -> SafeString:
        """For the module in the browser: what each optional service is, loads and leaves.

        JSON for an attribute in single quotation marks: in double ones each of its own would be six characters.
        """
        services = {
            service.key: {
                "number": service.number,
                "category": category.key,
                "since": max(service.since, category.since),
                "name": service.name,
                **_filled(
                    delete=[[entry.kind, entry.name] for entry in service.own_storage],
                    elsewhere=service.keeps_elsewhere,
                    tags=[_plain(tag) for tag in service.tags],
                ),
            }
            for category in self.optional
            for service in category.services
        }
        facts = {
            "version": self.version,
            "days": CHOICE_DAYS,
            "domain": settings.CONSENT_COOKIE_DOMAIN,
            "services": services,
        }
        return mark_safe(json.dumps(facts, separators=(",", ":")).translate(_HARMLESS))


def in_language(version: Json, number: int, published_at: datetime, language: str) -> Registry:
    """The registry that `Version.registry` holds, with the texts of `language`.

    A text that is younger than the version, and that it therefore does not have, is the built-in one.
    """
    categories = tuple(_category(category, language) for category in version["categories"])
    return Registry(
        version=number,
        published_at=published_at,
        language=language,
        controller=Controller(**version["controller"]),
        retention=Retention(**version["retention"]),
        texts=built_in(language) | version["texts"].get(language, {}),
        categories=categories,
        changes=tuple(
            Change(change["category"], change["version"], _text(change["sentences"], language))
            for change in version["changes"]
        ),
        digest=version["digests"].get(language, ""),
    )


def shown(registry: Registry) -> str:
    """All that is shown to a visitor, as canonical JSON: what is archived, and what a record names by its digest."""
    return json.dumps(
        {
            "version": registry.version,
            "language": registry.language,
            "controller": _plain(registry.controller),
            "retention": _plain(registry.retention),
            "texts": registry.texts,
            "categories": [_plain(category) for category in registry.categories],
            "changes": [_plain(change) for change in registry.changes],
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()


def _filled(**facts: Any) -> Json:
    """Without what is empty: it costs bytes on each page, and says nothing."""
    return {name: value for name, value in facts.items() if value}


def _plain(value: Any) -> Any:
    """Dataclasses with slots, and tuples of them, as plain values."""
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _category(facts: Json, language: str) -> Category:
    services = tuple(_service(service, language) for service in facts["services"])
    return Category(
        key=facts["key"],
        name=_text(facts["names"], language),
        purpose=_text(facts["purposes"], language),
        is_necessary=facts["is_necessary"],
        since=facts["since"],
        version=max([facts["since"], *(service.since for service in services)]),
        services=services,
        services_text=services_text(len(services), language),
    )


def _service(facts: Json, language: str) -> Service:
    return Service(
        key=facts["key"],
        number=facts["number"],
        name=facts["name"],
        company=facts["company"],
        country_code=facts["country"],
        country=country_name(facts["country"], language),
        purpose=_text(facts["purposes"], language),
        data=_text(facts["received"], language),
        policy_url=facts["policy_url"],
        safeguard=_text(facts["safeguards"], language),
        since=facts["since"],
        hosts=tuple(Host(**host) for host in facts["hosts"]),
        storage=tuple(_storage(entry, language) for entry in facts["storage"]),
        tags=tuple(Tag(**tag) for tag in facts["tags"]),
    )


def _storage(facts: Json, language: str) -> Storage:
    lasts, unit = facts["lasts"], facts["unit"]
    return Storage(
        kind=facts["kind"],
        kind_name=KINDS[facts["kind"]][language],
        name=facts["name"],
        host=facts["host"],
        seconds=None if lasts is None else lasts * SECONDS[unit],
        duration=duration(lasts, unit, facts["kind"], language),
        purpose=_text(facts["purposes"], language),
    )


def _text(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get(FALLBACK, "")


def _covers(pattern: str, host: str) -> bool:
    """True where `pattern` is the host, or `*.` and a host above it."""
    return host == pattern or (pattern.startswith("*.") and host.endswith(pattern[1:]))
