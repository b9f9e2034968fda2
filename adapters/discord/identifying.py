"""Signing in to Discord's gateway by turns: it takes one session of a bot in five seconds, or some.

discord.py keeps to that among the shards of one process. Here all processes do, by turns in the store.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import discord
import structlog

from bot.messages import Service, Unreachable

APART = 5.2
"""Seconds between two sessions ("Gateway", "Rate Limiting": one in five), and a little for the way."""

PATIENCE = 30.0
"""Seconds that a connection waits for its turn; discord.py takes one for dead that is silent for a minute."""

_SPACE = "discord-sessions"


@dataclass(frozen=True)
class Sessions:
    """How Discord takes sessions: so many shards ``at_once``, those with the same remainder one by one."""

    at_once: int = 1

    async def turn(self, service: Service, application: int, shard: int) -> None:
        """Wait until that shard may sign in. TimeoutError where that is long: discord.py then tries again.

        While the store does not answer, nobody is kept from it: what comes too early, Discord refuses.
        """
        key = f"{application}:{shard % self.at_once}"
        try:
            wait = await service.turn(_SPACE, key, APART, PATIENCE)
        except Exception as error:
            log = structlog.get_logger()
            log.warning("signing in without a turn", platform="discord", cause=type(error).__name__)
            wait = APART
        if wait is None:
            raise TimeoutError
        await asyncio.sleep(wait)


async def sessions(client: discord.Client, wanted: int) -> Sessions:
    """How Discord takes sessions of this bot now. Unreachable where it takes not even the ``wanted`` ones any
    more today: who asks for them all the same loses the token.
    """
    _, _, limit = await client.http.get_bot_gateway()
    if limit["remaining"] < wanted:
        hours = limit["reset_after"] / 3_600_000
        raise Unreachable(f"Discord takes no more sessions of this bot for {hours:.1f} hours.")
    return Sessions(max(1, limit["max_concurrency"]))
