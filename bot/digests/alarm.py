"""The alarm clock of digests: APScheduler wakes the engine at the very moment when the next thing is due.

It holds one moment and no job of any digest. What is due stands in our own table, which other processes and
the command line change too; so the moment is worked out anew from there after each look.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

_NEXT = "next"


class Alarm:
    """Rings once, at the moment it was last set to. To be used from the event loop, in a ``with`` block."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def __enter__(self) -> Self:
        self._scheduler.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._scheduler.shutdown(wait=False)

    def set(self, at: datetime | None) -> None:
        """Ring then, and no more at the moment before; at once where it is over, however long (so there is
        no grace in which a ring is good). None: never.
        """
        if at is not None:
            trigger = DateTrigger(at, timezone=UTC)
            self._scheduler.add_job(
                self._rings,
                trigger,
                id=_NEXT,
                replace_existing=True,
                misfire_grace_time=None,
                max_instances=9,
            )
        elif self._scheduler.get_job(_NEXT):
            self._scheduler.remove_job(_NEXT)

    async def _rings(self) -> None:
        """In the event loop: APScheduler runs plain functions in threads."""
        self._ring()
