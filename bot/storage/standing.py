"""Whether the database does what is asked of it: logged once when that changes, not at each failure.

A database that is gone for an hour is asked thousands of times meanwhile, by all that works in the
background. Whoever asks gets the error and tries again later; here it is written down, once, with its cure,
and once more when it is over, with how long it took.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.storage.errors import StorageError, Unreachable

SLOW = 1.0
"""Seconds to be told that nobody is there: after more than that the next to ask need not wait as long."""

_REST = 2.0  # seconds for which it is then left alone

_LATELY, _LASTING = 300.0, 10.0
"""Seconds: a trouble that was there so lately is told again only once it has lasted so long. A database that
comes and goes every few seconds would fill the log.
"""


@dataclass
class _Trouble:
    error: StorageError
    since: float
    writing: bool
    told: bool
    failures: int = 1


class Standing:
    """The troubles of one database at present. Thread-safe."""

    def __init__(self, where: str, clock: Callable[[], float] = time.monotonic) -> None:
        """``where`` is the database as it may be printed; ``clock`` counts seconds."""
        self._where, self._clock = where, clock
        self._troubles: dict[type[StorageError], _Trouble] = {}
        self._ended: dict[type[StorageError], float] = {}
        self._resting = float("-inf")
        self._lock = threading.Lock()

    def check(self) -> None:
        """Raise at once what was raised a moment ago, where finding out again would take long."""
        if self._troubles and self._clock() < self._resting:
            with self._lock:
                known = self._troubles.get(Unreachable)
            if known:
                raise Unreachable(known.error.problem, known.error.cure)

    def failed(self, error: StorageError, *, writing: bool, took: float = 0.0) -> None:
        """Note a failure that passes; the first of its kind is logged."""
        if not error.passing:
            return
        now, kind = self._clock(), type(error)
        with self._lock:
            if isinstance(error, Unreachable) and took > SLOW:
                self._resting = now + _REST
            trouble = self._troubles.setdefault(kind, _Trouble(error, now, writing, told=False, failures=0))
            trouble.failures += 1
            lately = now - self._ended.get(kind, float("-inf")) < _LATELY
            if trouble.told or (lately and now - trouble.since < _LASTING):
                return
            trouble.told = True
        if structlog.is_configured():  # or it would be printed
            structlog.get_logger().error("database fails", cause=error.problem, cure=error.cure)

    def works(self, *, writing: bool) -> None:
        """Note that something was read or written; what is over by that is logged.

        Who can read can perhaps not write: only a write shows that a trouble with writing is over.
        """
        if not self._troubles:
            return
        with self._lock:
            over = [
                kind
                for kind, trouble in self._troubles.items()
                if writing or not trouble.writing or kind is Unreachable
            ]
            ended = [self._troubles.pop(kind) for kind in over]
            told = [trouble for trouble in ended if trouble.told]
            self._ended |= {type(trouble.error): self._clock() for trouble in told}
        for trouble in told if structlog.is_configured() else ():
            structlog.get_logger().warning(
                "database works again",
                database=self._where,
                was=trouble.error.problem,
                seconds=round(self._clock() - trouble.since, 1),
                failures=trouble.failures,
            )
