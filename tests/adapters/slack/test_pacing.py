"""Posts to one channel of Slack are a second apart; other channels wait for nobody."""

from __future__ import annotations

import asyncio
import time

from adapters.slack.pacing import APART, Pacing


async def test_posts_of_one_channel_are_a_second_apart_and_others_do_not_wait() -> None:
    pacing, begun = Pacing(), time.monotonic()
    at: list[tuple[str, float]] = []

    async def post(channel: str) -> None:
        await pacing.turn("T1", channel)
        at.append((channel, time.monotonic() - begun))

    await asyncio.gather(post("C1"), post("C1"), *(post(f"D{number}") for number in range(1_200)))
    _, second = (when for channel, when in at if channel == "C1")
    assert second >= APART * 0.95
    assert max(when for channel, when in at if channel != "C1") < APART
