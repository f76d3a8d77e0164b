import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.utils import timezone
from django.utils.html import escape

from newsroom import audit
from newsroom.models import AuditEntry
from tests.factories import make_section, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/newsroom/auditentry/"
QUERIES = 12


@pytest.fixture
def reader(client):
    """Somebody who may read the audit, and nothing else."""
    client.force_login(make_user("newsroom.view_auditentry", username="wanjiru"))
    return client


def text_of(response) -> str:
    return b"".join(response.streaming_content).decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(reader, django_assert_num_queries, number):
    amina = make_user(username="amina")
    reader.get(LIST)
    for _ in range(number):
        audit.record("section.change", make_section(), by=amina, fields=["name"])

    with django_assert_num_queries(QUERIES):
        page = reader.get(LIST).content.decode()

    assert page.count(escape("amina changed the section “Climate”: name")) == number


def test_lines_are_found_by_person_action_and_what_it_was_done_to(reader):
    amina, peter = make_user(username="amina"), make_user(username="peter")
    audit.record("section.change", make_section("Climate"), by=amina)
    audit.record("section.add", make_section("Health"), by=peter)

    pages = {
        query: reader.get(f"{LIST}?{query}").context["cl"].result_count
        for query in ("person=amina", "action=section.add", "q=Climate", "q=Clim+peter", "person=nobody")
    }

    assert pages == {
        "person=amina": 1,
        "action=section.add": 1,
        "q=Climate": 1,
        "q=Clim+peter": 0,
        "person=nobody": 0,
    }


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-11-25", 1),
        ("2026-11-24", 0),
        ("2026-11-26", 0),
        ("9999-12-31", 0),
        ("0001-01-01", 0),
        ("rain", 0),
        ("", 2),
    ],
)
def test_lines_are_found_by_the_day_of_the_site_s_own_clock(reader, day, found):
    AuditEntry.objects.create(action="section.add", happened_at=datetime(2026, 11, 24, 21, 30, tzinfo=UTC))
    AuditEntry.objects.create(action="section.add", happened_at=timezone.now() + timedelta(days=365))

    assert reader.get(LIST, {"day": day}).context["cl"].result_count == found


@pytest.mark.parametrize(("word", "found"), [("today", 1), ("week", 2), ("month", 3)])
def test_the_last_days_have_a_word(reader, word, found):
    for days in (0, 4, 20, 40):
        AuditEntry.objects.create(action="section.add", happened_at=timezone.now() - timedelta(days=days))

    assert reader.get(LIST, {"day": word}).context["cl"].result_count == found


def test_the_time_stands_with_its_zone(reader):
    AuditEntry.objects.create(action="section.add", happened_at=datetime(2026, 11, 25, 9, 5, 7, tzinfo=UTC))

    assert "25 Nov 2026, 12:05:07 EAT" in reader.get(LIST).content.decode()


def test_script_in_a_name_is_text(reader):
    audit.record("section.add", make_section("<script>alert(1)</script>"), by=None)

    assert "<script>alert" not in reader.get(LIST).content.decode()


@pytest.mark.parametrize("verb", ["delete", "change"])
def test_nobody_rewrites_a_line_at_the_desk(desk, verb):
    entry = audit.record("section.add", by=None)

    answer = desk.post(
        f"{LIST}{entry.pk}/{verb}/", {"post": "yes", "action": "section.change", "actor_name": "me"}
    )

    assert answer.status_code == 403
    assert desk.get(f"{LIST}add/").status_code == 403
    assert AuditEntry.objects.get(pk=entry.pk).action == "section.add"


def test_the_export_for_a_spreadsheet_has_the_lines_of_the_list_and_no_formula(reader):
    section = make_section("Climate")
    section.name = "=HYPERLINK(1)"
    audit.record("section.change", section, by=make_user(username="+amina"), fields=["name"])
    audit.record("section.add", make_section("Health"), by=None)

    rows = list(csv.DictReader(StringIO(text_of(reader.get(f"{LIST}export.csv?action=section.change")))))

    assert [(row["target_label"], row["actor_name"], row["detail"]) for row in rows] == [
        ("'=HYPERLINK(1)", "'+amina", '{"fields": ["name"]}')
    ]


def test_the_export_for_programs_is_one_object_a_line(reader):
    entry = audit.record("article.publish", make_section("Climate"), by=None, version=14)

    answer = reader.get(f"{LIST}export.jsonl?q=Climate")
    lines = [json.loads(line) for line in text_of(answer).splitlines()]

    assert lines == [
        {
            "id": entry.pk,
            "happened_at": entry.happened_at.isoformat(),
            "actor_id": None,
            "actor_name": "",
            "action": "article.publish",
            "target_kind": "articles.section",
            "target_id": entry.target_id,
            "target_label": "Climate",
            "detail": {"version": 14},
            "sentence": "The site published “Climate”, version 14",
        }
    ]


def test_whoever_takes_the_audit_along_stands_in_it(reader):
    text_of(reader.get(f"{LIST}export.csv"))

    assert str(AuditEntry.objects.get()) == "wanjiru exported the audit, format csv"


def test_a_line_that_is_written_during_an_export_ends_it_all_the_same(reader):
    for _ in range(1200):
        AuditEntry.objects.create(action="section.add")

    assert len(text_of(reader.get(f"{LIST}export.jsonl?action=section.add")).splitlines()) == 1200


def test_an_unknown_format_is_not_found(reader):
    assert reader.get(f"{LIST}export.xlsx").status_code == 404


@pytest.mark.parametrize("address", [LIST, f"{LIST}export.csv", f"{LIST}export.jsonl"])
def test_the_audit_is_for_those_who_may_read_it(client, address):
    client.force_login(make_user("articles.publish_article"))

    assert client.get(address).status_code == 403
    assert not AuditEntry.objects.exists()
