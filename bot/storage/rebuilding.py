"""Filling PostgreSQL's tables quickly: without indexes and foreign keys, which are made again afterwards.

An index built over all rows at once is made several times faster than row by row, and a foreign key that is
added checks all rows in one go. Names and definitions are PostgreSQL's own, so that nothing can be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

_KEYS = """
SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid)
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace AND t.relname = ANY(%s)
ORDER BY 1, 2
"""
_INDEXES = """
SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
WHERE t.relnamespace = current_schema()::regnamespace AND t.relname = ANY(%s)
AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
ORDER BY 1, 2
"""


@contextmanager
def stripped(
    target: psycopg.Connection[Any],
    tables: Sequence[str],
    *,
    checked: bool = True,
    told: Callable[[str, int], None] = lambda *_: None,
) -> Iterator[None]:
    """Do something with the tables while they have no indexes but of keys; have all back afterwards.

    The table of days is to be filled like any other: readings are not counted as they come.

    To be used in a transaction. ``checked`` is False where foreign keys are not to be made again, since the
    transaction will be undone. ``told`` hears of each table whose index is made.
    """
    keys = target.execute(_KEYS, [list(tables)]).fetchall()
    indexes = target.execute(_INDEXES, [list(tables)]).fetchall()
    for table, name, _ in keys:
        target.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for _, name, _ in indexes:
        target.execute(f"DROP INDEX {name}")
    target.execute("ALTER TABLE readings DISABLE TRIGGER days_insert")
    yield
    target.execute("ALTER TABLE readings ENABLE TRIGGER days_insert")
    for table, _, definition in indexes:
        told(table, 0)
        target.execute(definition)
    for table, name, definition in keys if checked else ():
        told(table, 0)
        target.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
