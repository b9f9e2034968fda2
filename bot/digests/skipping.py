"""Digests that go on from now: after a backup was restored, what came since it was made may have been told.

A restored database knows nothing of what was posted after it was made, and the articles that are read again
look new to it. Whoever restored it can say that the channels have been told of everything so far.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.digests.ledger import read
from bot.digests.windows import first
from bot.storage.contract import Store
from bot.storage.digest_contract import Digests as Stored
from bot.storage.digest_contract import OpenedWindow, Opening, StoredDigest

WHY = "Whoever runs Readout had it go on from here."

_HOLDER = "skipping"
_MOMENT = timedelta(minutes=1)


def skip(store: Store, now: datetime) -> tuple[int, int]:
    """Have every active digest go on from ``now``; how many do, and how many could not, since a process that
    runs is about to post them. What is skipped stands in their history.
    """
    active = [one.id for one in store.digests.listing() if one.state == "active"]
    skipped = sum(_skipped(store.digests, id, now) for id in active)
    return skipped, len(active) - skipped


def _skipped(digests: Stored, id: str, now: datetime) -> bool:
    for delivery in digests.history(id, 1):
        if delivery.again is not None and not _ended(digests, delivery.key, now):
            return False
    stored = digests.find(id)
    if stored is None or digests.open([_whole(stored, now)], at=now) != 1:
        return False
    return _ended(digests, digests.history(id, 1)[0].key, now)


def _whole(stored: StoredDigest, now: datetime) -> Opening:
    """All that the channel was not told of until now, as one window that ends now."""
    window = OpenedWindow(since=stored.cutoff, cutoff=now, end=now, deadline=now + _MOMENT)
    due = first(read(stored).runs, now)
    return Opening(digest=stored.id, version=stored.version, ran=stored.ran, due=due, window=window)


def _ended(digests: Stored, key: int, now: datetime) -> bool:
    delivery = digests.claim_one(key, at=now, holder=_HOLDER, until=now + _MOMENT)
    return delivery is not None and digests.finish(delivery, "skipped", why=WHY, at=now)
