"""Turns at a host: one at a time, in order, with a pause; and nothing kept of hosts that are done with."""

from __future__ import annotations

import asyncio

import pytest
from yarl import URL

from bot.sources.hosts import Hosts, host_of


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://news.example/a", "news.example"),
        ("https://www.news.example:443/b", "news.example"),
        ("https://feeds.news.example/b", "feeds.news.example"),
        ("http://93.184.215.14/a", "93.184.215.14"),
        ("http://[2606:2800:21f::1]/a", "2606:2800:21f::1"),
    ],
)
def test_a_host_is_its_name_whatever_scheme_port_and_www(url, host):
    assert host_of(URL(url)) == host


async def test_turns_come_in_the_order_of_asking():
    hosts, order = Hosts(pause=0), []

    async def take(number: int) -> None:
        async with hosts.turn("a"):
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(take(number) for number in range(20)))
    assert order == list(range(20))


async def test_one_hosts_queue_holds_up_nobody_else():
    hosts = Hosts(pause=60)
    async with hosts.turn("slow"):
        behind = asyncio.create_task(hosts.turn("slow").__aenter__())
        for number in range(100):
            async with asyncio.timeout(1), hosts.turn(f"other-{number}"):
                pass
        behind.cancel()
        await asyncio.gather(behind, return_exceptions=True)


async def test_the_longer_of_the_pauses_counts():
    hosts = Hosts(pause=0.01)
    loop = asyncio.get_running_loop()
    async with hosts.turn("a", 0.15):
        ended = loop.time()
    async with hosts.turn("a"):
        assert loop.time() - ended > 0.14


async def test_a_turn_may_end_without_a_pause():
    hosts = Hosts(pause=60)
    async with hosts.turn("a") as turn:
        turn.pauses = False
    async with asyncio.timeout(1), hosts.turn("a"):
        pass


async def test_a_turn_knows_whether_somebody_waits_behind_it():
    hosts = Hosts(pause=0)
    async with hosts.turn("a") as alone:
        assert alone.last

    async def take() -> bool:
        async with hosts.turn("a") as turn:
            await asyncio.sleep(0)
            return turn.last

    assert await asyncio.gather(take(), take(), take()) == [False, False, True]


async def test_an_error_in_a_turn_frees_the_host():
    hosts = Hosts(pause=0)
    with pytest.raises(KeyError):
        async with hosts.turn("a"):
            raise KeyError
    async with asyncio.timeout(1), hosts.turn("a"):
        pass
    assert len(hosts) == 0


async def test_who_is_cancelled_while_waiting_takes_no_turn():
    hosts = Hosts(pause=0)
    async with hosts.turn("a"):
        waiting = asyncio.create_task(hosts.turn("a").__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(1), hosts.turn("a") as turn:
        assert turn.last
    assert len(hosts) == 0


async def test_rest_ends_by_itself_and_is_never_shortened():
    clock = Clock()
    hosts = Hosts(pause=0, clock=clock)
    hosts.rest("a", 60)
    hosts.rest("a", 10)
    assert (hosts.resting("a"), hosts.resting("b")) == (60, 0)
    clock.now += 61
    assert hosts.resting("a") == 0
    assert len(hosts) == 0


async def test_memory_follows_the_hosts_in_use():
    clock = Clock()
    hosts = Hosts(pause=2, clock=clock)
    for number in range(20_000):
        async with hosts.turn(f"host-{number}"):
            clock.now += 0.01
        if number % 100 == 0:
            hosts.rest(f"host-{number}", 5)
        assert len(hosts) <= 1100
