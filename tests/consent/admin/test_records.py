"""What visitors chose, as the desk sees it: counts by day, records by the number of a receipt, the archive."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from consent import recording
from consent.admin.counts import days_since
from consent.models import DailyCount, Outcome, Record
from newsroom.models import AuditEntry
from tests.factories import make_user

from ..factories import ID, OTHER_ID, choose

pytestmark = pytest.mark.django_db
RECORDS, COUNTS = "/admin/consent/record/", "/admin/consent/dailycount/"


def test_a_record_is_found_by_the_number_that_its_visitor_has(desk, client):
    choose(client)
    choose(client, id=OTHER_ID, choices={"embeds": True})

    found = desk.get(RECORDS, {"q": ID}).content.decode()
    nothing = desk.get(RECORDS, {"q": "somebody"}).content.decode()

    assert "embeds: youtube" in found
    assert "embeds: all" not in found
    assert "0 records" in nothing


def test_nobody_changes_a_record(desk, client):
    choose(client)
    record = Record.objects.get()

    assert desk.get(f"{RECORDS}{record.pk}/change/").status_code == 200
    assert desk.post(f"{RECORDS}{record.pk}/change/", {"how": "settings"}).status_code == 403
    assert desk.post(f"{RECORDS}{record.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.get(f"{RECORDS}add/").status_code == 403


def test_the_archive_explains_itself(desk, client):
    choose(client)

    response = desk.get(f"{RECORDS}archive.jsonl")
    lines = [json.loads(line) for line in b"".join(response.streaming_content).decode().splitlines()]

    record = next(line for line in lines if line["kind"] == "record")
    text = next(line for line in lines if line.get("sha256") == record["shown"])
    assert [line["kind"] for line in lines] == ["version", "text", "text", "record"]
    assert sha256(text["content"].encode()).hexdigest() == record["shown"]
    assert record["chosen"] == {"embeds": {"version": 1, "allowed": ["youtube"]}}
    assert ID not in json.dumps(lines)
    assert str(AuditEntry.objects.latest("pk")).startswith("boss exported the record")


def test_the_archive_is_for_who_may_take_it(client):
    client.force_login(make_user("consent.view_record"))

    assert client.get(RECORDS).status_code == 200
    assert client.get(f"{RECORDS}archive.jsonl").status_code == 403


def test_counts_are_added_up_by_day_whatever_their_language_and_slot():
    now = timezone.now()
    for outcome, language in [("accepted", "en"), ("accepted", "sw"), ("refused", "en"), ("partial", "en")]:
        recording.count(Outcome(outcome), language=language, now=now)
    recording.count(Outcome.REFUSED, language="en", now=now - timedelta(days=3))

    days = days_since(timezone.localdate(now) - timedelta(days=10))

    assert [(day.accepted, day.refused, day.partial, day.all) for day in days] == [(2, 1, 1, 4), (0, 1, 0, 1)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_counts_costs_the_same(desk, django_assert_num_queries, number):
    for days in range(number):
        DailyCount.objects.create(
            day=timezone.localdate() - timedelta(days=days), language="en", outcome="refused", number=7
        )
    desk.get(COUNTS)

    with django_assert_num_queries(9):
        page = desk.get(COUNTS).content.decode()

    assert page.count("<td>7</td>") == 2 * number + (2 if number == 1 else 0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_records_costs_the_same(desk, client, django_assert_num_queries, number):
    for count in range(number):
        choose(client, id=f"{count:022d}")
    desk.get(RECORDS)

    with django_assert_num_queries(12):
        desk.get(RECORDS)
