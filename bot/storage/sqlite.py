"""SQLite: one file beside the bot, many readers and one writer."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    QueuePool,
    Text,
    bindparam,
    create_engine,
    event,
    literal_column,
)
from sqlalchemy import table as named
from sqlalchemy.engine import URL

from bot.storage.database import Bounds, Dialect, WordTable
from bot.storage.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DiskFull,
    MissingDatabase,
    ReadOnlyDatabase,
    StorageError,
)

_MEMORY = {None, "", ":memory:"}
_PRAGMAS = ("foreign_keys = ON", "synchronous = NORMAL", "cache_size = -16000", "temp_store = MEMORY")


@dataclass(frozen=True)
class Sqlite(Dialect):
    """The dialect of SQLite 3.35 or later with FTS5, which Python brings."""

    placeholder = "?"
    walks = False
    raised = (sqlite3.Error,)

    def engine(self, url: URL, *, create: bool, bounds: Bounds) -> Engine:
        """See ``Dialect``. Write-ahead logging, so that a reader never waits for the writer."""
        memory = url.database in _MEMORY
        if not memory:
            _check_file(url, create=create)
        # A database in memory is its one connection; several threads take turns with it.
        size = {"pool_size": 1, "max_overflow": 0} if memory else {"pool_size": 5, "max_overflow": 20}
        engine = create_engine(
            url,
            poolclass=QueuePool,
            pool_use_lifo=True,  # each connection has its cache of pages: the one used last has the most
            connect_args={"timeout": bounds.patience, "check_same_thread": False},
            **size,
        )
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        try:
            _log_ahead(engine)
        except BaseException:
            engine.dispose()
            raise
        return engine

    def reader(self, engine: Engine) -> Engine:
        """See ``Dialect``; ``_begin`` sees to it."""
        return engine

    def begin_writing(self, connection: Connection) -> bool:
        """BEGIN IMMEDIATE has waited already, and failed where nothing can be written."""
        return True

    def unhurried(self, connection: Connection) -> None:
        """No statement is ever hurried."""

    def words(self, name: str) -> WordTable:
        """An FTS5 table; its ``rowid`` is the position, and it is read in that order."""
        return WordTable(
            source=named(name),
            position=literal_column(f"{name}.rowid"),
            matches=literal_column(name, Text).bool_op("MATCH")(bindparam("query", type_=Text)),
            insert=f"INSERT INTO {name} (rowid, words) VALUES (:position, :words)",  # noqa: S608 our own names only
            delete=f"DELETE FROM {name} WHERE rowid = :position",  # noqa: S608 our own names only
            forget=(  # sqlite.org/fts5.html, "The 'delete' Command"
                f"INSERT INTO {name} ({name}, rowid, words) "  # noqa: S608 our own names only
                "VALUES ('delete', :position, :words)"
            ),
        )

    def query(self, forms: Sequence[str]) -> str:
        """FTS5's implicit AND of quoted words; forms hold no quotation marks."""
        return " ".join(f'"{form}"' for form in forms)

    def explain(self, error: BaseException, where: str) -> StorageError | None:
        """See ``Dialect``; by SQLite's result codes (sqlite.org/rescode.html)."""
        name = getattr(error, "sqlite_errorname", None) or ""
        return next((made(where) for prefix, made in _MEANINGS.items() if name.startswith(prefix)), None)


def _check_file(url: URL, *, create: bool) -> None:
    if str(url.database).startswith("file:"):
        return  # SQLite's own URI form says itself what may be made
    path = Path(str(url.database))
    if not path.parent.is_dir():
        raise MissingDatabase(
            f"There is no folder {path.parent} for the database.",
            "Make the folder, or set DATABASE_URL or READOUT_DATA to another place.",
        )
    if not create and not path.exists():
        raise MissingDatabase(
            f"There is no database at {path}.",
            "Run `readout ingest` first, or set DATABASE_URL to where the database is.",
        )


def _set_up(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where ``_begin`` says, not where Python guesses
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()
    except sqlite3.Error:
        connection.close()
        raise


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _log_ahead(engine: Engine) -> None:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode")
        if str(*cursor.fetchone() or ()) not in {"wal", "memory"}:
            cursor.execute("PRAGMA journal_mode = WAL")  # stays as it was where nothing may be written
            cursor.fetchone()
        cursor.close()
    finally:
        connection.close()


def _damaged(where: str) -> StorageError:
    return DamagedDatabase(
        f"The database {where} is damaged or is no database.",
        "Restore it from a backup, or move it away and run `readout ingest` again.",
    )


def _read_only_error(where: str) -> StorageError:
    return ReadOnlyDatabase(
        f"The database {where} cannot be written.",
        "Give the user that Readout runs as the right to write the file and its folder.",
    )


def _full(where: str) -> StorageError:
    return DiskFull(
        f"There is no room left to write to the database {where}.",
        "Free space on that disk and try again; nothing was half written.",
    )


def _busy(where: str) -> StorageError:
    return DatabaseBusy(
        f"Another program has held the database {where} for too long.",
        "Try again in a moment; if it lasts, end the other program.",
    )


def _cannot_open(where: str) -> StorageError:
    return MissingDatabase(
        f"The database {where} cannot be opened.",
        "Check that its folder exists and that the user Readout runs as may read and write there.",
    )


_MEANINGS = {
    "SQLITE_CORRUPT": _damaged,
    "SQLITE_NOTADB": _damaged,
    "SQLITE_READONLY": _read_only_error,
    "SQLITE_PERM": _read_only_error,
    "SQLITE_FULL": _full,
    "SQLITE_IOERR_WRITE": _full,  # what a quota or a limit on file sizes looks like
    "SQLITE_IOERR_SHMSIZE": _full,
    "SQLITE_BUSY": _busy,
    "SQLITE_LOCKED": _busy,
    "SQLITE_CANTOPEN": _cannot_open,
}
