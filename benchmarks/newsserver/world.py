"""Which feeds and pages there are, how each behaves, and what a reader of them all must end up with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from benchmarks.newsserver.prose import Prose

START = datetime(2019, 5, 6, 6, tzinfo=UTC)
HOURS = 4
"""After the first hour, new items come in each of so many more."""

# How many of a hundred behave so. Those "once" do it at the first request for them only.
_PAGES = {
    "moved": 3.0,
    "elsewhere": 2.0,  # a temporary redirect
    "slow": 0.5,
    "truncated-once": 1.0,
    "busy-once": 0.5,
    "unavailable-once": 0.5,
    "failing-once": 1.0,
    "gone": 1.0,
    "missing": 1.0,
    "broken-gzip": 0.5,
    "private": 0.5,  # robots.txt says no
}
_FEEDS = {
    "moved": 2.0,
    "elsewhere": 1.0,
    "slow": 0.5,
    "truncated-once": 1.0,
    "busy-once": 1.0,
    "unavailable-once": 1.0,
    "failing-once": 1.0,
    "unfinished": 1.0,  # the end tags are missing; every item is there
    "gone": 1.0,
    "missing": 0.5,
    "broken-gzip": 0.5,
    "no-feed": 0.5,  # a page where the feed was
    "empty": 0.5,
}
_NEVER = frozenset({"gone", "missing", "broken-gzip", "private", "no-feed", "empty"})
_KINDS = ("rss",) * 9 + ("atom",) * 5 + ("json",) * 3 + ("sitemap",) * 2 + ("sitemap.gz",)
_ON_TOPIC = 0.8
_SHARED = 0.2  # of the feeds also list an item of their neighbour's
_FULL = 0.1  # of the RSS feeds carry the whole text


@dataclass(frozen=True, slots=True)
class Page:
    """One article: ``path`` is where it is in the end, ``link`` what its feed says."""

    number: int
    host: str
    path: str
    link: str
    manner: str
    on_topic: bool
    at: datetime
    title: str

    @property
    def readable(self) -> bool:
        """Whether anybody who asks often enough gets it."""
        return self.manner not in _NEVER


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: ``path`` is where it is in the end, ``link`` the address that readers have."""

    number: int
    host: str
    path: str
    link: str
    manner: str
    kind: str
    full: bool
    shares: bool

    @property
    def readable(self) -> bool:
        """Whether its items can be got."""
        return self.manner not in _NEVER


class World:
    """So many feeds and pages from a seed. ``hour`` moves with `advance`."""

    def __init__(self, feeds: int = 2000, pages: int = 20_000, *, seed: int = 7, faults: bool = True) -> None:
        if not 0 < feeds <= 60_000 or pages < feeds:
            raise ValueError("A world has 1 to 60,000 feeds, and a page for each at least.")
        self.seed, self.faults, self.hour, self.port = seed, faults, 0, 80
        self.feeds = tuple(self._feed(number) for number in range(feeds))
        self.pages = tuple(self._page(number) for number in range(pages))
        self.by_address = {(page.host, page.path): page for page in self.pages}
        self.by_link = {(page.host, page.link): page for page in self.pages}
        self.of_feed = tuple(self.pages[number::feeds] for number in range(feeds))

    def advance(self, hours: int = 1) -> int:
        """Let time go by; the hour it is then."""
        self.hour += hours
        return self.hour

    def address(self, host: str, path: str) -> str:
        """The whole address of a path."""
        return f"http://{host}:{self.port}{path}"

    def addresses(self) -> list[str]:
        """Of every feed."""
        return [self.address(feed.host, feed.link) for feed in self.feeds]

    def shown(self, feed: Feed) -> tuple[Page, ...]:
        """The pages a feed lists at this hour, newest first; the neighbour's at the end."""
        own = self.of_feed[feed.number]
        until = START + timedelta(hours=self.hour)
        listed = tuple(page for page in reversed(own) if page.at <= until)
        shared = self.of_feed[(feed.number + 1) % len(self.feeds)][0] if feed.shares else None
        return (*listed, shared) if shared and shared not in listed else listed

    def version(self, feed: Feed) -> int:
        """A number that changes when what it lists does."""
        return len(self.shown(feed))

    def prose(self, page: Page) -> Prose:
        """The words of a page."""
        return Prose(Random(f"{self.seed}/words/{page.number}"), on_topic=page.on_topic)

    def expected(self) -> dict[str, Any]:
        """What must be stored by now by a reader of every feed, and what may not be.

        ``documents`` are the canonical names (host, port and path) of what concerns the topic; ``off_topic``
        of what doesn't; ``unreadable`` of what no reader can get. ``moved`` and ``gone`` tell of feeds.
        """
        listed = {page for feed in self.feeds if feed.readable for page in self.shown(feed)}
        readable = [page for page in sorted(listed, key=lambda page: page.number) if page.readable]
        named = {page.number: f"{page.host}:{self.port}{page.path}" for page in listed}
        return {
            "hour": self.hour,
            "documents": [named[page.number] for page in readable if page.on_topic],
            "off_topic": [named[page.number] for page in readable if not page.on_topic],
            "unreadable": sorted(named[page.number] for page in listed if not page.readable),
            "moved": {
                self.address(feed.host, feed.link): self.address(feed.host, feed.path)
                for feed in self.feeds
                if feed.manner == "moved"
            },
            "gone": [self.address(feed.host, feed.link) for feed in self.feeds if feed.manner == "gone"],
            "unreadable_feeds": [self.address(it.host, it.link) for it in self.feeds if not it.readable],
        }

    @cached_property
    def with_robots(self) -> frozenset[str]:
        """The hosts that have a robots.txt: those with something private, and some more."""
        private = {page.host for page in self.pages if page.manner == "private"}
        return frozenset(private | {feed.host for feed in self.feeds if feed.number % 4 == 0})

    def _manner(self, random: Random, shares: dict[str, float]) -> str:
        left = random.uniform(0, 100) if self.faults else 100.0
        for manner, share in shares.items():
            left -= share
            if left < 0:
                return manner
        return "good"

    def _feed(self, number: int) -> Feed:
        random = Random(f"{self.seed}/feed/{number}")
        kind, manner = random.choice(_KINDS), self._manner(random, _FEEDS)
        if manner == "unfinished" and kind not in {"rss", "atom"}:
            manner = "good"
        path = {
            "rss": "/rss.xml",
            "atom": "/atom.xml",
            "json": "/feed.json",
            "sitemap": "/news-sitemap.xml",
        }.get(kind, "/news-sitemap.xml.gz")
        turned = manner in {"moved", "elsewhere"}
        return Feed(
            number=number,
            host=f"127.{1 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}",
            path=path,
            link=f"/old{path}" if turned else path,
            manner=manner,
            kind=kind,
            full=kind == "rss" and random.random() < _FULL,
            shares=random.random() < _SHARED,
        )

    def _page(self, number: int) -> Page:
        random = Random(f"{self.seed}/page/{number}")
        feed = self.feeds[number % len(self.feeds)]
        slot = number // len(self.feeds)
        late = max(0, slot % 10 - 5) % (HOURS + 1)  # six of ten at once, then one an hour
        at = START + timedelta(hours=late) if late else START - timedelta(minutes=7 * slot + number % 7)
        manner, on_topic = self._manner(random, _PAGES), random.random() < _ON_TOPIC
        title = Prose(Random(f"{self.seed}/words/{number}"), on_topic=on_topic).title
        slug = "-".join(title.lower().split()[:5]).encode("ascii", "ignore").decode().replace("'", "")
        path = f"{'/private' if manner == 'private' else ''}/2019/05/06/{slug.replace(',', '')}-{number}"
        turned = {"moved": f"/old/{number}", "elsewhere": f"/r/{number}"}
        return Page(number, feed.host, path, turned.get(manner, path), manner, on_topic, at, title)
