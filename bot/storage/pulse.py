"""The pulse of a database as one process feels it: connections in use, those waited for, and what failed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from bot.storage.contract import Pulse


class Taps:
    """Counts the connections that are taken, and failures by their kind. Thread-safe."""

    def __init__(self, most: int) -> None:
        """``most`` is how many connections there may be."""
        self._most, self._waiting, self._in_use = most, 0, 0
        self._failures: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def connection(self, engine: Engine) -> Iterator[Connection]:
        """A connection of the engine's; while one is waited for, that is counted too."""
        self._count(waiting=1)
        try:
            taken = engine.connect()
        finally:
            self._count(waiting=-1)
        self._count(in_use=1)
        try:
            with taken:
                yield taken
        finally:
            self._count(in_use=-1)

    def failed(self, error: Exception) -> None:
        """Count a failure."""
        with self._lock:
            self._failures[type(error).__name__] += 1

    def pulse(self) -> Pulse:
        """See ``Store.pulse``."""
        with self._lock:
            failures: Mapping[str, int] = dict(self._failures)
            return Pulse(in_use=self._in_use, most=self._most, waiting=self._waiting, failures=failures)

    def _count(self, *, waiting: int = 0, in_use: int = 0) -> None:
        with self._lock:
            self._waiting += waiting
            self._in_use += in_use
