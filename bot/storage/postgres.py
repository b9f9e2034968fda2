"""PostgreSQL: for many machines that share one store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from sqlalchemy import BigInteger, Connection, Engine, bindparam, column, create_engine, text
from sqlalchemy import cast as sql_cast
from sqlalchemy import table as named
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.engine import URL

from bot.storage.database import Dialect, WordTable
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

# Plans are made for the values asked with: a plan for any limit and any word reads and sorts all there is.
_PLANS = "-c plan_cache_mode=force_custom_plan -c jit=off"


@dataclass(frozen=True)
class Postgres(Dialect):
    """The dialect of PostgreSQL 14 or later, over psycopg. No extension is needed."""

    placeholder = "%s"
    raised = (psycopg.Error,)

    def engine(self, url: URL, *, create: bool, patience: float) -> Engine:
        """See ``Dialect``. Databases are made by their administrator, so ``create`` changes nothing."""
        settings = f"-c lock_timeout={int(patience * 1000)} {_PLANS}"
        return create_engine(
            url,
            pool_pre_ping=True,  # the server may have been restarted since
            connect_args={"connect_timeout": max(2, round(patience)), "options": settings},
        )

    def reader(self, engine: Engine) -> Engine:
        """See ``Dialect``."""
        return engine.execution_options(isolation_level="AUTOCOMMIT")

    def begin_writing(self, connection: Connection) -> None:
        """See ``Dialect``: one lock for all writers, let go when the transaction ends."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS})

    def words(self, name: str) -> WordTable:
        """A table with a tsvector and a GIN index; for common words the planner walks positions instead."""
        position, words = column("position", BigInteger), column("words", TSVECTOR)
        return WordTable(
            source=named(name, position, words),
            position=position,
            matches=words.bool_op("@@")(sql_cast(bindparam("query"), TSQUERY)),
            insert=(
                f"INSERT INTO {name} (position, words) "  # noqa: S608 our own names only
                "VALUES (:position, array_to_tsvector(string_to_array(:words, ' ')))"
            ),
            delete=f"DELETE FROM {name} WHERE position = :position",  # noqa: S608 our own names only
        )

    def query(self, forms: Sequence[str]) -> str:
        """A tsquery of quoted lexemes; forms hold neither quotation marks nor backslashes."""
        return " & ".join(f"'{form}'" for form in forms)

    def explain(self, error: BaseException, where: str) -> StorageError | None:
        """See ``Dialect``; by SQLSTATE (PostgreSQL manual, appendix A)."""
        state = getattr(error, "sqlstate", None)
        if state is None:
            return _unreachable(where) if isinstance(error, psycopg.OperationalError) else None
        return next((made(where) for prefix, made in _MEANINGS.items() if state.startswith(prefix)), None)


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


def _damaged(where: str) -> StorageError:
    return DamagedDatabase(
        f"The database {where} is damaged.", "Restore it from a backup; the server's log has the detail."
    )


_MEANINGS = {
    "53100": _full,
    "55P03": _busy,
    "40P01": _busy,
    "53300": _busy,
    "25006": _read_only,
    "42501": _read_only,
    "3D000": _missing,
    "28": _unreachable,
    "08": _unreachable,
    "57P0": _unreachable,
    "XX001": _damaged,
    "XX002": _damaged,
}
