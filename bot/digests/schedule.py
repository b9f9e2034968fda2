"""When a digest is due: local times on a zone's clock, each of them once, whatever the clock does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pydantic import Field

from summaries.model import Value


class Schedule(Value):
    """Local times: five-field cron expressions, merged, in one IANA time zone."""

    cron: tuple[str, ...] = Field(min_length=1)
    zone: str = Field(min_length=1)

    def after(self, instant: datetime) -> Iterator[datetime]:
        """The instants of the runs after ``instant``, in UTC, in order, at least five minutes apart."""
        raise NotImplementedError
