"""What reading a feed gives: the feed's own word about itself, and its items."""

from __future__ import annotations

from typing import Literal

from summaries.articles.told import Told
from summaries.model import Value
from summaries.when import When


class FeedItem(Value):
    """One item: ``key`` names it within its feed, the same at each reading; ``told`` is what the feed says.

    ``html`` is the article's markup where the feed carries the whole of it, else "". Nothing in it has been
    made safe to show. ``updated`` is when the item was changed, where the feed says so.
    """

    key: str
    told: Told
    html: str = ""
    updated: When = When()


class FeedReading(Value):
    """One reading of a feed, a news sitemap ("sitemap") or a sitemap of sitemaps ("index").

    ``every`` is how many seconds the feed asks to be left alone between readings, None where it does not
    say; ``moved`` the address that it says it is at now. ``faults`` tells in one line each what was left out
    or could not be read, and why.
    """

    kind: Literal["feed", "sitemap", "index"] = "feed"
    title: str = ""
    home: str = ""
    language: str = ""
    publisher: str = ""
    items: tuple[FeedItem, ...] = ()
    sitemaps: tuple[str, ...] = ()
    every: float | None = None
    moved: str = ""
    faults: tuple[str, ...] = ()


class FoundFeed(Value):
    """A feed that a page leads to.

    ``kind`` says how sure that is: the bytes themselves are one ("feed", "sitemap", "index"), the page
    announces it ("announced"), a link of the page says so ("linked"), or it is only a usual address that may
    not exist ("candidate").
    """

    url: str
    title: str = ""
    kind: Literal["feed", "sitemap", "index", "announced", "linked", "candidate"] = "announced"
