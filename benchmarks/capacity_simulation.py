"""A day of digests through the platforms' limits, event by event, as Readout posts them.

What is simulated is what ``bot/digests`` and the adapters do: a delivery is composed, waits for a place in a
process that can post there, goes out part by part, keeps the pace of ``adapters/discord/wire.py`` and
``adapters/slack/pacing.py``, waits as long as a refusal (429) says, three times at most, and is put off then.
The platforms take what ``capacity_limits`` says. Times are seconds from midnight UTC.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.capacity_limits import DISCORD_SECOND, SLACK_CHANNEL_SECONDS

DEADLINE = 6 * 3600.0
"""Seconds after which Readout gives a digest up, unless its next time comes before (docs/digests.md)."""

BUCKET, BUCKET_SECONDS = 5, 5.0
"""Posts of a Discord channel, as its headers tell them today: the documentation gives no figure."""

WAITS, SHORT, PAUSE = 3, 5.0, 5.0
"""Refusals that a process waits out itself, how long one may be (s), and the pause of what is put off (s)."""

_ARRIVES, _IS_DONE, _LOOKS, _AGAIN = range(4)


class Digest(NamedTuple):
    """One digest of the day: when it is due, where it goes, and in how many posts."""

    due: float
    workspace: int
    discord: bool
    parts: int


_Ready = tuple[float, Digest]  # when it is composed


class House(NamedTuple):
    """What there is to send with. ``pace`` is a Discord process's own limit (requests a second), ``latency``
    the seconds of a request, ``work`` those of the processor for a post, of which a process has one. With
    ``offered`` work comes as jobs, so many under way at once in all processes, looked for each ``look``
    seconds; without, each process claims it when it has a place. ``apart``: each platform is offered so many.
    """

    composers: int = 1
    composed: float = 60.0
    discord: int = 1
    slack: int = 1
    bots: int = 1
    pace: float = 40.0
    places: int = 64
    latency: float = 0.2
    work: float = 0.005
    offered: int = 0
    look: float = 5.0
    apart: bool = False
    discord_second: int = DISCORD_SECOND
    workspace_minute: int = 300


@dataclass
class Course:
    """How it went: seconds from due to the last part by platform; what was refused in each ten minutes."""

    late: Mapping[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})
    missed: int = 0
    refused: Counter[int] = field(default_factory=Counter)
    ended: float = 0.0

    def share(self, part: float, discord: bool | None = None) -> float:
        """The lateness (s) that so large a part of the digests keeps to; of one platform, or of both."""
        both = [*self.late[True], *self.late[False]] if discord is None else self.late[discord]
        return sorted(both)[min(len(both) - 1, int(part * len(both)))] if both else 0.0


class _Sending:
    """A delivery on its way."""

    __slots__ = ("count", "digest", "left", "process", "start", "tries", "turn")

    def __init__(self, digest: Digest, process: int) -> None:
        self.digest, self.process, self.left = digest, process, digest.parts
        self.count, self.start, self.turn, self.tries = 0, -math.inf, -math.inf, 0


class Simulation:
    """Runs the events of one day in their order."""

    def __init__(self, digests: Iterable[Digest], house: House) -> None:
        self.house, self.course = house, Course()
        composed = list(_composed(digests, house))
        self._waiting = {lane: deque[_Ready]() for lane in (False, True)}
        for ready in composed:
            self._waiting[self._lane(ready[1])].append(ready)
        self._events: list[tuple[float, int, int, _Sending | None]] = []
        self._number = 0
        self._lines: list[deque[_Sending]] = [deque() for _ in range(house.discord + house.slack)]
        self._free = [house.places] * len(self._lines)
        self._next = [-math.inf] * house.discord
        self._idle = [-math.inf] * len(self._lines)
        self._second: list[deque[float]] = [deque() for _ in range(house.bots)]
        self._minute = {key: deque[float]() for key in _crowded(composed, house.workspace_minute)}
        self._under_way = {True: 0, False: 0}

    def run(self) -> Course:
        """Until nothing is left to be sent."""
        if self.house.offered:
            self._push(0.0, _LOOKS, None)
        claimed = self._waiting[False]
        while claimed or self._events:
            if not self.house.offered and (
                not self._events or (claimed and claimed[0][0] <= self._events[0][0])
            ):
                at, digest = claimed.popleft()
                self._put(at, _Sending(digest, self._process(digest)))
            else:
                self._happens(*heapq.heappop(self._events))
        return self.course

    def _happens(self, at: float, _: int, kind: int, sending: _Sending | None) -> None:
        if sending is None:
            self._look(at)
        elif kind == _ARRIVES:
            self._arrive(at, sending)
        elif kind == _IS_DONE:
            self._done(at, sending)
        else:
            self._put(at, sending)

    def _push(self, at: float, kind: int, sending: _Sending | None) -> None:
        self._number += 1
        heapq.heappush(self._events, (at, self._number, kind, sending))

    def _process(self, digest: Digest) -> int:
        """Which process posts it: on Discord the one with the server's shard."""
        if digest.discord:
            return digest.workspace % self.house.discord
        return self.house.discord + digest.workspace % self.house.slack

    # ---- offering and claiming

    def _look(self, at: float) -> None:
        """Offer what is composed, the oldest first, until so many are under way."""
        for key, waiting in self._waiting.items():
            while waiting and waiting[0][0] <= at and self._under_way[key] < self.house.offered:
                digest = waiting.popleft()[1]
                self._put(at, _Sending(digest, self._process(digest)))
        if begins := [waiting[0][0] for waiting in self._waiting.values() if waiting]:
            self._push((max(at, min(begins)) // self.house.look + 1) * self.house.look, _LOOKS, None)

    def _lane(self, digest: Digest) -> bool:
        """What it is offered together with: everything, or only what goes to its platform."""
        return digest.discord and self.house.apart

    def _put(self, at: float, sending: _Sending) -> None:
        self._under_way[self._lane(sending.digest)] += 1
        self._lines[sending.process].append(sending)
        self._begin(at, sending.process)

    def _begin(self, at: float, process: int) -> None:
        line = self._lines[process]
        while line and self._free[process]:
            sending = line.popleft()
            if at - sending.digest.due > DEADLINE and sending.left == sending.digest.parts:
                self.course.missed += 1
                self._under_way[self._lane(sending.digest)] -= 1
                continue
            self._free[process] -= 1
            self._ask(at, sending)

    def _leave(self, at: float, sending: _Sending) -> None:
        self._free[sending.process] += 1
        self._under_way[self._lane(sending.digest)] -= 1
        self._begin(at, sending.process)

    # ---- posting

    def _ask(self, at: float, sending: _Sending) -> None:
        """Wait for the turn that Readout itself keeps to, and send the next part."""
        if sending.digest.discord:
            if sending.count == BUCKET:
                at, sending.count = max(at, sending.start + BUCKET_SECONDS), 0
            at = max(self._next[sending.process] + 1 / self.house.pace, at)
            self._next[sending.process] = at
        else:
            at = max(at, sending.turn)
            sending.turn = at + SLACK_CHANNEL_SECONDS + 0.05
        at = self._idle[sending.process] = max(at, self._idle[sending.process]) + self.house.work
        self._push(at + self.house.latency / 2, _ARRIVES, sending)

    def _arrive(self, at: float, sending: _Sending) -> None:
        wait = self._global(at, sending) if sending.digest.discord else self._workspace(at, sending)
        back = at + self.house.latency / 2
        if wait <= 0:
            if sending.count == 0:
                sending.start = at
            sending.count, sending.tries = sending.count + 1, 0
            self._push(back, _IS_DONE, sending)
            return
        self.course.refused[int(at // 600)] += 1
        sending.tries += 1
        if wait <= SHORT and sending.tries < WAITS:
            self._push(back + wait, _IS_DONE, sending)  # not a part less: ``tries`` says that it comes again
        else:
            sending.tries = 0
            self._leave(back, sending)
            self._push(back + max(wait, PAUSE), _AGAIN, sending)

    def _done(self, at: float, sending: _Sending) -> None:
        if sending.tries:
            self._ask(at, sending)
            return
        sending.left -= 1
        if sending.left:
            self._ask(at, sending)
            return
        self.course.late[sending.digest.discord].append(at - sending.digest.due)
        self.course.ended = max(self.course.ended, at)
        self._leave(at, sending)

    def _global(self, at: float, sending: _Sending) -> float:
        """Seconds to wait for the bot's limit of a second; what is refused counts, too."""
        asked = self._second[sending.process % self.house.bots]
        while asked and asked[0] < at - 1:
            asked.popleft()
        asked.append(at)
        return asked[0] + 1 - at if len(asked) > self.house.discord_second else 0.0

    def _workspace(self, at: float, sending: _Sending) -> float:
        """Seconds to wait, whole ones, for the limit of a minute of a Slack workspace."""
        posted = self._minute.get(sending.digest.workspace)
        if posted is None:
            return 0.0
        while posted and posted[0] <= at - 60:
            posted.popleft()
        if len(posted) >= self.house.workspace_minute:
            return math.ceil(posted[0] + 60 - at)
        posted.append(at)
        return 0.0


def _composed(digests: Iterable[Digest], house: House) -> Iterable[_Ready]:
    """When each is composed, in the order in which they are due; of each workspace one, then a second."""
    ready, each, nth = -math.inf, 1 / (house.composers * house.composed), Counter[tuple[float, int]]()
    in_turn: list[tuple[float, int, int, Digest]] = []
    for number, digest in enumerate(digests):
        place = (digest.due, digest.workspace)
        nth[place] += not house.offered  # jobs are offered in the order of their keys
        in_turn.append((digest.due, nth[place], number, digest))
    for due, _, _, digest in sorted(in_turn):
        ready = max(ready, due) + each
        yield ready, digest


def _crowded(waiting: Iterable[_Ready], minute: int) -> Iterable[int]:
    """The Slack workspaces that could ever meet their limit: the others need not be counted."""
    parts = Counter[int]()
    for _, digest in waiting:
        if not digest.discord:
            parts[digest.workspace] += digest.parts
    return [key for key, number in parts.items() if number > minute]


def simulated(digests: Iterable[Digest], house: House) -> Course:
    """The course of a day."""
    return Simulation(digests, house).run()
