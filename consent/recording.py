"""Taking a choice down: one short transaction that leaves the proof, or nothing."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from newsroom import identity

from .answering import Answers, BadAnswer
from .choice import MAX_AGE, NOTHING, Answer, Choice
from .models import Outcome, Record, State
from .registry import Registry

SLOTS = 16  # rows of a counter, so that those who write at once do not wait for each other


class Replayed(ValueError):
    """The number of this choice is known already: the same thing was sent twice."""


class Taken(NamedTuple):
    choice: Choice
    is_recorded: bool


def key_of(number: str) -> str:
    """Under which a record is found: the visitor holds the number, and we only this."""
    return sha256(number.encode()).hexdigest()


def record(answers: Answers, *, before: Choice | None, now: datetime) -> Taken:
    """Take down the answers of a visitor who had chosen `before`. Raises BadAnswer, Replayed; then nothing is kept."""
    registry = answers.registry
    choice = (before or NOTHING).with_answers(answers.by_category, at=int(now.timestamp()), id="")
    if not choice.answers:
        raise BadAnswer("There is nothing to answer.")
    if choice.allows_something:
        if not answers.id:
            raise BadAnswer("“id” is missing.")
        choice = choice.with_answers({}, at=choice.at, id=answers.id)
    try:
        with transaction.atomic():
            is_recorded = _keep(choice, answers, now)
            _end(answers.withdraws or (before.id if before else ""), answers.how, now)
            count(outcome_of(choice, registry), language=registry.language, now=now)
    except IntegrityError:
        raise Replayed("This choice was sent before.") from None
    return Taken(choice, is_recorded)


def _keep(choice: Choice, answers: Answers, now: datetime) -> bool:
    """The row of this choice; False for a refusal that leaves none."""
    registry = answers.registry
    if not choice.allows_something and not registry.retention.keeps_refusals:
        return False
    Record.objects.create(
        happened_at=now,
        state=State.GIVEN if choice.allows_something else State.REFUSED,
        key=key_of(choice.id) if choice.id else None,
        version=registry.version,
        language=registry.language,
        shown=registry.digest,
        chosen=plain(choice, registry),
        how=answers.how,
        keep_until=now + timedelta(seconds=MAX_AGE, days=registry.retention.keeps_days),
    )
    return True


def _end(number: str, how: str, now: datetime) -> None:
    """Note that the choice with this number is withdrawn or replaced; once, and only of one that was taken down."""
    if not number:
        return
    known = {record.state: record for record in Record.objects.filter(key=key_of(number))}
    given = known.get(State.GIVEN)
    if given is None or State.ENDED in known:
        return
    ended = Record(
        happened_at=now,
        state=State.ENDED,
        key=given.key,
        version=given.version,
        language=given.language,
        shown=given.shown,
        chosen={},
        how=how,
        keep_until=given.keep_until,
    )
    # Two tabs may end the same choice at once.
    Record.objects.bulk_create([ended], ignore_conflicts=True)


def plain(choice: Choice, registry: Registry) -> dict[str, Any]:
    """Category → the version that was answered, and what was allowed: true, false, or the keys of services."""
    return {
        key: {"version": answer.version, "allowed": _allowed(answer, key, registry)}
        for key, answer in sorted(choice.answers.items())
    }


def _allowed(answer: Answer, key: str, registry: Registry) -> bool | list[str]:
    if answer.services is None or not answer.services:
        return answer.services is None
    category = registry.category(key)
    known = {service.number: service.key for service in category.services} if category else {}
    return [known.get(number, f"number {number}") for number in sorted(answer.services)]


def outcome_of(choice: Choice, registry: Registry) -> Outcome:
    """Accepted: everything that was asked; refused: nothing at all."""
    if not choice.allows_something:
        return Outcome.REFUSED
    answers = [choice.answers.get(category.key) for category in registry.optional]
    is_all = all(answer is not None and answer.services is None for answer in answers)
    return Outcome.ACCEPTED if is_all else Outcome.PARTIAL


_COUNT = """
    INSERT INTO consent_dailycount (day, language, outcome, slot, number) VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (day, language, outcome, slot) DO UPDATE SET number = consent_dailycount.number + 1
"""


def count(outcome: Outcome, *, language: str, now: datetime) -> None:
    """One more on the day of the site's time zone. By hand: Django has no upsert that adds."""
    day = timezone.localdate(now, timezone=identity.current().zone)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [day, language, outcome.value, secrets.randbelow(SLOTS)])
