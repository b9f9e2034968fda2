"""Addresses named on the command line: read once, gone on with after a stop."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.newsserver import Server, World, serving
from bot.cli import cli
from bot.loading import load_topic
from bot.settings import BUNDLED
from bot.sources.addresses import Allowed
from bot.sources.fetching import Fetcher
from bot.sources.gathering import gather
from bot.storage import open_store
from bot.storage.contract import Store
from summaries.topics import Topic


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'readout.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def topic() -> Topic:
    return load_topic(BUNDLED / "venezuela")


async def gathered(store: Store, topic: Topic, *addresses: str, **more: bool) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    async with Fetcher(Allowed(["127.0.0.0/8"]), "Readout/0.1", pause=0) as getting, asyncio.timeout(60):
        await gather(
            store,
            topic,
            addresses,
            getting,
            jobs=1,
            tell=lambda url, what, _: told.append((what, url)),
            **more,
        )
    return told


def pages_asked(server: Server) -> int:
    return server.log.by_kind["page"]


async def test_pages_and_feeds_are_read_once_and_not_retrieved_again(store: Store, topic: Topic) -> None:
    world = World(2, 8, seed=5, faults=False)
    async with serving(world) as server:
        page = world.of_feed[1][0]
        addresses = (world.addresses()[0], world.address(page.host, page.link))
        told = await gathered(store, topic, *addresses)
        kinds = Counter(what for what, _ in told)
        assert kinds["feed"] == 1
        assert kinds["new"] + kinds["off topic"] == len(told) - 1 == len(world.shown(world.feeds[0])) + 1
        assert store.coverage("venezuela").articles == kinds["new"]
        asked = pages_asked(server)
        again = await gathered(store, topic, *addresses)
        assert pages_asked(server) == asked
        assert Counter(what for what, _ in again) == {"feed": 1, "duplicate": len(told) - 1}
        await gathered(store, topic, *addresses, again=True)
        assert pages_asked(server) > asked
        assert store.coverage("venezuela").articles == kinds["new"]
    assert store.feeds.listing("venezuela") == ()


async def test_what_a_feed_lists_off_topic_is_taken_in_when_all_is_asked_for_later(
    store: Store, topic: Topic
) -> None:
    world = World(1, 12, seed=5, faults=False)
    async with serving(world):
        (address,) = world.addresses()
        passed = [url for what, url in await gathered(store, topic, address) if what == "off topic"]
        assert passed
        told = await gathered(store, topic, address, everything=True)
    assert sorted(url for what, url in told if what == "new") == sorted(passed)


async def test_what_a_feed_lists_that_was_refused_is_tried_again(store: Store, topic: Topic) -> None:
    world = World(1, 3, seed=5, faults=False)
    async with serving(world):
        (address,) = world.addresses()
        world.pages = tuple(replace(page, manner="gone") for page in world.pages)
        world.by_address = {(page.host, page.path): page for page in world.pages}
        world.by_link = {(page.host, page.link): page for page in world.pages}
        for _ in range(2):
            told = Counter(what for what, _ in await gathered(store, topic, address))
            assert told == {"feed": 1, "refused": len(world.shown(world.feeds[0]))}


async def test_what_was_stopped_goes_on_where_it_was(store: Store, topic: Topic) -> None:
    world = World(4, 12, seed=5, faults=False)
    async with serving(world) as server:
        addresses = [world.address(page.host, page.link) for page in world.pages]
        first = asyncio.create_task(gathered(store, topic, *addresses))
        while not store.coverage("venezuela").articles:  # noqa: ASYNC110 what is waited for is in the store
            await asyncio.sleep(0.02)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        told = await gathered(store, topic, *addresses)
        assert len(told) == len(addresses)
        assert {what for what, _ in told} <= {"new", "duplicate", "off topic"}
        on_topic = sum(page.on_topic for page in world.pages)
        assert store.coverage("venezuela").articles == on_topic
        assert server.log.told()["pages_asked_twice"] <= 12


async def test_what_cannot_be_read_is_refused_and_the_rest_goes_on(store: Store, topic: Topic) -> None:
    world = World(1, 2, seed=5, faults=False)
    async with serving(world):
        missing = world.address(world.feeds[0].host, "/gone")
        page = world.pages[0]
        told = await gathered(
            store, topic, missing, "http://10.1.2.3/", world.address(page.host, page.link), everything=True
        )
    assert sorted(what for what, _ in told) == ["new", "refused", "refused"]


async def test_the_command_takes_addresses_and_files_and_lists_of_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(2, 4, seed=5, faults=False)
    (tmp_path / "note.txt").write_text("Venezuela and its president Nicolás Maduro were discussed in Moscow.")
    monkeypatch.setenv("READOUT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("READOUT_FETCH_ALLOW", "127.0.0.0/8")
    monkeypatch.setenv("READOUT_FETCH_PAUSE", "0")
    async with serving(world):
        (tmp_path / "list").write_text(f"# feeds\n{world.addresses()[0]}\n\n{world.addresses()[1]}\n")
        command = [
            "ingest",
            str(tmp_path / "note.txt"),
            "--from",
            str(tmp_path / "list"),
            "--topic",
            "venezuela",
        ]
        result = await asyncio.to_thread(CliRunner().invoke, cli, command)
        expected = world.expected()
    assert result.exit_code == 0, result.output
    assert f"{len(expected['documents']) + 1} new" in result.output
    assert f"{len(expected['off_topic'])} off topic" in result.output or not expected["off_topic"]
