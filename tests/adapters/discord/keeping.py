"""A service with nothing behind it: what it answers and what it keeps are the test's own."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from bot.messages import Choice, Command, Completion, Note, Reply, TopicDescription


class Desk:
    """Answers whatever ``answers`` says, and remembers what it was asked and told."""

    def __init__(
        self,
        topics: Sequence[TopicDescription] = (),
        answers: Callable[[Command], Reply] = lambda command: Reply(title=command.text),
        slow: float = 0.0,
    ) -> None:
        self._topics, self._answers, self.slow = topics, answers, slow
        self.asked: list[Command] = []
        self.completed: list[Command] = []
        self.ways: Sequence[Completion] = ()
        self.kept_things: dict[tuple[str, str], str] = {}
        self.turns: dict[tuple[str, str], float] = {}
        self.counted: Counter[str] = Counter()
        self.troubles: list[tuple[str, str]] = []
        self.offered: Sequence[Choice] = ()

    async def answer(self, command: Command) -> Reply:
        self.asked.append(command)
        if self.slow:
            await asyncio.sleep(self.slow)
        return self._answers(command)

    def complete(self, command: Command) -> Sequence[Completion]:
        self.completed.append(command)
        return self.ways

    def greeting(self) -> Reply:
        return Reply(title="Welcome", blocks=(Note(text="Ask away."),))

    def topics(self) -> Sequence[TopicDescription]:
        return self._topics

    def choices(
        self,
        topic: str,
        command: str,
        option: str,
        typed: str,
        filled: Mapping[str, str],
        by: Command | None = None,
    ) -> Sequence[Choice]:
        return self.offered

    def line(self, topic: str, command: str, options: Mapping[str, str]) -> str:
        return " ".join([f"/{topic}", command, *options.values()])

    async def keep(self, space: str, key: str, value: str, lasting: timedelta | None = None) -> None:
        self.kept_things[space, key] = value

    async def kept(self, space: str, key: str) -> str | None:
        return self.kept_things.get((space, key))

    async def keep_first(self, space: str, key: str, value: str, lasting: timedelta | None = None) -> bool:
        free = (space, key) not in self.kept_things
        self.kept_things.setdefault((space, key), value)
        return free

    async def forget(self, space: str, key: str) -> None:
        self.kept_things.pop((space, key), None)

    async def turn(self, space: str, key: str, apart: float, patience: float) -> float | None:
        now, free = time.monotonic(), self.turns.get((space, key), 0.0)
        if free - now > patience:
            return None
        self.turns[space, key] = max(now, free) + apart
        return max(0.0, free - now)

    def count(self, platform: str, what: str) -> None:
        self.counted[what] += 1

    async def trouble(self, platform: str, channel: str, why: str, cure: str, workspace: str = "") -> None:
        self.troubles.append((channel, why))
