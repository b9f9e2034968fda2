"""A database opened: connections, transactions, migrations, and errors told with their cure."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

import structlog
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.expression import TableClause

from bot.storage.errors import BadAddress, DatabaseBusy, StorageError
from bot.storage.pulse import Taps
from bot.storage.standing import Standing
from bot.storage.upgrading import upgrade, usable

EXAMPLES = "Use sqlite:////folder/readout.db or postgresql://user@host/database."

WAITING = 1_800.0
"""Seconds that a process waits for another that brings the tables up to date."""


@dataclass(frozen=True)
class WordTable:
    """A full-text index: positions and the forms of the words found there (see ``words.py``).

    ``matches`` holds the bound parameter ``query``; ``insert`` takes ``position`` and ``words`` (forms with
    spaces between), ``delete`` takes ``position``, and ``forget``, for an index that keeps no words, both.
    """

    source: TableClause
    position: ColumnElement[int]
    matches: ColumnElement[bool]
    insert: str
    delete: str
    forget: str


@dataclass(frozen=True)
class Bounds:
    """How much may be asked of a database, and how long waited for it; times in seconds.

    ``patience`` is how long to wait for the server, for a free connection, and for what others hold;
    ``statement`` how long one statement may take (0: for ever); ``connections`` how many there may be. SQLite
    has a file and no server: of these, it knows ``patience`` alone.
    """

    patience: float = 10.0
    statement: float = 30.0
    connections: int = 15


class Dialect(ABC):
    """All that differs between one kind of database and another. One object of a kind is like any other.

    ``placeholder`` stands for a value in the driver's own SQL; ``raised`` is what the driver raises where
    SQLAlchemy has not wrapped it, as while connecting; ``walks`` says that its full-text index gives what
    matches in no order, so that the newest are found by ``walking``.
    """

    placeholder: ClassVar[str]
    walks: ClassVar[bool]
    raised: ClassVar[tuple[type[Exception], ...]]

    @abstractmethod
    def engine(self, url: URL, *, create: bool, bounds: Bounds) -> Engine:
        """An engine for the database; MissingDatabase when there is none and none may be made."""

    @abstractmethod
    def reader(self, engine: Engine) -> Engine:
        """The same engine, for statements outside of transactions."""

    @abstractmethod
    def begin_writing(self, connection: Connection) -> bool:
        """Wait until this transaction is the only one that writes; whether it can."""

    @abstractmethod
    def unhurried(self, connection: Connection) -> None:
        """Let the statements of this transaction take as long as they need."""

    @abstractmethod
    def words(self, name: str) -> WordTable:
        """The full-text index of that name."""

    @abstractmethod
    def query(self, forms: Sequence[str]) -> str:
        """What to match for passages that hold all of ``forms``."""

    @abstractmethod
    def explain(self, error: BaseException, where: str) -> StorageError | None:
        """What a driver's error means for the user; None when it means nothing in particular."""


class Database:
    """One database, open. Thread-safe; one writer at a time, whichever process it is in."""

    def __init__(
        self, url: str, *, create: bool = True, bounds: Bounds = Bounds(), migrate: bool = True
    ) -> None:
        """Open it; ``migrate`` where it is older."""
        address, self.dialect = understood(url)
        self._failures: tuple[type[Exception], ...] = (DBAPIError, PoolTimeout, *self.dialect.raised)
        self.where = shown(address)
        self._standing = Standing(self.where)
        self.taps = Taps(bounds.connections)
        with self._explained(writing=False):
            self.engine = self.dialect.engine(address, create=create, bounds=bounds)
        self._reader = self.dialect.reader(self.engine)
        try:
            if migrate:
                self._migrate()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for statements that each see the database as it is then.

        Without a transaction round them: beginning and ending one would cost as much as most reads.
        """
        with self._explained(writing=False), self.taps.connection(self._reader) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all kept or, after any error, all forgotten."""
        with self._explained(writing=True), self._begun() as connection:
            yield connection

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        """A transaction that writes. One that can't is left for another, by a connection that is new.

        After a failover, the connections that are open may lead to the server that has lost its place.
        """
        for tried in (False, True):
            with self.taps.connection(self.engine) as connection:
                connection.execution_options(writing=True)
                with connection.begin():
                    if self.dialect.begin_writing(connection) or tried:
                        yield connection
                        return
            self.engine.dispose()

    @contextmanager
    def _explained(self, *, writing: bool) -> Iterator[None]:
        self._standing.check()
        began = time.monotonic()
        try:
            yield
        except self._failures as error:
            meant = self._meaning(error)
            self.taps.failed(meant)
            self._standing.failed(meant, writing=writing, took=time.monotonic() - began)
            raise meant from error
        self._standing.works(writing=writing)

    def _meaning(self, error: Exception) -> StorageError:
        if isinstance(error, PoolTimeout):
            return DatabaseBusy(f"Every connection to {self.where} is in use.", "Try again in a moment.")
        cause = getattr(error, "orig", None) or error
        return self.dialect.explain(cause, self.where) or StorageError(
            f"The database {self.where} did not do what was asked ({type(cause).__name__}).",
            "The log has the detail; `readout doctor` checks the database.",
        )

    def _migrate(self) -> None:
        """Bring the tables up to date; whoever comes while another does so waits until that is over."""
        end, waits = time.monotonic() + WAITING, False
        with self._explained(writing=False):
            while not (self._is_usable() or self._upgraded(last=time.monotonic() > end)):
                if not waits and structlog.is_configured():
                    structlog.get_logger().warning("waiting for who holds the database", database=self.where)
                waits = True

    def _is_usable(self) -> bool:
        with self._reader.connect() as connection:
            return usable(connection, self.where)

    def _upgraded(self, *, last: bool) -> bool:
        """Bring the tables up to date; whether they are. False where others held the database for too long,
        unless that was the ``last`` time.
        """
        try:
            with self._begun() as connection:
                if not usable(connection, self.where):  # another process may have been faster
                    self.dialect.unhurried(connection)
                    upgrade(connection, self.where)
        except self._failures as error:
            if last or not isinstance(self._meaning(error), DatabaseBusy):
                raise
            return False
        return True


def understood(url: str) -> tuple[URL, Dialect]:
    """The address and the dialect of a URL; BadAddress when it has none."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise BadAddress("The database URL cannot be read.", EXAMPLES) from None
    kind = address.drivername.partition("+")[0]
    if kind == "sqlite":
        from bot.storage.sqlite import Sqlite  # only what is used is loaded

        return address.set(drivername="sqlite"), Sqlite()
    if kind in {"postgresql", "postgres"}:
        from bot.storage.postgres import Postgres

        return address.set(drivername="postgresql+psycopg"), Postgres()
    raise BadAddress(f"Readout cannot keep its articles in “{kind}”.", EXAMPLES)


def shown(address: URL) -> str:
    """The database as it may be printed: without user, password and options."""
    if address.drivername == "sqlite":
        return (address.database or "in memory").removeprefix("file:")
    port = f":{address.port}" if address.port else ""
    given = address.query.get("host", ())  # of several servers, or the folder of a socket
    named = (given,) if isinstance(given, str) else given
    hosts = [host for host in named if not host.startswith("/")]
    return f"{address.database or ''} on {address.host or ' or '.join(hosts) or 'this machine'}{port}"
