"""The alarm clock rings when it was set to, and the engine wakes by it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.alarm import Alarm
from bot.digests.delivering import Delivering
from bot.digests.ledger import written
from bot.digests.ticking import deliver
from bot.messages import Problem, Throttled
from bot.storage import open_store
from bot.storage.contract import Store
from tests.bot.digests.channel import Channel, Line, Process
from tests.bot.digests.test_delivering import TOPIC, digest

SOON = 0.1
"""Seconds by which a digest may come late."""


def in_seconds(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


class Rings:
    def __init__(self) -> None:
        self.rang: list[float] = []
        self.began = time.monotonic()

    def __call__(self) -> None:
        self.rang.append(time.monotonic() - self.began)


async def test_it_rings_once_at_the_moment_it_was_set_to() -> None:
    rings = Rings()
    with Alarm(rings) as alarm:
        alarm.set(in_seconds(0.2))
        await asyncio.sleep(0.5)
    assert len(rings.rang) == 1
    assert 0.19 <= rings.rang[0] < 0.2 + SOON


async def test_only_the_moment_it_was_set_to_last_counts() -> None:
    rings = Rings()
    with Alarm(rings) as alarm:
        alarm.set(in_seconds(0.1))
        alarm.set(in_seconds(9))
        await asyncio.sleep(0.2)
        assert rings.rang == []
        alarm.set(in_seconds(0.05))
        await asyncio.sleep(0.2)
        assert len(rings.rang) == 1
        alarm.set(in_seconds(0.05))
        alarm.set(None)
        alarm.set(None)
        await asyncio.sleep(0.2)
    assert len(rings.rang) == 1


@pytest.mark.parametrize("ago", [timedelta(), timedelta(hours=1), timedelta(days=400)])
async def test_a_moment_that_is_over_rings_at_once(ago: timedelta) -> None:
    rings = Rings()
    with Alarm(rings) as alarm:
        alarm.set(datetime.now(UTC) - ago)
        await asyncio.sleep(0.1)
    assert len(rings.rang) == 1


async def test_it_rings_no_more_when_it_is_put_away() -> None:
    rings = Rings()
    with Alarm(rings) as alarm:
        alarm.set(in_seconds(0.05))
    await asyncio.sleep(0.1)
    assert rings.rang == []


# ---- the engine wakes by it


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


class Running:
    """An engine that looks by itself every ten minutes only, on the machine's clock."""

    def __init__(self, store: Store, *faults: Problem) -> None:
        self.channel, self.stopping, self.looks = Channel(), asyncio.Event(), 0
        self.channel.faults = list(faults)
        line = Line(self.channel, Process())
        self.engine = Delivering(store, {TOPIC.id: TOPIC}, lambda: {"slack": line}, holder="me")
        self._round, self.engine.round = self.engine.round, self.look  # type: ignore[method-assign]

    async def look(self) -> None:
        self.looks += 1
        await self._round()

    async def __aenter__(self) -> Running:
        self.task = asyncio.create_task(deliver(self.engine, self.stopping, look=600))
        await asyncio.sleep(0.2)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stopping.set()
        async with asyncio.timeout(5):
            await self.task

    async def posted(self) -> datetime:
        """When something stands in the channel."""
        async with asyncio.timeout(5):
            while not self.channel.posts:  # noqa: ASYNC110 seen in the channel only
                await asyncio.sleep(0.005)
        return datetime.now(UTC)


def set_up(store: Store, due: datetime) -> None:
    """A digest of which a run is past, to be looked at then: its schedule knows whole minutes only."""
    store.digests.create(written(digest("7k2m")), at=due - timedelta(hours=2), due=due)


async def test_a_digest_is_posted_when_it_is_due(store: Store) -> None:
    due = in_seconds(0.6)
    set_up(store, due)
    async with Running(store) as running:
        late = await running.posted() - due
    assert timedelta() <= late < timedelta(seconds=0.5)  # composed, recorded and posted


async def test_whoever_sets_a_digest_up_wakes_the_engine(store: Store) -> None:
    async with Running(store) as running:
        assert running.channel.posts == []
        began = datetime.now(UTC)
        await asyncio.to_thread(set_up, store, in_seconds(-60))
        assert await running.posted() - began < timedelta(seconds=0.5)


async def test_what_the_platform_put_off_is_tried_again_when_it_said(store: Store) -> None:
    set_up(store, in_seconds(-60))
    began = datetime.now(UTC)
    async with Running(store, Throttled(0.5)) as running:
        assert timedelta(seconds=0.5) < await running.posted() - began < timedelta(seconds=1.2)
    assert running.channel.asked == 2


async def test_an_engine_without_anything_to_do_looks_once(store: Store) -> None:
    async with Running(store) as running:
        looks = running.looks
        await asyncio.sleep(0.5)
        assert (looks, running.looks) == (1, 1)


async def test_what_waits_for_a_platform_that_is_away_keeps_nobody_busy(store: Store) -> None:
    set_up(store, in_seconds(-60))
    async with Running(store) as running:
        await running.posted()
        running.engine.postings = dict
        store.digests.create(written(digest("8888")), at=in_seconds(-7200), due=in_seconds(-1))
        await asyncio.sleep(0.6)
        assert running.looks < 6
    assert len(running.channel.posts) == 1
