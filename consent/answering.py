"""From what a visitor's browser sends to the answers that it means. What is not exactly one is refused."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from . import published
from .choice import IS_ID, Answer, numbers
from .languages import LANGUAGES
from .registry import Category, Registry

HOW = frozenset({"banner", "settings", "placeholder", "signal"})
NO_SCRIPT = "no-script"
MAX_BODY = 4096  # bytes


class BadAnswer(ValueError):
    """The sentence says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """`registry` is what the visitor was shown; `id` is empty where the browser made none.

    `withdraws` is the number of the choice that this one takes the place of, where the browser says it: its cookie
    holds the new choice by then.
    """

    registry: Registry
    by_category: Mapping[str, Answer]
    how: str
    id: str
    withdraws: str = ""


def from_json(request: HttpRequest) -> Answers:
    """Raises BadAnswer."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadAnswer("This is no JSON.") from None
    if not isinstance(body, dict):
        raise BadAnswer("Send an object.")
    registry = _registry(body.get("version"), body.get("language"))
    choices = body.get("choices")
    if not isinstance(choices, dict) or not choices:
        raise BadAnswer("“choices” names the categories that are answered.")
    how = body.get("how")
    if not isinstance(how, str) or how not in HOW:
        raise BadAnswer("“how” is banner, settings, placeholder or signal.")
    answers = {key: _answer(registry, key, value) for key, value in choices.items()}
    return Answers(
        registry, _asked(answers, registry), how, _number(body.get("id")), _number(body.get("withdraws"))
    )


def _number(value: Any) -> str:
    """The number of a choice; empty for none."""
    if value in (None, ""):
        return ""
    if not isinstance(value, str) or not IS_ID.fullmatch(value):
        raise BadAnswer("The number of a choice has 22 letters and figures.")
    return value


def from_form(form: QueryDict) -> Answers:
    """The same from the form of a page without scripts. Raises BadAnswer."""
    version = form.get("version", "")
    if not (version.isascii() and version.isdecimal() and len(version) < 10):
        raise BadAnswer("The form says no version.")
    registry = _registry(int(version), form.get("language"))
    how = form.get("how", NO_SCRIPT)
    if how not in HOW | {NO_SCRIPT}:
        raise BadAnswer("The form says not how it was answered.")
    return Answers(registry, _of_form(form, registry), how, secrets.token_urlsafe(16))


def _of_form(form: QueryDict, registry: Registry) -> dict[str, Answer]:
    button = form.get("answer", "save")  # sent by a key, without a button
    if button == "accept-all":
        return {category.key: Answer(registry.version, None) for category in registry.optional}
    if button == "reject-all":
        return {category.key: Answer(registry.version) for category in registry.optional}
    if button != "save":
        raise BadAnswer("The form was sent by none of its buttons.")
    whole, single = set(form.getlist("category")), set(form.getlist("service"))
    if unknown := whole - {category.key for category in registry.categories} | single - set(
        registry.services
    ):
        raise BadAnswer(f"There is no {', '.join(sorted(unknown))[:80]}.")
    return {
        category.key: Answer(registry.version, None)
        if category.key in whole
        else _listed(registry, category, single)
        for category in registry.optional
    }


def _registry(number: Any, language: Any) -> Registry:
    """What that version shows in that language. Raises BadAnswer for one that never was."""
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**31:
        raise BadAnswer("“version” is the number of a version.")
    if not isinstance(language, str) or language not in LANGUAGES:
        raise BadAnswer("“language” is one of ours.")
    current = published.current(language)
    if number == current.version:
        return current
    found = published.of_version(number) if number < current.version else None
    if found is None:
        raise BadAnswer("There is no such version.")
    return found[language]


def _answer(registry: Registry, key: str, value: Any) -> Answer:
    category = registry.category(key)
    if category is None or category.is_necessary:
        raise BadAnswer("There is no such category to answer.")
    if isinstance(value, bool):
        return Answer(registry.version, None if value else frozenset())
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise BadAnswer("An answer is true, false or a list of services.")
    if set(value) - {service.key for service in category.services}:
        raise BadAnswer("There is no such service in this category.")
    return _listed(registry, category, value)


def _listed(registry: Registry, category: Category, keys: Iterable[str]) -> Answer:
    """All where all are listed, so that the cookie stays short."""
    chosen = [service for service in category.services if service.key in set(keys)]
    is_all = bool(chosen) and len(chosen) == len(category.services)
    return Answer(registry.version, None if is_all else numbers(chosen))


def _asked(answers: Mapping[str, Answer], registry: Registry) -> dict[str, Answer]:
    """Without the categories in which there is nothing."""
    asked = {category.key for category in registry.optional}
    return {key: answer for key, answer in answers.items() if key in asked}
