"""A PostgreSQL that fails is met calmly, told once, and gone on with by itself once it is back."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.app import open_app
from bot.digests.ticking import _surely
from bot.messages import Command, NotNow
from bot.settings import Settings
from bot.sources.working import keep_busy, until_it_works
from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.database import Bounds, Database
from bot.storage.errors import (
    DatabaseBusy,
    DiskFull,
    ReadOnlyDatabase,
    StorageError,
    Unreachable,
)
from bot.storage.sql import SqlStore
from bot.storage.standing import Standing
from tests.bot.storage.making import AT, TOPIC, article, put
from tests.bot.storage.servers import Server
from tests.bot.storage.test_errors import has_a_cure

Opener = Callable[..., Store]


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """A server that nobody else uses."""
    server = Server()
    yield server
    server.close()


@pytest.fixture
def store(own: Server) -> Iterator[Store]:
    """A store there, with one article."""
    opened = open_store(own.url, patience=2, statement=5)
    put(opened, article("a", "The premier spoke.\n"))
    yield opened
    opened.close()


def count(store: Store) -> int:
    """How many articles are known; asked of the database anew."""
    return len(store.stored(TOPIC, [chr(letter) for letter in range(97, 123)]))


def told(logs: list[dict[str, object]]) -> list[object]:
    """What was logged, but for what only who looks for errors wants to know."""
    return [line["event"] for line in logs if line["log_level"] != "debug"]


# ---- gone


def test_a_server_that_is_gone_is_told_once_and_found_again_by_itself(own: Server, store: Store) -> None:
    before = count(store)
    with capture_logs() as logs:
        own.stop()
        try:
            for number in range(25):
                with pytest.raises(Unreachable) as caught:
                    count(store)
                assert has_a_cure(caught.value)
                with pytest.raises(Unreachable):
                    put(store, article(f"lost-{number}", "Lost.\n"))
        finally:
            own.start()
        assert count(store) == before
        put(store, article("b", "The premier came back.\n"))
    assert told(logs) == ["database fails", "database works again"]
    assert logs[1]["failures"] == 50
    assert count(store) == before + 1


def test_a_crash_in_the_midst_of_writing_leaves_nothing_half_written(own: Server, store: Store) -> None:
    assert isinstance(store, SqlStore)
    before = count(store)

    def write() -> None:
        with store._database.writing() as connection:
            connection.execute(text("DELETE FROM readings"))
            own.crash()
            connection.execute(text("DELETE FROM articles"))

    try:
        with pytest.raises(Unreachable):
            write()
    finally:
        own.start()
    assert count(store) == before
    put(store, article("c", "The premier goes on.\n"))


def test_work_in_the_background_waits_and_goes_on(
    own: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.working.TROUBLE", 0.1)
    with capture_logs() as logs:
        asyncio.run(_background(own, store))
    assert told(logs) == ["database fails", "database works again"]


async def _background(own: Server, store: Store) -> None:
    """Claim feeds and look for digests while the server is away for a while."""
    stopping, claimed = asyncio.Event(), asyncio.Event()

    async def claim(_: int) -> tuple[str, ...]:
        await asyncio.to_thread(store.feeds.claim, (TOPIC,), at=AT, holder="me", until=AT, limit=1)
        claimed.set()
        return ()

    async def look() -> None:
        await asyncio.to_thread(store.digests.ripe, at=AT, limit=1)

    async def work(_: str) -> None:
        """There is none."""

    own.stop()
    polling = asyncio.create_task(keep_busy(claim, work, stopping, places=4, tick=0.05, grace=1))
    waiting = asyncio.create_task(until_it_works(look, stopping))
    assert [await _surely(look) for _ in range(20)] == [False] * 20
    await asyncio.to_thread(own.start)
    assert await _surely(look)
    async with asyncio.timeout(20):
        await waiting
        await claimed.wait()
    stopping.set()
    await polling


def test_a_channel_is_answered_calmly_and_not_told_where_the_database_is(
    own: Server, settings: Settings
) -> None:
    here = settings.model_copy(update={"database_url": SecretStr(own.url)})
    with open_app(here) as app:
        assert app.answer_now(Command(text="latest")).ok
        own.stop()
        try:
            for platform in ("discord", "slack"):
                reply = app.answer_now(Command(text="latest", platform=platform, administrator=True))
                assert not reply.ok
                assert reply.title == "I can't look anything up just now."
                assert "news" not in reply.model_dump_json()
            assert "The database news" in app.answer_now(Command(text="latest")).title
            with pytest.raises(NotNow, match="just now"):
                asyncio.run(app.kept("space", "key"))
        finally:
            own.start()
        assert app.answer_now(Command(text="latest", platform="discord")).ok


def test_a_host_that_swallows_everything_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1) as silent:
        began = time.monotonic()
        with pytest.raises(Unreachable) as caught:
            Database(f"postgresql://me:hush@127.0.0.1:{silent.getsockname()[1]}/news", bounds=Bounds(2))
    assert time.monotonic() - began < 10
    assert "hush" not in str(caught.value)


def test_after_a_long_wait_the_next_to_ask_is_told_at_once() -> None:
    now = [100.0]
    standing = Standing("here", clock=lambda: now[0])
    with capture_logs():
        standing.failed(Unreachable("Gone.", "Wait."), writing=False, took=10.0)
        with pytest.raises(Unreachable, match=r"Gone\. Wait\."):
            standing.check()
        now[0] += 2.5
        standing.check()
        standing.failed(Unreachable("Gone.", "Wait."), writing=False, took=0.01)
        standing.check()
        standing.works(writing=False)


# ---- there, and not as it should be


def test_a_server_that_became_read_only_is_read_and_written_again_once_it_can_be(
    own: Server, store: Store
) -> None:
    """As after another has taken over: the connections that are open lead to the one that lost its place."""
    before = count(store)
    with capture_logs() as logs:
        own.tell("ALTER DATABASE news SET default_transaction_read_only = on")
        own.tell("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'news'")
        for number in range(5):
            with pytest.raises(ReadOnlyDatabase) as caught:
                put(store, article(f"refused-{number}", "Refused.\n"))
            assert has_a_cure(caught.value)
            assert count(store) == before
        own.tell("ALTER DATABASE news RESET default_transaction_read_only")
        put(store, article("d", "The premier may write.\n"))
    assert told(logs) == ["database fails", "database works again"]


def test_of_several_servers_the_one_that_can_be_written_is_taken(own: Server, store: Store) -> None:
    folder = own.url.partition("host=")[2]
    several = f"postgresql://postgres@/news?host=/nowhere:5432&host={folder}:5432"
    other = open_store(f"{several}&target_session_attrs=read-write")
    assert count(other) == count(store)
    other.close()
    with pytest.raises(Unreachable, match=r"news on db1\.invalid:5432 or db2\.invalid:5432 does not"):
        open_store("postgresql://me:hush@/news?host=db1.invalid:5432&host=db2.invalid:5432")


def test_a_full_disk_is_told_and_nothing_is_half_written(own: Server, store: Store) -> None:
    before = count(store)
    with psycopg.connect(own.url, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON readings FOR EACH ROW EXECUTE FUNCTION full_disk()"
        )
        with pytest.raises(DiskFull) as caught:
            put(store, article("e", "The premier writes a lot.\n"))
        assert has_a_cure(caught.value)
        assert count(store) == before
        connection.execute("DROP FUNCTION full_disk CASCADE")
    put(store, article("e", "The premier writes a lot.\n"))
    assert count(store) == before + 1


def test_a_deadlock_is_ended_and_what_was_asked_can_be_asked_again(own: Server, store: Store) -> None:
    assert isinstance(store, SqlStore)
    database, held = store._database, threading.Event()
    with psycopg.connect(own.url) as other:
        other.execute("SET deadlock_timeout = '1h'")  # so that it is not the other who gives way
        other.execute("LOCK TABLE events IN ACCESS EXCLUSIVE MODE")

        def contradict() -> None:
            held.wait()
            other.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(b"readout")])

        thread = threading.Thread(target=contradict)
        thread.start()

        def write() -> None:
            with database.writing() as connection:
                held.set()
                connection.execute(text("SELECT count(*) FROM events"))

        with pytest.raises(DatabaseBusy) as caught:
            write()
        thread.join()
        other.rollback()
    assert has_a_cure(caught.value)
    assert count(store)
    put(store, article("f", "The premier is patient.\n"))


def test_what_takes_too_long_is_given_up(own: Server) -> None:
    database = Database(own.url, bounds=Bounds(patience=2, statement=0.2))

    def dawdle() -> None:
        with database.reading() as connection:
            connection.execute(text("SELECT pg_sleep(30)"))

    began = time.monotonic()
    with pytest.raises(DatabaseBusy, match="takes too long") as caught:
        dawdle()
    assert time.monotonic() - began < 10
    assert has_a_cure(caught.value)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    database.close()


def test_no_more_connections_are_made_than_were_allowed(own: Server) -> None:
    database = Database(own.url, bounds=Bounds(patience=0.2, connections=2))

    def third() -> None:
        with database.reading():
            """Never comes so far."""

    with database.reading(), database.reading():
        with pytest.raises(DatabaseBusy, match="Every connection") as caught:
            third()
        assert has_a_cure(caught.value)
    third()
    database.close()


def test_a_server_that_lets_nobody_else_in_is_busy(own: Server) -> None:
    own.tell("CREATE ROLE lone LOGIN SUPERUSER", "ALTER ROLE lone NOSUPERUSER CONNECTION LIMIT 1")
    url = own.url.replace("postgres:@", "lone:@")
    with psycopg.connect(url):
        with pytest.raises(DatabaseBusy, match="too many connections") as caught:
            Database(url, bounds=Bounds(patience=2), migrate=False).reading().__enter__()
        assert has_a_cure(caught.value)


def test_a_process_that_hangs_in_a_transaction_does_not_keep_others_from_writing(
    own: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.postgres._FORSAKEN", 0.3)
    hanging, other = Database(own.url), open_store(own.url, patience=5)

    def hang() -> None:
        with hanging.writing() as connection:
            put(other, article("g", "The premier need not wait.\n"))
            connection.execute(text("SELECT 1"))

    with pytest.raises(Unreachable):
        hang()
    other.close()
    hanging.close()


# ---- told once


def test_that_reading_works_does_not_say_that_writing_does() -> None:
    standing = Standing("here")
    with capture_logs() as logs:
        standing.failed(DiskFull("Full.", "Free some."), writing=True)
        standing.works(writing=False)
        standing.failed(DiskFull("Full.", "Free some."), writing=True)
        assert told(logs) == ["database fails"]
        standing.works(writing=True)
    assert told(logs) == ["database fails", "database works again"]
    assert logs[1]["failures"] == 2


def test_a_database_that_comes_and_goes_does_not_fill_the_log() -> None:
    now = [100.0]
    standing = Standing("here", clock=lambda: now[0])
    with capture_logs() as logs:
        for _ in range(1000):
            standing.failed(Unreachable("Gone.", "Wait."), writing=False)
            now[0] += 1.0
            standing.works(writing=False)
            now[0] += 2.0
        assert len(logs) < 25
        logs.clear()
        standing.failed(Unreachable("Gone.", "Wait."), writing=False)
        now[0] += 11.0  # it is no hiccup any more
        standing.failed(Unreachable("Gone.", "Wait."), writing=False)
        standing.works(writing=False)
    assert told(logs) == ["database fails", "database works again"]
    assert logs[1]["seconds"] == 11.0


def test_what_is_wrong_for_good_is_not_called_a_fault_that_passes() -> None:
    standing = Standing("here")
    with capture_logs() as logs:
        standing.failed(StorageError("Damaged.", "Restore it."), writing=True)
        standing.works(writing=True)
    assert logs == []
