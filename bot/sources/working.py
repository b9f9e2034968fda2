"""Keeping places busy: what can be claimed is claimed as places get free, and no more than that."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar

import structlog

from bot.storage.errors import StorageError

T = TypeVar("T")

TROUBLE = 5.0
"""Seconds of pause after the store has failed."""


class Threads:
    """Threads for what waits for the disk or the database. Few: whoever answers needs the processor too."""

    def __init__(self, number: int = 2) -> None:
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="poll")

    async def __call__(self, work: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """What ``work`` returns, made in a thread."""
        call = partial(copy_context().run, work, *given, **named)
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


async def keep_busy(
    claim: Callable[[int], Awaitable[Sequence[T]]],
    work: Callable[[T], Awaitable[None]],
    stopping: asyncio.Event,
    *,
    places: int,
    tick: float,
    grace: float,
) -> None:
    """Have ``work`` done on all that ``claim`` gives, ``places`` at a time, until ``stopping``.

    ``claim`` is asked every ``tick`` seconds at least, with the number of free places. After a stop what is
    under way has ``grace`` seconds to finish. A piece of work that fails is logged, and the others go on.
    """
    tasks: set[asyncio.Task[None]] = set()
    while not stopping.is_set():
        free = places - len(tasks)
        claimed = await _claimed(claim, free, stopping) if free > places // 4 else ()
        tasks |= {asyncio.create_task(_surely(work, one)) for one in claimed}
        await _pause(stopping, tasks, tick if len(claimed) == free or not tasks else tick / 4)
        tasks = {task for task in tasks if not task.done()}
    if tasks:
        _, left = await asyncio.wait(tasks, timeout=grace)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def until_it_works(work: Callable[[], Awaitable[None]], stopping: asyncio.Event) -> None:
    """Do something that needs the store, again and again while the store fails."""
    while not stopping.is_set():
        try:
            await work()
        except StorageError as error:
            not_reached(error)
            await sleep(stopping, TROUBLE)
        else:
            return


async def sleep(stopping: asyncio.Event, seconds: float) -> None:
    """Wait, unless all is to stop."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)


def not_reached(error: StorageError) -> None:
    """Note that the store failed: what was under way is done again. What passes the store has told itself."""
    log = structlog.get_logger()
    (log.debug if error.passing else log.warning)("store not reached by polling", cause=error.problem)


async def _claimed(
    claim: Callable[[int], Awaitable[Sequence[T]]], free: int, stopping: asyncio.Event
) -> Sequence[T]:
    try:
        return await claim(free)
    except StorageError as error:
        not_reached(error)
        await sleep(stopping, TROUBLE)
        return ()


async def _pause(stopping: asyncio.Event, tasks: set[asyncio.Task[None]], seconds: float) -> None:
    """Wait for a free place, but not for long: more may be due by then."""
    stop = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({stop, *tasks}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.cancel()


async def _surely(work: Callable[[T], Awaitable[None]], on: T) -> None:
    """What fails is claimed still, and so done again when the lease has run out."""
    try:
        await work(on)
    except StorageError as error:
        not_reached(error)
    except Exception as error:
        structlog.get_logger().error("polling failed", exc_info=error)
