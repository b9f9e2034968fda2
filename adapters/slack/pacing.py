"""One post a second to a channel, as Slack asks: keeping to it costs less than being told to wait."""

from __future__ import annotations

import asyncio
import time

APART = 1.05
"""Seconds between two posts of a channel: Slack takes one a second, and its clock is not ours."""

_MANY = 1_000


class Pacing:
    """When each channel may be posted to next. To be used from the event loop."""

    def __init__(self) -> None:
        self._next: dict[tuple[str, str], float] = {}

    async def turn(self, workspace: str, channel: str) -> None:
        """Wait until it is this post's turn; others of the channel come after it."""
        now = time.monotonic()
        if len(self._next) > _MANY:
            self._next = {place: at for place, at in self._next.items() if at > now}
        at = max(now, self._next.get((workspace, channel), 0.0))
        self._next[workspace, channel] = at + APART
        await asyncio.sleep(at - now)
