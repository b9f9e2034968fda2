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

_LONG = 2000  # characters: no address that we ask for is longer
_MOST_HELD = 64_000_000  # bytes of memory, roughly, that the rules take; the oldest go first
_WEIGHT = 1000  # of an origin
_WEIGHT_OF_A_CHARACTER = 30  # a rule of twenty characters becomes three objects
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
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin asks: ``delay`` in seconds between requests; ``trouble`` why it could not be read;
    ``weight`` is roughly the bytes of memory it takes.
    """

    read: Protego | None = None
    delay: float = 0.0
    trouble: Trouble | None = None
    weight: int = _WEIGHT

    def allow(self, url: URL) -> bool:
        """Whether we may ask for that address."""
        return self.read is None or bool(self.read.can_fetch(str(url), AGENT))


NOTHING_ASKED = Rules()


@dataclass(frozen=True, slots=True)
class _Kept:
    rules: Rules
    until: float


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

    async def _read(self, origin: URL) -> tuple[Rules, float]:
        """The rules, and for how many seconds they hold."""
        try:
            data = await self._ask(origin.with_path("/robots.txt"))
        except Unretrievable as error:
            if error.kind == "address":
                raise
            if error.kind in {"missing", "gone", "refused"}:
                return NOTHING_ASKED, KEPT
            trouble = Trouble(error.kind, error.problem, error.cure)
            return Rules(trouble=trouble), max(KEPT_FAILURE, error.retry_after or 0.0)
        text = data.decode("utf-8-sig", errors="replace")
        if len(text) < _IN_THREAD:
            return read_rules(text), KEPT
        return await asyncio.to_thread(read_rules, text), KEPT

    def _keep(self, origin: URL, rules: Rules, seconds: float) -> _Kept:
        kept = _Kept(rules, self._clock() + seconds)
        old = self._kept.pop(origin, None)
        self._kept[origin] = kept
        self._held += rules.weight - (old.rules.weight if old else 0)
        while self._held > _MOST_HELD and len(self._kept) > 1:
            self._held -= self._kept.popitem(last=False)[1].rules.weight
        return kept


def read_rules(text: str) -> Rules:
    """The rules in the text of a robots.txt."""
    plain = _plain(text)
    if not plain:
        return NOTHING_ASKED
    return _parsed(plain) if len(plain) < _LONG else _parse(plain)


def _parse(plain: str) -> Rules:
    from protego import Protego

    read = Protego.parse(plain)
    delay = min(float(read.crawl_delay(AGENT) or 0.0), LONGEST_DELAY)
    return Rules(read=read, delay=delay, weight=_WEIGHT + _WEIGHT_OF_A_CHARACTER * len(plain))


_parsed = lru_cache(maxsize=64)(_parse)  # many hosts run the same software, with the same robots.txt


def _plain(text: str) -> str:
    """Only what is said to us and to all robots, spelt rightly.

    A file that names thousands of robots before thousands of rules would otherwise become their product.
    """
    lines: list[str] = []
    ours: set[str] = set()
    in_rules = False
    for found in _LINE.finditer(text.replace("\r", "\n").removeprefix("\ufeff")):
        value = found["value"].strip()
        if found["agent"]:
            ours = set() if in_rules else ours
            in_rules = False
            name = value.lower().partition("/")[0].strip()
            if name in {"*", AGENT} and name not in ours:
                ours.add(name)
                lines.append(f"user-agent: {name}")
            continue
        in_rules = True
        if ours and len(value) <= _LONG:
            lines.append(f"{_RIGHTLY[found['rule'][0].lower()]}: {value}")
    return "\n".join(lines)


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
        trouble.cure or "Nothing is asked of a host before its robots.txt has been read.",
        retry_after=max(1.0, left),
    )
