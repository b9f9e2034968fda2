"""Procrastinate's tables: made, and brought up to date, under the lock that all who write hold by turns."""

from __future__ import annotations

from pathlib import Path

import psycopg
from procrastinate.schema import SchemaManager

_LOCK = int.from_bytes(b"jobs")
# From the catalogue itself: what a name leads to is cached, and that cache outlasts the wait for the lock.
_AT = (
    "SELECT obj_description(oid, 'pg_class') FROM pg_class "
    "WHERE relname = 'procrastinate_jobs' AND pg_table_is_visible(oid)"
)


def prepare(conninfo: str) -> bool:
    """Bring the tables of jobs up to date in one transaction; whether anything was to be done.

    Procrastinate doesn't note which of its migrations a database has had: a comment on its table does. Tables
    of a newer version are left as they are, and worked with.
    """
    files = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    newest = files[-1].stem
    with psycopg.connect(conninfo) as connection:
        if _found(connection) >= newest:  # each begins with its version, in digits
            return False
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        found = _found(connection)  # another process may have been faster
        if found >= newest:
            return False
        scripts = [file.read_text("utf-8") for file in files if found and file.stem > found]
        for script in scripts if found else [SchemaManager.get_schema()]:
            connection.execute(script.encode())
        connection.execute(f"COMMENT ON TABLE procrastinate_jobs IS '{newest}'".encode())
    return True


def _found(connection: psycopg.Connection) -> str:
    """The migration that the tables were made or changed by last; "" where there are none."""
    row = connection.execute(_AT).fetchone()
    return str(row[0]) if row and row[0] else ""
