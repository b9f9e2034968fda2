"""PostgreSQL: for many machines that share one store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import BigInteger, Connection, Engine, bindparam, column, create_engine, text
from sqlalchemy import cast as sql_cast
from sqlalchemy import table as named
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.engine import URL

from bot.storage.database import Bounds, Dialect, WordTable
from bot.storage.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DiskFull,
    MissingDatabase,
    ReadOnlyDatabase,
    StorageError,
    Unreachable,
)

# Writers take turns, as they do in SQLite; the number only has to be Readout's own (its ASCII letters).
_WRITERS = int.from_bytes(b"readout")

_LOCK = text("SELECT pg_advisory_xact_lock(:key), current_setting('transaction_read_only') AS read_only")

# Plans are made for the values asked with: a plan for any limit and any word reads and sorts all there is.
# And without merge joins: of a window in the past, one reads all evidence that is newer than it, too. Nor
# with sorts of what is half in order: they read all of a facet, where another index has it in full order.
_PLANS = (
    "-c plan_cache_mode=force_custom_plan -c enable_mergejoin=off -c enable_incremental_sort=off -c jit=off"
)

_KEPT = 5  # connections kept open; more are closed again after use
_OLD = 1_800  # seconds after which a connection is made anew

WATCHED = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,  # ms; while something sent is not acknowledged, no keepalive is sent
}
"""A server that has vanished without a word is noticed after 25 seconds."""

# A process that hangs in the midst of a transaction would keep all others from writing.
_FORSAKEN = 60  # seconds


@dataclass(frozen=True)
class Postgres(Dialect):
    """The dialect of PostgreSQL 14 or later, over psycopg. No extension is needed."""

    placeholder = "%s"
    walks = True
    raised = (psycopg.Error,)

    def engine(self, url: URL, *, create: bool, bounds: Bounds) -> Engine:
        """See ``Dialect``. Databases are made by their administrator, so ``create`` changes nothing."""
        kept = min(_KEPT, bounds.connections)
        return create_engine(
            url,
            pool_size=kept,
            max_overflow=bounds.connections - kept,
            pool_timeout=bounds.patience,
            pool_use_lifo=True,  # so that those not needed grow old,
            pool_recycle=_OLD,  # and are closed
            pool_pre_ping=True,  # the server may have been restarted since
            connect_args=_arguments(bounds),
        )

    def reader(self, engine: Engine) -> Engine:
        """See ``Dialect``."""
        return engine.execution_options(isolation_level="AUTOCOMMIT")

    def begin_writing(self, connection: Connection) -> bool:
        """See ``Dialect``: one lock for all writers, let go when the transaction ends."""
        row = connection.execute(_LOCK, {"key": _WRITERS}).one()
        return bool(row.read_only == "off")

    def unhurried(self, connection: Connection) -> None:
        """See ``Dialect``."""
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))

    def words(self, name: str) -> WordTable:
        """A table with a tsvector and a GIN index; for common words the planner walks positions instead."""
        position, words = column("position", BigInteger), column("words", TSVECTOR)
        delete = f"DELETE FROM {name} WHERE position = :position"  # noqa: S608 our own names only
        return WordTable(
            source=named(name, position, words),
            position=position,
            matches=words.bool_op("@@")(sql_cast(bindparam("query"), TSQUERY)),
            insert=(
                f"INSERT INTO {name} (position, words) "  # noqa: S608 our own names only
                "VALUES (:position, array_to_tsvector(string_to_array(:words, ' ')))"
            ),
            delete=delete,
            forget=delete,
        )

    def query(self, forms: Sequence[str]) -> str:
        """A tsquery of quoted lexemes; forms hold neither quotation marks nor backslashes."""
        return " & ".join(f"'{form}'" for form in forms)

    def explain(self, error: BaseException, where: str) -> StorageError | None:
        """See ``Dialect``; by SQLSTATE (PostgreSQL manual, appendix A)."""
        state = getattr(error, "sqlstate", None)
        if state is None:
            if isinstance(error, psycopg.InterfaceError):  # the connection was closed under our hands
                return _unreachable(where)
            return _not_connected(error, where) if isinstance(error, psycopg.OperationalError) else None
        return next((made(where) for prefix, made in _MEANINGS.items() if state.startswith(prefix)), None)


def _arguments(bounds: Bounds) -> dict[str, Any]:
    """What a connection is opened with."""
    times = {
        "lock_timeout": bounds.patience,
        "statement_timeout": bounds.statement,
        "idle_in_transaction_session_timeout": _FORSAKEN,
    }
    options = " ".join(f"-c {name}={round(seconds * 1000)}" for name, seconds in times.items())
    return {"connect_timeout": max(2, round(bounds.patience)), "options": f"{options} {_PLANS}", **WATCHED}


def _not_connected(error: psycopg.OperationalError, where: str) -> StorageError:
    """While connecting, the server gives no SQLSTATE, only words, in its own language: a best effort."""
    said = str(error)
    if "too many" in said or "connection slots" in said:
        return _crowded(where)
    return _missing(where) if "does not exist" in said and "database" in said else _unreachable(where)


def _unreachable(where: str) -> StorageError:
    return Unreachable(
        f"The database {where} does not answer.",
        "Check that the server runs, and host, port, name, user and password in DATABASE_URL.",
    )


def _missing(where: str) -> StorageError:
    return MissingDatabase(
        f"The server has no database {where}.", "Create it (`createdb`), or correct its name in DATABASE_URL."
    )


def _read_only(where: str) -> StorageError:
    return ReadOnlyDatabase(
        f"The database {where} cannot be written.",
        "Grant the user in DATABASE_URL the right to create and write tables, on a primary server.",
    )


def _full(where: str) -> StorageError:
    return DiskFull(
        f"There is no room left to write to the database {where}.",
        "Free space on the server and try again; nothing was half written.",
    )


def _busy(where: str) -> StorageError:
    return DatabaseBusy(
        f"Another program has held the database {where} for too long.",
        "Try again in a moment; if it lasts, end the other program.",
    )


def _slow(where: str) -> StorageError:
    return DatabaseBusy(
        f"The database {where} takes too long.",
        "Try again in a moment; READOUT_DATABASE_TIMEOUT says how long a statement may take.",
    )


def _crowded(where: str) -> StorageError:
    return DatabaseBusy(
        f"The database {where} has too many connections.",
        "Lower READOUT_DATABASE_CONNECTIONS, or raise the server's max_connections.",
    )


def _exhausted(where: str) -> StorageError:
    return DatabaseBusy(
        f"The server of the database {where} is short of memory or of what else it needs.",
        "Try again in a moment; if it lasts, the server's log tells what it lacks.",
    )


def _damaged(where: str) -> StorageError:
    return DamagedDatabase(
        f"The database {where} is damaged.", "Restore it from a backup; the server's log has the detail."
    )


_MEANINGS = {
    "53100": _full,
    "53300": _crowded,
    "53": _exhausted,
    "55P03": _busy,
    "40": _busy,  # a deadlock was ended, or two transactions contradicted each other
    "57014": _slow,
    "25P03": _unreachable,  # what was forsaken was ended by the server
    "25006": _read_only,
    "42501": _read_only,
    "3D000": _missing,
    "28": _unreachable,
    "08": _unreachable,
    "57P0": _unreachable,
    "XX001": _damaged,
    "XX002": _damaged,
}
