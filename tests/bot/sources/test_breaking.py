"""In one process: an item that breaks what reads it is tried again, then set aside, and shown in status."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from bot.app import App
from bot.jobs import aside
from bot.jobs.names import TRIES, Tempo
from bot.messages import Command, Table
from bot.sources.intake import Intake
from bot.sources.listing import address_item
from bot.sources.manners import Manners
from bot.sources.retrieved import Retrieved
from bot.storage.contract import Store
from bot.storage.feed_contract import GivenFeed
from summaries.topics import Topic

URL = "https://one.example/poison"


class Broken:
    """Retrieves nothing: it breaks, so often as it is told to."""

    def __init__(self, times: int) -> None:
        self.asked, self._times = 0, times

    async def get(
        self, url: str, *, etag: str = "", modified: str = "", most: int | None = None
    ) -> Retrieved:
        self.asked += 1
        if self.asked <= self._times:
            raise RuntimeError("nothing for people")
        return Retrieved(url=url, status=200, content_type="text/html")


async def taken_in(store: Store, topic: Topic, getter: Broken, enough: Callable[[], bool]) -> None:
    now = datetime.now(UTC)
    feed = store.feeds.add(topic.id, GivenFeed(url="given:a", kind="given"), who="ana", at=now, interval=0)
    store.feeds.list_items(feed.key, [address_item(URL)], again=(), at=now)
    intake, stopping = (
        Intake(
            store,
            [topic],
            getter,
            lambda: datetime.now(UTC),
            manners=Manners(tick=0.02),
            feed=feed.key,
            tempo=Tempo(pause=0.01, longest=0.05),
        ),
        asyncio.Event(),
    )
    running = asyncio.create_task(intake.run(stopping))
    async with asyncio.timeout(20):
        while not enough():  # noqa: ASYNC110 what is waited for is in the store
            await asyncio.sleep(0.02)
    stopping.set()
    await running
    await intake.close()
    assert store.feeds.left(feed.key) == 0


def set_aside(store: Store) -> list[aside.Aside]:
    return list(aside.kept(store, datetime.now(UTC)))


async def test_what_breaks_each_time_is_set_aside_and_shown_with_its_cause(app: App, strait: Topic) -> None:
    store, getter = app.context.store, Broken(TRIES)
    await taken_in(store, strait, getter, lambda: bool(set_aside(store)))
    reply = await app.answer(Command(text="/strait status"))
    tables = [block for block in reply.blocks if isinstance(block, Table) and "tries" in block.headers]
    (row,) = tables[0].rows
    assert row[1:] == (URL, "analyse", str(TRIES), "it broke each time (RuntimeError).")
    assert getter.asked == TRIES


async def test_what_works_in_the_end_is_not_set_aside(app: App, strait: Topic) -> None:
    getter = Broken(TRIES - 1)
    await taken_in(app.context.store, strait, getter, lambda: getter.asked == TRIES)
    assert set_aside(app.context.store) == []
