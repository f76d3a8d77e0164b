"""The proof stays as it is until its time is over, whoever asks for something else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from consent import retention
from consent.models import Record, ShownTexts, State, Version

from .factories import choose

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def make_record(keep_until) -> Record:
    return Record.objects.create(
        happened_at=timezone.now(),
        state=State.REFUSED,
        version=1,
        language="en",
        shown="0" * 64,
        chosen={},
        how="banner",
        keep_until=keep_until,
    )


def test_a_record_is_kept_for_the_choice_and_the_time_to_prove_it(client):
    choose(client)

    record = Record.objects.get()
    assert record.keep_until - record.happened_at == timedelta(days=182 + 3 * 365)


def test_records_go_when_their_time_is_over_and_no_others():
    now = timezone.now()
    kept = make_record(now + DAY)
    for days in (1, 2, 400):
        make_record(now - days * DAY)

    assert retention.forget_old() == 3
    assert list(Record.objects.all()) == [kept]
    assert retention.forget_old() == 0


def test_a_round_is_bounded(monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for _ in range(3):
        make_record(timezone.now() - DAY)

    assert [retention.forget_old() for _ in range(3)] == [2, 1, 0]


@pytest.mark.parametrize(
    "change",
    [
        lambda: Record.objects.all().delete(),
        lambda: Record.objects.update(how="settings"),
        lambda: Record.objects.update(keep_until=timezone.now() - DAY),
        lambda: connection.cursor().execute("DELETE FROM consent_record"),
        lambda: Version.objects.update(note="x"),
        lambda: ShownTexts.objects.update(content="{}"),
        lambda: ShownTexts.objects.all().delete(),
    ],
)
def test_the_database_refuses_to_change_the_past(change):
    make_record(timezone.now() + DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        change()

    assert Record.objects.count() == 1
