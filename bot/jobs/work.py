"""The jobs: each claims in the store what it is about, does it, and notes it there; safe to do twice.

A job is an offer and decides nothing: whether its feed is due, its item unread, its delivery unsent is asked
of the store when it runs. So a job may be late, doubled or lost, and nothing else is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.jobs.aside import Aside, keep, refusal
from bot.jobs.desk import Desk
from bot.jobs.names import ANALYSE, COMPOSE, DELIVER, POLL, RETRIEVE
from bot.sources.taking import PutOff, note
from bot.storage.feed_contract import Polled, Settled, StoredItem

LEASE = timedelta(minutes=15)
"""How long a claim holds. A job that is taken over from a dead worker claims by the same name."""

_REST = timedelta(days=1)  # of a feed whose polls were set aside

Job = Callable[[Desk, int, str], Awaitable[bool]]
"""A job on a key of the store, under the name that it claims by; whether there is more to be done now."""


async def poll(desk: Desk, key: int, holder: str) -> bool:
    """Poll a feed. More to be done: what it lists."""
    now = desk.now()
    claim = desk.store.feeds.claim_feed
    feed = await desk.elsewhere(claim, key, at=now, holder=holder, until=now + LEASE)
    if feed is not None:
        await desk.feed.poll(feed)
    return feed is not None


async def retrieve(desk: Desk, key: int, holder: str) -> bool:
    """Have the bytes of an item kept. More to be done: reading them. Its host is left alone for a while."""
    item = await _claimed(desk, key, holder)
    if item is None or item.body is not None or item.kind == "folder":
        return item is not None
    try:
        became = await desk.taking.bring(item)
        if isinstance(became, StoredItem):
            await desk.elsewhere(desk.store.feeds.bring, became)
        else:
            await _note(desk, item, became)
        return isinstance(became, StoredItem)
    finally:
        await asyncio.sleep(desk.pause)


async def analyse(desk: Desk, key: int, holder: str) -> bool:
    """Read, analyse and store an item."""
    if (item := await _claimed(desk, key, holder)) is not None:
        became = await desk.taking.take(item)
        await _note(desk, item, became)
    return False


async def _note(desk: Desk, item: StoredItem, became: Settled | PutOff) -> None:
    await note(desk.store.feeds, desk.elsewhere, item, became, desk.now())
    if desk.counts:
        desk.counts.taken("put off" if isinstance(became, PutOff) else became.outcome)


async def compose(desk: Desk, key: int, holder: str) -> bool:
    """Write down what some hundred deliveries will say. More to be done: sending them."""
    if desk.engine is None:
        return False
    await desk.engine.set_clock()
    taken = await desk.engine.compose_ahead()
    if not taken:
        desk.engine.kitchen.clear()
    return bool(taken)


async def deliver(desk: Desk, key: int, holder: str) -> bool:
    """Post a delivery. Whose it is, and what stands there already, the ledger's turns and leases decide."""
    if desk.engine is not None:
        await desk.engine.one(key)
    return False


JOBS: Mapping[str, Job] = {
    POLL: poll,
    RETRIEVE: retrieve,
    ANALYSE: analyse,
    COMPOSE: compose,
    DELIVER: deliver,
}
"""The jobs by the names of their queues."""


async def set_aside(desk: Desk, queue: str, key: int, holder: str, *, tries: int, why: str) -> None:
    """Give up a job that failed again and again: its cause is kept, what it was about ended in the store."""
    what = await _ENDED.get(queue, _delivery_aside)(desk, key, holder, why)
    aside = Aside(at=desk.now(), queue=queue, what=what, tries=tries, why=why)
    await desk.elsewhere(keep, desk.store, key, aside)


async def _claimed(desk: Desk, key: int, holder: str) -> StoredItem | None:
    now = desk.now()
    claim = desk.store.feeds.claim_item
    found: StoredItem | None = await desk.elsewhere(claim, key, at=now, holder=holder, until=now + LEASE)
    return found


async def _feed_aside(desk: Desk, key: int, holder: str, why: str) -> str:
    now = desk.now()
    claim = desk.store.feeds.claim_feed
    feed = await desk.elsewhere(claim, key, at=now, holder=holder, until=now + LEASE)
    if feed is None:
        return f"feed {key}"
    kept = Polled(
        succeeded=False,
        due=now + _REST,
        interval=feed.interval,
        cause="failing",
        trouble=f"It was set aside: {why}",
    )
    await desk.elsewhere(desk.store.feeds.polled, key, kept, (), at=now)
    return str(feed.url)


async def _item_aside(desk: Desk, key: int, holder: str, why: str) -> str:
    item = await _claimed(desk, key, holder)
    if item is None:
        return f"item {key}"
    await desk.elsewhere(desk.store.feeds.settle, key, refusal(why), at=desk.now())
    return item.told.url or item.name


async def _delivery_aside(desk: Desk, key: int, holder: str, why: str) -> str:
    """A delivery is ended with its window, and whoever runs Readout alerted then."""
    return f"delivery {key}"


_ENDED = {POLL: _feed_aside, RETRIEVE: _item_aside, ANALYSE: _item_aside}
