"""Errands left for others to find: what somebody asked for that another process will do, and log.

Feeds are read and posted digests corrected because the store says so, by whichever process looks there. What
it was on whose errand is kept beside it for a while: for the log alone, and nothing else depends on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from pydantic import AwareDatetime

from bot.messages import errand
from bot.storage.contract import Store
from summaries.model import Value

READ, CORRECTED = timedelta(minutes=10), timedelta(days=2)
"""For so long what is read of a feed, and what is corrected, is told to be done on an errand."""

_SPACE = "errands"


class _Left(Value):
    id: str
    at: AwareDatetime
    feeds: tuple[int, ...] = ()
    citation: str = ""


def leave(store: Store, at: datetime, *, feeds: Collection[int] = (), citation: str = "") -> None:
    """Have what becomes of these feeds, or of that citation where it was posted, be on the present errand."""
    if id := errand():
        left = _Left(id=id, at=at, feeds=tuple(feeds), citation=citation)
        what, lasting = (citation, CORRECTED) if citation else ("feeds", READ)
        store.keep(_SPACE, f"{id} {what}", left.model_dump_json(), at=at, until=at + lasting)


def of_feeds(store: Store, at: datetime) -> Mapping[int, str]:
    """The errands on which feeds are read, by the key of the feed: the latest of each."""
    return {feed: left.id for left in _all(store, at) for feed in left.feeds}


def of_citations(store: Store, at: datetime) -> Mapping[str, str]:
    """The errands on which posts are corrected, by the citation that was reported: the latest of each."""
    return {left.citation: left.id for left in _all(store, at) if left.citation}


def _all(store: Store, at: datetime) -> Iterator[_Left]:
    found = map(_Left.model_validate_json, store.kept(_SPACE, at=at).values())
    return iter(sorted(found, key=lambda left: left.at))
