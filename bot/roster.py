"""Who serves what: each process signs for its lanes of a platform; none is forgotten, or served twice."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

import structlog
from pydantic import AwareDatetime

from bot.messages import Adapter
from bot.storage.contract import Store
from bot.storage.errors import StorageError
from summaries.model import Value

BEAT = 10.0
"""Seconds between two signatures of a process."""

LASTS = timedelta(seconds=35)
"""How long one holds: after the death of a process its lanes count as nobody's by then."""

_LEAVING = 1.0  # seconds for signing off
_SPACE, _COUNTS = "roster", "roster counts"
_VARIABLE = "READOUT_DISCORD_SHARDS"


class Entry(Value):
    """The ``lanes`` of a platform that a process serves ``since`` then, ``of`` so many in all; and when it
    ``signed`` for them last.
    """

    platform: str
    lanes: tuple[str, ...]
    of: int
    since: AwareDatetime
    signed: AwareDatetime


def entries(store: Store, at: datetime) -> Mapping[str, Entry]:
    """What is signed for now, by process and platform; by the store's clock, where that has one."""
    now = store.digests.now(at)
    return {key: Entry.model_validate_json(kept) for key, kept in store.kept(_SPACE, at=now).items()}


def counts(store: Store, at: datetime) -> Mapping[str, int]:
    """How many lanes of each platform were signed for last, ever."""
    return {name: int(count) for name, count in store.kept(_COUNTS, at=at).items()}


def told(found: Sequence[Entry]) -> Sequence[str]:
    """Which lanes are served, and what is amiss, in sentences; none of a platform that one process serves."""
    said: list[str] = []
    for platform in dict.fromkeys(one.platform for one in found):
        mine = [one for one in found if one.platform == platform]
        if len(mine) > 1 or max(one.of for one in mine) > 1:
            said += _told(platform, mine)
    return said


def _told(platform: str, mine: Sequence[Entry]) -> list[str]:
    count = max(one.of for one in mine)
    if any(one.of != count for one in mine):
        numbers = " and ".join(str(of) for of in sorted({one.of for one in mine}))
        return [f"{platform}: processes count {numbers} shards. Say the same number in each {_VARIABLE}."]
    if count == 1:
        return [f"{platform}: {len(mine)} processes serve it. {cure(count)}"]
    times = Counter(int(lane or 0) for one in mine for lane in one.lanes)
    processes = "1 process" if len(mine) == 1 else f"{len(mine)} processes"
    said = [f"{platform}: {spelled(times)} of {count} are served, by {processes}."]
    if missing := sorted(set(range(count)) - set(times)):
        start = f"Start a process with {_VARIABLE}={_ranges(missing)}/{count}."
        said.append(f"{platform}: {spelled(missing)} of {count} are nobody’s. {start}")
    if twice := sorted(lane for lane, number in times.items() if number > 1):
        said.append(f"{platform}: {spelled(twice)} of {count} are served twice. {cure(count)}")
    return said


def cure(count: int) -> str:
    """What to do where processes serve the same."""
    if count == 1:
        return f"Run one process for it, or share its shards out with {_VARIABLE}."
    return f"Give each process shards of its own in {_VARIABLE}."


def spelled(lanes: Sequence[int] | Counter[int]) -> str:
    """Lanes in words: ``shards 0-3, 8``."""
    return f"shards {_ranges(sorted(lanes))}"


def _ranges(lanes: Sequence[int]) -> str:
    found: list[list[int]] = []
    for lane in lanes:
        if found and lane == found[-1][1] + 1:
            found[-1][1] = lane
        else:
            found.append([lane, lane])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


@asynccontextmanager
async def signing(
    store: Store, adapters: Mapping[str, Adapter], say: Callable[[str], None], stopping: asyncio.Event
) -> AsyncIterator[None]:
    """Sign meanwhile for what this process serves alone, and sign off at the end."""
    task = asyncio.create_task(Signing(store, adapters, secrets.token_hex(6), say).run(stopping))
    try:
        yield
    finally:
        stopping.set()
        await asyncio.wait((task,), timeout=_LEAVING)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Signing:
    """Signs for one process, and tells once where another serves the same at the same time."""

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, Adapter],
        holder: str,
        say: Callable[[str], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._holder, self._say, self._now = store, holder, say, now
        self._adapters = {name: one for name, one in adapters.items() if one.posting and one.shared_out}
        self._since: dict[str, datetime] = {}
        self._said: set[str] = set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Sign until ``stopping``, then sign off; a store that does not answer is tried again."""
        while self._adapters and not stopping.is_set():
            await self._surely(self.round)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), BEAT)
        await self._surely(self._off)

    async def _surely(self, work: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(work)
        except StorageError as error:
            structlog.get_logger().debug("roster not signed", cause=error.problem)

    def round(self) -> None:
        """Sign for what is served now, and look who else does."""
        ready = {name: one for name, one in self._adapters.items() if one.ready}
        if not ready:
            return
        now = self._store.digests.now(self._now())
        others = entries(self._store, now)
        for name, adapter in ready.items():
            since = self._since.setdefault(name, now)
            lanes, of = tuple(adapter.lanes), adapter.shared_out
            entry = Entry(platform=name, lanes=lanes, of=of, since=since, signed=now)
            key = f"{name} {self._holder}"
            self._store.keep(_SPACE, key, entry.model_dump_json(), at=now, until=now + LASTS)
            if counts(self._store, now).get(name) != of:
                self._store.keep(_COUNTS, name, str(of), at=now)
            self._compare(entry, [other for other_key, other in others.items() if other_key != key])

    def _compare(self, mine: Entry, others: Sequence[Entry]) -> None:
        """Tell once of another that signed since we began: one whose place we have taken did not."""
        living = [one for one in others if one.platform == mine.platform and one.signed > mine.since]
        if any(one.of != mine.of for one in living):
            self._once(mine, f"another process counts other shards. Say the same number in each {_VARIABLE}.")
        elif any(set(one.lanes) & set(mine.lanes) for one in living):
            what = "it" if mine.of == 1 else "some of these shards"
            self._once(mine, f"another process serves {what}, too. {cure(mine.of)}")

    def _once(self, mine: Entry, what: str) -> None:
        if what not in self._said:
            self._said.add(what)
            self._say(f"{mine.platform}: {what}")
            structlog.get_logger().warning("served by several processes", platform=mine.platform)

    def _off(self) -> None:
        for name in self._since:
            self._store.forget(_SPACE, f"{name} {self._holder}")
