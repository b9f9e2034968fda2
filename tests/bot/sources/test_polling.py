"""Feeds polled end to end against an invented internet: everything stored once, whatever goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.newsserver import World, serving
from bot.loading import load_topic
from bot.settings import BUNDLED
from bot.sources.addresses import Allowed
from bot.sources.fetching import Fetcher
from bot.sources.manners import Manners
from bot.sources.polling import Polling
from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.feed_contract import Backlog, GivenFeed, StoredFeed
from bot.storage.sql import SqlStore
from summaries.topics import Feed, Topic

HASTE = Manners(feeds=20, items=20, spread=0, tick=0.05, grace=1.0)
PATIENCE = 60.0


class Clock:
    """A clock that can be put forward and back."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Figures:
    """What polling has told."""

    def __init__(self) -> None:
        self.polls: list[str] = []
        self.items: list[str] = []
        self.lags: list[str] = []

    def polled(self, outcome: str) -> None:
        self.polls.append(outcome)

    def taken(self, outcome: str) -> None:
        self.items.append(outcome)

    def answerable(self, since: str, seconds: float) -> None:
        self.lags.append(since)

    def behind(self, backlog: Backlog) -> None:
        """How far is of no interest here."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'readout.db'}")
    yield opened
    opened.close()


def venezuela(*urls: str) -> Topic:
    topic = load_topic(BUNDLED / "venezuela")
    return topic.model_copy(update={"feeds": tuple(Feed(url=url) for url in urls)})


async def polled(
    store: Store,
    topic: Topic,
    enough: Callable[[], bool],
    *,
    figures: Figures | None = None,
    clock: Clock | None = None,
    manners: Manners = HASTE,
    folders: tuple[Path, ...] = (),
    meanwhile: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Poll until ``enough``."""
    stopping = asyncio.Event()
    async with Fetcher(Allowed(["127.0.0.0/8"]), "Readout/0.1", pause=0) as getting:
        polling = Polling(store, [topic], getting, manners=manners, watch=figures, now=clock, folders=folders)
        running = asyncio.create_task(polling.run(stopping))
        try:
            async with asyncio.timeout(PATIENCE):
                if meanwhile:
                    await meanwhile()
                while not enough() and not running.done():  # noqa: ASYNC110 what is waited for is in the store
                    await asyncio.sleep(0.05)
        finally:
            stopping.set()
            await running


def feeds_of(store: Store) -> tuple[StoredFeed, ...]:
    return store.feeds.listing("venezuela")


def all_tried(store: Store) -> bool:
    feeds = feeds_of(store)
    return bool(feeds) and all(feed.tried for feed in feeds)


def all_read(store: Store, times: int = 1, figures: Figures | None = None) -> bool:
    """Whether every feed was tried, and nothing waits that could be had now."""
    feeds = feeds_of(store)
    tried = all_tried(store)
    if figures is not None:
        tried = tried and len(figures.polls) >= times * len(feeds)
    return tried and not any(feed.waiting for feed in feeds)


def documents(store: Store) -> list[str]:
    assert isinstance(store, SqlStore)
    with store._database.reading() as connection:
        return list(connection.scalars(text("SELECT document FROM articles ORDER BY document")))


async def test_everything_that_can_be_read_is_stored_once_and_nothing_twice(store: Store) -> None:
    world, figures = World(6, 24, seed=5, faults=False), Figures()
    async with serving(world) as server:
        topic = venezuela(*world.addresses())
        await polled(store, topic, lambda: all_read(store), figures=figures)
        assert figures.lags.count("listed") == figures.items.count("new")
        assert documents(store) == sorted(world.expected()["documents"])
        pages = server.log.by_kind["page"]
        store.feeds.refresh("venezuela", at=datetime.now(UTC))
        again = Figures()
        await polled(store, topic, lambda: len(again.polls) >= len(world.feeds), figures=again)
        assert again.polls == ["unchanged"] * len(world.feeds)
        assert server.log.by_kind["page"] == pages
        world.advance()
        store.feeds.refresh("venezuela", at=datetime.now(UTC))
        news = Figures()
        await polled(store, topic, lambda: all_read(store, 1, news), figures=news)
    assert documents(store) == sorted(world.expected()["documents"])
    counts = [feed.counts for feed in feeds_of(store)]
    assert sum(one.stored for one in counts) == len(world.expected()["documents"])
    assert sum(one.off_topic for one in counts) == len(world.expected()["off_topic"])


async def test_what_fails_says_so_and_is_tried_again(store: Store) -> None:
    world = World(60, 60, seed=3)
    async with serving(world):
        manners = {feed.manner: world.address(feed.host, feed.link) for feed in world.feeds}
        wanted = {name: manners[name] for name in ("gone", "busy-once", "moved") if name in manners}
        assert len(wanted) >= 2
        await polled(store, venezuela(*wanted.values()), lambda: all_tried(store))
    found = {feed.origin: feed for feed in feeds_of(store)}
    if gone := wanted.get("gone"):
        assert (found[gone].state, found[gone].cause) == ("gone", "gone")
    if busy := wanted.get("busy-once"):
        assert found[busy].failures == 1
        assert timedelta(seconds=30) < found[busy].due - datetime.now(UTC) < timedelta(seconds=90)
        assert found[busy].trouble.endswith(".")
    if moved := wanted.get("moved"):
        assert found[moved].url == world.expected()["moved"][moved]
    assert {event.outcome for event in store.events()} == {"failed"}


async def test_two_processes_share_the_work_and_poll_nothing_twice(store: Store, tmp_path: Path) -> None:
    world, one, other = World(8, 8, seed=5, faults=False), Figures(), Figures()
    second = open_store(f"sqlite:///{tmp_path / 'readout.db'}")
    async with serving(world) as server:
        topic = venezuela(*world.addresses())
        await asyncio.gather(
            polled(store, topic, lambda: all_read(store), figures=one),
            polled(second, topic, lambda: all_read(second), figures=other),
        )
    second.close()
    assert sorted(one.polls + other.polls) == ["read"] * 8
    assert server.log.by_kind["feed"] == 8
    assert server.log.told()["pages_asked_twice"] == 0


async def test_a_clock_put_back_makes_no_storm_and_nothing_late(store: Store) -> None:
    world, clock, figures = World(4, 4, seed=5, faults=False), Clock(), Figures()
    async with serving(world):
        topic = venezuela(*world.addresses())
        await polled(store, topic, lambda: all_read(store), figures=figures, clock=clock)
        clock.ahead = -timedelta(days=2)
        again = Figures()
        with suppress(TimeoutError):
            await asyncio.wait_for(
                polled(store, topic, lambda: False, figures=again, clock=clock), timeout=1.5
            )
    assert again.polls == []
    assert all(feed.due - clock() < timedelta(seconds=feed.interval) for feed in feeds_of(store))


async def test_a_store_that_fails_for_a_while_loses_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program that holds the database is the commonest trouble; here it does so for a second."""
    world = World(2, 4, seed=5, faults=False)
    monkeypatch.setattr("bot.sources.working.TROUBLE", 0.1)
    impatient = open_store(str(store._database.engine.url), patience=0.05)  # type: ignore[attr-defined]

    async def held() -> None:
        for listed in (False, True):  # at the start, and again while items are in work
            while listed and not any(feed.waiting for feed in feeds_of(store)):  # noqa: ASYNC110 it is in the store
                await asyncio.sleep(0.01)
            with store._database.writing():  # type: ignore[attr-defined]
                await asyncio.sleep(1 + 2 * listed)

    async with serving(world):
        topic = venezuela(*world.addresses())
        await polled(
            impatient,
            topic,
            lambda: all_read(store),
            meanwhile=held,
            manners=Manners(feeds=2, items=4, spread=0, tick=0.05, lease=2.0),
        )
    impatient.close()
    assert documents(store) == sorted(world.expected()["documents"])


async def test_what_is_added_just_after_a_start_is_read_soon(store: Store) -> None:
    world = World(2, 4, seed=5, faults=False)
    topic = venezuela(world.addresses()[0])

    async def added() -> None:
        while not all_tried(store):  # noqa: ASYNC110 what is waited for is in the store
            await asyncio.sleep(0.05)
        given = GivenFeed(url=world.addresses()[1])
        store.feeds.add("venezuela", given, who="ann", at=datetime.now(UTC), interval=1800)

    async with serving(world):
        async with asyncio.timeout(20):
            await polled(store, topic, lambda: all_tried(store), manners=Manners(), meanwhile=added)
    assert len(feeds_of(store)) == 2


async def test_a_watched_folder_is_read_and_its_changes_too(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "one.txt").write_text(_ARTICLE)
    (folder / "two.txt.part").write_text(_ARTICLE)
    figures = Figures()
    await polled(store, venezuela(), lambda: "new" in figures.items, figures=figures, folders=(folder,))
    assert documents(store) == ["one"]
    (folder / "one.txt").write_text(_ARTICLE.replace("sanctions", "new sanctions"))
    store.feeds.refresh("venezuela", at=datetime.now(UTC) + timedelta(seconds=5))
    clock = Clock()
    clock.ahead = timedelta(seconds=10)
    later = Figures()
    await polled(
        store, venezuela(), lambda: "revised" in later.items, figures=later, clock=clock, folders=(folder,)
    )
    (folder / "one.txt").unlink()
    assert store.coverage("venezuela").articles == 1


_ARTICLE = """Moscow warns against intervention in Venezuela

CARACAS, 6 May 2019. Russian Foreign Minister Sergei Lavrov said that Moscow opposed the sanctions against
Venezuela and any military intervention there. “We have agreed to keep in touch,” Lavrov said after talks with
Venezuelan Foreign Minister Jorge Arreaza about the government of Nicolás Maduro.
"""
