"""What platforms remember: small values by space and key, for ever or for a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.app import App


async def test_what_is_kept_is_there_until_it_is_forgotten_or_runs_out(app: App) -> None:
    await app.keep("space", "key", "first")
    await app.keep("space", "key", "second", timedelta(minutes=5))
    assert await app.kept("space", "key") == "second"
    assert await app.kept("other", "key") is None
    later = replace(app, context=replace(app.context, now=lambda: datetime.now(UTC) + timedelta(minutes=6)))
    assert await later.kept("space", "key") is None
    await app.forget("space", "key")
    assert await app.kept("space", "key") is None


async def test_of_many_at_once_exactly_one_is_first(app: App) -> None:
    firsts = await asyncio.gather(
        *(app.keep_first("space", "key", "", timedelta(hours=2)) for _ in range(20))
    )
    assert firsts.count(True) == 1


async def test_a_channel_that_is_lost_is_told_by_status(app: App) -> None:
    await app.trouble("slack", "C1", "The channel is archived.", "Choose another one.")
    (event,) = app.context.store.events(1)
    assert event.source == "slack channel C1"
    assert event.detail == "The channel is archived. Choose another one."
    await app.trouble("slack", "C2", "It is gone.", "Choose another one.", "T1")
    assert {event.source for event in app.context.store.events(2)} == {
        "slack channel C1",
        "slack channel C2 of T1",
    }
