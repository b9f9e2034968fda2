"""What a model learns from: windows with what is known of their tags."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

UNKNOWN = -100
"""The hard label of a piece that has none."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window with what is known of its tags.

    ``hard`` (length) are tags' numbers or ``UNKNOWN``; ``soft`` (length, tags) other models' probabilities,
    or None.
    """

    ids: tuple[int, ...]
    hard: NDArray[np.int64]
    soft: NDArray[np.float16] | None = None
