"""A visitor's choice, and the cookie that holds it. Pure: text in, values out.

    1.<time>(.<category>_<version>_<what>)+(.~<id>)?

Numbers are in base 36. `what` is `*` for all services of the category, nothing for none, else the numbers of those that
are allowed, joined by `-`. The browser has the same rules in static/consent/.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .base36 import base36
from .registry import CHOICE_DAYS, Category, Registry, Service

NAME = "consent"
MAX_BYTES = 200  # with the name
MAX_AGE = CHOICE_DAYS * 24 * 3600  # seconds
AHEAD = 24 * 3600  # seconds that the clock of a browser may be fast

_COOKIE = re.compile(
    r"1\.(?P<at>[0-9a-z]{1,8})"
    r"(?P<answers>(?:\.[a-z]{2,16}_[0-9a-z]{1,6}_(?:\*|[0-9a-z]{1,4}(?:-[0-9a-z]{1,4})*)?)+)"
    r"(?:\.~(?P<id>[A-Za-z0-9_-]{22}))?"
)
IS_ID = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Answer:
    """To one category, as it was in `version`. `services` are numbers; None stands for all of them."""

    version: int
    services: frozenset[int] | None = frozenset()

    @property
    def allows_something(self) -> bool:
        return self.services is None or bool(self.services)


@dataclass(frozen=True, slots=True)
class Choice:
    """`at`: seconds since 1970; `answers`: by the key of the category; `id`: only where something is allowed."""

    at: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    id: str = ""

    @property
    def allows_something(self) -> bool:
        return any(answer.allows_something for answer in self.answers.values())

    def allows(self, category: Category, service: Service, registry: Registry) -> bool:
        """True where this answer covers the service as it is declared now."""
        answer = self.answers.get(category.key)
        if answer is None or answer.version > registry.version:
            return False
        if answer.version < max(service.since, category.since):
            return False
        return answer.services is None or service.number in answer.services

    def open_categories(self, registry: Registry) -> list[Category]:
        """Those that the visitor has not answered, or not since they changed."""
        return [category for category in registry.optional if not self._has_answered(category, registry)]

    def outdated_categories(self, registry: Registry) -> list[Category]:
        """Those that the visitor has answered, and that have changed since."""
        return [category for category in self.open_categories(registry) if category.key in self.answers]

    def _has_answered(self, category: Category, registry: Registry) -> bool:
        answer = self.answers.get(category.key)
        return answer is not None and category.version <= answer.version <= registry.version

    def with_answers(self, answers: Mapping[str, Answer], *, at: int, id: str) -> "Choice":  # noqa: A002
        """The choice after further answers; those to other categories stay."""
        return replace(self, at=at, answers={**self.answers, **answers}, id=id)


NOTHING = Choice(at=0)


def write(choice: Choice) -> str:
    """The value of the cookie."""
    parts = ["1", base36(choice.at)]
    parts += [
        f"{key}_{base36(answer.version)}_{_what(answer)}" for key, answer in sorted(choice.answers.items())
    ]
    return ".".join(parts + ([f"~{choice.id}"] if choice.id else []))


def _what(answer: Answer) -> str:
    if answer.services is None:
        return "*"
    return "-".join(base36(number) for number in sorted(answer.services))


def read(value: str, *, now: int) -> Choice | None:
    """The choice in a cookie; None for what is broken, too long, over, or of the future."""
    if len(value) + len(NAME) + 1 > MAX_BYTES:
        return None
    found = _COOKIE.fullmatch(value)
    if not found:
        return None
    at = int(found["at"], 36)
    if not now - MAX_AGE < at <= now + AHEAD:
        return None
    fields = found["answers"][1:].split(".")
    answers = dict(_answer(text) for text in fields)
    return Choice(at, answers, found["id"] or "") if len(answers) == len(fields) else None


def _answer(text: str) -> tuple[str, Answer]:
    key, version, what = text.split("_")
    services = None if what == "*" else frozenset(int(number, 36) for number in what.split("-") if number)
    return key, Answer(int(version, 36), services)


def newest(header: str, *, now: int) -> Choice | None:
    """The choice in a `Cookie` header: of several the newest one that can be read."""
    values = (part.strip().partition("=") for part in header.split(";"))
    found = [read(value.strip(), now=now) for name, _, value in values if name == NAME]
    return max((choice for choice in found if choice), key=lambda choice: choice.at, default=None)


def numbers(services: Iterable[Service]) -> frozenset[int]:
    return frozenset(service.number for service in services)
