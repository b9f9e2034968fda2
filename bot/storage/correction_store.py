"""Corrections on SQLite or PostgreSQL: what ``correction_contract.Corrections`` promises."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.storage import corrections, showing
from bot.storage.correction_contract import (
    Corrected,
    Correction,
    Corrections,
    CorrectionState,
    Withdrawal,
)
from bot.storage.database import Database


class SqlCorrections(Corrections):
    """See ``Corrections``, which documents the methods."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def withdrawal(self, delivery: int) -> Withdrawal:
        """See ``Corrections.withdrawal``."""
        with self._database.reading() as connection:
            return showing.withdrawal(connection, delivery)

    def claim(
        self, *, at: datetime, until: datetime, platforms: Collection[str], limit: int
    ) -> tuple[Correction, ...]:
        """See ``Corrections.claim``."""
        with self._database.reading() as connection:
            if not corrections.waits(connection, at, platforms):
                return ()
        with self._database.writing() as connection:
            return corrections.claim(connection, at, until, platforms, limit)

    def finish(
        self,
        correction: Correction,
        state: CorrectionState,
        *,
        why: str = "",
        at: datetime,
        quiet: bool = False,
    ) -> bool:
        """See ``Corrections.finish``."""
        with self._database.writing() as connection:
            return corrections.finish(connection, correction, state, why, at, quiet=quiet)

    def fail(self, correction: Correction, why: str, *, again: datetime, counts: bool = True) -> bool:
        """See ``Corrections.fail``."""
        with self._database.writing() as connection:
            return corrections.fail(connection, correction, why, again, counts=counts)

    def of(self, digest: str) -> Mapping[int, Corrected]:
        """See ``Corrections.of``."""
        with self._database.reading() as connection:
            return corrections.of(connection, digest)

    def mend(self, *, at: datetime) -> None:
        """See ``Corrections.mend``."""
        with self._database.writing() as connection:
            corrections.mend(connection, at)
