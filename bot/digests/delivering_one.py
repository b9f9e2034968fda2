"""One delivery from its claim to its end: composed, recorded, posted part by part, each part once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from bot.digests import delivering_content as content
from bot.digests.correcting_content import citations_of, fitted
from bot.digests.delivering_steps import event_of, wait_of, why_of
from bot.digests.kitchen import Dish
from bot.digests.ledger import read
from bot.digests.states import Event, Step, follow
from bot.digests.values import Digest
from bot.errors import BotError
from bot.messages import NEW, Place, Posted, Posting, Problem, Reply, Unsure, on_errand
from bot.storage.digest_contract import Ending, Recorded, StoredDelivery
from bot.storage.digest_contract import Post as Stands

if TYPE_CHECKING:
    from bot.digests.delivering import Delivering

SENDING = 40.0
"""Seconds that one post may take: nothing is begun that might still be under way when the claim is lost."""

AT_LEAST = SENDING + 10.0

LOOKED = timedelta(hours=1)
"""So long after its window it is still looked whether a part was posted, if nobody could tell."""

ELSEWHERE = timedelta(seconds=20)
"""The pause of a delivery that something here has to be ready for first."""

APART = timedelta(minutes=15)
"""By so much our clock may be ahead of a platform's: from so far back a part is looked for."""

_RECORDINGS = 4


class Hold:
    """How long a delivery is surely ours: until then nobody claims it, by the clock that all go by.

    Counted on the clock that is never set as well, since others may have claimed it before a clock that was
    set forward is set back; and the one that is never set stands still while a machine sleeps.
    """

    def __init__(self, clock: Callable[[], datetime], seconds: float) -> None:
        self._clock = clock
        self._until = (time.monotonic() + seconds, clock() + timedelta(seconds=seconds))

    @property
    def left(self) -> float:
        """Seconds, less than none where it may be somebody else's by now."""
        steady, shared = self._until
        return min(steady - time.monotonic(), (shared - self._clock()).total_seconds())

    def renew(self, anew: Hold) -> None:
        """It was renewed, in time or not: what has run out once may have been claimed by another."""
        if self.left > 0:
            self._until = anew._until


class Over(Exception):
    """Nothing is to be done here any more: it is ended, put off, or somebody else's."""


class Carried:
    """One delivery, carried out by ``of``."""

    def __init__(self, of: Delivering, delivery: StoredDelivery, hold: Hold) -> None:
        self._of = of
        self._delivery = delivery
        self._hold = hold
        self._digests = of.store.digests
        self._doubt = bool(delivery.content) and delivery.turn > 1
        self._own_thread = False

    async def out(self) -> None:
        """Carry it out, as far as can be now."""
        with on_errand(content.errand_of_delivery(self._delivery.digest.id, self._delivery.key)):
            try:
                await self._out()
            except Over:
                pass
            except Problem as problem:
                await self._failed(problem)

    async def _out(self) -> None:
        digest = await self._read()
        posting = await self._posting()
        reply = await self._content(digest)
        for part in range(1, self._delivery.pages + 1):
            if all(post.part != part for post in self._delivery.posts):
                await self._part(posting, digest, reply, part)
        await self._finish("sent")

    # ---- before anything is sent

    async def _read(self) -> Digest:
        stored = self._delivery.digest
        try:
            digest = read(stored)
        except (BotError, ValueError) as error:
            why = (
                str(error)
                if isinstance(error, BotError)
                else "What it was set up with can't be read any more."
            )
            paused = await self._of.pause(stored, why)
            await self._finish("failed", why, quiet=paused)
            raise Over from error
        if self._begun:
            return digest
        if stored.state != "active":
            await self._end(Event.WITHDRAWN)
        if self._of.clock() > self._delivery.deadline:
            await self._end(Event.WINDOW_OVER)
        return digest

    @property
    def _begun(self) -> bool:
        """Whether something of it stands in the channel, or may stand there."""
        return self._doubt or bool(self._delivery.posts)

    async def _posting(self) -> Posting:
        posting = self._of.postings().get(self._delivery.digest.platform)
        if posting is None:
            await self._again(ELSEWHERE, "Readout is not connected to its platform.")
            raise Over
        return posting

    async def _content(self, digest: Digest) -> Reply:
        """What is sent: recorded before, or composed and recorded now. Anew, if the channel was told some
        of it by another digest meanwhile.
        """
        if self._delivery.content:
            return content.restored(self._delivery.content)
        for _ in range(_RECORDINGS):
            composed = await self._composed(digest)
            if composed.empty and digest.when_empty == "silent":
                await self._end(Event.NOTHING_NEW)
            kept = composed.content
            reply = content.restored(kept)
            pages = (await self._posting()).pages(reply)
            record = partial(self._digests.record, told=composed.keys, shown=citations_of(reply))
            done: Recorded = await self._in_store(record, self._delivery, kept, pages, at=self._of.clock())
            if not done.ours:
                raise Over
            if not done.told:
                self._delivery = self._delivery.model_copy(update={"content": kept, "pages": pages})
                return reply
        await self._again(ELSEWHERE, "Other digests told the channel the same meanwhile.")
        raise Over

    async def _composed(self, digest: Digest) -> Dish:
        try:
            dish: Dish = await self._in_store(self._of.kitchen.compose, self._delivery, digest)
        except KeyError:
            await self._again(ELSEWHERE, "Its topic is not loaded.")
            raise Over from None
        return dish

    # ---- sending

    async def _part(self, posting: Posting, digest: Digest, reply: Reply, part: int) -> None:
        """Have a part stand in the channel. One that may be there already is looked for first."""
        place = content.place(self._delivery, digest, reply.title, part)
        self._own_thread = bool(place.thread) and place.thread not in (digest.thread, NEW)
        posted = await self._found(posting, place, part) if self._doubt else None
        self._doubt = False
        if posted is None:
            await self._may_send()
            posted = await self._sent(posting, digest, place, reply, part)
        at = self._of.clock()
        ours = await self._in_store(
            self._digests.post, self._delivery, part, posted.message, thread=posted.thread, at=at
        )
        stands = Stands(part=part, message=posted.message, thread=posted.thread, at=at)
        self._delivery = self._delivery.model_copy(update={"posts": (*self._delivery.posts, stands)})
        if not ours:
            raise Over

    async def _found(self, posting: Posting, place: Place, part: int) -> Posted | None:
        since = min(self._delivery.opened, self._of.clock()) - APART
        return await posting.find(place, content.key(self._delivery, part), since)

    async def _may_send(self) -> None:
        """Raises Over where nothing may be sent: too late, withdrawn, or not surely ours so long."""
        if self._hold.left < AT_LEAST:
            raise Over
        if self._delivery.posts:
            return
        if self._delivery.digest.state != "active":
            await self._end(Event.WITHDRAWN)
        if self._of.clock() > self._delivery.deadline:
            await self._end(Event.WINDOW_OVER)

    async def _sent(self, posting: Posting, digest: Digest, place: Place, reply: Reply, part: int) -> Posted:
        """Post it. Whatever nobody foresaw leaves a doubt, which is settled by looking."""
        made = content.post(self._delivery, digest, reply, part)
        withdrawal = await self._in_store(self._of.store.corrections.withdrawal, self._delivery.key)
        if withdrawal.citations:
            made = fitted(made, withdrawal, digest.schedule.zone, self._delivery.pages, posting.pages)
        try:
            async with asyncio.timeout(SENDING):
                return await posting.post(place, made)
        except Problem as problem:
            self._doubt = isinstance(problem, Unsure)
            raise
        except Exception as error:
            self._doubt = True
            if not isinstance(error, TimeoutError):
                structlog.get_logger().error("posting fell", digest=digest.id, exc_info=error)
            raise Unsure("It may have been posted.") from error

    # ---- what follows

    async def _failed(self, problem: Problem) -> None:
        """Put it off, or give it up; where nothing can be posted any more, the digest is paused."""
        event = event_of(problem)
        if self._doubt and event in (Event.UNFIT, Event.REPLY_LOST):
            event = Event.REPLY_LOST
        now = self._of.clock()
        step = self._follow(event, now, wait_of(problem))
        give_up = self._doubt and now > self._delivery.deadline + LOOKED
        if step.again and not give_up:
            await self._put_off(step)
            return
        why = why_of(problem, step.why)
        stops = step.stops and not self._own_thread  # only what this delivery began is surely gone
        paused = stops and await self._of.pause(self._delivery.digest, why)
        await self._finish("failed", why, quiet=paused)

    def _follow(self, event: Event, now: datetime, wait: timedelta = timedelta()) -> Step:
        """The step; what may have been posted is looked for longer than it may be sent."""
        more = LOOKED if self._doubt else timedelta()
        return follow(
            "sending",
            event,
            now=now,
            deadline=self._delivery.deadline + more,
            tries=self._delivery.tries,
            wait=wait,
            spread=self._of.spread(),
        )

    async def _put_off(self, step: Step) -> None:
        assert step.again is not None  # noqa: S101 by whoever calls
        self._of.count(self._delivery.digest.platform, "retried")
        await self._in_store(
            self._digests.fail, self._delivery, step.why, again=step.again, counts=step.counts
        )

    async def _again(self, pause: timedelta, why: str) -> None:
        """Let go of it for a while, through nobody's failure. Always raises Over."""
        at = self._of.clock() + pause * (0.8 + 0.4 * self._of.spread())
        if at > self._delivery.deadline and not self._begun:
            await self._finish("missed", why)
        else:
            await self._in_store(self._digests.fail, self._delivery, why, again=at, counts=False)
        raise Over

    async def _end(self, event: Event) -> None:
        """End it as the table says. Always raises Over."""
        step = self._follow(event, self._of.clock())
        ending: Ending = "skipped" if step.state == "skipped" else "missed"
        await self._finish(ending, step.why, quiet=not step.tell)
        raise Over

    async def _finish(self, state: Ending, why: str = "", *, quiet: bool = False) -> None:
        """End it. Whoever runs Readout is alerted of one that did not come, unless ``quiet``."""
        at = self._of.clock()
        finish = self._digests.finish
        if await self._in_store(finish, self._delivery, state, why=why, at=at, quiet=quiet):
            self._of.count(self._delivery.digest.platform, state)
            if state == "sent":
                self._of.count_sent(self._delivery, at)
            structlog.get_logger().info("delivery over", digest=self._delivery.digest.id, state=state)
            if state in ("missed", "failed") and not quiet:
                self._of.log_unsent(self._delivery.digest)

    async def _in_store(self, work: Callable[..., Any], *given: Any, **named: Any) -> Any:
        return await self._of.elsewhere(partial(work, *given, **named))
