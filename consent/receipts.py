"""Receipts: what a visitor can keep of his choice, signed, with the fields of ISO/IEC TS 27560:2023.

A receipt is genuine by its signature alone, so it also stands when the record is deleted at the end of its time.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer

from . import published
from .choice import IS_ID, MAX_AGE, Answer, Choice
from .models import Record, ShownTexts, State
from .recording import key_of
from .registry import Json, Registry

SCHEMA = "ISO/IEC TS 27560:2023"
ALGORITHM = "HMAC-SHA256"
_signer = Signer(salt="consent.receipts", algorithm="sha256", sep=":")


class Standing(Enum):
    """What a choice is worth now."""

    CURRENT = "current"
    ENDED = "ended"  # withdrawn, or another choice took its place
    EXPIRED = "expired"
    ASKED_AGAIN = "asked again"  # something that it allows has changed
    DELETED = "deleted"  # its record, at the end of its time


@dataclass(frozen=True, slots=True)
class Held:
    """A choice that was taken down, and what became of it. `since`: when it ended, if it did."""

    record: Record
    standing: Standing
    since: datetime

    @property
    def expires(self) -> datetime:
        return expiry_of(self.record)


def find(number: str, *, now: datetime) -> Held | None:
    """The choice with this number; None where there is none, or no longer."""
    if not IS_ID.fullmatch(number):
        return None
    rows = {row.state: row for row in Record.objects.filter(key=key_of(number))}
    given = rows.get(State.GIVEN)
    if given is None:
        return None
    expires = expiry_of(given)
    if ended := rows.get(State.ENDED):
        return Held(given, Standing.ENDED, ended.happened_at)
    if expires <= now:
        return Held(given, Standing.EXPIRED, expires)
    is_outdated = bool(_choice_of(given).outdated_categories(published.current()))
    return Held(given, Standing.ASKED_AGAIN if is_outdated else Standing.CURRENT, given.happened_at)


def expiry_of(record: Record) -> datetime:
    return record.happened_at + timedelta(seconds=MAX_AGE)


def _choice_of(record: Record) -> Choice:
    """As far as it matters whether it is to be asked again: which versions were answered."""
    answers = {key: Answer(facts["version"]) for key, facts in record.chosen.items()}
    return Choice(int(record.happened_at.timestamp()), answers)


def receipt(record: Record, number: str) -> Json:
    """The receipt of a choice, for the visitor who holds its number."""
    text = ShownTexts.objects.select_related("version").get(digest=record.shown)
    shown = json.loads(text.content)
    facts = {
        "schema": SCHEMA,
        "receipt_id": number,
        "controller": shown["controller"],
        "jurisdiction": shown["controller"]["jurisdiction"],
        "privacy_notice": {
            "address": f"{settings.SITE_URL}/privacy/cookies/",
            "version": record.version,
            "published": text.version.published_at.isoformat(),
            "language": record.language,
            "sha256": record.shown,
            "text": f"{settings.SITE_URL}/privacy/cookies/texts/{record.shown}.json",
        },
        "event": {
            "state": "consent given",
            "time": record.happened_at.isoformat(),
            "method": record.how,
            "expires": expiry_of(record).isoformat(),
        },
        "purposes": [
            _purpose(category, record.chosen[category["key"]])
            for category in shown["categories"]
            if category["key"] in record.chosen
        ],
        "retention": {"record_kept_until": record.keep_until.isoformat()},
        "withdrawal": f"{settings.SITE_URL}/privacy/cookies/",
    }
    return signed(facts)


def signed(facts: Json) -> Json:
    return {**facts, "signature": {"algorithm": ALGORITHM, "value": _signer.signature(_canonical(facts))}}


def _purpose(category: Json, chosen: Json) -> Json:
    """What was chosen for a category; the services that were allowed, with who receives what."""
    allowed = chosen["allowed"]
    services = [
        {
            "name": service["name"],
            "company": service["company"],
            "country": service["country_code"],
            "purpose": service["purpose"],
            "data": service["data"],
            "policy": service["policy_url"],
            "safeguard": service["safeguard"],
            "storage": [
                {"kind": entry["kind"], "name": entry["name"], "duration": entry["duration"]}
                for entry in service["storage"]
            ],
        }
        for service in category["services"]
        if allowed is True or (allowed and service["key"] in allowed)
    ]
    return {
        "key": category["key"],
        "name": category["name"],
        "purpose": category["purpose"],
        "answered_version": chosen["version"],
        "allowed": bool(services),
        "services": services,
    }


def is_genuine(facts: Any) -> bool:
    """True for a receipt of this site that nobody has changed."""
    if not isinstance(facts, dict) or not isinstance(signature := facts.get("signature"), dict):
        return False
    unsigned = {name: value for name, value in facts.items() if name != "signature"}
    try:
        # Not compared by hand: the keys before the present one are tried, too.
        _signer.unsign(f"{_canonical(unsigned)}:{signature.get('value')}")
    except (BadSignature, ValueError, RecursionError):
        return False
    return True


def standing_of(facts: Json, *, now: datetime) -> Standing:
    """What a genuine receipt is worth now."""
    held = find(str(facts["receipt_id"]), now=now)
    return held.standing if held else Standing.DELETED


def _canonical(facts: Json) -> str:
    return json.dumps(facts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def choice_in_words(choice: Choice, registry: Registry) -> list[tuple[str, str]]:
    """The name of each category that was answered, and the names of what is allowed of it."""
    return [
        (category.name, _names(choice, category.key, registry))
        for category in registry.optional
        if category.key in choice.answers
    ]


def _names(choice: Choice, key: str, registry: Registry) -> str:
    category = registry.category(key)
    services = category.services if category else ()
    return ", ".join(s.name for s in services if category and choice.allows(category, s, registry))
