"""Digests on their way: windows opened when they have come, claimed, composed, posted once, and ended."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Protocol

import structlog

from bot.digests import ahead
from bot.digests.annex import Annex
from bot.digests.delivering_one import LOOKED, Carried, Hold
from bot.digests.kitchen import Kitchen
from bot.digests.ledger import openings
from bot.digests.queue import Claimed, Queue
from bot.digests.steadiness import Steadiness
from bot.messages import Posting
from bot.storage.contract import Store
from bot.storage.digest_contract import Opening, StoredDelivery, StoredDigest
from bot.storage.errors import StorageError
from summaries.topics import Topic

LEASE = timedelta(minutes=2)
"""How long a claim holds unless it is renewed; after the death of a process others go on by then."""

RENEWED = 30.0
"""Seconds between two renewals."""

BATCH = 200
"""Windows that are opened in one transaction."""

LATE = timedelta(minutes=5)
"""After so much time a window that is not over is late."""

DOUBT = timedelta(seconds=5)
"""How long what may have been posted takes to be seen in its channel."""

FREED, RIGHT, TRUSTED = 150.0, 600.0, 6 * 3600.0
"""Seconds for which the clock has to have gone right until what a wrong one keeps waiting is freed (every
claim that is held was renewed by then), until what it wrote is put right, and until anything is forgotten.
"""

_BROKEN_OFF = "The database did not answer."

Elsewhere = Callable[[Callable[[], Any]], Awaitable[Any]]
"""Runs what waits for the store, off the event loop."""


class Counts(Protocol):
    """Where deliveries are counted."""

    def delivered(self, platform: str, outcome: str) -> None:
        """A delivery ended: sent, skipped, missed, failed; or will be tried again: retried."""
        ...

    def sent(self, platform: str, seconds: float) -> None:
        """One stood in its channel so many seconds after it was due."""
        ...

    def digests_late(self, number: int, seconds: float) -> None:
        """So many digests and deliveries are late, the oldest by so many seconds."""
        ...


def _now() -> datetime:
    return datetime.now(UTC)


class Delivering:
    """Delivers the digests of one store, beside others that do the same. To be used from the event loop.

    ``postings`` tell by a platform's name how it posts to those that can be posted to now; of the others,
    other processes take care. ``clock`` stamps; ``by_store`` corrects it by the store's own clock, where that
    has one. ``elsewhere`` runs what waits, the ``annex`` composes what is much. ``wake`` is called when there
    is room for more to do.
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
        by_store: bool = False,
        elsewhere: Elsewhere = asyncio.to_thread,
        annex: Annex | None = None,
    ) -> None:
        self.store = store
        self.kitchen = Kitchen(store, topics)
        self._annex = annex
        self.postings = postings
        self.elsewhere = elsewhere
        self.wake: Callable[[], None] = lambda: None
        self._own_clock = clock
        self._by_store = by_store
        self._shared = timedelta()
        self._steadiness = Steadiness(clock)
        self._holder = holder
        self._counts = counts
        self._queue = Queue()
        self._under_way: set[asyncio.Task[None]] = set()
        self._holds: dict[int, Hold] = {}
        self._broken_off: list[StoredDelivery] = []
        self._uncomposed: set[int] = set()
        self._log = structlog.get_logger()

    def clock(self) -> datetime:
        """The time by the clock that all go by who share the store."""
        return self._own_clock() + self._shared

    # ---- a round

    async def round(self) -> None:
        """Open what has come, and begin what can be begun.

        What nobody has composed yet is not claimed while others are: it would be composed one by one.
        """
        await self.open()
        while await self.compose_ahead(partial(self._fill, blank=False)):
            pass
        await self._fill()
        if not self._under_way:
            self.kitchen.clear()
            if self._annex:
                self._annex.clear()

    async def set_clock(self) -> None:
        """Go by the store's clock, where that has one."""
        if self._by_store:
            own = self._own_clock()
            self._shared = await self.elsewhere(partial(self.store.digests.now, own)) - own

    async def open(self) -> None:
        """Open what has come, and end what has waited too long for others."""
        await self.set_clock()
        while await self._open():
            pass
        await self._expire()

    async def one(self, key: int) -> None:
        """Carry out that delivery, if it may be claimed now."""
        now, hold = self.clock(), Hold(self.clock, LEASE.total_seconds())
        claim = partial(self.store.digests.claim_one, key, at=now, holder=self._holder, until=now + LEASE)
        if key not in self._holds and (delivery := await self.elsewhere(claim)):
            self._holds[key] = hold
            await self._carry(delivery, hold)

    async def next(self) -> datetime | None:
        """When there is something to be done next, by this machine's clock; None where that is never."""
        platforms = tuple(self.postings()) if self._queue.room else ()
        ask = partial(self.store.digests.next, platforms=platforms, besides=tuple(self._holds))
        found: datetime | None = await self.elsewhere(ask)
        return found and found - self._shared

    async def _fill(self, *, blank: bool = True) -> None:
        """Claim what there is room for, and begin what there is a place for."""
        if room := self._queue.room:
            hold = partial(Hold, self.clock, LEASE.total_seconds())
            for delivery in await self._claim(room, blank=blank):
                claimed = Claimed(delivery, hold())
                self._holds[delivery.key] = claimed.hold
                self._queue.put(claimed)
        self._begin()

    def _begin(self) -> None:
        while claimed := self._queue.take():
            task = asyncio.create_task(self._carry(claimed.delivery, claimed.hold))
            self._under_way.add(task)
            task.add_done_callback(partial(self._ended, claimed))

    def _ended(self, claimed: Claimed, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._queue.over(claimed)
        self._begin()
        if self._queue.room:
            self.wake()

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.gather(*self._under_way)
            await asyncio.sleep(0)  # what has ended may have begun the next

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
        for claimed in self._queue.clear():
            self._holds.pop(claimed.delivery.key, None)
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self.elsewhere(partial(self.store.digests.release, self._holder, at=self.clock() + DOUBT))

    async def keep(self) -> None:
        """Renew what is claimed, let go of what the store broke off, tell what is late."""
        now = self.clock()
        if self._holds:
            begun, held = Hold(self.clock, LEASE.total_seconds()), dict(self._holds)
            renew = partial(self.store.digests.renew, self._holder, tuple(held), until=now + LEASE)
            await self.elsewhere(renew)
            for hold in held.values():
                hold.renew(begun)
        await self._let_go()
        late = await self.elsewhere(partial(self.store.digests.late, before=now - LATE))
        dues = [*(d.due for d in late.digests if d.due), *(d.end for d in late.deliveries)]
        if self._counts:
            oldest = (now - min(dues)).total_seconds() if dues else 0.0
            self._counts.digests_late(len(dues), oldest)
        await self.mend(self._steadiness.look())

    async def _let_go(self) -> None:
        """Have what the store broke off gone on with before its lease has run out, by whoever is free: what
        may have been posted is looked for first. While the store fails still, it is left for the next time.
        """
        with suppress(StorageError):
            while self._broken_off:
                again = self.clock() + DOUBT
                fail = partial(self.store.digests.fail, self._broken_off[-1], _BROKEN_OFF, again=again)
                await self.elsewhere(partial(fail, counts=False))
                self._broken_off.pop()
            if self._uncomposed:
                others = tuple(self._uncomposed)
                write = partial(self.store.digests.write, self._holder, (), others=others, at=self.clock())
                await self.elsewhere(write)
                self._uncomposed.difference_update(others)

    async def mend(self, steady: float) -> None:
        """Undo what a clock that was wrong has left, once it has gone right for so many seconds.

        Without any platform there may be no network either, by which clocks are set right.
        """
        digests, now = self.store.digests, self.clock()
        if self._steadiness.once(FREED):
            await self.elsewhere(partial(digests.mend, at=now))
        right = steady >= RIGHT and self.postings()
        if right and (number := await self.elsewhere(partial(digests.put_right, at=now))):
            self._log.warning("a clock that was ahead put right", digests=number)
            self.wake()

    async def prune(self) -> None:
        """Forget what is a year old, by a clock that has gone right for hours."""
        if self._steadiness.look() >= TRUSTED:
            await self.elsewhere(partial(self.store.digests.prune, at=self.clock()))

    # ---- opening

    async def _open(self) -> bool:
        """Open some windows that have come; whether there may be more. All are, before any is composed: those
        that say the same are composed together.
        """
        digests = self.store.digests
        now = self.clock()
        ripe: tuple[StoredDigest, ...] = await self.elsewhere(partial(digests.ripe, at=now, limit=BATCH))
        if not ripe:
            return False
        come = await self._openings(ripe, now)
        opened: int = await self.elsewhere(partial(digests.open, come, at=now))
        missed = {each.digest for each in come if each.window and each.window.missed}
        for stored in ripe:
            if stored.id in missed:
                self.count(stored.platform, "missed")
                self.log_unsent(stored)
        return bool(opened) and len(ripe) == BATCH

    async def _openings(self, ripe: Sequence[StoredDigest], now: datetime) -> list[Opening]:
        """What has come for these. One that can't be kept any more is paused, and the others go on."""
        tried = await self.elsewhere(partial(openings, ripe, now))
        for stored, made in zip(ripe, tried, strict=True):
            if isinstance(made, str):
                await self.pause(stored, made)
        return [made for made in tried if isinstance(made, Opening)]

    async def _expire(self) -> None:
        """End what waits for platforms that nobody could post to until it was too late."""
        why = "Readout was not connected to its platform until its time was over."
        expire = partial(
            self.store.digests.expire, at=self.clock(), platforms=tuple(self.postings()), why=why
        )
        for delivery in await self.elsewhere(expire):
            self.count(delivery.digest.platform, "missed")
            self.log_unsent(delivery.digest)

    async def compose_ahead(self, meanwhile: Callable[[], Awaitable[None]] | None = None) -> bool:
        """Have some of what is due written down; whether there may be more of it.

        The next are composed while those before are written down, and ``meanwhile`` done after each time.
        They go to other channels.
        """
        now, digests, postings = self.clock(), self.store.digests, self.postings()
        take = partial(digests.take, at=now, holder=self._holder, until=now + LEASE, limit=ahead.AT_ONCE)
        taken = await self.elsewhere(partial(take, platforms=tuple(postings)))
        try:
            batch = await self._composed(postings, taken, now)
            while batch:
                writing = asyncio.create_task(self._written(batch, meanwhile))
                try:
                    batch = await self._composed(postings, batch.rest, now)
                finally:
                    await writing
        except StorageError:
            self._uncomposed |= {delivery.key for delivery in taken}
            raise
        return bool(taken)

    async def _written(self, batch: ahead.Batch, meanwhile: Callable[[], Awaitable[None]] | None) -> None:
        """Write down what was composed, and do what is to be done ``meanwhile``."""
        write = partial(self.store.digests.write, self._holder, batch.written, others=batch.others)
        await self.elsewhere(partial(write, at=self.clock()))
        if meanwhile:
            await meanwhile()

    async def _composed(
        self, postings: Mapping[str, Posting], taken: Sequence[StoredDelivery], now: datetime
    ) -> ahead.Batch | None:
        """What these will say, as many as there is time for: composed in the annex, or else here."""
        if not taken:
            return None
        dishes = await self._annex.cook(taken, now) if self._annex else None
        work = (
            partial(ahead.compose, self.kitchen, postings, taken, now)
            if dishes is None
            else partial(ahead.served, postings, taken, dishes)
        )
        batch: ahead.Batch = await self.elsewhere(work)
        return batch

    async def _claim(self, free: int, *, blank: bool) -> tuple[StoredDelivery, ...]:
        now, mine = self.clock(), tuple(self._holds)
        claim = partial(
            self.store.digests.claim,
            at=now,
            holder=self._holder,
            until=now + LEASE,
            limit=free,
            platforms=tuple(self.postings()),
            besides=mine,
            blank=blank,
        )
        claimed: tuple[StoredDelivery, ...] = await self.elsewhere(claim)
        return claimed

    # ---- delivering

    async def _carry(self, delivery: StoredDelivery, hold: Hold) -> None:
        """Carry one out. What fails in a way nobody foresaw is claimed still: after its lease it is looked
        for in its channel, and goes on.
        """
        try:
            await Carried(self, delivery, hold).out()
        except StorageError as error:  # what passes the store has told itself, once
            self._broken_off.append(delivery)
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
            self.log_unsent(delivery.digest)

    def count(self, platform: str, outcome: str) -> None:
        """Count what came of a delivery."""
        if self._counts:
            self._counts.delivered(platform, outcome)

    def count_sent(self, delivery: StoredDelivery, at: datetime) -> None:
        """Note how late one stood in its channel."""
        if self._counts:
            self._counts.sent(delivery.digest.platform, (at - delivery.end).total_seconds())

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
