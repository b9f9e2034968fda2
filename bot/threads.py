"""The threads that answer: few, so that what has to be quick stays quick, and with a queue that ends."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 2
"""Answers in work at once. Python works on one of them at a time anyway: a second thread is for answers that
wait for the database, and each one more takes time from the event loop, which has to acknowledge others."""

MOST_WAITING = 60
"""Answers that may wait for a thread, some second's work. Whoever comes later would be answered too late."""

PATIENCE = 20.0
"""Seconds after which who waits for an answer is told that there is none now. A database that hangs without
hanging up would have them wait for as long as it does, and no driver gives a statement up by itself."""

_SWITCH = 0.001
"""Seconds after which a thread that answers lets the event loop go on; Python's own five make it wait ten."""

_COLLECTED = (10_000, 10, 100)
"""When Python looks for garbage. An answer makes a thousand objects that are remembered and hardly any that
only a search would free; Python's own thresholds (700, 10, 10) would search all memory, for a tenth of a
second, at every hundredth answer."""


class Busy(Exception):
    """So much is waiting already that one more would come too late."""


class TooLong(Exception):
    """It has taken longer than anybody should be kept waiting."""


class Threads:
    """Runs what takes time, away from the event loop. To be used from the event loop."""

    def __init__(
        self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING, patience: float = PATIENCE
    ) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="answer")
        self._most = at_once + most_waiting
        self._patience = patience
        self._given = 0
        self._before = sys.getswitchinterval(), gc.get_threshold()
        sys.setswitchinterval(_SWITCH)
        gc.set_threshold(*_COLLECTED)

    async def run(self, work: Callable[[], T]) -> T:
        """What ``work`` returns, as soon as a thread is free; Busy where the queue is full, TooLong where
        there is nothing in time: what has not begun by then never does.
        """
        if self._given >= self._most:
            raise Busy
        self._given += 1
        future = asyncio.get_running_loop().run_in_executor(self._pool, copy_context().run, work)
        future.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(future, self._patience)
        except TimeoutError:
            if future.cancelled():
                raise TooLong from None
            raise

    def _done(self, _: object) -> None:
        self._given -= 1

    def close(self) -> None:
        """Begin nothing more; what still runs is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        switch, collected = self._before
        sys.setswitchinterval(switch)
        gc.set_threshold(*collected)
