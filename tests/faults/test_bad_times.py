"""A scheduler and a worker lose their database for some seconds: `make fault-test`, shortened."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.bad_times_house import House, Process
from bot.storage import open_store
from tests.adapters.slack.workspace import Workspace
from tests.bot.conftest import pack
from tests.bot.jobs.test_roles_together import all_sent, environment_of, set_up
from tests.bot.storage.servers import Server

__all__ = ["pack"]

TOLD = {"database fails", "database works again", "changes of other processes are not heard, but looked for"}
"""What may be logged about it, at most once each of the store and of the queue of jobs."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of our own."""
    made = Server()
    yield made
    made.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(150):
        while not await asyncio.to_thread(true):  # noqa: ASYNC110 it is in other processes
            await asyncio.sleep(0.3)


async def test_processes_that_lose_their_database_say_so_once_and_go_on_by_themselves(
    server: Server, tmp_path: Path, pack: Path
) -> None:
    store = open_store(server.url, patience=5)
    async with Workspace().open() as slack:
        given = environment_of(
            server.url,
            tmp_path,
            READOUT_TOPICS=str(pack),
            SLACK_BOT_TOKEN="xoxb-1",
            SLACK_APP_TOKEN="xapp-1",
            SLACK_API_BASE=f"{slack.url}/api/",
        )
        house = House(tmp_path, {**os.environ, **given})
        try:
            scheduler = house.start("scheduler", "run --only scheduler,web")
            worker = house.start("worker", "worker --queues compose,deliver")
            await until(lambda: scheduler.page("/readyz") == 200 and worker.says("working on"))
            await asyncio.to_thread(server.stop)
            await until(lambda: scheduler.page("/readyz") == 503)
            assert scheduler.page("/healthz") == 200
            await until(lambda: all("database fails" in logged(each) for each in (scheduler, worker)))
            await asyncio.to_thread(server.start)
            ids = set_up(store, 6)
            await until(lambda: all_sent(store, ids))
            await until(lambda: scheduler.page("/readyz") == 200)
            ends = await asyncio.to_thread(house.end)
        finally:
            house.kill()
            store.close()
    assert ends == [0, 0]
    assert sorted(call["channel"] for call in slack.named("chat.postMessage")) == [f"C0{id}" for id in ids]
    for each in (scheduler, worker):
        lines = logged(each)
        assert set(lines) <= TOLD
        assert max(lines.values()) <= 2
        assert lines["database fails"] == lines["database works again"]


def logged(process: Process) -> Counter[str]:
    """What stands in its log, how often."""
    process.read.clear()
    return Counter(str(line["event"]) for line in process.news())
