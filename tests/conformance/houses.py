"""Where a Readout that is tried keeps what it knows, and who does its jobs.

In a SQLite file, all in one process; or, where READOUT_CONFORMANCE is ``workers``, in a PostgreSQL of its
own, with a worker beside it.
"""

from __future__ import annotations

import itertools
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import text

from bot.storage.database import Database
from tests.bot.storage.conftest import at

WORKERS = os.environ.get("READOUT_CONFORMANCE", "") == "workers"


class House(Protocol):
    """One way of living."""

    def database(self, data: Path) -> str:
        """The URL of the database that belongs to a data folder, with the bundled articles in it."""
        ...

    def settings(self, data: Path) -> dict[str, str]:
        """What leads a Readout there."""
        ...

    def staff(self, data: Path, readout: Path, environment: dict[str, str]) -> None:
        """Have its jobs done."""
        ...

    def close(self) -> None:
        """Send whoever does them home."""
        ...


class Alone:
    """A file, and nobody else."""

    def database(self, data: Path) -> str:
        """See ``House``."""
        return f"sqlite:///{data / 'readout.db'}"

    def settings(self, data: Path) -> dict[str, str]:
        """See ``House``."""
        return {}

    def staff(self, data: Path, readout: Path, environment: dict[str, str]) -> None:
        """See ``House``."""

    def close(self) -> None:
        """See ``House``."""


class Staffed:
    """A database for each data folder, made after one that was read into once, and a worker for each."""

    def __init__(self, server: str, readout: Path, environment: dict[str, str]) -> None:
        self._server, self._number = server, itertools.count(1)
        self._names: dict[Path, str] = {}
        self._working: dict[Path, subprocess.Popen[bytes]] = {}
        self._make("seeded")
        given = environment | {"DATABASE_URL": at(server, "seeded")}
        subprocess.run([readout, "ask", "status"], env=given, check=True, capture_output=True, timeout=300)

    def _make(self, name: str, template: str = "template1") -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())

    def database(self, data: Path) -> str:
        """See ``House``."""
        if data not in self._names:
            self._names[data] = f"tried{next(self._number)}"
            self._make(self._names[data], "seeded")
        return at(self._server, self._names[data])

    def settings(self, data: Path) -> dict[str, str]:
        """See ``House``."""
        return {"DATABASE_URL": self.database(data), "READOUT_JOBS": "workers"}

    def staff(self, data: Path, readout: Path, environment: dict[str, str]) -> None:
        """See ``House``."""
        if data not in self._working:
            with (data / "worker.txt").open("a") as told:
                words = [readout, "worker"]
                self._working[data] = subprocess.Popen(words, env=environment, stdout=told, stderr=told)

    def close(self) -> None:
        """See ``House``."""
        for one in self._working.values():
            one.kill()
            one.wait()
        self._working.clear()


def changed(url: str, statement: str, **values: str) -> None:
    """Change something in a database as no Readout would."""
    with _opened(url) as database, database.writing() as connection:
        connection.execute(text(statement), values)


def counted(url: str, query: str) -> int:
    """The number that a query gives."""
    with _opened(url) as database, database.reading() as connection:
        return int(connection.execute(text(query)).scalar_one())


@contextmanager
def nobody_writes_to(url: str) -> Iterator[None]:
    """Until this ends, whatever writes there waits."""
    with _opened(url) as database, database.writing():
        yield


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url, migrate=False)
    try:
        yield database
    finally:
        database.close()
