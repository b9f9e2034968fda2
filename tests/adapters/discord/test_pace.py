"""Keeping below Discord's limits: of a second for the whole bot, whichever process asks."""

from __future__ import annotations

import asyncio
import time

import pytest
from aiohttp import ClientSession, web

from adapters.discord.shards import shards_of
from adapters.discord.wire import Pace, Wire
from bot.messages import Throttled

PATH = "/channels/{}/messages"


async def turns(pace: Pace, number: int) -> float:
    """Seconds until so many requests to as many channels had their turn."""
    began = time.monotonic()
    for channel in range(number):
        await pace.turn("POST", PATH.format(channel))
    return time.monotonic() - began


async def test_processes_that_share_a_bot_share_its_requests() -> None:
    """Together they ask for what one may: 40 a second."""
    shares = [shards_of(f"{shard}/4").share for shard in range(4)]
    took = await asyncio.gather(*(turns(Pace(share), 6) for share in shares))
    assert min(took) >= 5 / 10
    assert (shards_of("").share, shards_of("0-3/16").share) == (1.0, 0.25)


async def test_what_would_wait_for_long_is_left_for_later_and_takes_nobodys_turn() -> None:
    pace = Pace()
    pace.hold(60)
    with pytest.raises(Throttled) as told:
        await pace.turn("POST", PATH.format(1))
    assert 50 < told.value.retry_after < 61
    with pytest.raises(Throttled) as again:
        await pace.turn("POST", PATH.format(2))
    assert again.value.retry_after <= told.value.retry_after


async def test_after_discord_says_that_the_bot_asks_too_much_no_route_is_asked_for_so_long() -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        said = {"message": "You are being rate limited.", "retry_after": 30, "global": True}
        return web.json_response(said, status=429, headers={"X-RateLimit-Global": "true"})

    site = web.Application()
    site.router.add_post("/channels/{channel}/messages", answer)
    runner = web.AppRunner(site)
    await runner.setup()
    try:
        await (server := web.TCPSite(runner, "127.0.0.1", 0)).start()
        async with ClientSession() as session:
            wire = Wire(session, server.name, "token")
            for channel in (1, 2):
                with pytest.raises(Throttled):
                    await wire.ask("POST", PATH.format(channel), {})
    finally:
        await runner.cleanup()
    assert asked == [PATH.format(1)]
