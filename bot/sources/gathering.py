"""Addresses that somebody named, read once: pages, and feeds with all that they list; resumed if stopped.

What is done is noted in the store, item by item, under the list it belongs to: whoever is stopped and names
the same addresses again goes on from there. Items are noted rather than known documents passed over: what
was off topic or led elsewhere is no document that could be known.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from bot.sources.intake import Intake
from bot.sources.listing import address_item
from bot.sources.manners import Manners
from bot.sources.retrieving import Getter
from bot.sources.taking import OUTCOMES, PutOff
from bot.sources.working import until_it_works
from bot.storage.contract import Store
from bot.storage.errors import StorageError
from bot.storage.feed_contract import GivenFeed, ItemOutcome, Settled, StoredItem
from summaries.topics import Topic

Tell = Callable[[str, ItemOutcome, str], None]
"""Hears of an address, what became of it, and why."""

_GLANCE = 0.2  # seconds between two looks at what is left
_WHO = "ingest"


async def gather(
    store: Store,
    topic: Topic,
    addresses: Sequence[str],
    getter: Getter,
    *,
    jobs: int,
    tell: Tell,
    remain: Callable[[int], None] | None = None,
    again: bool = False,
    everything: bool = False,
) -> None:
    """Read what the addresses hold, and what the feeds among them list.

    ``tell`` hears of each page, and ``remain`` now and then of how many are left.

    What was done in an earlier run over the same addresses is told as a duplicate, unless ``again``; feeds
    and what was refused are tried again. ``everything`` takes in what is off topic, too. Cancelling it keeps
    what is done. Raises StorageError when the store can't be reached at first.
    """
    manners = Manners(items=16 * jobs, tick=_GLANCE, analysts=jobs, parsers=min(jobs, 2))
    feed = store.feeds.add(
        topic.id, GivenFeed(url=_name(addresses), kind="given"), who=_WHO, at=_now(), interval=0
    )
    anew: tuple[ItemOutcome, ...] = ("feed", "refused", "off topic") if everything else ("feed", "refused")
    items = [address_item(address) for address in dict.fromkeys(addresses)]
    number = store.feeds.list_items(feed.key, items, again=OUTCOMES if again else anew, at=_now())
    for item in items[: len(items) - number]:
        tell(item.key, "duplicate", "")

    def heard(item: StoredItem, became: Settled | PutOff) -> None:
        if not isinstance(became, Settled):
            return
        if became.outcome == "feed":  # what it lists that was read in an earlier run
            for _ in range(became.counts.duplicate):
                tell(item.told.url, "duplicate", "")
        if became.outcome:
            tell(item.told.url or item.name, became.outcome, became.why)

    intake = Intake(
        store,
        [topic],
        getter,
        _now,
        manners=manners,
        feed=feed.key,
        anew=again,
        everything=everything,
        tell=heard,
    )
    stopping = asyncio.Event()
    watching = asyncio.create_task(_watch(store, feed.key, intake, stopping, remain))
    try:
        await intake.run(stopping)
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        with suppress(StorageError):
            await intake.close()


async def _watch(
    store: Store,
    feed: int,
    intake: Intake,
    stopping: asyncio.Event,
    remain: Callable[[int], None] | None,
) -> None:
    """End it when nothing is left, and keep what is claimed until then."""
    rounds = 0
    while not stopping.is_set():
        with suppress(StorageError):
            left = await intake.elsewhere(store.feeds.left, feed)
            if remain:
                remain(left)
            if not left:
                stopping.set()
        rounds += 1
        if rounds % 50 == 0:
            await until_it_works(intake.renew, stopping)
        await asyncio.sleep(_GLANCE)


def _name(addresses: Sequence[str]) -> str:
    """A name for this list of addresses, the same whenever they are named together."""
    named = "\0".join(sorted(set(addresses))).encode("utf-8", "replace")
    return f"given:{hashlib.sha256(named).hexdigest()[:16]}"


def _now() -> datetime:
    return datetime.now(UTC)
