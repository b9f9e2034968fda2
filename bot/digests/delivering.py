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

from bot.digests.delivering_one import LOOKED, Carried, Hold
from bot.digests.kitchen import Kitchen
from bot.digests.kitchen import Kitchen
from bot.digests.ledger import opening
from bot.errors import BotError
from bot.messages import Posting
from bot.storage.contract import Store
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
        missed = {each.digest for each in openings if each.window and each.window.missed}
        for stored in ripe:
            if stored.id in missed:
                self.count(stored.platform, "missed")
                self.log_unsent(stored)

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
        except StorageError as error:
            self._log.warning("store not reached by digests", cause=error.problem)
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
            self.log_unsent(delivery.digest)

    def count(self, platform: str, outcome: str) -> None:
        """Count what came of a delivery."""
        if self._counts:
            self._counts.delivered(platform, outcome)

    @staticmethod
    def spread() -> float:
        """How far a pause is moved, from 0 up to 1."""
        return random.random()  # noqa: S311 no secret

    async def pause(self, stored: StoredDigest, why: str) -> bool:
        """Pause a digest that can't be kept, with a notice to tell of it; whether it was active."""
        pause = partial(self.store.notices.pause, stored.id, why=why, at=self.clock())
        paused: bool = await self.elsewhere(pause)
        return paused

    def log_unsent(self, stored: StoredDigest) -> None:
        """Note in the log that a channel was not served."""
        self._log.warning("digest not sent", digest=stored.id, platform=stored.platform)
