"""How many bytes the index takes on the disk, with all that finds its rows."""

from django.db import connection

INDEX = ("articles_term", "articles_profile", "articles_posting", "articles_related")


def size() -> int:
    """Of the tables of the index; on a SQLite that does not tell them apart, of the whole file."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT {' + '.join(f'pg_total_relation_size({name!r})' for name in INDEX)}")
        elif has_dbstat():
            cursor.execute(
                "SELECT COALESCE(SUM(pgsize), 0) FROM dbstat JOIN sqlite_master USING (name)"
                f" WHERE tbl_name IN {INDEX}"
            )
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def has_dbstat() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA compile_options")
        return ("ENABLE_DBSTAT_VTAB",) in cursor.fetchall()
