"""Jobs that fail again and again, or kill whoever does them: set aside with their cause, and ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.jobs import aside
from bot.jobs.desk import laid
from bot.jobs.figures import Line, lines
from bot.jobs.names import RETRIEVE, TRIES
from bot.jobs.worker import work
from bot.loading import load_topic
from bot.settings import BUNDLED
from bot.sources.retrieved import Retrieved
from bot.storage.contract import Store
from bot.storage.errors import Unreachable
from bot.storage.feed_contract import GivenFeed, ListedItem, Polled
from summaries.articles.told import Told
from tests.bot.jobs.clerk import TEMPO
from tests.bot.jobs.conftest import Clerks

PATIENCE = 120.0
PAGE = "https://one.example/poison"


def list_page(store: Store, url: str = PAGE) -> None:
    """Have a feed list that page."""
    now = datetime.now(UTC)
    given = GivenFeed(url="https://one.example/rss", kind="feed")
    feed = store.feeds.add("venezuela", given, who="ana", at=now, interval=3600)
    item = ListedItem(key="a", told=Told(url=url), document=url.removeprefix("https://"), host="one.example")
    polled = Polled(succeeded=True, due=now + timedelta(hours=1), interval=3600)
    store.feeds.polled(feed.key, polled, [item], at=now)


class Broken:
    """Retrieves nothing: every page breaks it in the same way."""

    def __init__(self, error: Callable[[int], Exception | None]) -> None:
        self.asked = 0
        self._error = error

    async def get(
        self, url: str, *, etag: str = "", modified: str = "", most: int | None = None
    ) -> Retrieved:
        self.asked += 1
        if error := self._error(self.asked):
            raise error
        return Retrieved(url=url, status=200, data=b"", content_type="text/html")


async def worked(url: str, store: Store, getter: Broken, enough: Callable[[], bool]) -> None:
    """Have a worker in this process retrieve until ``enough``."""
    stopping, topic = asyncio.Event(), load_topic(BUNDLED / "venezuela")
    async with laid(store, [topic], getter, queues=[RETRIEVE]) as desk:
        working = asyncio.create_task(
            work(url, desk, stopping, queues=[RETRIEVE], concurrency=4, tempo=TEMPO)
        )
        async with asyncio.timeout(PATIENCE):
            while not enough():  # noqa: ASYNC110 what is waited for is in the store
                await asyncio.sleep(0.1)
        stopping.set()
        await working


def set_aside(store: Store) -> list[aside.Aside]:
    return list(aside.kept(store, datetime.now(UTC)))


async def test_what_breaks_each_time_is_set_aside_after_so_many_tries_with_its_cause(
    url: str, store: Store
) -> None:
    list_page(store)
    getter = Broken(lambda asked: RuntimeError("not for the log"))
    await worked(url, store, getter, lambda: bool(set_aside(store)))
    (one,) = set_aside(store)
    assert (one.queue, one.what, one.tries) == (RETRIEVE, PAGE, TRIES)
    assert one.why == "it broke each time (RuntimeError)."
    assert getter.asked == TRIES
    assert store.feeds.listing("venezuela")[0].counts.refused == 1
    assert store.feeds.listing("venezuela")[0].waiting == 0
    assert await lines(url) == [Line(RETRIEVE, waiting=0, doing=0, aside=1, oldest=0.0)]


async def test_what_works_at_the_second_try_is_not_set_aside(url: str, store: Store) -> None:
    list_page(store)
    getter = Broken(lambda asked: RuntimeError() if asked == 1 else None)
    await worked(url, store, getter, lambda: getter.asked == 2)
    assert set_aside(store) == []


async def test_what_the_database_failed_at_is_tried_however_often(url: str, store: Store) -> None:
    list_page(store)
    gone = Unreachable("The database does not answer.", "Wait.")
    getter = Broken(lambda asked: gone if asked <= TRIES + 2 else None)
    await worked(url, store, getter, lambda: getter.asked > TRIES + 2)
    assert set_aside(store) == []


async def test_what_kills_its_workers_is_set_aside_and_the_next_lives(
    url: str, store: Store, clerks: Clerks
) -> None:
    list_page(store)
    deaths = 0
    async with asyncio.timeout(PATIENCE):
        while not set_aside(store):
            one = await asyncio.to_thread(clerks.start, "retrieve")
            while one.poll() is None and not set_aside(store):  # noqa: ASYNC110 the same
                await asyncio.sleep(0.1)
            deaths += one.poll() is not None
    (found,) = set_aside(store)
    assert (found.queue, found.what, found.tries, deaths) == (RETRIEVE, PAGE, TRIES, TRIES)
    assert "ended each time" in found.why
    assert store.feeds.listing("venezuela")[0].waiting == 0
