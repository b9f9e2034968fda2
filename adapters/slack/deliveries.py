"""Each delivery answered once: Slack repeats what it takes for lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.messages import Service

AT_MOST = 1.5
"""Seconds that noting a delivery may take; Slack takes it for lost after three."""

_ONCE = "slack-deliveries"
_REPEATED = timedelta(hours=2)
"""Slack repeats what was not acknowledged for about six minutes; with delayed events for an hour or more."""


class Deliveries:
    """Those that came, by their keys: noted in the store, which every process sees."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._noting: dict[str, asyncio.Future[bool]] = {}

    async def first(self, key: str) -> bool:
        """Whether this delivery came for the first time. While the store is too busy to say so, what this
        process remembers decides: whoever waits for an answer waits no longer for the sake of a repetition.
        """
        if key in self._noting:
            return False
        noting = asyncio.ensure_future(self._service.keep_first(_ONCE, key, "", _REPEATED))
        self._noting[key] = noting
        noting.add_done_callback(lambda _: self._noted(key))
        await asyncio.wait({noting}, timeout=AT_MOST)
        return noting.result() if noting.done() else True

    def _noted(self, key: str) -> None:
        noting = self._noting.pop(key)
        if not noting.cancelled():
            noting.exception()  # or asyncio complains of one that nobody waits for any more
