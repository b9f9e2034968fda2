"""Offering jobs: each waits once, no more than there is room for, and the tables are made by one."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from procrastinate import App
from procrastinate.schema import SchemaManager
from psycopg.conninfo import conninfo_to_dict as parts

from bot.jobs.names import HOUSE, MOST_OFFERED, POLL
from bot.jobs.queue import Offer, conninfo, look_soon, offer, waiting
from bot.jobs.scheduling import looked_soon
from bot.jobs.schema import prepare
from bot.storage.contract import Store
from tests.bot.storage.conftest import at


def test_many_processes_that_start_at_once_make_the_tables_once(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE starting")
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(prepare, [at(server, "starting")] * 8))
    assert sorted(made) == [False] * 7 + [True]


def test_tables_of_an_older_procrastinate_get_what_came_since_and_keep_their_jobs(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE older")
    older = "03.03.00_01_pre_priority_lock_fetch_job"
    files = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    with psycopg.connect(at(server, "older"), autocommit=True) as connection:
        for file in files:
            if file.stem <= older:
                connection.execute(file.read_bytes())
        connection.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('poll', 'poll')")
        connection.execute(f"COMMENT ON TABLE procrastinate_jobs IS '{older}'".encode())
    assert prepare(at(server, "older"))
    assert not prepare(at(server, "older"))
    with psycopg.connect(at(server, "older")) as connection:
        kept = connection.execute(
            "SELECT count(*), to_regproc('procrastinate_retry_job_v2') FROM procrastinate_jobs GROUP BY 2"
        )
        assert [(number, bool(function)) for number, function in kept.fetchall()] == [(1, True)]


def test_the_address_of_a_database_is_told_as_its_own_libraries_take_it() -> None:
    assert parts(conninfo("postgresql+psycopg://ana:s%403@db/x?sslmode=require")) == {
        "user": "ana", "password": "s@3", "host": "db", "dbname": "x", "sslmode": "require"
    }  # fmt: skip
    several = "postgresql://ana@/x?host=db1:5432&host=db2:5433&target_session_attrs=read-write"
    assert parts(conninfo(several)) == {
        "user": "ana", "host": "db1,db2", "port": "5432,5433", "dbname": "x",
        "target_session_attrs": "read-write",
    }  # fmt: skip


async def test_what_waits_already_is_not_offered_again(queue: App) -> None:
    assert await offer(queue, POLL, [Offer(1, "feed:1"), Offer(2, "feed:2")]) == 2
    assert await offer(queue, POLL, [Offer(2, "feed:2"), Offer(3, "feed:3")]) == 1
    assert await waiting(queue, POLL) == {1, 2, 3}


async def test_what_is_being_done_is_not_offered_again(queue: App) -> None:
    await offer(queue, POLL, [Offer(1, "feed:1")])
    worker = await queue.job_manager.register_worker()
    assert await queue.job_manager.fetch_job([POLL], worker) is not None
    assert await offer(queue, POLL, [Offer(1, "feed:1")]) == 0


async def test_no_more_is_offered_than_there_is_room_for(queue: App) -> None:
    many = [Offer(key, f"feed:{key}") for key in range(MOST_OFFERED + 5)]
    assert await offer(queue, POLL, many) == MOST_OFFERED
    assert len(await waiting(queue, POLL)) == MOST_OFFERED


async def test_one_look_that_waits_is_enough(queue: App) -> None:
    await look_soon(queue)
    await look_soon(queue)
    jobs = await queue.job_manager.list_jobs_async(queue=HOUSE)
    assert len(list(jobs)) == 1


async def test_feeds_that_somebody_refreshes_are_looked_for_at_once(store: Store, queue: App) -> None:
    with looked_soon(store, queue):
        await asyncio.to_thread(store.feeds.refresh, "venezuela", at=datetime.now(UTC))
        async with asyncio.timeout(30):
            while not list(await queue.job_manager.list_jobs_async(queue=HOUSE)):  # noqa: ASYNC110 see above
                await asyncio.sleep(0.05)


async def test_of_one_lock_one_job_is_done_at_a_time(queue: App) -> None:
    await offer(queue, POLL, [Offer(1, "feed:1"), Offer(2, "feed:1"), Offer(3, "feed:3")])
    worker = await queue.job_manager.register_worker()
    found = [await queue.job_manager.fetch_job([POLL], worker) for _ in range(3)]
    assert [job and job.task_kwargs["key"] for job in found] == [1, 3, None]
