"""Channels of our own, which lose replies, ask to wait and go away; and processes that die."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.messages import NEW, Place, Post, Posted, Problem, Reply, Unsure


class Died(BaseException):
    """The process is dead: nothing more of it runs."""


class Process:
    """A process that dies at its n-th step, before or after doing it; 0: never."""

    def __init__(self, dies_at: int = 0) -> None:
        self.steps = 0
        self._dies_at = dies_at

    def step(self) -> None:
        """One step further."""
        self.steps += 1
        if self._dies_at and self.steps >= self._dies_at:
            raise Died

    async def elsewhere(self, work: Callable[[], Any]) -> Any:
        """Work for the store: a step before it, and one after."""
        self.step()
        done = work()
        self.step()
        return done


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **how: float) -> None:
        """Move it."""
        self.now += timedelta(**how)


class Channel:
    """What stands in the channels of a platform, whoever posted it; and what it does wrong, post by post.

    ``faults``: a problem that is raised instead of taking the post, or ``"before"``, ``"after"``: the reply
    is lost before or after it was taken. ``blind``, ``deaf`` and ``stiff`` are raised instead of looking,
    telling and editing. With a ``clock``, what was posted before an instant is not found.
    """

    def __init__(self, pages: int = 1) -> None:
        self.parts = pages
        self.posts: list[tuple[Place, Post]] = []
        self.asked = 0
        self.faults: list[Problem | str] = []
        self.blind: list[Problem] = []
        self.told: list[tuple[str, Reply]] = []
        self.deaf: list[Problem] = []
        self.stiff: list[Problem] = []
        self.edits = 0
        self.clock: Callable[[], datetime] | None = None
        self.times: list[datetime] = []

    @property
    def keys(self) -> list[str]:
        """The keys of all posts that stand there."""
        return [post.key for _, post in self.posts]


class Line:
    """A process's connection to the channels: its ``Posting``."""

    def __init__(self, channel: Channel, process: Process) -> None:
        self._channel = channel
        self._process = process

    def pages(self, reply: Reply) -> int:
        """As many as the channel says."""
        assert reply.acted
        return self._channel.parts

    async def post(self, place: Place, post: Post) -> Posted:
        """Take it, or do what is wrong next."""
        self._process.step()
        self._channel.asked += 1
        fault = self._channel.faults.pop(0) if self._channel.faults else ""
        if isinstance(fault, Problem):
            raise fault
        if fault == "before":
            raise Unsure("The answer was lost.")
        self._channel.posts.append((place, post))
        if self._channel.clock:
            self._channel.times.append(self._channel.clock())
        self._process.step()
        if fault == "after":
            raise Unsure("The answer was lost.")
        return self._posted(len(self._channel.posts), place)

    async def find(self, place: Place, key: str, since: datetime) -> Posted | None:
        """Look through what stands there."""
        self._process.step()
        assert since <= datetime.now(UTC)
        if self._channel.blind:
            raise self._channel.blind.pop(0)
        for number, (where, post) in enumerate(self._channel.posts, start=1):
            if self._channel.clock and self._channel.times[number - 1] < since:
                continue
            if post.key == key and where.channel == place.channel:
                return self._posted(number, place)
        return None

    async def edit(self, place: Place, posted: Posted, post: Post) -> None:
        """Put another post in its place."""
        self._process.step()
        self._channel.edits += 1
        if self._channel.stiff:
            raise self._channel.stiff.pop(0)
        where, before = self._channel.posts[int(posted.message) - 1]
        assert (where.channel, before.key) == (place.channel, post.key)
        self._channel.posts[int(posted.message) - 1] = (where, post)
        self._process.step()

    async def tell(self, workspace: str, user: str, reply: Reply) -> None:
        """Note what somebody was told."""
        self._process.step()
        if self._channel.deaf:
            raise self._channel.deaf.pop(0)
        self._channel.told.append((user, reply))
        self._process.step()

    @staticmethod
    def _posted(number: int, place: Place) -> Posted:
        return Posted(message=str(number), thread=str(number) if place.thread == NEW else place.thread)
