"""What is done beside delivering, while Readout is served: notices told, posted digests corrected."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Protocol

import structlog

from bot.storage.errors import StorageError

EVERY = 2.0
"""Seconds between two looks: by so much a correction comes late at most."""

TROUBLE = 5.0
"""Seconds of pause after something failed."""

_HOUSE = 1800  # looks between two times that house is kept


class Work(Protocol):
    """Something that is looked after regularly."""

    async def round(self) -> None:
        """Do what there is to do."""
        ...

    async def mend(self) -> None:
        """Keep house."""
        ...


async def look_after(works: Sequence[Work], stopping: asyncio.Event, every: float = EVERY) -> None:
    """Look after each of them until ``stopping``, none held up by another."""
    await asyncio.gather(*(_one(work, stopping, every) for work in works))


async def _one(work: Work, stopping: asyncio.Event, every: float) -> None:
    looks = 0
    while not stopping.is_set():
        fine = await _surely(work.round)
        if looks % _HOUSE == 0:
            fine = await _surely(work.mend) and fine
        looks += 1
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), every if fine else TROUBLE)


async def _surely(deed: Callable[[], Awaitable[None]]) -> bool:
    """Whether it worked; what did not is logged, and tried again later."""
    try:
        await deed()
    except StorageError as error:  # what passes the store has told itself, once
        log = structlog.get_logger()
        (log.debug if error.passing else log.warning)("store not reached beside digests", cause=error.problem)
    except Exception as error:
        structlog.get_logger().error("work beside digests fell", exc_info=error)
    else:
        return True
    return False
