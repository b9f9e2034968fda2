"""Processes are upgraded one by one: a version goes on with the tables that a newer one has changed."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.storage import open_store
from bot.storage.database import Bounds, Database
from bot.storage.errors import NewerDatabase
from bot.storage.tables import HEAD, OLDEST
from bot.storage.upgrading import MIGRATIONS, revision, upgrade
from tests.bot.storage.conftest import at

STATEMENTS = Path(__file__).parent / "statements"
"""What the program of migration 0008 says to each kind of database, noted by ``noting.py`` while it went
through its tests.
"""

_numbers = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def untouched(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of each kind without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    server, name = str(request.getfixturevalue("server")), f"untouched{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield at(server, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def opened(url: str, patience: float = 10.0) -> Iterator[Database]:
    with closing(Database(url, bounds=Bounds(patience), migrate=False)) as database:
        yield database


def note(url: str, newest: str, oldest: str | None) -> None:
    """Have the database be that of a newer Readout, which notes whose programs may go on with it."""
    with opened(url) as database, database.writing() as connection:
        named = {"newest": newest, "oldest": oldest}
        connection.execute(text("UPDATE alembic_version SET version_num = :newest, oldest = :oldest"), named)


# ---- who may go on with a newer database


@pytest.mark.parametrize("oldest", [OLDEST, HEAD])
def test_a_program_goes_on_with_a_newer_database_that_allows_it(untouched: str, oldest: str) -> None:
    open_store(untouched).close()
    note(untouched, "9999", oldest)
    with closing(open_store(untouched)) as store:
        assert store.coverage("venezuela").articles == 0
    with opened(untouched) as database, database.reading() as connection:
        assert revision(connection) == "9999"


@pytest.mark.parametrize("oldest", ["9998", None])
def test_a_newer_database_that_does_not_allow_it_is_refused_with_the_cure(
    untouched: str, oldest: str | None
) -> None:
    open_store(untouched).close()
    note(untouched, "9999", oldest)
    with pytest.raises(NewerDatabase, match=f"“9999”.*“{HEAD}”.*Install the newer Readout"):
        open_store(untouched)


def test_migrations_are_numbered_so_that_the_later_one_is_the_greater() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    ids = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert ids == sorted(ids, reverse=True)
    assert all(re.fullmatch(r"\d{4}", id) for id in ids)
    assert OLDEST in ids


# ---- what a migration may do


def shape(connection: Connection) -> dict[str, object]:
    """All that a program relies on: columns with their types, and what is unique or points elsewhere."""
    found: dict[str, object] = {}
    looking = inspect(connection)
    for name in sorted(looking.get_table_names()):
        if name.startswith("alembic"):
            continue
        for each in looking.get_columns(name):
            found[f"{name}.{each['name']}"] = (str(each["type"]), each["nullable"])
        found[f"{name}: key"] = tuple(looking.get_pk_constraint(name)["constrained_columns"])
        unique = [tuple(each["column_names"]) for each in looking.get_unique_constraints(name)]
        unique += [tuple(map(str, i["column_names"])) for i in looking.get_indexes(name) if i["unique"]]
        found[f"{name}: unique"] = sorted(set(unique))
        found[f"{name}: points to"] = sorted(
            (tuple(each["constrained_columns"]), each["referred_table"])
            for each in looking.get_foreign_keys(name)
        )
        found[f"{name}: checked"] = sorted(
            str(each["sqltext"]) for each in looking.get_check_constraints(name)
        )
    return found


def test_what_the_oldest_program_works_with_is_there_as_it_was(untouched: str) -> None:
    with opened(untouched) as database:
        with database.writing() as connection:
            upgrade(connection, "here", OLDEST)
            before = shape(connection)
        with database.writing() as connection:
            upgrade(connection, "here")
            after = shape(connection)
            new = [
                (table, column["name"])
                for table in inspect(connection).get_table_names()
                for column in inspect(connection).get_columns(table)
                if f"{table}: key" in before
                and f"{table}.{column['name']}" not in before
                and not column["nullable"]
                and column["default"] is None
            ]
    assert {name: after.get(name) for name in before} == before
    assert new == [], "an older program leaves these out, and they have no value of their own"


def test_the_statements_of_the_oldest_program_are_understood(untouched: str) -> None:
    kind = "sqlite" if untouched.startswith("sqlite") else "postgresql"
    statements = (STATEMENTS / f"{OLDEST}.{kind}.sql").read_text("utf-8").splitlines()
    assert len(statements) > 200
    open_store(untouched).close()
    with opened(untouched) as database, database.reading() as connection:
        for one in statements:
            # With nothing for each value: to be planned, all that a statement names has to be there.
            spoken = re.sub(r"%s|\?", "NULL", one).replace("%%", "%")
            connection.connection.driver_connection.execute(f"EXPLAIN {spoken}")  # type: ignore[union-attr]


# ---- several processes at once


def test_of_several_that_start_at_once_one_makes_the_tables_and_the_others_wait(untouched: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(untouched), range(4)))
    for store in stores:
        assert store.coverage("venezuela").articles == 0
        store.close()


def test_who_comes_while_another_brings_tables_up_to_date_outwaits_its_own_patience(
    untouched: str,
) -> None:
    began = threading.Event()
    with opened(untouched) as other, ThreadPoolExecutor(1) as pool:
        with other.writing() as connection:

            def start() -> None:
                began.set()
                open_store(untouched, patience=1.0).close()

            starting = pool.submit(start)
            began.wait()
            with pytest.raises(TimeoutError):
                starting.result(timeout=2.5)  # its patience was over before, and it goes on waiting
            upgrade(connection, "here")
        starting.result(timeout=60)
