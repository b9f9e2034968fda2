"""What an adapter is: how it is made, run, stopped and examined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pydantic import Field, SecretStr

from bot.messages.reply import Message
from bot.messages.service import Service
from bot.messages.web import Route

if TYPE_CHECKING:
    from bot.messages.posting import Posting


class Problem(Exception):
    """Something on a platform is wrong: a sentence for who runs Readout, and what to do about it."""

    def __init__(self, problem: str, cure: str = "") -> None:
        self.problem = problem
        self.cure = cure
        super().__init__(f"{problem} {cure}".strip())


class Refused(Problem):
    """The platform refuses the credentials: trying again is of no use until somebody mends them."""


class Unreachable(Problem):
    """The platform cannot be reached now: worth trying again."""


class NotNow(Problem):
    """What is asked of Readout can't be had at the moment: a sentence for who waits for it. It passes, and
    whoever runs Readout is told already: it need not be logged again.
    """


class Finding(Message):
    """One thing that `doctor` looked at. ``wrong`` is what is the matter ("": nothing), with its ``cure``."""

    what: str
    detail: str = ""
    wrong: str = ""
    cure: str = ""


class PlatformSettings(Message):
    """What the settings say about a platform, by the variables' names: "DISCORD_TOKEN", "SLACK_API_BASE".

    ``data`` is the folder for files; ``public_url`` is where the web port is reached from outside, or "".
    ``topics`` are the ids of the topics, and ``alerts`` workspace and channel of each channel that alerts go
    to, where they are known: when an adapter is examined.
    """

    data: Path
    public_url: str = ""
    topics: tuple[str, ...] = ()
    alerts: tuple[tuple[str, str], ...] = ()
    secrets: Mapping[str, SecretStr] = Field(default_factory=dict)
    values: Mapping[str, str] = Field(default_factory=dict)


class Adapter(Protocol):
    """A platform. Its class is registered in the entry-point group ``readout.adapters`` under its name.

    It is made with the ``PlatformSettings`` alone, and does nothing until it is run.
    """

    async def run(self, service: Service) -> None:
        """Serve until ``stop``, or until the platform's user leaves.

        A lost connection comes back by itself; Refused or Unreachable are raised where it does not.
        """
        ...

    async def stop(self) -> None:
        """Take nothing new, finish what is being answered, and let ``run`` return."""
        ...

    @property
    def ready(self) -> bool:
        """Whether it is connected and answers."""
        ...

    @property
    def posting(self) -> Posting | None:
        """How it posts to channels; None where there are none."""
        ...

    def sending(self, service: Service) -> AbstractAsyncContextManager[None] | None:
        """Signed in to post alone, without being served; None where only who is connected can post."""
        ...

    @property
    def lanes(self) -> Sequence[str]:
        """In which lanes this process posts: ``("",)`` where there are none."""
        ...

    @property
    def shared_out(self) -> int:
        """How many lanes there are in all, each one process's alone; 0: any number may serve all of it."""
        ...

    def lane(self, workspace: str, of: int) -> str:
        """The lane of a workspace, ``of`` so many in all: where the work is shared out, each process posts in
        some of them alone.
        """
        ...

    def routes(self, service: Service) -> Sequence[Route]:
        """What it serves on the web port."""
        ...

    async def examine(self) -> Sequence[Finding]:
        """What `doctor` finds: token, permissions, scopes and intents, each told apart, with its cure."""
        ...
