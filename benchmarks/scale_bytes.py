"""Bytes of storage that an article takes with its evidence, by table and index.

``python -m benchmarks.scale_bytes URL``; of SQLite with the table of pages ``dbstat``, which Python's brings.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing

import psycopg

from benchmarks.tables import table

_POSTGRES = """
SELECT t.relname, 'rows', pg_table_size(t.oid) FROM pg_class t
WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT t.relname, i.relname, pg_relation_size(i.oid)
FROM pg_class t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace
"""
_SQLITE = (
    "SELECT m.tbl_name, CASE m.type WHEN 'table' THEN 'rows' ELSE m.name END, sum(s.pgsize) "
    "FROM dbstat AS s JOIN sqlite_master AS m ON m.name = s.name WHERE s.aggregate = TRUE GROUP BY 1, 2"
)
_LEAST = 1.0
"""Bytes for each article below which nothing is told."""


def main(url: str) -> None:
    """Print a table, the largest first."""
    articles, found = _postgres(url) if url.startswith("postgres") else _sqlite(url)
    each = sorted(((size / articles, of, part) for of, part, size in found), reverse=True)
    rows = [[of, part, round(size)] for size, of, part in each if size >= _LEAST]
    total = sum(size for size, *_ in each)
    print(table(["table", "part", "bytes for each article"], [*rows, ["all", "", round(total)]]))
    print(f"{articles:,} articles")


def _postgres(url: str) -> tuple[int, list[tuple[str, str, int]]]:
    with psycopg.connect(url.replace("postgresql+psycopg:", "postgresql:")) as connection:
        return _first(connection.execute("SELECT count(*) FROM articles")), list(
            connection.execute(_POSTGRES)
        )


def _sqlite(url: str) -> tuple[int, list[tuple[str, str, int]]]:
    path = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        articles = _first(connection.execute("SELECT count(*) FROM articles"))
        return articles, list(connection.execute(_SQLITE))


def _first(rows: Iterator[tuple[int]]) -> int:
    return next(rows)[0]


if __name__ == "__main__":
    main(sys.argv[1])
