"""Moving a store from SQLite to PostgreSQL: in one transaction, each table checked as it has arrived.

All or nothing: until the last check the new database shows nothing of it, and whatever ends the move before
(a full disk, a lost connection, Ctrl-C) leaves it as empty as it was. So the move can always be begun anew.
To go on where a move stopped would need a source that nobody has written to in between, which nobody can
promise. While it runs, the old database can be read and not written, so that nothing is left behind there.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, cast

import psycopg
from sqlalchemy import Connection, text

from bot.storage.copying import Moved, all_tables, quoted
from bot.storage.database import Bounds, Database
from bot.storage.errors import CannotMove, ReadOnlyDatabase
from bot.storage.rebuilding import stripped
from bot.storage.streaming import Stream, pieces
from bot.storage.tables import HEAD
from bot.storage.upgrading import revision, upgrade

_SAMPLE = 5_000  # rows of each table by which the time is estimated

Told = Callable[[str, int], None]
"""Is told which table is worked on, and how many of its rows have been sent since it was last told."""


@dataclass(frozen=True)
class Estimate:
    """What there is to move, and how long it takes: ``seconds`` for each row of a table."""

    rows: dict[str, int]
    seconds: dict[str, float]

    @property
    def all_rows(self) -> int:
        """Rows of all tables."""
        return sum(self.rows.values())

    @property
    def all_seconds(self) -> float:
        """Seconds that the move takes, about."""
        return sum(self.rows[name] * self.seconds[name] for name in self.rows)


class Move:
    """A move that has been looked at and may be made; CannotMove where it may not.

    To be used as a context, at whose end both databases are let go of.
    """

    def __init__(self, source: str, target: str, *, patience: float = 10.0) -> None:
        """``source`` is the URL of a SQLite database, ``target`` that of a PostgreSQL database."""
        self._tables = all_tables()
        with ExitStack() as stack:
            self._source = Database(source, create=False, bounds=Bounds(patience), migrate=False)
            stack.callback(self._source.close)
            self._target = Database(target, bounds=Bounds(patience), migrate=False)
            stack.callback(self._target.close)
            self._check_kinds()
            self._check_source()
            with self._target.writing() as connection:
                self._check_target(connection)
            self._opened = stack.pop_all()

    def __enter__(self) -> Self:
        """The move itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of both databases."""
        self._opened.__exit__(kind, error, trace)

    @property
    def between(self) -> tuple[str, str]:
        """The old and the new database, as they may be printed."""
        return self._source.where, self._target.where

    def estimate(self) -> Estimate:
        """Count, and move the first rows of each table to see how long that takes; then undo it."""
        with self._held() as source, self._trying() as target:
            rows = {table.name: table.count(source) for table in self._tables}
            seconds = {}
            with stripped(target, self._names, checked=False):
                for table in self._tables:
                    began = time.perf_counter()
                    sent = _moved(table, source, target, _untold, _SAMPLE)
                    seconds[table.name] = (time.perf_counter() - began) / max(sent, 1)
                began = time.perf_counter()
            indexed = (time.perf_counter() - began) / max(1, sum(min(n, _SAMPLE) for n in rows.values()))
        return Estimate(rows, {name: spent + indexed for name, spent in seconds.items()})

    def make(self, told: Told) -> dict[str, int]:
        """Move everything; how many rows of each table. CannotMove where something did not arrive."""
        with self._held() as source, self._target.writing() as connection:
            target = self._emptied(connection)
            with _whole(self._source.where), stripped(target, self._names, told=told):
                counts = {table.name: _moved(table, source, target, told, None) for table in self._tables}
            _set_sequences(target, self._names, _given(source))
            target.execute("ANALYZE")
        return counts

    # ---- within

    @property
    def _names(self) -> list[str]:
        return [table.name for table in self._tables]

    @contextmanager
    def _held(self) -> Iterator[sqlite3.Connection]:
        """The old database as it is now, which nobody writes to meanwhile."""
        with ExitStack() as stack:
            try:
                connection = stack.enter_context(self._source.writing())
            except ReadOnlyDatabase:  # by nobody, then, who has no more rights than we have
                connection = stack.enter_context(self._source.reading())
                connection.exec_driver_sql("BEGIN")
            yield cast("sqlite3.Connection", connection.connection.driver_connection)

    def _check_kinds(self) -> None:
        if self._source.dialect.placeholder != "?" or self._target.dialect.placeholder != "%s":
            raise CannotMove(
                "A move goes from SQLite to PostgreSQL.",
                "Name the old database with --from and the new one with --to or DATABASE_URL.",
            )

    def _check_source(self) -> None:
        with self._source.reading() as connection:
            now = revision(connection)
        if now != HEAD:
            raise _other_version(self._source.where, now)

    def _check_target(self, connection: Connection) -> None:
        if (encoding := connection.scalar(text("SHOW server_encoding"))) != "UTF8":
            raise CannotMove(
                f"The database {self._target.where} cannot keep every letter (its encoding is {encoding}).",
                "Create it anew with `createdb --encoding=UTF8 --template=template0`.",
            )
        now = revision(connection)
        if now not in (None, HEAD):
            raise _other_version(self._target.where, now)
        here = text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        there = set(connection.scalars(here)) & set(self._names)
        if now is None and there:
            raise _not_empty(self._target.where, min(there))
        for name in sorted(there - {"revision"}):
            if connection.scalar(text(f"SELECT 1 FROM {name} LIMIT 1")):  # noqa: S608 our own names only
                raise _not_empty(self._target.where, name)

    def _emptied(self, connection: Connection) -> psycopg.Connection[Any]:
        """The new database with our tables, all of them empty, still in the transaction."""
        self._check_target(connection)
        self._target.dialect.unhurried(connection)
        upgrade(connection, self._target.where)
        driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
        driver.execute("SET LOCAL maintenance_work_mem = '256MB'")
        driver.execute("SET LOCAL synchronize_seqscans = off")
        driver.execute("DELETE FROM revision")
        return driver

    @contextmanager
    def _trying(self) -> Iterator[psycopg.Connection[Any]]:
        """The new database in a transaction that is undone."""
        try:
            with self._target.writing() as connection:
                yield self._emptied(connection)
                raise _Undone
        except _Undone:
            return


def _moved(
    table: Moved,
    source: sqlite3.Connection,
    target: psycopg.Connection[Any],
    told: Told,
    limit: int | None,
) -> int:
    """Send a table and read it back; how many rows."""
    sent, arrived = Stream(), Stream()
    columns = quoted(table.columns)
    with target.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for piece in pieces(table.read(source, limit), lambda count: told(table.name, count)):
            sent.add(piece)
            copy.write(piece)
    back = f"SELECT {columns} FROM {table.name} ORDER BY {quoted(table.order)}"  # noqa: S608 our own names only
    with target.cursor() as cursor, cursor.copy(f"COPY ({back}) TO STDOUT") as copy:
        for data in copy:
            arrived.add(data)
    if sent != arrived:
        raise CannotMove(
            f"The table {table.name} has not arrived as it was sent "
            f"({arrived.rows:,} of {sent.rows:,} rows).",
            "Nothing was kept of it: try again, and if it lasts, tell us.",
        )
    return sent.rows


@contextmanager
def _whole(where: str) -> Iterator[None]:
    """Say which table points to rows that are not there."""
    try:
        yield
    except psycopg.errors.ForeignKeyViolation as error:
        raise CannotMove(
            f"The database {where} is not whole: its table {error.diag.table_name} points to rows that are "
            "gone.",
            "Restore it from a backup, or ingest anew into the new database.",
        ) from error


def _untold(_: str, __: int) -> None:
    """Nobody watches."""


class _Undone(Exception):
    """A trial is over."""


def _given(source: sqlite3.Connection) -> dict[str, int]:
    """The last key of each table that never gives one twice, even where its row is gone."""
    if not source.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        return {}
    return dict(source.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def _set_sequences(target: psycopg.Connection[Any], tables: list[str], given: dict[str, int]) -> None:
    """Have new rows numbered after those that were moved, and after all that were ever ``given``."""
    numbered = target.execute(
        "SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) "
        "FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND table_name = ANY(%s) AND column_default LIKE 'nextval(%%'",
        [tables],
    ).fetchall()
    for table, column, sequence in numbered:
        target.execute(
            f"SELECT setval(%s, GREATEST(%s, (SELECT max({column}) FROM {table})) + 1, false)",  # noqa: S608 our own names only
            [sequence, given.get(table, 0)],
        )


def _other_version(where: str, now: str | None) -> CannotMove:
    if now is None:
        return CannotMove(
            f"There are no tables of Readout's in {where}.", "Name the database to be moved with --from."
        )
    return CannotMove(
        f"The database {where} was written by another version of Readout (its tables are at “{now}”).",
        f"Move with the Readout that wrote it, or open it with this one first (`readout ask status`), whose "
        f"tables are at “{HEAD}”.",
    )


def _not_empty(where: str, table: str) -> CannotMove:
    return CannotMove(
        f"The database {where} is not empty (its table {table} holds rows).",
        "Create a new one (`createdb`): a move never writes over anything.",
    )
