"""Workers in processes of their own on one PostgreSQL: everything is done once, whoever is killed."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime

import psycopg

from benchmarks.newsserver import World, serving
from bot.jobs.queue import conninfo
from bot.storage.contract import Store
from bot.storage.feed_contract import GivenFeed
from tests.bot.jobs.conftest import Clerks

PATIENCE = 120.0


def add_feeds(store: Store, world: World) -> None:
    given = [GivenFeed(url=address) for address in world.addresses()]
    store.feeds.merge("venezuela", given, at=datetime.now(UTC), interval=1800)


def all_read(store: Store) -> bool:
    feeds = store.feeds.listing("venezuela")
    return all(feed.tried for feed in feeds) and not any(feed.waiting for feed in feeds)


async def until_read(store: Store) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await asyncio.to_thread(all_read, store):  # noqa: ASYNC110 what is waited for is in the store
            await asyncio.sleep(0.2)


def column(url: str, query: str) -> list[str]:
    with psycopg.connect(conninfo(url)) as connection:
        return [row[0] for row in connection.execute(query.encode()).fetchall()]


async def test_what_killed_workers_were_at_is_done_by_others_and_stored_once(
    url: str, store: Store, clerks: Clerks
) -> None:
    world = World(4, 16, seed=5, faults=False)
    async with serving(world):
        add_feeds(store, world)
        first, second = clerks.start(), clerks.start()
        for one in (first, second):
            await asyncio.sleep(2.0)
            one.kill()
            one.wait()
            clerks.start()
        await until_read(store)
    assert column(url, "SELECT document FROM articles ORDER BY document") == sorted(
        world.expected()["documents"]
    )
    counts = [feed.counts for feed in store.feeds.listing("venezuela")]
    assert sum(one.stored for one in counts) == len(world.expected()["documents"])
    assert column(url, "SELECT task_name FROM procrastinate_jobs WHERE status = 'failed'") == []


async def test_a_worker_that_is_told_to_stop_leaves_nothing_half_done(
    url: str, store: Store, clerks: Clerks
) -> None:
    world = World(3, 12, seed=7, faults=False)
    async with serving(world):
        add_feeds(store, world)
        one = clerks.start()
        await asyncio.sleep(2.0)
        one.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(one.wait, 20) == 0
        assert column(url, "SELECT task_name FROM procrastinate_jobs WHERE status = 'doing'") == []
        assert column(url, "SELECT id FROM procrastinate_workers") == []
        clerks.start()
        await until_read(store)
    assert column(url, "SELECT document FROM articles ORDER BY document") == sorted(
        world.expected()["documents"]
    )
