"""Digests offered to workers: windows opened when they have come, by any number of processes that look."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial

import psycopg
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from bot.digests.ahead import AT_ONCE
from bot.digests.delivering import Counts, Delivering, Elsewhere
from bot.digests.delivering_content import errand_of_delivery
from bot.jobs.names import COMPOSE, DELIVER, MOST_OFFERED, of_platform
from bot.jobs.queue import LaneOf, Offer, look_soon, offer, one_lane
from bot.storage.contract import Store
from bot.storage.errors import Unreachable
from summaries.topics import Topic


class Scheduling(Delivering):
    """Opens windows and offers what they bring; it composes and posts nothing itself. The ledger decides
    which of several opens one.
    """

    def __init__(
        self,
        store: Store,
        topics: Mapping[str, Topic],
        app: App,
        lane_of: LaneOf = one_lane,
        *,
        holder: str,
        counts: Counts | None = None,
        elsewhere: Elsewhere,
    ) -> None:
        super().__init__(
            store, topics, dict, holder=holder, counts=counts, by_store=True, elsewhere=elsewhere
        )
        self._app = app
        self._lane_of = lane_of

    async def round(self) -> None:
        """Open what has come, and offer what is to be composed and sent."""
        await self.open()
        try:
            await offer_digests(self._app, self.store, self.elsewhere, self.clock(), self._lane_of)
        except (ConnectorException, psycopg.Error) as error:
            raise Unreachable("The queue of jobs does not answer.", "It is tried again.") from error


async def offer_digests(
    app: App, store: Store, elsewhere: Elsewhere, now: datetime, lane_of: LaneOf = one_lane
) -> None:
    """Offer what is to be composed, some hundred to a job, and what is to be sent, by the store's clock."""
    digests = store.digests
    now = await elsewhere(partial(digests.now, now))
    blank: int = await elsewhere(partial(digests.blank, at=now))
    batches = -(-blank // AT_ONCE)
    await offer(app, COMPOSE, [Offer(number, f"compose:{number}") for number in range(batches)])
    found = defaultdict(list)
    for one in await elsewhere(partial(digests.sendable, at=now, limit=MOST_OFFERED)):
        queue = of_platform(one.platform, lane_of(one.platform, one.workspace))
        found[queue].append(Offer(one.key, f"digest:{one.digest}", errand_of_delivery(one.digest, one.key)))
    for queue, offers in found.items():
        await offer(app, queue, offers, DELIVER)


@contextmanager
def looked_soon(store: Store, app: App) -> Iterator[None]:
    """Meanwhile have feeds that somebody added or refreshed offered at once, and not at the next look."""
    loop, asking = asyncio.get_running_loop(), set[asyncio.Task[None]]()

    async def ask() -> None:
        with suppress(ConnectorException, psycopg.Error):  # then the next look finds them
            await look_soon(app)

    def begin() -> None:
        task = loop.create_task(ask())
        asking.add(task)
        task.add_done_callback(asking.discard)

    def woken() -> None:
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(begin)

    unheard = store.on_change("feeds", woken)
    try:
        yield
    finally:
        unheard()
        for task in asking:
            task.cancel()
