"""Whether the clock can be trusted: for how long it has kept pace with one that is never set."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

SLACK = 2.0
"""Seconds by which the two may differ between looks: a clock that is set slowly, a look that took long."""


class Steadiness:
    """Compares a clock with the machine's monotonic one. What it says is as of the last look."""

    def __init__(
        self, clock: Callable[[], datetime], never_set: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._never_set = never_set
        self._since, self._seen = never_set(), (clock(), never_set())
        self._told: set[float] = set()

    def look(self) -> float:
        """Seconds since the clock was set, or since this was made."""
        now = (self._clock(), self._never_set())
        passed = (now[0] - self._seen[0]).total_seconds(), now[1] - self._seen[1]
        if abs(passed[0] - passed[1]) > SLACK:
            self._since = now[1]
            self._told.clear()
        self._seen = now
        return now[1] - self._since

    def once(self, seconds: float) -> bool:
        """Whether the clock has gone right for so long; once each time that it has."""
        if self._seen[1] - self._since < seconds or seconds in self._told:
            return False
        self._told.add(seconds)
        return True
