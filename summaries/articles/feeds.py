"""From a feed's bytes to its items: RSS, Atom, JSON Feed and sitemaps. Nothing is fetched here."""

from __future__ import annotations

import re

from summaries.articles.discovery import feeds_in_page
from summaries.articles.feed_dates import plausible
from summaries.articles.feed_mending import printable, without_halves
from summaries.articles.feed_text import LARGEST_FEED, decoded, unpacked
from summaries.articles.feed_values import FeedItem, FeedReading, FoundFeed
from summaries.errors import UnreadableFeed

__all__ = ["FeedItem", "FeedReading", "FoundFeed", "find_feeds", "plausible", "read_feed"]

_FIRST = re.compile(
    r"<(?:[\w.-]{1,30}:)?(?P<tag>rss|feed|rdf|channel|redirect|urlset|sitemapindex|opml|html|head|body|item|entry)(?=[\s/>])"
    r"|<!doctype\s{1,20}(?P<html>html)\b",
    re.IGNORECASE,
)
_SEARCHED = 200_000
_CURE = "Give the address of an RSS, Atom or JSON feed, of a news sitemap, or of a page that announces one."
_KINDS = {
    **dict.fromkeys(("rss", "feed", "rdf", "channel", "redirect", "item", "entry"), "feed"),
    **dict.fromkeys(("urlset", "sitemapindex"), "sitemap"),
    **dict.fromkeys(("html", "head", "body"), "page"),
    "opml": "opml",
}


def read_feed(data: bytes, url: str, content_type: str = "") -> FeedReading:
    """Read a feed's bytes, which came from ``url`` with that Content-Type header ("" where there was none).

    What the bytes are decides, not what the header calls them. What is whole of a damaged or endless feed is
    read, and ``faults`` says what was not. Raises UnreadableFeed, with feeds that a page in the feed's place
    announces.
    """
    text, cut_short = _text(data, content_type)
    kind = _kind(text)
    if kind == "page":
        raise _page_instead(text, url)
    if kind == "":
        raise UnreadableFeed(_what_it_is(content_type), _CURE)
    if kind == "opml":
        raise UnreadableFeed(
            "This is a list of feeds (OPML), not a feed.", "Give the addresses in it one by one."
        )
    reading = _read(kind, text if kind == "sitemap" else text[:LARGEST_FEED], url)
    if not cut_short and (kind == "sitemap" or len(text) <= LARGEST_FEED):
        return reading
    return reading.model_copy(
        update={"faults": ("The feed is too large and was read in part.", *reading.faults)}
    )


def find_feeds(data: bytes, url: str, content_type: str = "") -> tuple[FoundFeed, ...]:
    """The feeds that the bytes at ``url`` are or lead to, surest first; see ``FoundFeed.kind``.

    A page's own feed comes as one entry with the page's address. () for what is neither page nor feed.
    """
    try:
        text, _ = _text(data, content_type)
    except UnreadableFeed:
        return ()
    kind = _kind(text)
    if kind == "page":
        return feeds_in_page(text, url)
    try:
        reading = read_feed(data, url, content_type)
    except UnreadableFeed:
        return ()
    return (FoundFeed(url=url, title=reading.title, kind=reading.kind),)


def _text(data: bytes, content_type: str) -> tuple[str, bool]:
    if not data.strip():
        raise UnreadableFeed("The feed is empty.", "Try again later.")
    raw, cut_short = unpacked(data)
    if not any(mark in raw[:_SEARCHED] for mark in (b"<", b"{", b"[")):
        raise UnreadableFeed(_what_it_is(content_type), _CURE)
    return without_halves(printable(decoded(raw, content_type))), cut_short


def _kind(text: str) -> str:
    """What the text is, by the first element that tells; "" where nothing does."""
    if text[:1_000].lstrip().startswith(("{", "[")):
        return "json"
    found = _FIRST.search(text[:_SEARCHED])
    return _KINDS[(found["tag"] or found["html"]).lower()] if found else ""


def _read(kind: str, text: str, url: str) -> FeedReading:
    if kind == "json":
        from summaries.articles.json_feed import read_json_feed

        return read_json_feed(text, url)
    if kind == "sitemap":
        from summaries.articles.sitemaps import read_sitemap

        return read_sitemap(text, url)
    from summaries.articles.syndication import read_syndication

    return read_syndication(text, url)


def _page_instead(text: str, url: str) -> UnreadableFeed:
    """The error for a page, which names the feeds that the page announces."""
    announced = tuple(feed.url for feed in feeds_in_page(text, url) if feed.kind in ("announced", "linked"))
    if not announced:
        return UnreadableFeed("This is a web page, not a feed, and it announces none.", _CURE)
    first = " or ".join(announced[:3])
    return UnreadableFeed(
        "This is a web page, not a feed.", f"It announces {first}: give that address.", announced
    )


def _what_it_is(content_type: str) -> str:
    called = re.sub(r"[^\w/+.-]", "", content_type.partition(";")[0])[:60]
    said = f" (it is called {called})" if called else ""
    return f"This is neither a feed nor a web page{said}."
