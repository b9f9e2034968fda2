"""What one process changes, another that shares its PostgreSQL hears at once, or finds by looking."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import structlog
from structlog.testing import capture_logs

from bot.commands.context import Context
from bot.commands.handling import handle
from bot.digests.delivering import Delivering
from bot.digests.ledger import written
from bot.digests.ticking import deliver
from bot.hearing import hearing
from bot.messages import Command, Reply
from bot.storage import open_store
from bot.storage.bell import CHANNEL
from bot.storage.contract import Store
from bot.storage.feed_contract import GivenFeed
from tests.bot.digests.channel import Channel, Line, Process
from tests.bot.digests.test_delivering import TOPIC, digest
from tests.bot.storage.conftest import emptied, migrated, postgres, server
from tests.bot.storage.making import article, put, quotation

__all__ = ["emptied", "migrated", "postgres", "server"]

ROOT = Path(__file__).parents[2]
AT = datetime(2021, 6, 1, 9, 0, tzinfo=UTC)
WORDS = "The loan will be repaid by nobody at all"

ADDING = """
import sys
from datetime import UTC, datetime, timedelta
from bot.digests.ledger import written
from bot.storage import open_store
from tests.bot.digests.test_delivering import digest
store, now = open_store(sys.argv[1]), datetime.now(UTC)
store.digests.create(written(digest(when_empty="say")), at=now - timedelta(hours=1), due=now)
store.close()
"""
REPORTING = """
import sys
from datetime import UTC, datetime
from bot.storage import open_store
store = open_store(sys.argv[1])
assert store.quarantine(sys.argv[2], why="wrong speaker", who="slack:U1", at=datetime.now(UTC))
store.close()
"""


@pytest.fixture(autouse=True)
def every_level() -> Iterator[None]:
    """Whatever is logged is seen, though an application that is open logs from warnings up."""
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)


@pytest.fixture
def stores(postgres: str) -> Iterator[tuple[Store, Store]]:
    """Two that share a PostgreSQL, as two processes do."""
    both = open_store(postgres), open_store(postgres)
    yield both
    for each in both:
        each.close()


def another_process(program: str, *given: str) -> None:
    subprocess.run([sys.executable, "-c", program, *given], cwd=ROOT, check=True, timeout=60)


def subscribe(store: Store) -> None:
    store.digests.create(written(digest()), at=AT, due=AT + timedelta(hours=1))


def add_feed(store: Store) -> None:
    store.feeds.add("freedonia", GivenFeed(url="https://a.example/rss"), who="U1", at=AT, interval=60.0)


def refresh(store: Store) -> None:
    store.feeds.refresh("freedonia", at=AT)


def take_in(store: Store) -> str:
    """An article with a quotation; its citation id."""
    made = article("a", f"“{WORDS}”, the government said.\n", "2021-06-01")
    said = quotation(made, WORDS, issues=("loan",))
    put(store, made, said, at=AT)
    return said.content[0].id


@pytest.mark.parametrize(
    ("deed", "heard"),
    [(subscribe, ["digests"]), (add_feed, ["feeds"]), (refresh, ["feeds"]), (take_in, [])],
)
def test_what_people_change_is_told_once_it_is_stored_and_what_comes_by_thousands_never(
    postgres: str, stores: tuple[Store, Store], deed: Callable[[Store], object], heard: list[str]
) -> None:
    with psycopg.connect(postgres.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        deed(stores[0])
        connection.execute("SELECT pg_notify(%s, 'last')", (CHANNEL,))
        told = []
        for notice in connection.notifies(timeout=20):
            if notice.payload == "last":
                break
            told.append(notice.payload)
    assert told == heard


async def test_whoever_waits_elsewhere_is_called_whichever_store_made_the_change(
    postgres: str, stores: tuple[Store, Store]
) -> None:
    mine, other = stores
    called = asyncio.Event()
    forget = mine.on_change("digests", called.set)
    async with hearing(mine, postgres):
        await asyncio.wait_for(called.wait(), 20)  # it looks once it hears: something may have been missed
        called.clear()
        await asyncio.to_thread(subscribe, other)
        await asyncio.wait_for(called.wait(), 20)
        called.clear()
        forget()
        await asyncio.to_thread(mine.told)
        assert not called.is_set()


async def test_after_a_lost_connection_everybody_looks_since_something_may_have_been_missed(
    postgres: str, stores: tuple[Store, Store]
) -> None:
    mine, other = stores
    called = asyncio.Event()
    with capture_logs() as logs:
        async with hearing(mine, postgres, again=0.2):
            await until_heard(postgres)
            mine.on_change("digests", called.set)
            gone = await asyncio.to_thread(ended, postgres)
            await asyncio.to_thread(subscribe, other)  # heard or not
            async with asyncio.timeout(30):
                while len(told_of(logs)) < 2:  # noqa: ASYNC110 it stands in the log
                    await asyncio.sleep(0.05)
            await asyncio.wait_for(called.wait(), 20)
    assert gone == 1
    assert told_of(logs) == [
        ("warning", "changes of other processes are not heard, but looked for"),
        ("info", "changes of other processes are heard again"),
    ]


def told_of(logs: Sequence[MutableMapping[str, Any]]) -> list[tuple[str, str]]:
    return [(log["log_level"], log["event"]) for log in logs if "changes of other processes" in log["event"]]


async def test_with_a_server_that_never_answers_it_is_said_once(stores: tuple[Store, Store]) -> None:
    with capture_logs() as logs:
        async with hearing(stores[0], "postgresql://nobody@127.0.0.1:9/none", again=0.01):
            async with asyncio.timeout(20):
                while not logs:  # noqa: ASYNC110 it stands in the log
                    await asyncio.sleep(0.05)
            await asyncio.sleep(0.3)
    assert [log["cause"] for log in logs] == ["OperationalError"]


async def test_a_digest_that_another_process_adds_is_posted_without_waiting_for_a_look(
    postgres: str, stores: tuple[Store, Store]
) -> None:
    store, channel, stopping = stores[0], Channel(), asyncio.Event()
    line = Line(channel, Process())
    engine = Delivering(store, {TOPIC.id: TOPIC}, lambda: {"slack": line}, holder="here", by_store=True)
    async with hearing(store, postgres):
        running = asyncio.create_task(deliver(engine, stopping, look=600))
        await until_heard(postgres)
        await asyncio.to_thread(another_process, ADDING, postgres)
        async with asyncio.timeout(30):
            while not channel.posts:  # noqa: ASYNC110 it stands in the channel
                await asyncio.sleep(0.05)
        stopping.set()
        await asyncio.wait_for(running, 20)
    assert len(channel.posts) == 1


def test_a_report_in_one_process_is_in_force_in_the_next_answer_of_another(
    postgres: str, stores: tuple[Store, Store]
) -> None:
    mine, other = stores
    id = take_in(other)
    context = Context(topics={TOPIC.id: TOPIC}, store=mine, today=lambda: date(2021, 6, 2))
    assert WORDS in shown(context)
    assert WORDS in shown(context)  # remembered by now
    another_process(REPORTING, postgres, id)
    assert WORDS not in shown(context)


def shown(context: Context) -> str:
    reply: Reply = handle(context, Command(text="/freedonia quotes freedonia", administrator=True))
    return reply.model_dump_json()


async def until_heard(url: str) -> None:
    """Wait until somebody listens."""
    async with asyncio.timeout(20):
        while not await asyncio.to_thread(listeners, url):  # noqa: ASYNC110 the server knows
            await asyncio.sleep(0.05)


_LISTENERS = """
SELECT pid FROM pg_stat_activity
WHERE application_name = 'readout hearing' AND query LIKE 'LISTEN%' AND state = 'idle'
"""


def listeners(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute(_LISTENERS)]


def ended(url: str) -> int:
    """End their connections; how many that were."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT pg_terminate_backend(pid) FROM unnest(%s) pid", (listeners(url),)
        ).rowcount
