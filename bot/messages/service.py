"""What an adapter is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from bot.messages.forms import Choice, Completion, TopicDescription
from bot.messages.reply import Command, Reply


class Service(Protocol):
    """All that an adapter may ask of Readout."""

    async def answer(self, command: Command) -> Reply:
        """Answer a command; never raises for what a user typed."""
        ...

    def complete(self, command: Command) -> Sequence[Completion]:
        """Ways to go on from the end of ``command.text``, best first."""
        ...

    def greeting(self) -> Reply:
        """What a newcomer sees first."""
        ...

    def topics(self) -> Sequence[TopicDescription]:
        """The topics with their commands and options, from the one table of commands."""
        ...

    def choices(
        self,
        topic: str,
        command: str,
        option: str,
        typed: str,
        filled: Mapping[str, str],
        by: Command | None = None,
    ) -> Sequence[Choice]:
        """Ways to fill in an option, best first, at most 25; ``filled`` are the other options so far. ``by``
        says who fills it in, and where.
        """
        ...

    def line(self, topic: str, command: str, options: Mapping[str, str]) -> str:
        """The command line that says the same as a form: ``/venezuela stance russia on sanctions``."""
        ...

    async def keep(self, space: str, key: str, value: str, lasting: timedelta | None = None) -> None:
        """Remember something of the adapter's own, in place of what was there; for ever, or so long."""
        ...

    async def kept(self, space: str, key: str) -> str | None:
        """What was kept under that key, if anything was and it has not run out."""
        ...

    async def keep_first(self, space: str, key: str, value: str, lasting: timedelta | None = None) -> bool:
        """Remember something unless the key is taken; whether it was free. For what must be done once."""
        ...

    async def forget(self, space: str, key: str) -> None:
        """Forget what was kept under that key."""
        ...

    async def turn(self, space: str, key: str, apart: float, patience: float) -> float | None:
        """Take the next of the turns under that key, which are so many seconds ``apart``, whichever process
        takes them: the seconds to wait for it. None, and nothing taken, where that is more than ``patience``.
        """
        ...

    def count(self, platform: str, what: str) -> None:
        """Count something for the metrics: ``reconnect``, ``rate_limited``, ``refused``, ``too_late``,
        ``error``.
        """
        ...

    async def trouble(self, platform: str, channel: str, why: str, cure: str, workspace: str = "") -> None:
        """A channel cannot be posted to any more: whatever is due there is paused, and ``status`` says so,
        to those of its ``workspace`` alone.
        """
        ...
