"""A store moves from SQLite to PostgreSQL whole, checked, or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, inspect, select, text

from benchmarks.generate import load
from bot.storage import open_store
from bot.storage.contract import Event, Store
from bot.storage.database import Database
from bot.storage.digest_contract import GivenDigest
from bot.storage.errors import CannotMove, DatabaseBusy, MissingDatabase, StorageError
from bot.storage.feed_contract import GivenFeed
from bot.storage.moving import Move
from bot.storage.tables import metadata
from summaries.topics import parse_topic
from tests.bot.storage.conftest import at
from tests.bot.storage.making import AT, TOPIC, article, put, quotation, stance
from tests.bot.storage.test_plans import TOPIC_PACK

ODD = "A tab\t, a line\n, a return\r, a backslash \\N, “quotes”, \x08\x0b\x0c and 🦊."
_numbers = count(1)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with something in each table."""
    path = tmp_path_factory.mktemp("moving") / "readout.db"
    store = open_store(f"sqlite:///{path}")
    load(store, parse_topic(TOPIC_PACK), 25)
    _fill(store)
    store.close()
    return path


def _fill(store: Store) -> None:
    said = article("odd", f"The premier said that “sanctions hurt the poor”.\n\n{ODD}\n", publisher=ODD)
    spoken = quotation(said, "sanctions", person="firefly")
    put(store, said, spoken, stance(said, "poor", "trentino-loan", quoted=spoken))
    revised = article("odd", "The premier said that “sanctions hurt the rich”.\n")
    put(store, revised, quotation(revised, "sanctions", person="firefly"))
    for name in ("copy-1", "copy-2"):
        put(store, article(name, "An account of the talks that two papers print alike, word by word. " * 9))
    store.quarantine(spoken.id, why=ODD, who="discord:1", at=AT)
    gone = store.quotations(TOPIC, limit=1)[0]
    store.quarantine(gone.id, why="wrong speaker", who="discord:1", at=AT)
    store.record(Event(at=AT, source=ODD, outcome="read", detail=ODD))
    store.keep("space", "key\\", "value\twith a NUL \0", at=AT, until=AT + timedelta(days=9_999))
    feed = GivenFeed(url="https://example.org/feed", title=ODD)
    store.feeds.add(TOPIC, feed, who="slack:T/U", at=AT, interval=900.25)
    given = GivenDigest(
        id="d1", topic=TOPIC, platform="slack", workspace="T", channel="C", who="U", terms='{"a": 1}'
    )
    store.digests.create(given, at=AT, due=AT + timedelta(days=1))


@pytest.fixture
def old(full: Path, tmp_path: Path) -> str:
    """The URL of a copy of it."""
    return f"sqlite:///{shutil.copy(full, tmp_path / 'old.db')}"


@pytest.fixture
def new(server: str) -> Iterator[str]:
    """The URL of a PostgreSQL database that was just created."""
    name = f"moved_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield at(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def moved(old: str, new: str, told: Callable[[str, int], None] = lambda *_: None) -> dict[str, int]:
    """Move, and say how many rows of each table."""
    with Move(old, new) as move:
        return move.make(told)


def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but those of words, as values."""
    database = Database(url)
    try:
        with database.reading() as connection:
            return {name: _rows(connection, name) for name in metadata.tables}
    finally:
        database.close()


def _rows(connection: Connection, name: str) -> list[tuple[Any, ...]]:
    table = metadata.tables[name]
    rows = connection.execute(select(table)).all()
    return sorted((tuple(row) for row in rows), key=repr)


def test_every_row_of_every_table_arrives_as_it_was(old: str, new: str) -> None:
    counts = moved(old, new)
    before, after = everything(old), everything(new)
    before["keepsakes"] = [
        tuple(value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in row)
        for row in before["keepsakes"]
    ]
    assert after == before
    assert {name: len(rows) for name, rows in after.items()} == {name: counts[name] for name in after}
    empty = {name for name, rows in before.items() if not rows}
    unfilled = {"items", "deliveries", "posts", "told", "notices", "alerts", "shown", "corrections"}
    assert empty <= unfilled


def test_questions_get_the_same_answers_afterwards(old: str, new: str) -> None:
    moved(old, new)
    one, other = open_store(old), open_store(new)
    try:
        for ask in (
            lambda s: s.search(TOPIC, "sanctions hurt"),
            lambda s: s.search(TOPIC, "the oil"),
            lambda s: s.quotations(TOPIC, words="the", limit=500),
            lambda s: s.quotations(TOPIC, person="firefly", order="best"),
            lambda s: s.stances(TOPIC),
            lambda s: s.developments(TOPIC),
            lambda s: s.coverage(TOPIC),
            lambda s: s.articles(["odd", "odd@2", "copy-2"]),
            lambda s: s.waiting(TOPIC),
            lambda s: s.feeds.listing(TOPIC),
            lambda s: s.digests.listing(),
        ):
            assert ask(other) == ask(one)
            assert ask(one) is not None
        assert one.search(TOPIC, "sanctions hurt")
        assert one.quotations(TOPIC, words="the", limit=500)
    finally:
        one.close()
        other.close()


def test_the_new_database_goes_on_where_the_old_one_ended(old: str, new: str) -> None:
    moved(old, new)
    store = open_store(new)
    try:
        late = article("late", "The envoy said that “the zebra is new”.\n")
        put(store, late, quotation(late, "zebra", actor="sylvania"))
        store.record(Event(at=AT, source="a", outcome="read"))
        assert [hit.passage.article for hit in store.search(TOPIC, "zebra")] == ["late"]
        store.digests.create(
            GivenDigest(
                id="d2", topic=TOPIC, platform="slack", workspace="T", channel="C", who="U", terms="{}"
            ),
            at=AT,
            due=None,
        )
        assert [digest.id for digest in store.digests.listing()] == ["d1", "d2"]
    finally:
        store.close()


def test_a_key_that_was_never_to_be_given_twice_is_not(old: str, new: str) -> None:
    row = (
        "INSERT INTO notices (digest, kind, why, who, made, tries, outcome) "
        "SELECT key, 'missed', '', 'U', '2021', 0, '' FROM digests"
    )
    database = Database(old)
    with database.writing() as connection:
        for _ in range(7):
            connection.execute(text(row))
        connection.execute(text("DELETE FROM notices"))
    database.close()
    moved(old, new)
    with psycopg.connect(new) as other:
        assert other.execute(f"{row} RETURNING key").fetchall() == [(8,)]


def test_indexes_and_keys_are_those_of_any_database(old: str, new: str, migrated: str) -> None:
    moved(old, new)
    assert structure(new) == structure(migrated)


def structure(url: str) -> set[tuple[Any, ...]]:
    """Every index and every constraint, by PostgreSQL's own words."""
    queries = (
        "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid) "
        "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    )
    with psycopg.connect(url) as connection:
        return {row for query in queries for row in connection.execute(query)}


def test_whatever_stops_a_move_leaves_nothing_and_it_can_be_made_again(old: str, new: str) -> None:
    def interrupted(table: str, _: int) -> None:
        if table == "listing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moved(old, new, interrupted)
    database = Database(new, migrate=False)
    with database.reading() as connection:
        assert inspect(connection).get_table_names() == []
    database.close()
    assert moved(old, new)["articles"] == 29


def test_a_server_that_ends_in_the_midst_leaves_nothing(old: str, new: str, server: str) -> None:
    def cut(table: str, _: int) -> None:
        if table == "listing":
            with psycopg.connect(server, autocommit=True) as other:
                name = new.partition("/moved_")[2].partition("?")[0]
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    [f"moved_{name}"],
                )

    with pytest.raises(StorageError) as caught:
        moved(old, new, cut)
    assert caught.value.cure
    assert moved(old, new)["articles"] == 29


def test_nobody_writes_to_the_old_database_meanwhile_and_everybody_reads(old: str, new: str) -> None:
    other = open_store(old, patience=0.05)
    seen: list[int] = []

    def write(table: str, _: int) -> None:
        if table == "articles":
            with pytest.raises(DatabaseBusy):
                put(other, article("late", "Too late.\n"))
            seen.append(other.coverage(TOPIC).articles)

    try:
        moved(old, new, write)
        assert set(seen) == {28}
        put(other, article("late", "Not too late.\n"))
    finally:
        other.close()


def test_a_database_that_cannot_be_written_can_be_moved(old: str, new: str) -> None:
    closed = f"sqlite:///file:{old.removeprefix('sqlite:///')}?mode=ro&uri=true"
    assert moved(closed, new)["articles"] == 29


def test_what_does_not_arrive_as_it_was_sent_is_noticed(old: str, new: str) -> None:
    open_store(new).close()
    with psycopg.connect(new, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION blot() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.detail = NEW.detail || '.'; RETURN NEW; END $$"
        )
        connection.execute("CREATE TRIGGER blot BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION blot()")
    with pytest.raises(CannotMove, match="events has not arrived as it was sent"):
        moved(old, new)
    assert all(not rows for name, rows in everything(new).items() if name != "revision")


# ---- what is not moved


def refusal(old: str, new: str) -> CannotMove:
    with pytest.raises(CannotMove) as caught:
        moved(old, new)
    assert caught.value.problem.endswith(".")
    assert caught.value.cure.endswith(".")
    return caught.value


def test_a_database_that_is_not_whole_is_not_moved(old: str, new: str) -> None:
    with sqlite3.connect(old.removeprefix("sqlite:///")) as connection:
        connection.execute("DELETE FROM evidence WHERE position = (SELECT min(position) FROM listing)")
    connection.close()
    assert "its table listing points to rows that are gone" in refusal(old, new).problem


def test_a_database_with_anything_in_it_is_not_written_over(old: str, new: str) -> None:
    moved(old, new)
    assert "is not empty" in refusal(old, new).problem


def test_tables_of_somebody_else_are_not_written_over(old: str, new: str) -> None:
    with psycopg.connect(new, autocommit=True) as connection:
        connection.execute("CREATE TABLE articles (title text)")
    assert "is not empty" in refusal(old, new).problem


def test_an_empty_database_with_our_tables_is_as_good_as_a_new_one(old: str, new: str) -> None:
    open_store(new).close()
    assert moved(old, new)["articles"] == 29


@pytest.mark.parametrize("version", ["0003", "9999"])
@pytest.mark.parametrize("which", ["old", "new"])
def test_only_tables_of_this_version_are_moved(old: str, new: str, which: str, version: str) -> None:
    open_store(new).close()
    database = Database({"old": old, "new": new}[which])
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": version})
    database.close()
    error = refusal(old, new)
    assert f"another version of Readout (its tables are at “{version}”)" in error.problem


def test_a_database_that_cannot_keep_every_character_is_refused(old: str, server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    assert "its encoding is LATIN1" in refusal(old, at(server, "latin")).problem


def test_only_from_sqlite_to_postgresql(old: str, new: str) -> None:
    assert "from SQLite to PostgreSQL" in refusal(old, old).problem
    assert "from SQLite to PostgreSQL" in refusal(new, new).problem


def test_a_file_that_is_not_there_or_not_ours_is_not_moved(tmp_path: Path, new: str) -> None:
    with pytest.raises(MissingDatabase):
        moved(f"sqlite:///{tmp_path / 'none.db'}", new)
    (tmp_path / "none.db").touch()
    assert "no tables of Readout's" in refusal(f"sqlite:///{tmp_path / 'none.db'}", new).problem


def test_what_a_move_takes_is_known_before_it_begins_and_nothing_has_happened(old: str, new: str) -> None:
    with Move(old, new) as move:
        expected = move.estimate()
        assert expected.rows["articles"] == 29
        assert expected.all_rows == sum(expected.rows.values()) > 2_000
        assert 0 < expected.all_seconds < 60
        with psycopg.connect(new) as connection:
            assert connection.execute(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            ).fetchone() == (0,)
        assert move.make(lambda *_: None) == expected.rows
