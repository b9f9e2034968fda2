"""One item of a feed: what becomes of it, and when it is looked at again."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.loading import load_topic
from bot.settings import BUNDLED
from bot.sources import parsing
from bot.sources.intake import Intake
from bot.sources.listing import HTML, address_item
from bot.sources.manners import Manners
from bot.sources.retrieved import Retrieved, Unretrievable
from bot.sources.taking import PutOff
from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.feed_contract import GivenFeed, ListedItem, Polled, Settled, StoredItem
from summaries.articles.told import Told
from summaries.when import When

NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)
URL = "https://news.example/2021/06/01/talks"
TEXT = "".join(
    f"<p>Nicolás Maduro told reporters in Caracas on day {n} that Venezuela would not accept sanctions from "
    f"Washington, and that talks with Moscow went on.</p>"
    for n in range(6)
)


class Web:
    """What addresses give: pages by address, or the failure to raise."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | Unretrievable] = {}
        self.asked: list[tuple[str, str]] = []

    async def get(
        self, url: str, *, etag: str = "", modified: str = "", most: int | None = None
    ) -> Retrieved:
        self.asked.append((url, etag))
        found = self.pages[url]
        if isinstance(found, Unretrievable):
            raise found
        mark = str(hash(found))
        if etag == mark:
            return Retrieved(url=url, status=304, unchanged=True, etag=mark)
        return Retrieved(url=url, status=200, data=found, content_type=HTML, etag=mark)


def page(text: str = TEXT, title: str = "Maduro speaks") -> bytes:
    return f"<title>{title}</title><body><article><h1>{title}</h1>{text}</article></body>".encode()


class Desk:
    """A feed of one item after another, and a clock."""

    def __init__(self, store: Store, web: Web) -> None:
        self.store, self.web, self.now = store, web, NOW
        self.told: list[tuple[StoredItem, Settled | PutOff]] = []
        topic = load_topic(BUNDLED / "venezuela")
        manners = Manners(tick=0.02, grace=0.5)
        self.intake = Intake(
            store,
            [topic],
            web,
            lambda: self.now,
            manners=manners,
            tell=lambda item, became: self.told.append((item, became)),
        )
        self.feed = store.feeds.add(
            "venezuela", GivenFeed(url="https://news.example/rss"), who="ana", at=NOW, interval=1800
        )

    def list(self, *items: ListedItem) -> None:
        due = self.now + timedelta(hours=1)
        kept = Polled(succeeded=True, due=due, interval=3600)
        self.store.feeds.polled(self.feed.key, kept, items, at=self.now)

    async def take(self, hours: float = 0.0) -> Settled | PutOff | None:
        """What becomes of the next item that is due so many hours later; None where none is."""
        self.now += timedelta(hours=hours)
        before, stopping = len(self.told), asyncio.Event()
        running = asyncio.create_task(self.intake.run(stopping))
        for _ in range(2000):
            backlog = self.store.feeds.backlog(["venezuela"], at=self.now)
            if len(self.told) > before or not backlog.items:
                break
            await asyncio.sleep(0.02)
        stopping.set()
        await running
        return self.told[-1][1] if len(self.told) > before else None


def item(**told: object) -> ListedItem:
    one = address_item(URL)
    return one.model_copy(update={"told": Told.model_validate({"url": URL} | told), "mark": str(told)})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'readout.db'}")
    yield opened
    opened.close()


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    made = Desk(store, Web())
    yield made
    await made.intake.close()


async def test_a_page_of_today_is_looked_at_again_and_a_changed_text_is_a_new_version(desk: Desk) -> None:
    desk.web.pages[URL] = page()
    desk.list(item(published=When.day(NOW.date())))
    first = await desk.take()
    assert isinstance(first, Settled)
    assert (first.outcome, first.again) == ("new", NOW + timedelta(hours=1))
    second = await desk.take(hours=1)
    assert isinstance(second, Settled)
    assert (second.outcome, second.again) == ("new", NOW + timedelta(hours=6))
    assert desk.web.asked[-1][1]  # it was asked for only if it had changed
    desk.web.pages[URL] = page(TEXT.replace("would not", "would never"))
    third = await desk.take(hours=5)
    assert isinstance(third, Settled)
    assert (third.outcome, third.again) == ("revised", None)
    assert len(desk.store.articles([first.article, third.article])) == 2
    assert await desk.take(hours=48) is None
    (feed,) = desk.store.feeds.listing("venezuela")
    assert feed.counts.stored == 2


async def killing(number: int) -> None:
    """Kill the youngest process as soon as there are so many."""
    while len(multiprocessing.active_children()) < number:  # noqa: ASYNC110 nobody tells that one has started
        await asyncio.sleep(0.01)
    max(multiprocessing.active_children(), key=lambda process: process.pid or 0).kill()


async def test_a_page_whose_reading_was_killed_is_read_later(desk: Desk) -> None:
    desk.web.pages[URL] = page()
    desk.list(item())
    put_off, _ = await asyncio.gather(desk.take(), killing(1))
    assert isinstance(put_off, PutOff)
    became = await desk.take(hours=2)
    assert isinstance(became, Settled)
    assert became.outcome == "new"


async def test_an_article_whose_analysis_was_killed_is_analysed_again(desk: Desk) -> None:
    desk.web.pages[URL] = page()
    desk.list(item())
    became, _ = await asyncio.gather(desk.take(), killing(2))
    assert isinstance(became, Settled)
    assert became.outcome == "new"


async def test_an_article_whose_analysis_is_killed_again_is_analysed_later(desk: Desk) -> None:
    desk.web.pages[URL] = page()
    desk.list(item())

    async def twice() -> None:
        await killing(2)
        await asyncio.sleep(0.3)
        await killing(2)

    put_off, _ = await asyncio.gather(desk.take(), twice())
    assert isinstance(put_off, PutOff)
    became = await desk.take(hours=2)
    assert isinstance(became, Settled)
    assert became.outcome == "new"


async def test_an_old_page_is_read_once(desk: Desk) -> None:
    desk.web.pages[URL] = page()
    desk.list(item(published=When.parse("2019-05-06")))
    settled = await desk.take()
    assert isinstance(settled, Settled)
    assert (settled.outcome, settled.again) == ("new", None)


async def test_what_does_not_concern_the_topic_is_counted_and_not_stored(desk: Desk) -> None:
    desk.web.pages[URL] = page("<p>The bakery has kept its sourdough alive for nine weeks.</p>" * 9, "Bread")
    desk.list(item())
    settled = await desk.take()
    assert isinstance(settled, Settled)
    assert settled.outcome == "off topic"
    assert desk.store.coverage("venezuela").articles == 0


async def test_the_same_page_in_another_feed_is_not_retrieved(desk: Desk) -> None:
    desk.web.pages[URL] = page()
    desk.list(item())
    await desk.take()
    desk.list(item().model_copy(update={"key": "other", "told": Told(url=f"{URL}?utm_source=x")}))
    settled = await desk.take()
    assert isinstance(settled, Settled)
    assert (settled.outcome, len(desk.web.asked)) == ("duplicate", 1)


async def test_a_text_that_the_feed_carries_is_not_retrieved_and_its_update_is_a_version(desk: Desk) -> None:
    carried = item().model_copy(
        update={"body": page(), "host": "", "told": Told(url=URL, content_type=HTML), "mark": "1"}
    )
    desk.list(carried)
    first = await desk.take()
    desk.list(
        carried.model_copy(update={"body": page(TEXT.replace("six", "ten"), "Maduro spoke"), "mark": "2"})
    )
    second = await desk.take()
    assert isinstance(first, Settled)
    assert isinstance(second, Settled)
    assert (first.outcome, second.outcome, desk.web.asked) == ("new", "revised", [])


async def test_a_host_that_fails_is_tried_again_and_a_page_that_is_gone_is_not(desk: Desk) -> None:
    desk.web.pages[URL] = Unretrievable("failing", "It fails.")
    desk.list(item())
    assert await desk.take() == PutOff(NOW + timedelta(minutes=1), "It fails.")
    desk.web.pages[URL] = Unretrievable("gone", "It is gone.", lasting=True)
    settled = await desk.take(hours=1)
    assert isinstance(settled, Settled)
    assert (settled.outcome, settled.why) == ("refused", "It is gone.")


def hang(_: object) -> None:
    time.sleep(60)


def crash(_: object) -> None:
    os._exit(1)


@pytest.mark.parametrize(("breaks", "tries"), [(hang, 1), (crash, 3)])
async def test_a_page_that_breaks_the_parser_is_refused_and_the_next_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, breaks: object, tries: int
) -> None:
    desk.web.pages[URL] = page()
    desk.list(item())
    monkeypatch.setattr(parsing, "read_page_of", breaks)
    monkeypatch.setattr(parsing, "PATIENCE", 8.0)
    became = [await desk.take(hours=1) for _ in range(tries)]
    *put_off, settled = became
    assert all(isinstance(one, PutOff) for one in put_off)
    assert isinstance(settled, Settled)
    assert settled.outcome == "refused"
    monkeypatch.undo()
    other = URL.replace("talks", "more")
    desk.web.pages[other] = page()
    desk.list(address_item(other))
    after = await desk.take()
    assert isinstance(after, Settled)
    assert after.outcome == "new"
