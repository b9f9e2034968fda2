"""A fair share of answers for each user and each channel."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.messages import Command


class Limits:
    """At most so many answers a minute, counted over the last sixty seconds; 0 for no limit.

    Counted in this process alone: several bots on one database each give their share. The terminal, whose
    only user is its owner, has no limit.
    """

    def __init__(self, *, user: int = 30, channel: int = 120) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._user = RateLimitItemPerMinute(user) if user else None
        self._channel = RateLimitItemPerMinute(channel) if channel else None

    def wait(self, command: Command) -> int:
        """0 where the command may be answered, which counts it; else the whole seconds until one may."""
        if command.platform == "terminal":
            return 0
        shares = [
            (limit, (command.platform, command.workspace, what, id))
            for limit, what, id in (
                (self._user, "user", command.user),
                (self._channel, "channel", command.channel),
            )
            if limit and id
        ]
        waits = [wait for limit, whose in shares if (wait := self._left(limit, whose))]
        if not waits:
            for limit, whose in shares:
                self._limiter.hit(limit, *whose)
        return max(waits, default=0)

    def _left(self, limit: RateLimitItem, whose: tuple[str, ...]) -> int:
        if self._limiter.test(limit, *whose):
            return 0
        reset = self._limiter.get_window_stats(limit, *whose).reset_time
        return max(1, math.ceil(reset - time.time()))
