"""Rows as PostgreSQL's COPY writes them, read from the tables of a SQLite store.

A row is written exactly as COPY gives it back (PostgreSQL manual, COPY, "Text Format"), so that what was sent
and what has arrived are compared byte for byte, as a stream, without anybody reading the values again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Column, Float, LargeBinary, Table, Text, TypeDecorator

from bot.storage import digest_tables
from bot.storage.cabinet import topic_form
from bot.storage.words import forms

Row = Sequence[Any]
Read = Callable[[sqlite3.Connection, int | None], Iterator[str]]
"""From a SQLite database to COPY's lines, in the order of the primary key; of the first rows, or of all."""

_AT_ONCE = 2_000  # rows fetched together
_NOTHING = "\\N"
# NUL is in no text of PostgreSQL's; the store keeps U+FFFD in its place (see ``tables.Words``).
_ESCAPED = {8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 92: "\\\\", 0: "\ufffd"}


@dataclass(frozen=True)
class Moved:
    """A table to be moved: its name, its columns in order, those that order it, and how it is read."""

    name: str
    columns: tuple[str, ...]
    order: tuple[str, ...]
    counted: str
    read: Read

    def count(self, source: sqlite3.Connection) -> int:
        """How many rows there are to move."""
        return int(source.execute(f"SELECT count(*) FROM {self.counted}").fetchone()[0])  # noqa: S608 our own names only


def all_tables() -> list[Moved]:
    """Every table of a store, those that others point to first."""
    every = digest_tables.digests.metadata.sorted_tables  # the same metadata as those of articles
    return [*map(_of_table, every), _QUOTATION_WORDS, _PARAGRAPH_WORDS]


def _of_table(table: Table) -> Moved:
    columns, order = tuple(table.c.keys()), tuple(table.primary_key.columns.keys())
    return Moved(table.name, columns, order, table.name, _reader(table, columns, order))


def _reader(table: Table, columns: tuple[str, ...], order: tuple[str, ...]) -> Read:
    query = f"SELECT {quoted(columns)} FROM {table.name} ORDER BY {quoted(order)}"  # noqa: S608 our own names only
    writers = [_writer(column) for column in table.c]
    if all(writer is str for writer in writers) and not any(column.nullable for column in table.c):
        return _numbers(query, "\t".join("%d" for _ in columns) + "\n")

    def read(source: sqlite3.Connection, limit: int | None) -> Iterator[str]:
        for row in _rows(source, query, limit):
            cells = (
                _NOTHING if value is None else write(value) for write, value in zip(writers, row, strict=True)
            )
            yield "\t".join(cells) + "\n"

    return read


def _numbers(query: str, pattern: str) -> Read:
    """Most rows are of numbers alone, and written four times as fast that way."""

    def read(source: sqlite3.Connection, limit: int | None) -> Iterator[str]:
        return (pattern % row for row in _rows(source, query, limit))

    return read


def _rows(source: sqlite3.Connection, query: str, limit: int | None) -> Iterator[tuple[Any, ...]]:
    cursor = source.execute(query if limit is None else f"{query} LIMIT {limit}")
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from rows
    cursor.close()


def quoted(names: Sequence[str]) -> str:
    """Column names as a list in SQL; some are words of the language, such as ``end``."""
    return ", ".join(f'"{name}"' for name in names)


def _writer(column: Column[Any]) -> Callable[[Any], str]:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    if isinstance(kind, Text):
        return escaped
    if isinstance(kind, LargeBinary):
        return _bytes
    if isinstance(kind, Boolean):
        return _truth
    return _number if isinstance(kind, Float) else str


def escaped(value: str) -> str:
    """A text as COPY writes it."""
    return value.translate(_ESCAPED)


def _bytes(value: bytes) -> str:
    return "\\\\x" + value.hex()


def _truth(value: int) -> str:
    return "t" if value else "f"


def _number(value: float) -> str:
    """PostgreSQL writes the shortest digits that mean the number, as Python does, but no “.0”."""
    return repr(float(value)).removesuffix(".0")


# ---- words: SQLite keeps those of quotations; those of paragraphs are found in the articles again


def _quotation_words(source: sqlite3.Connection, limit: int | None) -> Iterator[str]:
    query = "SELECT rowid, words FROM quotation_words ORDER BY rowid"
    return (words_row(position, words.split(" ")) for position, words in _rows(source, query, limit))


def _paragraph_words(source: sqlite3.Connection, limit: int | None) -> Iterator[str]:
    query = (
        "SELECT p.position, p.topic, p.start, p.stop, a.text "
        "FROM paragraphs AS p CROSS JOIN articles AS a ON a.key = p.article ORDER BY p.position"
    )
    for position, topic, start, stop, text in _rows(source, query, limit):
        yield words_row(position, [topic_form(topic), *forms(text.decode("utf-8")[start:stop])])


def words_row(position: int, words: Iterable[str]) -> str:
    """A row of a full-text table; lexemes lie in the order of their bytes, each once, in quotes."""
    lexemes = "' '".join(sorted(set(words)))
    return f"{position}\t'{lexemes}'\n"


_QUOTATION_WORDS = Moved(
    "quotation_words", ("position", "words"), ("position",), "quotation_words", _quotation_words
)
_PARAGRAPH_WORDS = Moved(
    "paragraph_words", ("position", "words"), ("position",), "paragraphs", _paragraph_words
)
