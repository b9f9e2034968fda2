"""Digests are delivered beside the platforms, counted, and ended when all is to end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.app import App
from bot.digests.ledger import written
from bot.digests.schedule import Schedule
from bot.digests.values import Digest
from bot.messages import Finding, Posting, Route, Service
from bot.metrics import Metrics
from bot.running import delivering
from bot.settings import Settings
from tests.bot.digests.channel import Channel, Line, Process


class Platform:
    """A platform that only posts."""

    def __init__(self, channel: Channel | None, ready_after: float = 0.0) -> None:
        self.posting: Posting | None = Line(channel, Process()) if channel else None
        self._ready_at = time.monotonic() + ready_after

    @property
    def ready(self) -> bool:
        return time.monotonic() >= self._ready_at

    async def run(self, service: Service) -> None: ...

    async def stop(self) -> None: ...

    def routes(self, service: Service) -> Sequence[Route]:
        return ()

    async def examine(self) -> Sequence[Finding]:
        return ()


def subscribe(app: App) -> None:
    """A digest that has been due for a second."""
    due = datetime.now(UTC).replace(second=0, microsecond=0)
    digest = Digest(
        id="7k2m",
        topic="strait",
        platform="slack",
        workspace="T1",
        channel="C1",
        who="U1",
        schedule=Schedule(cron=("*/5 * * * *",), zone="UTC"),
    )
    app.context.store.digests.create(written(digest), at=due - timedelta(minutes=6), due=due)


async def served(app: App, platform: Platform, seconds: float, **more: Any) -> Metrics:
    """What was counted while that was served for so long, or until something was posted."""
    metrics = Metrics()
    counted = App(app.context, app.folders, metrics=metrics)
    settings = Settings.model_validate({"data": "data", "database_url": None} | more)
    stopping = asyncio.Event()
    async with delivering(counted, settings, {"slack": platform}, stopping):
        async with asyncio.timeout(seconds):
            while b"readout_digests_total{" not in metrics.page():  # noqa: ASYNC110 seen in the page only
                await asyncio.sleep(0.05)
    assert stopping.is_set()
    return metrics


async def test_a_digest_that_is_due_is_posted_and_counted(app: App) -> None:
    subscribe(app)
    channel = Channel()
    metrics = await served(app, Platform(channel), 20)
    assert len(channel.posts) == 1
    assert b'readout_digests_total{outcome="sent",platform="slack"} 1.0' in metrics.page()


async def test_nothing_is_tried_before_the_platform_is_signed_in_to(app: App) -> None:
    subscribe(app)
    begun, channel = time.monotonic(), Channel()
    await served(app, Platform(channel, ready_after=1.5), 20)
    assert time.monotonic() - begun >= 1.5
    assert (channel.asked, len(channel.posts)) == (1, 1)


@pytest.mark.parametrize(("digests", "posts"), [("off", True), ("on", False)])
async def test_nothing_is_delivered_where_the_settings_or_the_platforms_say_so(
    app: App, digests: str, posts: bool
) -> None:
    subscribe(app)
    channel = Channel()
    with pytest.raises(TimeoutError):
        await served(app, Platform(channel if posts else None), 0.3, digests=digests)
    assert (channel.asked, app.context.store.digests.history("7k2m")) == (0, ())
