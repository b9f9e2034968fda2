"""Feeds added by command: looked at once, and told what is there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web

from benchmarks.newsserver import World, serving
from bot.errors import BotError
from bot.loading import load_topic
from bot.settings import BUNDLED
from bot.sources.addresses import Allowed
from bot.sources.fetching import Fetcher
from bot.sources.service import NothingToRead, Subscriptions
from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.feed_contract import Added


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'readout.db'}")
    yield opened
    opened.close()


@pytest.fixture
def sources(store: Store) -> Subscriptions:
    topic = load_topic(BUNDLED / "venezuela").model_copy(update={"feeds": ()})
    return Subscriptions(
        store, {topic.id: topic}, lambda: Fetcher(Allowed(["127.0.0.0/8"]), "Readout/0.1", pause=0)
    )


async def added(sources: Subscriptions, url: str) -> Added:
    """As a thread that answers adds it."""
    return await asyncio.to_thread(partial(sources.add, "venezuela", url, who="ana"))


async def test_a_feed_is_looked_at_and_read_from_then_on(sources: Subscriptions) -> None:
    world = World(1, 6, seed=5, faults=False)
    async with serving(world):
        (url,) = world.addresses()
        found = await added(sources, url)
        again = await added(sources, url)
    assert (found.known, found.items) == (False, len(world.shown(world.feeds[0])))
    assert found.concerning == sum(page.on_topic for page in world.shown(world.feeds[0]))
    assert (found.feed.kind, found.feed.who) == ("feed", "ana")
    assert found.feed.title
    assert again == Added(feed=found.feed, known=True)
    assert [feed.url for feed in sources.listing("venezuela")] == [url]
    assert sources.refresh("venezuela") == 1
    assert sources.remove("venezuela", url, who="ana")
    assert sources.listing("venezuela") == ()


async def test_what_is_nowhere_or_not_allowed_is_refused_with_its_cure(sources: Subscriptions) -> None:
    world = World(1, 1, seed=5, faults=False)
    async with serving(world):
        for url in (world.address("127.1.0.1", "/nothing-here"), "http://10.0.0.1/feed", "ftp://a.example/"):
            with pytest.raises(BotError) as refused:
                await added(sources, url)
            assert refused.value.problem.endswith(".")
    assert sources.listing("venezuela") == ()


@pytest.fixture
async def site() -> AsyncIterator[str]:
    """A site of three pages: one announces the feed, one has a text, one has only links."""
    feed = (
        "<rss version='2.0'><channel><title>Harbour News</title><item><title>Maduro speaks in Caracas"
        "</title><link>http://127.0.0.1/a</link><guid>1</guid></item></channel></rss>"
    )
    text = "".join(
        f"<p>Nicolás Maduro told Venezuela on day {n} that the talks with Moscow went on.</p>"
        for n in range(9)
    )
    pages = {
        "/": "<html><head><link rel=alternate type='application/rss+xml' href='/feed'></head><body>A</body>",
        "/feed": feed,
        "/live": f"<html><head><title>Live</title></head><body><article>{text}</article></body></html>",
        "/list": "<html><body>"
        + "".join(f"<a href=/{n}>Story {n}</a>" for n in range(30))
        + "</body></html>",
    }

    async def answer(request: web.Request) -> web.Response:
        page = pages.get(request.path)
        kind = "application/rss+xml" if request.path == "/feed" else "text/html"
        return web.Response(text=page, content_type=kind) if page else web.Response(status=404)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


async def test_a_page_that_announces_a_feed_gives_the_feed(sources: Subscriptions, site: str) -> None:
    found = await added(sources, f"{site}/")
    assert (found.feed.url, found.feed.title) == (f"{site}/feed", "Harbour News")
    assert (found.items, found.concerning) == (1, 1)
    assert (await added(sources, f"{site}/")).known


async def test_a_page_with_a_text_is_read_as_one_and_a_list_of_links_is_not(
    sources: Subscriptions, site: str
) -> None:
    page = (await added(sources, f"{site}/live")).feed
    assert (page.kind, page.title) == ("page", "Live")
    with pytest.raises(NothingToRead, match="announces no feed, and has no text about") as refused:
        await added(sources, f"{site}/list")
    assert "RSS" in refused.value.cure


def unused() -> Fetcher:
    raise AssertionError("nothing is retrieved to list feeds")


def test_the_feeds_of_the_pack_are_listed_before_anything_is_read(store: Store) -> None:
    topic = load_topic(BUNDLED / "venezuela")
    sources = Subscriptions(store, {topic.id: topic}, unused, folders=[Path("/srv/articles")])
    listed = {feed.url for feed in sources.listing("venezuela")}
    assert listed == {*(feed.url for feed in topic.feeds), "/srv/articles"}
    removed = topic.feeds[0].url
    assert sources.remove("venezuela", removed, who="ana")
    later = Subscriptions(store, {topic.id: topic}, unused)
    assert removed not in {feed.url for feed in later.listing("venezuela")}
