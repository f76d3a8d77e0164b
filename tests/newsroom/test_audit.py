from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from newsroom import append_only, audit
from newsroom.models import AppendOnly, AuditEntry
from tests.factories import make_section, make_user

pytestmark = pytest.mark.django_db
COLUMNS = "id, happened_at, actor_name, action, target_kind, target_id, target_label, detail"
UPSERT = (
    f"INSERT INTO newsroom_auditentry ({COLUMNS}) SELECT {COLUMNS} FROM newsroom_auditentry WHERE true"
    " ON CONFLICT (id) DO UPDATE SET actor_name = 'another'"
)


def test_a_line_names_the_person_and_the_thing_as_they_were():
    amina = make_user(username="amina", first_name="Amina", last_name="Odhiambo")
    section = make_section("Climate")

    entry = audit.record("section.change", section, by=amina, fields=["name"])
    section.delete()
    amina.delete()

    entry.refresh_from_db()
    assert (entry.actor_name, entry.target_kind, entry.target_label) == (
        "Amina Odhiambo",
        "articles.section",
        "Climate",
    )
    assert entry.actor_id and entry.target_id
    assert str(entry) == "Amina Odhiambo changed the section “Climate”: name"


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_a_line_needs_no_person(nobody):
    assert audit.record("article.publish", by=nobody).actor_name == ""


def test_a_long_name_is_cut():
    section = make_section("Climate")
    section.name = "a" * 400

    assert len(audit.record("section.add", section, by=None).target_label) == AuditEntry.LABEL_LENGTH


def test_a_change_that_fails_leaves_no_line():
    with transaction.atomic():
        audit.record("article.publish", by=None)
        transaction.set_rollback(True)

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.update(action="article.trash"),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["action"]),
    ],
)
def test_the_model_refuses_to_rewrite_a_line(rewrite):
    entry = audit.record("article.publish", by=None)

    with pytest.raises(AppendOnly):
        rewrite(entry)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE newsroom_auditentry SET actor_name = 'another'",
        "DELETE FROM newsroom_auditentry",
        UPSERT,
    ],
)
def test_the_database_refuses_to_rewrite_a_line(statement):
    audit.record("article.publish", by=None)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        connection.cursor().execute(statement)

    assert AuditEntry.objects.get().actor_name == ""


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE.")
def test_postgresql_refuses_to_empty_the_audit():
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        connection.cursor().execute("TRUNCATE newsroom_auditentry")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's own.")
def test_sqlite_refuses_to_replace_a_line():
    entry = audit.record("article.publish", by=None)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        connection.cursor().execute(
            f"REPLACE INTO newsroom_auditentry ({COLUMNS}) VALUES (%s, '2026-01-01', 'me', '', '', '', '', '')",
            [entry.pk],
        )


@pytest.mark.django_db(transaction=True)
def test_a_flush_of_the_whole_database_works_and_leaves_the_protection_on():
    audit.record("article.publish", by=None)
    protected = append_only.protected(connection)

    call_command("flush", interactive=False, verbosity=0)

    assert not AuditEntry.objects.exists()
    assert "newsroom_auditentry" in protected
    assert append_only.protected(connection) == protected


def test_the_time_is_kept_to_the_moment():
    before = datetime.now(UTC)

    entry = audit.record("article.publish", by=None)

    assert before <= entry.happened_at <= datetime.now(UTC)
