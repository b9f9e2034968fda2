"""Digests on SQLite or PostgreSQL: what ``digest_contract.Digests`` promises, a transaction a promise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from bot.storage import ahead, clocks, deliveries, digests, telling
from bot.storage.bell import Bell, ring
from bot.storage.database import Database
from bot.storage.digest_contract import (
    Channel,
    Digests,
    DigestState,
    Ending,
    GivenDigest,
    Late,
    Opening,
    Post,
    Recorded,
    Sendable,
    StoredDelivery,
    StoredDigest,
    Written,
)


class SqlDigests(Digests):
    """See ``Digests``, which documents the methods."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self._database = database
        self._bell = bell

    def on_change(self, call: Callable[[], None]) -> Callable[[], None]:
        """See ``Digests.on_change``."""
        return self._bell.on("digests", call)

    # ---- what a channel has

    def create(
        self, given: GivenDigest, *, at: datetime, due: datetime | None, most: int | None = None
    ) -> bool:
        """See ``Digests.create``."""
        with self._database.writing() as connection:
            made = digests.create(connection, given, at, due, most)
            ring(connection, "digests")
        self._bell.sound("digests")
        return made

    def edit(
        self, id: str, terms: str, *, who: str, at: datetime, due: datetime | None
    ) -> StoredDigest | None:
        """See ``Digests.edit``."""
        with self._database.writing() as connection:
            edited = digests.edit(connection, id, terms, who, at, due)
            ring(connection, "digests")
        self._bell.sound("digests")
        return edited

    def change_state(
        self,
        id: str,
        state: DigestState,
        *,
        who: str,
        why: str = "",
        at: datetime,
        due: datetime | None = None,
        most: int | None = None,
    ) -> StoredDigest | None:
        """See ``Digests.change_state``."""
        with self._database.writing() as connection:
            if state != digests.ACTIVE:
                deliveries.drop_unbegun(connection, id, why, at)
            changed = digests.change_state(connection, id, state, who=who, why=why, at=at, due=due, most=most)
            ring(connection, "digests")
        self._bell.sound("digests")
        return changed

    def hand_over(self, id: str, *, who: str) -> bool:
        """See ``Digests.hand_over``."""
        with self._database.writing() as connection:
            return digests.hand_over(connection, id, who)

    def find(self, id: str) -> StoredDigest | None:
        """See ``Digests.find``."""
        with self._database.reading() as connection:
            return digests.find(connection, id)

    def listing(self, platform: str = "", workspace: str = "", channel: str = "") -> tuple[StoredDigest, ...]:
        """See ``Digests.listing``."""
        with self._database.reading() as connection:
            return digests.listing(connection, platform, workspace, channel)

    # ---- opening windows

    def next(self, *, platforms: Collection[str], besides: Collection[int] = ()) -> datetime | None:
        """See ``Digests.next``."""
        with self._database.reading() as connection:
            return clocks.next_due(connection, platforms, besides)

    def ripe(self, *, at: datetime, limit: int) -> tuple[StoredDigest, ...]:
        """See ``Digests.ripe``."""
        with self._database.reading() as connection:
            return digests.ripe(connection, at, limit)

    def open(self, openings: Sequence[Opening], *, at: datetime) -> int:
        """See ``Digests.open``."""
        with self._database.writing() as connection:
            return digests.open_windows(connection, openings, at)

    # ---- composing ahead

    def take(
        self,
        *,
        at: datetime,
        holder: str,
        until: datetime,
        limit: int,
        platforms: Collection[str] | None = None,
    ) -> tuple[StoredDelivery, ...]:
        """See ``Digests.take``."""
        with self._database.reading() as connection:
            if not ahead.is_any(connection, at):
                return ()
        with self._database.writing() as connection:
            return deliveries.whole(connection, ahead.take(connection, at, holder, until, limit, platforms))

    def write(
        self, holder: str, written: Sequence[Written], *, others: Collection[int] = (), at: datetime
    ) -> frozenset[int]:
        """See ``Digests.write``."""
        with self._database.writing() as connection:
            kept = ahead.write(connection, holder, written, at)
            rest = [each.delivery.key for each in written if each.delivery.key not in kept]
            ahead.let_go(connection, holder, [*rest, *others], at)
            return kept

    # ---- delivering

    def claim(
        self,
        *,
        at: datetime,
        holder: str,
        until: datetime,
        limit: int,
        platforms: Collection[str] | None = None,
        besides: Collection[int] = (),
        blank: bool = True,
    ) -> tuple[StoredDelivery, ...]:
        """See ``Digests.claim``. Looking first costs no turn at writing while there is nothing to do."""
        with self._database.reading() as connection:
            if not deliveries.waits(connection, at, platforms):
                return ()
        with self._database.writing() as connection:
            return deliveries.claim(connection, at, holder, until, limit, platforms, besides, blank)

    def claim_one(self, key: int, *, at: datetime, holder: str, until: datetime) -> StoredDelivery | None:
        """See ``Digests.claim_one``."""
        with self._database.writing() as connection:
            return deliveries.claim_one(connection, key, at, holder, until)

    def sendable(self, *, at: datetime, limit: int) -> tuple[Sendable, ...]:
        """See ``Digests.sendable``."""
        with self._database.reading() as connection:
            return ahead.sendable(connection, at, limit)

    def blank(self, *, at: datetime) -> int:
        """See ``Digests.blank``."""
        with self._database.reading() as connection:
            return ahead.blank(connection, at)

    def expire(self, *, at: datetime, platforms: Collection[str], why: str) -> tuple[StoredDelivery, ...]:
        """See ``Digests.expire``. Looking first costs no turn at writing while there is nothing to do."""
        with self._database.reading() as connection:
            if not deliveries.expired(connection, at, platforms):
                return ()
        with self._database.writing() as connection:
            return deliveries.expire(connection, at, platforms, why)

    def record(
        self,
        delivery: StoredDelivery,
        content: str,
        pages: int,
        *,
        told: Collection[str] = (),
        shown: Collection[str] = (),
        at: datetime,
    ) -> Recorded:
        """See ``Digests.record``."""
        with self._database.writing() as connection:
            return deliveries.record(connection, delivery, content, pages, told, shown, at)

    def post(
        self, delivery: StoredDelivery, part: int, message: str, *, thread: str = "", at: datetime
    ) -> bool:
        """See ``Digests.post``."""
        with self._database.writing() as connection:
            return deliveries.post(
                connection, delivery, Post(part=part, message=message, thread=thread, at=at)
            )

    def finish(
        self, delivery: StoredDelivery, state: Ending, *, why: str = "", at: datetime, quiet: bool = False
    ) -> bool:
        """See ``Digests.finish``."""
        with self._database.writing() as connection:
            return deliveries.finish(connection, delivery, state, why, at, quiet=quiet)

    def fail(self, delivery: StoredDelivery, why: str, *, again: datetime, counts: bool = True) -> bool:
        """See ``Digests.fail``."""
        with self._database.writing() as connection:
            return deliveries.fail(connection, delivery, why, again, counts=counts)

    def renew(self, holder: str, keys: Collection[int], *, until: datetime) -> int:
        """See ``Digests.renew``."""
        with self._database.writing() as connection:
            return deliveries.renew(connection, holder, keys, until)

    def release(self, holder: str, *, at: datetime) -> int:
        """See ``Digests.release``."""
        with self._database.writing() as connection:
            return deliveries.release(connection, holder, at)

    # ---- looking

    def told(
        self, topic: str, platform: str, workspace: str, channel: str, keys: Collection[str]
    ) -> frozenset[str]:
        """See ``Digests.told``."""
        with self._database.reading() as connection:
            return telling.told_there(connection, topic, platform, workspace, channel, keys)

    def history(self, id: str, limit: int = 20) -> tuple[StoredDelivery, ...]:
        """See ``Digests.history``."""
        with self._database.reading() as connection:
            return deliveries.history(connection, id, limit)

    def unsaid(self, id: str, limit: int = 20) -> tuple[StoredDelivery, ...]:
        """See ``Digests.unsaid``."""
        with self._database.reading() as connection:
            return deliveries.unsaid(connection, id, limit)

    def told_in(self, channels: Collection[Channel], most: int) -> Mapping[Channel, frozenset[str]] | None:
        """See ``Digests.told_in``."""
        with self._database.reading() as connection:
            return telling.told_in(connection, channels, most)

    def behind(self, ids: Collection[str]) -> frozenset[str]:
        """See ``Digests.behind``."""
        with self._database.reading() as connection:
            return deliveries.behind(connection, sorted(ids))

    def late(self, *, before: datetime, limit: int = 100) -> Late:
        """See ``Digests.late``."""
        with self._database.reading() as connection:
            return Late(
                digests=digests.late(connection, before, limit),
                deliveries=deliveries.late(connection, before, limit),
            )

    # ---- keeping house

    def now(self, at: datetime) -> datetime:
        """See ``Digests.now``."""
        with self._database.reading() as connection:
            return clocks.now(connection, at)

    def mend(self, *, at: datetime) -> int:
        """See ``Digests.mend``."""
        with self._database.writing() as connection:
            return clocks.mend(connection, at)

    def put_right(self, *, at: datetime) -> int:
        """See ``Digests.put_right``. Looking first costs no turn at writing while all is well."""
        with self._database.reading() as connection:
            if not clocks.is_ahead(connection, at):
                return 0
        with self._database.writing() as connection:
            return clocks.put_right(connection, at)

    def prune(self, *, at: datetime) -> int:
        """See ``Digests.prune``."""
        with self._database.writing() as connection:
            return telling.prune(connection, at)
