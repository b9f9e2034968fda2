"""The invented internet: the same for everybody who has its seed, and as it says of itself."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.newsserver import World, serving
from benchmarks.newsserver.writing import feed_bytes, page_bytes
from bot.sources.addresses import Allowed
from bot.sources.fetching import Fetcher, Retrieved, Unretrievable

ROOT = Path(__file__).parents[2]


async def read(getting: Fetcher, url: str, tries: int = 3) -> Retrieved | Unretrievable:
    """As a patient reader does it: again after what passes."""
    for left in reversed(range(tries)):
        try:
            return await getting.get(url)
        except Unretrievable as error:
            if error.lasting or not left:
                return error
            await asyncio.sleep((error.retry_after or 0) if (error.retry_after or 0) < 5 else 0)
    raise AssertionError


def test_the_same_seed_makes_the_same_world():
    one, same, other = World(20, 60, seed=3), World(20, 60, seed=3), World(20, 60, seed=4)
    assert [page_bytes(one, page) for page in one.pages] == [page_bytes(same, page) for page in same.pages]
    assert [feed_bytes(one, feed) for feed in one.feeds] == [feed_bytes(same, feed) for feed in same.feeds]
    assert page_bytes(one, one.pages[0]) != page_bytes(other, other.pages[0])


def test_a_world_needs_a_page_for_each_feed():
    with pytest.raises(ValueError, match="a page for each"):
        World(20, 10)


def test_each_hour_brings_new_items_until_all_are_out():
    world = World(20, 200, faults=False)
    counts = []
    for _ in range(5):
        counts.append(len(world.expected()["documents"]) + len(world.expected()["off_topic"]))
        world.advance()
    assert counts[0] < counts[1] < counts[2] < counts[3] < counts[4] == 200


async def test_what_it_expects_is_what_a_patient_reader_gets():
    """Every page of every readable feed by its own address, and no other; the log tells how it was asked."""
    world = World(60, 300, seed=1)
    async with serving(world) as server, Fetcher(Allowed(["127.0.0.0/8"]), "Readout/0.1", pause=0) as getting:
        pages = {page for feed in world.feeds if feed.readable for page in world.shown(feed)}
        links = [world.address(page.host, page.link) for page in pages]
        feeds = await asyncio.gather(*(read(getting, url) for url in world.addresses()))
        found = await asyncio.gather(*(read(getting, url) for url in links))
    expected = world.expected()
    got = {one.url.partition("://")[2] for one in found if isinstance(one, Retrieved)}
    assert got == {*expected["documents"], *expected["off_topic"]}
    whole = {
        url
        for url, one in zip(world.addresses(), feeds, strict=True)
        if isinstance(one, Retrieved) and one.data
    }
    assert not whole & set(expected["gone"])
    moved = {one.moved for one in feeds if isinstance(one, Retrieved) and one.moved}
    assert moved == set(expected["moved"].values())
    assert server.log.overlaps == 0
    assert server.log.by_kind["page"] >= len(links)


async def test_a_feed_that_has_not_changed_is_not_sent_again():
    world = World(5, 50, faults=False)
    async with serving(world), Fetcher(Allowed(["127.0.0.0/8"]), "Readout/0.1", pause=0) as getting:
        (url, *_) = world.addresses()
        first = await getting.get(url)
        assert (await getting.get(url, etag=first.etag)).unchanged
        await getting.get(world.address("127.1.0.1", "/-/advance"))
        assert not (await getting.get(url, etag=first.etag)).unchanged


def test_it_is_served_as_a_process_and_ends_when_told():
    command = [sys.executable, "-m", "benchmarks.newsserver", "--port", "0", "--feeds", "3", "--pages", "6"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().rpartition(" ")[2].strip()

            async def feeds() -> list[str]:
                async with Fetcher(Allowed(["127.0.0.0/8"]), "Readout/0.1", pause=0) as getting:
                    return list(json.loads((await getting.get(url)).data))

            assert len(asyncio.run(feeds())) == 3
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
