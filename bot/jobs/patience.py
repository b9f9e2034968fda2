"""What is tried again, and after how long."""

from __future__ import annotations

import random

from procrastinate.exceptions import ConnectorException

from bot.jobs.names import Tempo
from bot.storage.errors import StorageError
from summaries.errors import ModelMissing

OURS = (StorageError, ConnectorException, ModelMissing)
"""What is wrong with Readout itself, and not with what a job is about: that is tried however often."""


def pause(tempo: Tempo, attempts: int) -> float:
    """Seconds until the next try; spread, so that what failed together does not come back together."""
    longest = min(tempo.pause * 2.0 ** min(attempts, 20), tempo.longest)
    return longest * (0.5 + random.random())  # noqa: S311 no secret
