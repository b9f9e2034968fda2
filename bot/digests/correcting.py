"""Correcting posted digests where they stand, on both platforms, as often as a report asks for it."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.digests import delivering_content as content
from bot.digests.correcting_content import citations_of, fitted
from bot.digests.ledger import read
from bot.digests.states import pause_after
from bot.digests.values import Digest
from bot.errands import of_citations
from bot.errors import BotError
from bot.messages import ChannelGone, Posted, Posting, Problem, Throttled, Unfit, Unreachable, on_errand
from bot.storage.contract import Store
from bot.storage.correction_contract import Correction, CorrectionState, Withdrawal
from bot.storage.digest_contract import Post as Stands
from bot.storage.digest_contract import StoredDelivery
from bot.storage.errors import StorageError

PLACES = 4
"""Corrections made at once."""

LEASE = timedelta(minutes=1)
"""How long a claim holds: after the death of a process another goes on by then."""

SENDING = 20.0
"""Seconds that one edit may take."""

GIVEN_UP = timedelta(days=2)
"""How long it is tried to edit what can't be edited now."""


class Correcting:
    """Edits what the store's corrections name, beside others that do the same. From the event loop.

    An edit that is made twice changes nothing, so that whoever follows on a dead process edits all parts.
    Two at once could leave the older one standing: nobody begins an edit that might outlast the claim.
    """

    def __init__(
        self,
        store: Store,
        postings: Callable[[], Mapping[str, Posting]],
        *,
        clock: Callable[[], datetime],
        elsewhere: Callable[[Callable[[], Any]], Any],
    ) -> None:
        self._store, self._corrections = store, store.corrections
        self._postings = postings
        self._clock = clock
        self._elsewhere = elsewhere
        self._log = structlog.get_logger()

    async def round(self) -> None:
        """Make all corrections that can be made now."""
        while True:
            now, begun = self._clock(), time.monotonic()
            claim = partial(self._corrections.claim, at=now, until=now + LEASE, limit=PLACES)
            found = await self._in_store(claim, platforms=tuple(self._postings()))
            if not found:
                return
            until = begun + LEASE.total_seconds()
            await asyncio.gather(*(self._carry(each, until) for each in found))

    async def mend(self) -> None:
        """Free what a clock that was wrong keeps back."""
        await self._in_store(self._corrections.mend, at=self._clock())

    async def _carry(self, correction: Correction, until: float) -> None:
        with on_errand(await self._errand(correction)):
            await self._surely(correction, until)

    async def _errand(self, correction: Correction) -> str:
        """Who reported, or took back, what it shows; the delivery's own where that is long ago."""
        delivery = correction.delivery
        asked: list[str] = []
        with suppress(StorageError, ValueError):  # what is wrong is told where it is edited
            known = await self._in_store(of_citations, self._store, self._clock())
            shown = citations_of(content.restored(delivery.content)) if known else frozenset[str]()
            asked = [errand for citation, errand in known.items() if citation in shown | correction.withdrawn]
        return asked[-1] if asked else content.errand_of_delivery(delivery.digest.id, delivery.key)

    async def _surely(self, correction: Correction, until: float) -> None:
        try:
            await self._edit(correction, until)
        except Problem as problem:
            await self._failed(correction, problem)
        except StorageError as error:
            self._log.warning("store not reached by corrections", cause=error.problem)
        except Exception as error:
            self._log.error("correcting fell", digest=correction.delivery.digest.id, exc_info=error)
            await self._failed(correction, Unreachable("Editing it failed; the log tells why."))

    async def _edit(self, correction: Correction, until: float) -> None:
        """Edit every part that stands there. One that is gone keeps no other from being edited."""
        delivery = correction.delivery
        posting = self._postings().get(delivery.digest.platform)
        if posting is None:
            raise Unreachable("Readout is not connected to its platform.")
        digest = _read(delivery)
        gone: Problem | None = None
        for part in delivery.posts:
            if not part.message:
                continue  # it was deleted before it was seen
            if until - time.monotonic() < SENDING + 10.0:
                await self._off(correction)
                return
            try:
                await self._edit_part(posting, digest, correction, part)
            except (ChannelGone, Unfit) as problem:
                gone = problem
        if gone is not None:
            await self._finish(correction, "failed", str(gone), quiet=isinstance(gone, ChannelGone))
        else:
            await self._finish(correction, "corrected" if correction.withdrawn else "restored")

    async def _edit_part(
        self, posting: Posting, digest: Digest, correction: Correction, part: Stands
    ) -> None:
        delivery = correction.delivery
        reply = content.restored(delivery.content)
        place = content.place(delivery, digest, reply.title, part.part)
        withdrawal = Withdrawal(citations=correction.withdrawn, at=correction.at)
        made = content.post(delivery, digest, reply, part.part)
        made = fitted(made, withdrawal, digest.schedule.zone, delivery.pages, posting.pages)
        try:
            async with asyncio.timeout(SENDING):
                await posting.edit(place, Posted(message=part.message, thread=part.thread), made)
        except TimeoutError as error:
            raise Unreachable("The platform did not answer in time.") from error

    # ---- what follows

    async def _off(self, correction: Correction) -> None:
        """Let go of it, to be claimed anew at once."""
        again = partial(self._corrections.fail, correction, "", again=self._clock(), counts=False)
        await self._in_store(again)

    async def _failed(self, correction: Correction, problem: Problem) -> None:
        """Put it off; after two days, give it up. What the platform asked to wait is no failure."""
        if self._clock() - correction.at > GIVEN_UP:
            await self._finish(correction, "failed", str(problem))
            return
        spread = random.random()  # noqa: S311 no secret
        pause = pause_after(correction.tries, spread)
        if isinstance(problem, Throttled):
            pause = timedelta(seconds=problem.retry_after * (1 + spread / 10))
        counts = not isinstance(problem, Throttled)
        fail = partial(self._corrections.fail, correction, str(problem), counts=counts)
        await self._in_store(fail, again=self._clock() + pause)

    async def _finish(
        self, correction: Correction, state: CorrectionState, why: str = "", *, quiet: bool = False
    ) -> None:
        """End it. Administrators hear of what stands there uncorrected, but not where nothing stands."""
        if state == "failed":
            id = correction.delivery.digest.id
            self._log.warning("posted digest not corrected", digest=id, cause=why)
        self._log.info("posted digest edited", digest=correction.delivery.digest.id, state=state)
        finish = partial(self._corrections.finish, correction, state, why=why, quiet=quiet)
        await self._in_store(finish, at=self._clock())

    async def _in_store(self, work: Callable[..., Any], *given: Any, **named: Any) -> Any:
        return await self._elsewhere(partial(work, *given, **named))


def _read(delivery: StoredDelivery) -> Digest:
    try:
        return read(delivery.digest)
    except (BotError, ValueError) as error:
        raise Unreachable("What the digest was set up with can't be read any more.") from error
