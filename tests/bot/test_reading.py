"""Reading in the background beside the platforms: it begins, is counted, and ends when all is to end."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from benchmarks.newsserver import World, serving
from bot.app import open_app
from bot.metrics import Metrics
from bot.running import reading
from bot.settings import BUNDLED, Settings


def settings(tmp_path: Path, world: World, **more: object) -> Settings:
    """The Venezuela pack with the feeds of an invented internet instead of its own."""
    pack = (BUNDLED / "venezuela" / "topic.toml").read_text().split("[[feeds]]")[0]
    folder = tmp_path / "venezuela"
    folder.mkdir()
    feeds = "".join(f'\n[[feeds]]\nurl = "{url}"\n' for url in world.addresses())
    (folder / "topic.toml").write_text(pack + feeds)
    known = {
        "data": tmp_path / "data",
        "database_url": None,
        "topics": (str(folder),),
        "fetch_allow": ("127.0.0.0/8",),
        "fetch_pause": 0.0,
    }
    return Settings.model_validate(known | more)


async def test_feeds_are_read_beside_what_is_served_and_counted(tmp_path: Path) -> None:
    world = World(1, 2, seed=5, faults=False)
    async with serving(world):
        asked = settings(tmp_path, world, poll="auto")
        with open_app(asked) as app:
            metrics, stopping = Metrics(), asyncio.Event()
            async with reading(app, asked, stopping, metrics), asyncio.timeout(90):
                while not app.context.store.coverage("venezuela").articles:  # noqa: ASYNC110 seen in the store only
                    await asyncio.sleep(0.05)
                began = time.monotonic()
                stopping.set()
            assert time.monotonic() - began < 8
            assert b'readout_feed_polls_total{outcome="read"} 1.0' in metrics.page()


@pytest.mark.parametrize(("poll", "counted"), [("off", True), ("auto", False)])
async def test_nothing_is_retrieved_where_the_settings_say_so(
    tmp_path: Path, poll: str, counted: bool
) -> None:
    world = World(1, 2, seed=5, faults=False)
    async with serving(world) as server:
        asked = settings(tmp_path, world, poll=poll)
        with open_app(asked) as app:
            async with reading(app, asked, asyncio.Event(), Metrics() if counted else None):
                await asyncio.sleep(0.5)
            assert app.context.store.feeds.listing("venezuela") == ()
    assert server.log.requests == 0
