"""Articles forgotten in the background once they are older than what is to be kept, month by month."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date, datetime

import structlog

from bot.storage.contract import Store
from bot.storage.errors import StorageError

EVERY = 6 * 3_600.0
"""Seconds between two looks for what is old."""

_TROUBLE = 60.0  # seconds of pause after the store has failed
_LAST = 5.0  # seconds that the articles being forgotten may take once all is to stop
_SHARE = 4  # a quarter of the time is spent on it at most, so that others may write


def first_kept(today: date, months: int) -> date:
    """The first day of the oldest month of which anything is kept."""
    month = today.year * 12 + today.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)


@asynccontextmanager
async def forgetting(
    store: Store, months: int, stopping: asyncio.Event, *, now: Callable[[], datetime]
) -> AsyncIterator[None]:
    """Forget meanwhile what is older than so many months; nothing at all for 0."""
    if not months:
        yield
        return
    task = asyncio.create_task(forget(store, months, stopping, now=now))
    try:
        yield
    finally:
        stopping.set()
        await asyncio.wait((task,), timeout=_LAST)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def forget(
    store: Store, months: int, stopping: asyncio.Event, *, now: Callable[[], datetime], every: float = EVERY
) -> None:
    """Forget what is older than so many months, again and again until ``stopping``."""
    while not stopping.is_set():
        try:
            await _once(store, first_kept(now().date(), months), stopping)
        except StorageError as error:
            log = structlog.get_logger()
            (log.debug if error.passing else log.warning)(
                "store not reached by forgetting", cause=error.problem
            )
            await _sleep(stopping, _TROUBLE)
        except Exception as error:
            structlog.get_logger().error("forgetting failed", exc_info=error)
            await _sleep(stopping, every)
        else:
            await _sleep(stopping, every)


async def _once(store: Store, before: date, stopping: asyncio.Event) -> None:
    """Forget all there is to forget now, a few at a time."""
    total = 0
    while not stopping.is_set():
        began = time.monotonic()
        forgotten = await asyncio.to_thread(store.forget_articles, before)
        if not forgotten:
            break
        total += forgotten
        await _sleep(stopping, (time.monotonic() - began) * (_SHARE - 1))
    if total:
        structlog.get_logger().info("articles forgotten", before=before.isoformat(), articles=total)


async def _sleep(stopping: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)
