"""Digests are composed ahead of their sending, equal ones once, and no channel holds up another."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.digests.delivering import Delivering
from bot.digests.queue import PLACES
from bot.messages import Place, Post, Posted
from bot.storage import open_store
from bot.storage.contract import Store
from tests.bot.digests.channel import Channel, Clock, Line, Process
from tests.bot.digests.test_delivering import DUE, MADE, TOPIC, WORDS, latest, subscribe
from tests.bot.storage.making import article, put, quotation


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    made = article("a", f"“{WORDS}”, the government said.\n", "2021-06-01")
    put(opened, made, quotation(made, WORDS, issues=("loan",)), at=MADE + timedelta(minutes=5))
    yield opened
    opened.close()


class Slow(Line):
    """Posts nothing in channels that begin with "S" until it is let go."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Process())
        self.go = asyncio.Event()
        self.under_way: list[str] = []
        self._begun = asyncio.Event()

    async def reached(self, number: int) -> None:
        """Wait until so many posts have begun."""
        while len(self.under_way) < number:
            self._begun.clear()
            await self._begun.wait()

    async def post(self, place: Place, post: Post) -> Posted:
        """Wait, where it is to be waited."""
        self.under_way.append(place.channel)
        self._begun.set()
        if place.channel.startswith("S"):
            await self.go.wait()
        return await super().post(place, post)


def engine(store: Store, line: Slow) -> Delivering:
    return Delivering(
        store,
        {TOPIC.id: TOPIC},
        lambda: {"slack": line},
        holder="me",
        clock=Clock(DUE + timedelta(seconds=1)),
        elsewhere=Process().elsewhere,
    )


async def test_all_that_is_due_is_composed_while_nothing_can_be_sent(store: Store) -> None:
    ids = [f"0{a}{b}0" for a in "0123456789" for b in "0123456789"]
    for number, id in enumerate(ids):
        subscribe(store, id, channel=f"S{number}")
    line = Slow(Channel())
    delivering = engine(store, line)
    await delivering.round()
    await asyncio.wait_for(line.reached(PLACES), 10)
    assert len(line.under_way) == PLACES < len(ids)
    assert all(latest(store, id).content for id in ids)
    assert delivering.kitchen.made == 1
    line.go.set()
    await delivering.settled()
    assert {latest(store, id).state for id in ids} == {"sent"}


async def test_a_channel_that_takes_long_has_one_under_way_and_others_go_on(store: Store) -> None:
    for number in range(5):
        subscribe(store, f"000{number}", channel="S1", most=10 + number)
    subscribe(store, "0009", channel="C1")
    line = Slow(Channel())
    delivering = engine(store, line)
    await delivering.round()
    await asyncio.wait_for(line.reached(2), 10)
    await asyncio.sleep(0.01)
    assert sorted(line.under_way) == ["C1", "S1"]
    assert latest(store, "0009").state == "sent"
    line.go.set()
    await delivering.settled()
    assert line.under_way.count("S1") == 5


async def test_what_waits_for_its_channel_when_all_stops_is_sent_by_the_next(store: Store) -> None:
    for number in range(3):
        subscribe(store, f"000{number}", channel="S1", most=10 + number)
    channel = Channel()
    line = Slow(channel)
    delivering = engine(store, line)
    await delivering.round()
    await asyncio.wait_for(line.reached(1), 10)
    line.go.set()
    await delivering.leave(5)
    other = engine(store, line)
    other_clock = Clock(DUE + timedelta(minutes=5))
    other._own_clock = other_clock
    for _ in range(5):
        await other.round()
        await other.settled()
        other_clock.forward(seconds=20)
    assert len(channel.posts) == 3
    assert len(set(channel.keys)) == 3


async def test_what_is_withdrawn_is_in_nothing_that_is_composed_later(store: Store) -> None:
    subscribe(store, "0001", channel="S1")
    line = Slow(Channel())
    delivering = engine(store, line)
    await delivering.round()
    await asyncio.wait_for(line.reached(1), 10)
    (said,) = store.quotations(TOPIC.id)
    store.quarantine(said.content[0].id, why="Wrong.", who="U1", at=DUE)
    subscribe(store, "0002", channel="C2")
    await delivering.round()
    line.go.set()
    await delivering.settled()
    assert WORDS in latest(store, "0001").content
    assert WORDS not in latest(store, "0002").content
