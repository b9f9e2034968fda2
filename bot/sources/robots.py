"""What a host's robots.txt asks of us (RFC 9309), kept for a day.

A 4xx means that nothing is asked. A host whose robots.txt can't be read just now is left alone until it can.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from yarl import URL

from bot.sources.retrieved import Kind, Unretrievable

if TYPE_CHECKING:
    from protego import Protego

AGENT = "readout"
"""The name under which robots.txt speaks to us."""

MOST = 500 * 1024
"""Bytes that are read; what follows is left out, as the RFC lets us."""

KEPT = 24 * 3600.0
KEPT_FAILURE = 300.0
LONGEST_DELAY = 60.0
"""Seconds of a Crawl-delay that are obeyed; a host that wants more is asked no faster than once a minute."""

_MOST_HELD = 8_000_000  # bytes of robots.txt behind the rules that are kept; the oldest go first
_WEIGHT = 1000  # of an empty one
_IN_THREAD = 20_000  # bytes from which reading takes long enough to hold up others

# The lines that matter, misspelt as they are found in the wild (Protego's lists).
_LINE = re.compile(
    r"^[ \t]*(?:(?P<agent>user[- ]?agent)|(?P<rule>allow|dis?s?all?ow|crawl[- ]delay))"
    r"[ \t]*:[ \t]*(?P<value>[^\r\n#]*)",
    re.IGNORECASE | re.MULTILINE,
)

Ask = Callable[[URL], Awaitable[bytes]]
"""Gets a robots.txt by the same safe way as everything; raises Unretrievable."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a robots.txt could not be read."""

    kind: Kind
    problem: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin asks: ``delay`` in seconds between requests; ``trouble`` why it could not be read."""

    read: Protego | None = None
    delay: float = 0.0
    trouble: Trouble | None = None

    def allow(self, url: URL) -> bool:
        """Whether we may ask for that address."""
        return self.read is None or bool(self.read.can_fetch(str(url), AGENT))


NOTHING_ASKED = Rules()


@dataclass(frozen=True, slots=True)
class _Kept:
    rules: Rules
    until: float
    weight: int


class Robots:
    """The rules of every origin, asked for once a day, one asker at a time."""

    def __init__(self, ask: Ask, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._kept: OrderedDict[URL, _Kept] = OrderedDict()
        self._held = 0
        self._asking: dict[URL, asyncio.Lock] = {}

    async def delay(self, url: URL) -> float:
        """The seconds to leave between requests there. Unretrievable where we may not ask for it."""
        kept = await self._of(url.origin())
        rules = kept.rules
        left = kept.until - self._clock()
        if rules.trouble:
            raise _waiting(rules.trouble, left)
        if not rules.allow(url):
            raise _asked_not_to(url, left)
        return rules.delay

    async def _of(self, origin: URL) -> _Kept:
        if kept := self._still(origin):
            return kept
        lock = self._asking.setdefault(origin, asyncio.Lock())
        try:
            async with lock:
                return self._still(origin) or self._keep(origin, *await self._read(origin))
        finally:
            if not lock.locked():
                self._asking.pop(origin, None)

    def _still(self, origin: URL) -> _Kept | None:
        kept = self._kept.get(origin)
        return kept if kept and kept.until > self._clock() else None

    async def _read(self, origin: URL) -> tuple[Rules, float, int]:
        """The rules, for how many seconds they hold, and what they weigh."""
        try:
            data = await self._ask(origin.with_path("/robots.txt"))
        except Unretrievable as error:
            if error.kind == "address":
                raise
            if error.kind in {"missing", "gone", "refused"}:
                return NOTHING_ASKED, KEPT, _WEIGHT
            trouble = Trouble(error.kind, error.problem)
            return Rules(trouble=trouble), max(KEPT_FAILURE, error.retry_after or 0.0), _WEIGHT
        text = data.decode("utf-8-sig", errors="replace")
        rules = read_rules(text) if len(text) < _IN_THREAD else await asyncio.to_thread(read_rules, text)
        return rules, KEPT, _WEIGHT + (len(data) if rules.read else 0)

    def _keep(self, origin: URL, rules: Rules, seconds: float, weight: int) -> _Kept:
        kept = _Kept(rules, self._clock() + seconds, weight)
        old = self._kept.pop(origin, None)
        self._kept[origin] = kept
        self._held += weight - (old.weight if old else 0)
        while self._held > _MOST_HELD and len(self._kept) > 1:
            self._held -= self._kept.popitem(last=False)[1].weight
        return kept


def read_rules(text: str) -> Rules:
    """The rules in the text of a robots.txt."""
    plain = _plain(text)
    if not plain:
        return NOTHING_ASKED
    return _parsed(plain) if len(plain) < 2000 else _parse(plain)


def _parse(plain: str) -> Rules:
    from protego import Protego

    read = Protego.parse(plain)
    return Rules(read=read, delay=min(float(read.crawl_delay(AGENT) or 0.0), LONGEST_DELAY))


_parsed = lru_cache(maxsize=64)(_parse)  # many hosts run the same software, with the same robots.txt


def _plain(text: str) -> str:
    """Only the lines that matter, and all other robots under one name.

    A file that names thousands of robots before thousands of rules would otherwise become their product.
    """
    lines: list[str] = []
    names: set[str] = set()
    for found in _LINE.finditer(text):
        value = found["value"].strip()
        if found["rule"]:
            lines.append(f"{_RIGHTLY.get(found['rule'][0].lower(), '')}: {value}")
            names.clear()
            continue
        name = value.lower().partition("/")[0].strip()
        name = name if name in {"*", AGENT} else "others"
        if name not in names:
            names.add(name)
            lines.append(f"user-agent: {name}")
    concern = {"user-agent: *", f"user-agent: {AGENT}"}
    return "\n".join(lines) if concern.intersection(lines) else ""


_RIGHTLY = {"a": "allow", "d": "disallow", "c": "crawl-delay"}


def _asked_not_to(url: URL, left: float) -> Unretrievable:
    return Unretrievable(
        "robots",
        f"{url.raw_host} asks robots not to read this address (robots.txt).",
        "Read it yourself, or ask the publisher for a feed that may be read.",
        retry_after=max(1.0, left),
    )


def _waiting(trouble: Trouble, left: float) -> Unretrievable:
    kind: Kind = trouble.kind if trouble.kind in {"busy", "slow"} else "failing"
    return Unretrievable(
        kind,
        trouble.problem,
        "Nothing is asked of a host before its robots.txt has been read.",
        retry_after=max(1.0, left),
    )
