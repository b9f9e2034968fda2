"""What goes wrong with a database gets one sentence and its cure, and leaves nothing half written."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.errors import (
    BadAddress,
    DamagedDatabase,
    DatabaseBusy,
    DiskFull,
    MissingDatabase,
    NewerDatabase,
    ReadOnlyDatabase,
    StorageError,
    Unreachable,
)
from bot.storage.sql import SqlStore
from bot.storage.tables import HEAD, OLDEST
from tests.bot.storage.conftest import at
from tests.bot.storage.making import TOPIC, article, put, quotation

TEXT = "The premier said that “sanctions hurt the poor”.\n"
Opener = Callable[..., Store]


def path_of(url: str) -> Path:
    """The file of a SQLite URL."""
    return Path(url.removeprefix("sqlite:///"))


def has_a_cure(error: StorageError) -> bool:
    """Whether the error is one sentence, with a cure."""
    return error.problem.endswith(".") and error.problem.count(". ") == 0 and error.cure.endswith(".")


# ---- addresses


@pytest.mark.parametrize(
    "url",
    ["", "readout.db", "/folder/readout.db", "mysql://me:hush@host/db", "sqlite:readout.db", "redis://x"],
)
def test_an_address_that_is_none_is_refused_with_examples(url: str) -> None:
    with pytest.raises(BadAddress) as caught:
        open_store(url)
    assert has_a_cure(caught.value)
    assert "sqlite:////folder/readout.db" in caught.value.cure
    assert "hush" not in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase, match=r"no folder .*nowhere") as caught:
        open_store(f"sqlite:///{tmp_path}/nowhere/readout.db")
    assert has_a_cure(caught.value)
    assert not (tmp_path / "nowhere").exists()


def test_a_database_that_may_not_be_made_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase, match="no database") as caught:
        open_store(f"sqlite:///{tmp_path}/readout.db", create=False)
    assert has_a_cure(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase, match="cannot be opened") as caught:
        open_store(f"sqlite:///{tmp_path}")
    assert has_a_cure(caught.value)


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(Unreachable) as caught:
        open_store("postgresql://me:hush@127.0.0.1:9/readout?password=hush2", patience=2)
    assert has_a_cure(caught.value)
    assert "127.0.0.1" in caught.value.problem
    assert "hush" not in str(caught.value)


def test_a_server_without_that_database_says_so(server: str) -> None:
    with pytest.raises((MissingDatabase, Unreachable)) as caught:
        open_store(at(server, "nothing_here"))
    assert has_a_cure(caught.value)


# ---- what is in the file


def test_garbage_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "readout.db").write_bytes(b"This is a letter to my aunt. " * 200)
    with pytest.raises(DamagedDatabase) as caught:
        open_store(f"sqlite:///{tmp_path}/readout.db")
    assert has_a_cure(caught.value)


def test_damage_inside_is_told_when_it_is_met(sqlite: str, opened: Opener) -> None:
    store = opened(sqlite)
    for number in range(30):
        one = article(f"a{number}", TEXT * 50)
        put(store, one, quotation(one, "sanctions"))
    store.close()
    with sqlite3.connect(path_of(sqlite)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    bytes_ = bytearray(path_of(sqlite).read_bytes())
    bytes_[4096 * 20 :] = b"\xa5" * (len(bytes_) - 4096 * 20)
    path_of(sqlite).write_bytes(bytes_)

    def read() -> None:
        opened(sqlite).articles([f"a{number}" for number in range(30)])

    with pytest.raises(DamagedDatabase) as caught:
        read()
    assert has_a_cure(caught.value)


def test_evidence_that_cannot_be_read_back_is_damage(sqlite: str, opened: Opener) -> None:
    store = opened(sqlite)
    one = article("a", TEXT)
    put(store, one, quotation(one, "sanctions"))
    with sqlite3.connect(path_of(sqlite)) as connection:
        connection.execute("UPDATE evidence SET payload = '{}'")
    connection.close()
    with pytest.raises(DamagedDatabase):
        store.quotations(TOPIC)


def test_a_database_of_a_newer_readout_is_left_alone(url: str) -> None:
    store = open_store(url)
    assert isinstance(store, SqlStore)
    try:
        with store._database.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999', oldest = '9998'"))
        with pytest.raises(NewerDatabase, match="9999") as caught:
            open_store(url)
        assert has_a_cure(caught.value)
    finally:
        with store._database.writing() as connection:
            as_it_was = {"head": HEAD, "oldest": OLDEST}
            connection.execute(
                text("UPDATE alembic_version SET version_num = :head, oldest = :oldest"), as_it_was
            )
        store.close()


# ---- writing


def test_a_read_only_database_can_be_read(sqlite: str, opened: Opener) -> None:
    one = article("a", TEXT)
    put(opened(sqlite), one)
    closed = opened(f"sqlite:///file:{path_of(sqlite)}?mode=ro&uri=true")
    assert closed.coverage(TOPIC).articles == 1
    with pytest.raises(ReadOnlyDatabase) as caught:
        put(closed, article("b", TEXT))
    assert has_a_cure(caught.value)


def test_a_read_only_server_is_told(postgres: str, opened: Opener) -> None:
    store = opened(f"{postgres}&application_name=reader")
    assert isinstance(store, SqlStore)
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("ALTER DATABASE migrated SET default_transaction_read_only = on")
    try:
        reader = opened(postgres)
        assert reader.coverage(TOPIC).articles == 0
        with pytest.raises(ReadOnlyDatabase) as caught:
            put(reader, article("a", TEXT))
        assert has_a_cure(caught.value)
    finally:
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute("ALTER DATABASE migrated RESET default_transaction_read_only")


def test_a_full_disk_leaves_nothing_half_written(sqlite: str, opened: Opener) -> None:
    store = opened(sqlite)
    put(store, article("a", TEXT))
    assert isinstance(store, SqlStore)
    with store._database.engine.connect() as connection:  # the pool hands out the same connection again
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
    huge = article("b", TEXT * 5_000)
    with pytest.raises(DiskFull) as caught:
        put(store, huge, quotation(huge, "sanctions"))
    assert has_a_cure(caught.value)
    assert store.coverage(TOPIC).articles == 1
    assert store.articles(["b"]) == {}
    assert store.quotations(TOPIC) == ()


FILL = """
import resource, signal, sys
from bot.storage import open_store
from bot.storage.errors import DiskFull
from tests.bot.storage.making import article, put
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(sys.argv[1])
put(store, article("a", "Short.\\n"))
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
try:
    put(store, article("b", "A long story about oil.\\n" * 60_000))
except DiskFull as error:
    print(error.problem)
print(store.coverage("freedonia").articles)
"""


def test_a_limit_on_the_size_of_files_is_a_full_disk(sqlite: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL, sqlite], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    said, count = done.stdout.splitlines()
    assert "no room left" in said
    assert count == "1"


def test_a_database_that_others_hold_is_busy(url: str, opened: Opener) -> None:
    holder, waiter = opened(url), opened(url, patience=0.2)
    assert isinstance(holder, SqlStore)
    with holder._database.writing():
        with pytest.raises(DatabaseBusy) as caught:
            put(waiter, article("a", TEXT))
        assert has_a_cure(caught.value)
        assert waiter.coverage(TOPIC).articles == 0  # readers never wait
    put(waiter, article("a", TEXT))
    assert waiter.coverage(TOPIC).articles == 1


def test_every_error_travels_with_problem_and_cure() -> None:
    error = DiskFull("No room.", "Make some.")
    assert str(error) == "No room. Make some."
    assert (error.problem, error.cure) == ("No room.", "Make some.")
