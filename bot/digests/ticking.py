"""The clock of digests: a look at the store each second, for as long as Readout is served.

What is due, what a process that died has left, and what is to be tried again is one question to the store,
by index, that costs under a millisecond. A scheduler of jobs would hold in memory a copy of what every
process may change in the store at any time, and would have to be told of each edit.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from bot.digests.delivering import RENEWED, Delivering
from bot.storage.errors import StorageError

TICK = 1.0
"""Seconds between two looks: by so much a digest comes late at most, and on average by half of it."""

TROUBLE = 5.0
"""Seconds of pause after the store has failed."""

_HOUSE = 3600.0

PATIENCE = 5.0
"""Seconds that deliveries under way may take once all is to stop."""


async def deliver(delivering: Delivering, stopping: asyncio.Event, tick: float = TICK) -> None:
    """Deliver digests until ``stopping``; then finish what is under way, or leave it to be gone on with."""
    keeping = asyncio.create_task(_regularly(delivering.keep, RENEWED))
    house = asyncio.create_task(_regularly(delivering.mend, _HOUSE))
    try:
        while not stopping.is_set():
            began = time.monotonic()
            works = await _surely(delivering.round)
            await _sleep(stopping, max(0.0, tick - (time.monotonic() - began)) if works else TROUBLE)
        await _surely(lambda: delivering.leave(PATIENCE))
    finally:
        for task in (keeping, house):
            task.cancel()
        await asyncio.gather(keeping, house, return_exceptions=True)


async def _regularly(work: Callable[[], Awaitable[None]], every: float) -> None:
    while True:
        works = await _surely(work)
        await asyncio.sleep(every if works else TROUBLE)


async def _surely(work: Callable[[], Awaitable[None]]) -> bool:
    """Whether it worked; what did not is logged, and tried again later."""
    try:
        await work()
    except StorageError as error:  # what passes the store has told itself, once
        log = structlog.get_logger()
        (log.debug if error.passing else log.warning)("store not reached by digests", cause=error.problem)
    except Exception as error:
        structlog.get_logger().error("digests fell", exc_info=error)
    else:
        return True
    return False


async def _sleep(stopping: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)
