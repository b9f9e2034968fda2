"""Posts to one channel of Slack are a second apart in all processes; other channels wait for nobody."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest

from adapters.slack.pacing import APART, PATIENCE, Pacing
from adapters.slack.posting import SignedIn, SlackPosting
from bot.messages import Place, Post, Throttled
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.workspace import TEAM, Workspace, settings
from tests.adapters.terminal.replies import BRIEF


async def test_posts_of_one_channel_are_a_second_apart_and_others_do_not_wait(desk: Desk) -> None:
    processes, begun = [Pacing(desk), Pacing(desk)], time.monotonic()
    at: list[tuple[str, float]] = []

    async def post(pacing: Pacing, channel: str) -> None:
        await pacing.turn("T1", channel)
        at.append((channel, time.monotonic() - begun))

    others = (post(processes[0], f"D{number}") for number in range(1_200))
    await asyncio.gather(*(post(one, "C1") for one in processes), *others)
    _, second = (when for channel, when in at if channel == "C1")
    assert second >= APART * 0.95
    assert max(when for channel, when in at if channel != "C1") < APART


async def test_a_post_whose_turn_is_far_off_is_put_off(desk: Desk) -> None:
    pacing = Pacing(desk)
    await pacing.held("T1", "C1", PATIENCE + 30)
    with pytest.raises(Throttled) as found:
        await pacing.turn("T1", "C1")
    assert found.value.retry_after == PATIENCE


async def test_what_slack_says_to_one_process_another_keeps_to(slack: Workspace, desk: Desk) -> None:
    slack.next["chat.postMessage"].append(429)  # to come back after a second
    async with aiohttp.ClientSession() as session:
        processes = [SlackPosting(), SlackPosting()]
        for each in processes:
            each.signed_in(SignedIn(desk, settings(slack.url, SLACK_BOT_TOKEN="xoxb-1"), session))
        place = Place(workspace=TEAM, channel="C1")
        posts = [Post(key=f"k{n}", reply=BRIEF, topic="strait") for n in range(2)]
        begun = time.monotonic()
        await asyncio.gather(*(one.post(place, post) for one, post in zip(processes, posts, strict=True)))
    assert [call["channel"] for call in slack.posted] == ["C1", "C1"]
    assert len(slack.named("chat.postMessage")) == 3
    assert time.monotonic() - begun >= 2 * APART + 1 - 0.1
