"""When a job is tried again, and when no more."""

from __future__ import annotations

import asyncio

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from bot.jobs.names import TRIES, Tempo
from bot.jobs.patience import OURS, pause


class Backoff(BaseRetryStrategy):
    """Longer each time. What we fail at ourselves, and what a stop broke off, is tried however often."""

    def __init__(self, tempo: Tempo) -> None:
        self._tempo = tempo

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Again, and when; None: it is set aside."""
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        if not isinstance(exception, OURS) and job.attempts + 1 >= TRIES:
            return None
        return RetryDecision(retry_in={"seconds": round(pause(self._tempo, job.attempts))})
