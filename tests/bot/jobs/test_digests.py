"""Digests opened by several schedulers and posted by workers that die: each stands in its channel once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from procrastinate import App

from bot.digests.ledger import written
from bot.jobs.names import COMPOSE, of_platform
from bot.jobs.queue import waiting
from bot.jobs.scheduling import Scheduling
from bot.storage.contract import Store
from tests.bot.digests.test_delivering import MADE, TOPIC, WORDS, digest
from tests.bot.jobs.conftest import Clerks
from tests.bot.storage.making import article, put, quotation

NUMBER = 24
PATIENCE = 120.0
SLACK = of_platform("slack")


def set_up(store: Store) -> list[str]:
    """Digests that are due, each in a channel of its own; their ids."""
    made = article("a", f"“{WORDS}”, the government said.\n", "2021-06-01")
    put(store, made, quotation(made, WORDS, issues=("loan",)), at=MADE + timedelta(minutes=5))
    due = datetime.now(UTC) - timedelta(minutes=1)
    ids = [f"00{number:02}" for number in range(NUMBER)]
    for id in ids:
        assert store.digests.create(
            written(digest(id, channel=f"C{id}")), at=due - timedelta(hours=2), due=due
        )
    return ids


def scheduler(store: Store, app: App, name: str) -> Scheduling:
    return Scheduling(store, {TOPIC.id: TOPIC}, app, holder=name, elsewhere=asyncio.to_thread)


async def test_several_schedulers_open_each_window_once_and_offer_it(store: Store, queue: App) -> None:
    ids = set_up(store)
    await asyncio.gather(*(scheduler(store, queue, name).round() for name in "abc"))
    assert [len(store.digests.history(id)) for id in ids] == [1] * NUMBER
    assert await waiting(queue, COMPOSE)
    assert await waiting(queue, SLACK) == set()


async def test_workers_that_die_with_a_post_in_hand_lose_nothing_and_repeat_nothing(
    url: str, store: Store, queue: App, clerks: Clerks, tmp_path: Path
) -> None:
    ids, file = set_up(store), tmp_path / "channel"
    file.touch()
    first = scheduler(store, queue, "a")
    dying = [await asyncio.to_thread(clerks.post, file, dies) for dies in (3, 5)]
    await first.round()
    for one in dying:
        await asyncio.to_thread(one.wait, PATIENCE)
    assert len(file.read_text().split()) < NUMBER
    await asyncio.to_thread(clerks.post, file)
    async with asyncio.timeout(PATIENCE):
        while {store.digests.history(id)[0].state for id in ids} != {"sent"}:
            await first.round()
            await asyncio.sleep(0.5)
    keys = file.read_text().split()
    assert len(keys) == len(set(keys)) == NUMBER
