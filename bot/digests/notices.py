"""Telling people that digests do not come: whoever set one up once, and administrators in one message."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.digests.delivering_content import kept, restored
from bot.digests.notices_wording import alert, paused
from bot.digests.states import pause_after
from bot.messages import Place, Post, Posted, Posting, Problem, Refused, Throttled, Unreachable
from bot.places import Channel
from bot.storage.contract import Store
from bot.storage.notice_contract import Alert, Notice

SETTLING = timedelta(seconds=10)
"""How long after a first notice others are waited for, to be told in the same message."""

BETWEEN = timedelta(minutes=2)
"""The least time between two alerts: digests come 5 minutes apart at least, and each miss is told by then."""

STALE = timedelta(days=1)
"""Nobody is told what is older: not of a time when alerts went nowhere, nor after a day of trying."""

SENDING = 40.0
"""Seconds that one message may take."""

LEASE = timedelta(minutes=2)

ROWS = 8
"""Digests that an alert names."""

_AT_ONCE = 10  # people told in one round
_MARGIN = timedelta(minutes=5)  # by so much a platform's clock may be behind ours
_NOTHING_DONE = (Throttled, Unreachable, Refused)


class Noticing:
    """Tells what the store's notices say, beside others that do the same. To be used from the event loop.

    ``alerts`` are the channels of administrators.
    """

    def __init__(
        self,
        store: Store,
        postings: Callable[[], Mapping[str, Posting]],
        *,
        alerts: Sequence[Channel] = (),
        clock: Callable[[], datetime],
        elsewhere: Callable[[Callable[[], Any]], Any],
    ) -> None:
        self._notices = store.notices
        self._postings = postings
        self._alerts = alerts
        self._clock = clock
        self._elsewhere = elsewhere
        self._log = structlog.get_logger()

    async def round(self) -> None:
        """Tell what there is to tell."""
        for place in self._alerts:
            await self._gather(place)
        await asyncio.gather(self._post(), self._tell())

    async def mend(self) -> None:
        """Free what a clock that was wrong keeps back, and forget what is a year old."""
        await self._in_store(self._notices.mend, at=self._clock())

    # ---- to one person

    async def _tell(self) -> None:
        """Each person at most once: a notice is theirs from before it is sent."""
        for _ in range(_AT_ONCE):
            platforms = tuple(self._postings())
            notice = await self._in_store(self._notices.begin, at=self._clock(), platforms=platforms)
            if notice is None:
                return
            await self._say(notice)

    async def _say(self, notice: Notice) -> None:
        digest = notice.digest
        said = paused(digest.id, digest.topic, notice.why)
        try:
            async with asyncio.timeout(SENDING):
                await self._posting(digest.platform).tell(digest.workspace, notice.who, said)
        except _NOTHING_DONE as problem:
            await self._later(notice, problem)
        except Problem as problem:
            self._log.warning("nobody told of a paused digest", digest=digest.id, cause=problem.problem)
            await self._in_store(self._notices.told, notice.key, str(problem))
        except Exception as error:
            self._log.error("telling fell", digest=digest.id, exc_info=error)
        else:
            await self._in_store(self._notices.told, notice.key, "told")

    async def _later(self, notice: Notice, problem: Problem) -> None:
        if self._clock() - notice.made > STALE:
            await self._in_store(self._notices.told, notice.key, str(problem))
        else:
            await self._in_store(self._notices.put_off, notice.key, again=self._again(notice.tries, problem))

    # ---- to administrators

    async def _gather(self, place: Channel) -> None:
        """Keep one message for all that has gone wrong lately."""
        now = self._clock()
        found = await self._in_store(self._notices.unalerted, place, since=now - STALE, most=ROWS)
        if found is None or now - SETTLING < found.first[0].made <= now:
            return
        if found.alerted and now - BETWEEN < found.alerted <= now:
            return
        topic = found.first[0].digest.topic
        await self._in_store(self._notices.alert, place, found, kept(alert(found)), topic=topic, at=now)

    async def _post(self) -> None:
        while True:
            now, begun = self._clock(), time.monotonic()
            platforms = tuple(self._postings())
            found = await self._in_store(self._notices.claim, at=now, until=now + LEASE, platforms=platforms)
            if found is None:
                return
            await self._have_stand(found, begun + LEASE.total_seconds())

    async def _have_stand(self, found: Alert, until: float) -> None:
        """Have an alert stand in its channel once: after the first try it is looked for before another."""
        try:
            posting = self._posting(found.platform)
            async with asyncio.timeout(SENDING):
                posted = await self._found(posting, found) if found.turn > 1 else None
            if posted is None and until - time.monotonic() < SENDING:
                return  # another may have it before this were over
            if posted is None:
                async with asyncio.timeout(SENDING):
                    posted = await posting.post(_place(found), _message(found))
        except Problem as problem:
            await self._failed(found, problem)
        except Exception as error:
            self._log.error("alerting fell", exc_info=error)
            await self._failed(found, Unreachable("Posting it failed; the log tells why."))
        else:
            await self._in_store(self._notices.finish, found, "sent", message=posted.message)

    async def _found(self, posting: Posting, found: Alert) -> Posted | None:
        return await posting.find(_place(found), _key(found), found.made - _MARGIN)

    async def _failed(self, found: Alert, problem: Problem) -> None:
        self._log.warning("administrators not alerted", channel=str(found.place), cause=problem.problem)
        if self._clock() - found.made > STALE:
            await self._in_store(self._notices.finish, found, "failed", why=str(problem))
        else:
            again = self._again(found.tries, problem)
            await self._in_store(self._notices.fail, found, str(problem), again=again)

    # ---- both

    def _posting(self, platform: str) -> Posting:
        posting = self._postings().get(platform)
        if posting is None:
            raise Unreachable("Readout is not connected to that platform.")
        return posting

    def _again(self, tries: int, problem: Problem) -> datetime:
        wait = timedelta(seconds=problem.retry_after if isinstance(problem, Throttled) else 0)
        spread = random.random()  # noqa: S311 no secret
        return self._clock() + max(wait, pause_after(tries, spread))

    async def _in_store(self, work: Callable[..., Any], *given: Any, **named: Any) -> Any:
        return await self._elsewhere(partial(work, *given, **named))


def _place(found: Alert) -> Place:
    return Place(workspace=found.workspace, channel=found.channel)


def _key(found: Alert) -> str:
    """The name of an alert, for ever: a database that begins anew counts from 1 again."""
    return f"alert-{found.key}-{int(found.made.timestamp())}"[:25]


def _message(found: Alert) -> Post:
    return Post(key=_key(found), reply=restored(found.content), topic=found.topic)
