"""When the engine of digests looks: when its alarm rings, when somebody changes a digest, and regularly.

The alarm is set after each look to the moment when the next thing is due. Looking regularly beside it is for
what other processes and the command line change, and for clocks that are set: it goes by one that never is.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import structlog

from bot.digests.alarm import Alarm
from bot.digests.delivering import RENEWED, Delivering
from bot.storage.errors import StorageError

LOOK = 5.0
"""Seconds between two looks where nothing rings."""

GAP = 0.05
"""Seconds between two looks at least."""

TROUBLE = 5.0
"""Seconds of pause after the store has failed."""

_HOUSE = 3600.0

PATIENCE = 5.0
"""Seconds that deliveries under way may take once all is to stop."""


async def deliver(delivering: Delivering, stopping: asyncio.Event, look: float = LOOK) -> None:
    """Deliver digests until ``stopping``; then finish what is under way, or leave it to be gone on with."""
    woken = asyncio.Event()
    delivering.wake = woken.set
    loop = asyncio.get_running_loop()
    unheard = delivering.store.digests.on_change(lambda: _wake_from_thread(loop, woken))
    tasks = [
        asyncio.create_task(_regularly(delivering.keep, RENEWED)),
        asyncio.create_task(_regularly(delivering.prune, _HOUSE)),
    ]
    try:
        with Alarm(woken.set) as alarm:
            while not stopping.is_set():
                began = time.monotonic()
                woken.clear()  # before the look: what changes during it is looked at again
                works = await _surely(partial(_look, delivering, alarm))
                await _first(stopping, woken if works else None, look if works else TROUBLE)
                await _first(stopping, None, GAP - (time.monotonic() - began))
        await _surely(lambda: delivering.leave(PATIENCE))
    finally:
        unheard()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def keep(delivering: Delivering, stopping: asyncio.Event) -> None:
    """Keep what is delivered one by one until ``stopping``; then finish it, or leave it to others."""
    keeping = asyncio.create_task(_regularly(delivering.keep, RENEWED))
    try:
        await stopping.wait()
        await _surely(lambda: delivering.leave(PATIENCE))
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


def _wake_from_thread(loop: asyncio.AbstractEventLoop, woken: asyncio.Event) -> None:
    with suppress(RuntimeError):  # the loop was closed meanwhile
        loop.call_soon_threadsafe(woken.set)


async def _look(delivering: Delivering, alarm: Alarm) -> None:
    await delivering.round()
    alarm.set(await delivering.next())


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


async def _first(stopping: asyncio.Event, woken: asyncio.Event | None, seconds: float) -> None:
    """Wait until one of them is set, at most so long."""
    if seconds <= 0:
        return
    waits = [asyncio.ensure_future(each.wait()) for each in (stopping, woken) if each]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waits:
            each.cancel()
