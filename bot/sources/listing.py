"""From what a feed says to the items that are kept of it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from bot.storage.feed_contract import ListedItem, StoredFeed
from summaries.articles.addresses import document_of, same_site
from summaries.articles.feed_values import FeedItem, FeedReading
from summaries.articles.told import Told
from summaries.when import When

HTML = "text/html; charset=utf-8"

_NEVER = datetime.min.replace(tzinfo=UTC)

MOST_LISTED = 1_000
"""Items taken of one reading, the newest: a news sitemap has no more, and an archive's is not news."""

_PAGE = "<!doctype html><html><head><meta charset=utf-8></head><body><article>{}</article></body></html>"


def listed(reading: FeedReading, feed: StoredFeed, came_from: str) -> tuple[ListedItem, ...]:
    """The items of a reading that ``came_from`` an address, after redirects.

    What the feed is known by stands in for what an item doesn't say. A text that the feed carries is taken
    for that of a page of the same site only: whoever says what stands on another's page isn't asked, the page
    is. So no feed can make, change or forestall an article of somebody else's.
    """
    items = reading.items
    if len(items) > MOST_LISTED:
        items = tuple(sorted(items, key=_newest, reverse=True)[:MOST_LISTED])
    return tuple(_item(_vouched(one, came_from), reading, feed) for one in items)


def page_item(told: Told, data: bytes) -> ListedItem:
    """The one item of a page that is read again and again: its bytes, as they came."""
    return ListedItem(key="page", told=told, document=document_of(told.url), mark=hash_of(data), body=data)


def address_item(url: str) -> ListedItem:
    """The item of an address that somebody named."""
    return ListedItem(key=url, told=Told(url=url), document=document_of(url), host=host_of(url))


def hash_of(data: bytes) -> str:
    """What changes when the bytes do."""
    return hashlib.sha256(data).hexdigest()[:32]


def host_of(url: str) -> str:
    """The host of an address, with its port; "" where it has none."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def times_of(items: Iterable[FeedItem]) -> tuple[datetime, ...]:
    """When the items were published, as far as that is known; a day counts from its noon."""
    return tuple(at for one in items if (at := _time(one.told.published)) is not None)


def _newest(one: FeedItem) -> datetime:
    return max(_time(one.updated) or _NEVER, _time(one.told.published) or _NEVER)


def _time(when: When) -> datetime | None:
    if when.at is not None:
        return when.at
    if when.start is None or when.span_of_days != 1:
        return None
    return datetime.combine(when.start, time(12), UTC)


def _vouched(one: FeedItem, came_from: str) -> FeedItem:
    elsewhere = one.told.url and not same_site(one.told.url, came_from)
    return one.model_copy(update={"html": ""}) if elsewhere else one


def _item(one: FeedItem, reading: FeedReading, feed: StoredFeed) -> ListedItem:
    document = document_of(one.told.url)
    # Without an address it goes by its name within the feed, which no other feed may share.
    id = one.told.id if document else f"{document_of(feed.origin) or feed.origin}#{one.key}"
    known = {
        "id": id,
        "url": one.told.url if document else "",
        # Without an address nobody can check who publishes it: it is told by its feed's host.
        "publisher": (one.told.publisher or feed.publisher or reading.publisher)
        if document
        else host_of(feed.origin) or feed.publisher,
        "language": one.told.language or feed.language or reading.language,
        "content_type": HTML if one.html else one.told.content_type,
    }
    told = one.told.model_copy(update=known)
    body = _PAGE.format(one.html).encode("utf-8", "replace") if one.html else None
    if body is None and not document:
        body = b""  # nothing to read and nowhere to go: refused when its turn comes
    said = "\0".join((one.updated.iso(), told.title, one.html))
    return ListedItem(
        key=one.key or document,
        told=told,
        document=document or id,
        host="" if body is not None else host_of(told.url),
        mark=hash_of(said.encode("utf-8", "replace")),
        body=body,
    )
