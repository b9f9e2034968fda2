"""When a job is tried again, and when no more."""

from __future__ import annotations

import asyncio
import random

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from bot.jobs.names import TRIES, Tempo
from bot.storage.errors import StorageError


class Backoff(BaseRetryStrategy):
    """Longer each time. What the database failed at, and what a stop broke off, is tried however often."""

    def __init__(self, tempo: Tempo) -> None:
        self._tempo = tempo

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Again, and when; None: it is set aside."""
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        if not isinstance(exception, StorageError) and job.attempts + 1 >= TRIES:
            return None
        return RetryDecision(retry_in={"seconds": round(pause(self._tempo, job.attempts))})


def pause(tempo: Tempo, attempts: int) -> float:
    """Seconds until the next try; spread, so that what failed together does not come back together."""
    longest = min(tempo.pause * 2.0 ** min(attempts, 20), tempo.longest)
    return longest * (0.5 + random.random())  # noqa: S311 no secret
