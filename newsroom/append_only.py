"""Tables whose rows are added and never changed: the database itself refuses UPDATE, DELETE and TRUNCATE.

A migration has `append_only.operation(table)` after the table, whose key is `id`, is made; and again where a later one
changes a column, for SQLite makes the table anew and without its triggers. On PostgreSQL the owner of a table can take
its triggers away, and on SQLite whoever can write the file: this keeps the site's own code, and whoever gets in through
it, from rewriting the past.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PREFIX = "append_only_"
SENTENCE = "Rows of this table are never changed and never deleted."

_SQLITE = """
    CREATE TRIGGER {prefix}{table}_{event} BEFORE {event} ON {table} {when}
    BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""
_SQLITE_EVENTS = {
    "UPDATE": "",
    "DELETE": "",
    # REPLACE deletes without a word to the trigger above.
    "INSERT": "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",
}
_SQLITE_UNTIL = "WHEN OLD.{until} > strftime('%Y-%m-%d %H:%M:%f', 'now')"  # as Django writes a time there
_POSTGRESQL_FUNCTION = """
    CREATE OR REPLACE FUNCTION {prefix}refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
# For each statement, not each row, so that TRUNCATE is refused too.
_POSTGRESQL = """
    CREATE TRIGGER {prefix}{table} BEFORE {events} ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {prefix}refuse()
"""
_POSTGRESQL_UNTIL = """
    CREATE TRIGGER {prefix}{table}_until BEFORE DELETE ON {table}
    FOR EACH ROW WHEN (OLD.{until} > now()) EXECUTE FUNCTION {prefix}refuse()
"""
_POSTGRESQL_CHANGED = """
    CREATE TRIGGER {prefix}{table}_changed BEFORE UPDATE ON {table}
    FOR EACH ROW {changed} EXECUTE FUNCTION {prefix}refuse()
"""


class Trigger(NamedTuple):
    """One of ours as the database has it; `sql` makes it anew."""

    name: str
    table: str
    sql: str


def operation(
    table: str, *, until: str = "", may_change: Collection[str] = (), may_be_emptied: Collection[str] = ()
) -> migrations.RunPython:
    """The step of a migration that protects `table`, and its way back; what is left out: see `protect`."""

    def forwards(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        protect(
            schema_editor.connection,
            table,
            until=until,
            may_change=may_change,
            may_be_emptied=may_be_emptied,
        )

    def backwards(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        connection = schema_editor.connection
        _drop(connection, [trigger for trigger in triggers(connection) if trigger.table == table])

    return migrations.RunPython(forwards, backwards)


def protect(
    connection: BaseDatabaseWrapper,
    table: str,
    *,
    until: str = "",
    may_change: Collection[str] = (),
    may_be_emptied: Collection[str] = (),
) -> None:
    """Let nobody change or delete rows of `table`, from now on. Writers get an IntegrityError.

    `until`: a column with a time, after which a row may be deleted. Columns that `may_change` are no part of what is
    kept; one that `may_be_emptied` gets NULL when its target goes.
    """
    words = {"prefix": PREFIX, "table": table, "sentence": SENTENCE, "until": until}
    with connection.cursor() as cursor:
        columns = [one.name for one in connection.introspection.get_table_description(cursor, table)]
        kept = [name for name in columns if name not in may_change]
        changed = _changed(connection.vendor, kept, may_be_emptied) if may_change or may_be_emptied else ""
        if connection.vendor == "sqlite":
            conditions = {**_SQLITE_EVENTS, "UPDATE": changed, **({"DELETE": _SQLITE_UNTIL} if until else {})}
            for event, when in conditions.items():
                cursor.execute(
                    _SQLITE.format(**words, event=event, when=when.format(table=table, until=until))
                )
            return
        cursor.execute(_POSTGRESQL_FUNCTION.format(**words))
        events = ["TRUNCATE", *(["DELETE"] if not until else []), *(["UPDATE"] if not changed else [])]
        cursor.execute(_POSTGRESQL.format(**words, events=" OR ".join(events)))
        if until:
            cursor.execute(_POSTGRESQL_UNTIL.format(**words))
        if changed:
            cursor.execute(_POSTGRESQL_CHANGED.format(**words, changed=changed))


def _changed(vendor: str, columns: Collection[str], may_be_emptied: Collection[str]) -> str:
    """The condition of a trigger: a column that is kept gets another value."""
    other = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    emptied = {name: f"NEW.{name} IS NOT NULL AND " for name in may_be_emptied}
    differ = [f"({emptied.get(name, '')}NEW.{name} {other} OLD.{name})" for name in columns]
    return f"WHEN ({' OR '.join(differ)})"


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """All protection is off inside, for what throws the whole database away; and on again after it."""
    ours = triggers(connection)
    _drop(connection, ours)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for trigger in ours:
                cursor.execute(trigger.sql)


def _drop(connection: BaseDatabaseWrapper, ours: list[Trigger]) -> None:
    on_table = "" if connection.vendor == "sqlite" else " ON {table}"
    with connection.cursor() as cursor:
        for trigger in ours:
            cursor.execute(f"DROP TRIGGER {trigger.name}{on_table.format(table=trigger.table)}")


def protected(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the tables that are protected."""
    return sorted({trigger.table for trigger in triggers(connection)})


def triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """Those that protect a table."""
    if connection.vendor == "sqlite":
        question = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    else:
        question = """
            SELECT tgname::text, tgrelid::regclass::text, pg_get_triggerdef(oid)
            FROM pg_trigger WHERE tgname LIKE %s
        """
    with connection.cursor() as cursor:
        cursor.execute(question, [f"{PREFIX}%"])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [Trigger(*row) for row in rows]
