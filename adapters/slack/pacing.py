"""One post a second to a channel, as Slack asks, whichever process posts: keeping to it costs less than being
told to wait.
"""

from __future__ import annotations

import asyncio

from bot.messages import Service, Throttled

APART = 1.05
"""Seconds between two posts of a channel: Slack takes one a second, and its clock is not ours."""

PATIENCE = 10.0
"""Seconds that a post waits for its turn here; later ones are put off, and keep no place from others."""

_SPACE = "slack-posts"
_ALL_DAY = 86_400.0


class Pacing:
    """When each channel may be posted to next: by turns that all processes take, in the store."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def turn(self, workspace: str, channel: str) -> None:
        """Wait until it is this post's turn, others of the channel after it. Throttled where that is long."""
        wait = await self._service.turn(_SPACE, f"{workspace}/{channel}", APART, PATIENCE)
        if wait is None:
            raise Throttled(PATIENCE)
        await asyncio.sleep(wait)

    async def held(self, workspace: str, channel: str, seconds: float) -> None:
        """Slack wants nothing there for so long: whoever comes next, in any process, comes after that."""
        await self._service.turn(_SPACE, f"{workspace}/{channel}", seconds, _ALL_DAY)
