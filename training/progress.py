"""Says how far a stage is, how fast it goes, and when it will be done."""

from __future__ import annotations

import time
from collections.abc import Sequence

_EVERY = 50
"""Steps between two lines."""


class Progress:
    """The progress of one stage. ``sizes`` are the pieces of each of its steps."""

    def __init__(self, name: str, sizes: Sequence[int]) -> None:
        self._name, self._sizes, self._total = name, sizes, sum(sizes)
        self._steps, self._seen, self._loss = 0, 0, 0.0
        self._begun = time.monotonic()

    def step(self, loss: float | None = None) -> None:
        """Count one step; prints a line now and then. ``loss`` is averaged over some 50 steps."""
        self._seen += self._sizes[self._steps]
        self._steps += 1
        if loss is not None:
            self._loss = 0.98 * self._loss + 0.02 * loss if self._steps > 1 else loss
        if self._steps % _EVERY == 0 or self._steps == len(self._sizes):
            learned = "" if loss is None else f" loss {self._loss:.4f},"
            print(f"{self._name}: {self._steps}/{len(self._sizes)}{learned} {self._pace()}", flush=True)

    def _pace(self) -> str:
        spent = time.monotonic() - self._begun
        left = spent * (self._total - self._seen) / self._seen
        return f"{self._seen / spent:,.0f} pieces/s, {spent / 60:.1f} min, {left / 60:.1f} min to go"
