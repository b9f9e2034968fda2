"""Digests on their way: windows opened when they have come, claimed, composed, posted once, and ended."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Protocol

import structlog

from bot.digests.delivering_content import Kitchen
from bot.digests.delivering_one import LOOKED, Carried, Hold
from bot.digests.delivering_steps import paused
from bot.digests.ledger import opening
from bot.errors import BotError
from bot.messages import Posting, Problem
from bot.storage.contract import NOT_SERVED, Event, Store
from bot.storage.digest_contract import Opening, StoredDelivery, StoredDigest
from bot.storage.errors import StorageError
from summaries.topics import Topic

LEASE = timedelta(minutes=2)
"""How long a claim holds unless it is renewed; after the death of a process others go on by then."""

RENEWED = 30.0
"""Seconds between two renewals."""

PLACES = 8
"""Deliveries under way at once."""

BATCH = 200
"""Windows that are opened in one transaction."""

LATE = timedelta(minutes=5)
"""After so much time a window that is not over is late."""

DOUBT = timedelta(seconds=5)
"""How long what may have been posted takes to be seen in its channel."""

Elsewhere = Callable[[Callable[[], Any]], Awaitable[Any]]
"""Runs what waits for the store, off the event loop."""


class Counts(Protocol):
    """Where deliveries are counted."""

    def delivered(self, platform: str, outcome: str) -> None:
        """A delivery ended: sent, skipped, missed, failed; or will be tried again: retried."""
        ...

    def digests_late(self, number: int, seconds: float) -> None:
        """So many digests and deliveries are late, the oldest by so many seconds."""
        ...


def _now() -> datetime:
    return datetime.now(UTC)


class Delivering:
    """Delivers the digests of one store, beside others that do the same. To be used from the event loop.

    ``postings`` tell by a platform's name how it posts; of platforms that are not among them, others take
    care. ``clock`` stamps, and ``elsewhere`` runs what waits.
    """

    def __init__(
        self,
        store: Store,
        topics: Mapping[str, Topic],
        postings: Callable[[], Mapping[str, Posting]],
        *,
        holder: str,
        counts: Counts | None = None,
        clock: Callable[[], datetime] = _now,
        elsewhere: Elsewhere = asyncio.to_thread,
    ) -> None:
        self.store = store
        self.kitchen = Kitchen(store, topics)
        self.postings = postings
        self.clock = clock
        self.elsewhere = elsewhere
        self._holder = holder
        self._counts = counts
        self._under_way: set[asyncio.Task[None]] = set()
        self._holds: dict[int, Hold] = {}
        self._log = structlog.get_logger()

    # ---- a round

    async def round(self) -> None:
        """Open what has come, and begin what can be begun."""
        await self._open()
        self._under_way = {task for task in self._under_way if not task.done()}
        if not self._under_way:
            self.kitchen.clear()
        if free := PLACES - len(self._under_way):
            hold_from = time.monotonic()
            for delivery in await self._claim(free):
                hold = Hold(hold_from + LEASE.total_seconds())
                self._under_way.add(asyncio.create_task(self._carry(delivery, hold)))

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.gather(*self._under_way)
            self._under_way = {task for task in self._under_way if not task.done()}

    async def wait(self, seconds: float) -> None:
        """Wait until something that is under way is over, at most so long."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(seconds)

    async def leave(self, patience: float) -> None:
        """Finish what is under way, or leave it for another to go on with after so many seconds.

        What was just being posted is let go of late enough to be seen in its channel by then.
        """
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self.elsewhere(partial(self.store.digests.release, self._holder, at=self.clock() + DOUBT))

    async def keep(self) -> None:
        """Renew what is claimed, tell what is late."""
        now = self.clock()
        if self._holds:
            begun, held = time.monotonic(), list(self._holds.values())
            await self.elsewhere(partial(self.store.digests.renew, self._holder, until=now + LEASE))
            for hold in held:
                hold.renew(begun + LEASE.total_seconds())
        late = await self.elsewhere(partial(self.store.digests.late, before=now - LATE))
        dues = [*(d.due for d in late.digests if d.due), *(d.end for d in late.deliveries)]
        if self._counts:
            oldest = (now - min(dues)).total_seconds() if dues else 0.0
            self._counts.digests_late(len(dues), oldest)

    async def mend(self) -> None:
        """Free what a clock that was wrong keeps claimed, and forget what is a year old."""
        await self.elsewhere(partial(self.store.digests.mend, at=self.clock()))
        await self.elsewhere(partial(self.store.digests.prune, at=self.clock()))

    # ---- opening

    async def _open(self) -> None:
        digests = self.store.digests
        now = self.clock()
        ripe: tuple[StoredDigest, ...] = await self.elsewhere(partial(digests.ripe, at=now, limit=BATCH))
        if not ripe:
            return
        openings = [made for stored in ripe if (made := await self._opening(stored, now))]
        await self.elsewhere(partial(digests.open, openings, at=now))
        missed = {each.digest: each.window.why for each in openings if each.window and each.window.missed}
        for stored in ripe:
            if why := missed.get(stored.id):
                self.count(stored.platform, "missed")
                await self.report(stored, why)

    async def _opening(self, stored: StoredDigest, now: datetime) -> Opening | None:
        """What has come for a digest. One that can't be kept any more is paused, and the others go on."""
        try:
            made: Opening = await self.elsewhere(partial(opening, stored, now))
            return made
        except (BotError, ValueError) as error:
            why = (
                str(error)
                if isinstance(error, BotError)
                else "What it was set up with can't be read any more."
            )
            await self.pause(stored, why)
            return None

    async def _claim(self, free: int) -> tuple[StoredDelivery, ...]:
        now = self.clock()
        claim = partial(self.store.digests.claim, at=now, holder=self._holder, until=now + LEASE, limit=free)
        claimed: tuple[StoredDelivery, ...] = await self.elsewhere(claim)
        return claimed

    # ---- delivering

    async def _carry(self, delivery: StoredDelivery, hold: Hold) -> None:
        """Carry one out. What fails in a way nobody foresaw is claimed still: after its lease it is looked
        for in its channel, and goes on.
        """
        self._holds[delivery.key] = hold
        try:
            await Carried(self, delivery, hold).out()
        except StorageError as error:  # what passes the store has told itself, once
            (self._log.debug if error.passing else self._log.warning)(
                "store not reached by digests", cause=error.problem
            )
        except Exception as error:
            self._log.error("digest not delivered", digest=delivery.digest.id, exc_info=error)
            if self.clock() > delivery.deadline + LOOKED:
                await self._give_up(delivery)
        finally:
            self._holds.pop(delivery.key, None)

    async def _give_up(self, delivery: StoredDelivery) -> None:
        """End what fails again and again, or the digest would wait for it for ever."""
        why = "Readout failed to send it; its log tells why."
        finish = partial(self.store.digests.finish, delivery, "failed", why=why, at=self.clock())
        if await self.elsewhere(finish):
            self.count(delivery.digest.platform, "failed")
            await self.report(delivery.digest, why)

    def count(self, platform: str, outcome: str) -> None:
        """Count what came of a delivery."""
        if self._counts:
            self._counts.delivered(platform, outcome)

    @staticmethod
    def spread() -> float:
        """How far a pause is moved, from 0 up to 1."""
        return random.random()  # noqa: S311 no secret

    # ---- telling people

    async def pause(self, stored: StoredDigest, why: str) -> None:
        """Pause a digest, and tell whoever set it up: once, since it is paused only once."""
        digests = self.store.digests
        current = await self.elsewhere(partial(digests.find, stored.id))
        if current is None or current.state != "active":
            return
        change = partial(digests.change_state, stored.id, "paused", who=stored.who, why=why, at=self.clock())
        await self.elsewhere(change)
        await self.report(stored, why)
        posting = self.postings().get(stored.platform)
        if posting is None:
            return
        try:
            await posting.tell(stored.workspace, current.who, paused(stored.id, stored.topic, why))
        except Problem as error:
            self._log.warning("nobody told of a paused digest", digest=stored.id, cause=error.problem)

    async def report(self, stored: StoredDigest, why: str) -> None:
        """Have ``status`` say that a channel was not served."""
        self._log.warning("digest not sent", digest=stored.id, platform=stored.platform)
        of = f" of {stored.workspace}" if stored.workspace else ""
        event = Event(
            at=self.clock(),
            source=f"{stored.platform} channel {stored.channel}{of}",
            outcome=NOT_SERVED,
            detail=f"Digest {stored.id}: {why}",
        )
        await self.elsewhere(partial(self.store.record, event))
