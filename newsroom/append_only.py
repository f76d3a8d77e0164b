"""Tables whose rows are added and never changed: the database itself refuses UPDATE, DELETE and TRUNCATE.

A migration has `append_only.operation(table)` after the table, whose key is `id`, is made. On PostgreSQL the owner of
a table can take its triggers away, and on SQLite whoever can write the file: this keeps the site's own code, and
whoever gets in through it, from rewriting the past.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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
_POSTGRESQL_FUNCTION = """
    CREATE OR REPLACE FUNCTION {prefix}refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
# For each statement, not each row, so that TRUNCATE is refused too.
_POSTGRESQL = """
    CREATE TRIGGER {prefix}{table} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {prefix}refuse()
"""


def operation(table: str) -> migrations.RunPython:
    """The step of a migration that protects `table`, and its way back."""

    def forwards(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        protect(schema_editor.connection, table)

    def backwards(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        release(schema_editor.connection, table)

    return migrations.RunPython(forwards, backwards)


def protect(connection: BaseDatabaseWrapper, table: str) -> None:
    """Let nobody change or delete rows of `table`, from now on. Writers get an IntegrityError."""
    words = {"prefix": PREFIX, "table": table, "sentence": SENTENCE}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for event, when in _SQLITE_EVENTS.items():
                cursor.execute(_SQLITE.format(**words, event=event, when=when.format(table=table)))
        else:
            cursor.execute(_POSTGRESQL_FUNCTION.format(**words))
            cursor.execute(_POSTGRESQL.format(**words))


def release(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the protection of `table` away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for event in _SQLITE_EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {PREFIX}{table}_{event}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {PREFIX}{table} ON {table}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """All protection is off inside, for what throws the whole database away; and on again after it."""
    tables = protected(connection)
    for table in tables:
        release(connection, table)
    try:
        yield
    finally:
        for table in tables:
            protect(connection, table)


def protected(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the tables that are protected."""
    if connection.vendor == "sqlite":
        question = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    else:
        question = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(question, [f"{PREFIX}%"])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return sorted(row[0] for row in rows)
