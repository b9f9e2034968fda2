"""Notices on SQLite or PostgreSQL: what ``notice_contract.Notices`` promises, a transaction a promise."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.places import Channel
from bot.storage import deliveries, digests, notices
from bot.storage.database import Database
from bot.storage.notice_contract import Alert, AlertState, Notice, Notices, Unalerted


class SqlNotices(Notices):
    """See ``Notices``, which documents the methods."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pause(self, id: str, *, why: str, at: datetime) -> bool:
        """See ``Notices.pause``."""
        with self._database.writing() as connection:
            key = digests.active_key(connection, id)
            if key is None:
                return False
            deliveries.drop_unbegun(connection, id, why, at)
            digests.change_state(connection, id, "paused", who="", why=why, at=at, due=None)
            notices.put(connection, [notices.Told(key, "paused", why)], at)
            return True

    # ---- to one person

    def begin(self, *, at: datetime, platforms: Collection[str]) -> Notice | None:
        """See ``Notices.begin``."""
        with self._database.reading() as connection:
            if not notices.waits(connection, at, platforms):
                return None
        with self._database.writing() as connection:
            return notices.begin(connection, at, platforms)

    def told(self, key: int, outcome: str) -> None:
        """See ``Notices.told``."""
        with self._database.writing() as connection:
            notices.told(connection, key, outcome)

    def put_off(self, key: int, *, again: datetime) -> None:
        """See ``Notices.put_off``."""
        with self._database.writing() as connection:
            notices.put_off(connection, key, again)

    # ---- to administrators

    def unalerted(self, place: Channel, *, since: datetime, most: int) -> Unalerted | None:
        """See ``Notices.unalerted``."""
        with self._database.reading() as connection:
            return notices.unalerted(connection, place, since, most)

    def alert(self, place: Channel, found: Unalerted, content: str, *, topic: str, at: datetime) -> bool:
        """See ``Notices.alert``."""
        with self._database.writing() as connection:
            return notices.alert(connection, place, found, content, topic, at)

    def claim(self, *, at: datetime, until: datetime, platforms: Collection[str]) -> Alert | None:
        """See ``Notices.claim``."""
        with self._database.reading() as connection:
            if not notices.alert_waits(connection, at, platforms):
                return None
        with self._database.writing() as connection:
            return notices.claim(connection, at, until, platforms)

    def finish(self, alert: Alert, state: AlertState, *, why: str = "", message: str = "") -> bool:
        """See ``Notices.finish``."""
        with self._database.writing() as connection:
            return notices.finish(connection, alert, state, why, message)

    def fail(self, alert: Alert, why: str, *, again: datetime) -> bool:
        """See ``Notices.fail``."""
        with self._database.writing() as connection:
            return notices.fail(connection, alert, why, again)

    def last(self, place: Channel) -> Alert | None:
        """See ``Notices.last``."""
        with self._database.reading() as connection:
            return notices.last(connection, place)

    def mend(self, *, at: datetime) -> None:
        """See ``Notices.mend``."""
        with self._database.writing() as connection:
            notices.mend(connection, at)
