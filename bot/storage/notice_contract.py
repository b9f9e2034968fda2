"""What the store promises about notices: a person is told once, and an alert stands in its channel once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, Protocol

from pydantic import AwareDatetime

from bot.places import Channel
from bot.storage.digest_contract import StoredDigest
from summaries.model import Value

NoticeKind = Literal["paused", "missed", "failed", "uncorrected"]

AlertState = Literal["waiting", "sent", "failed"]


class Notice(Value):
    """That a digest was paused by Readout itself, or that one of its runs, at ``end``, did not come.

    ``who`` is whoever was answerable for it then.
    """

    key: int
    digest: StoredDigest
    kind: NoticeKind
    end: AwareDatetime | None = None
    why: str
    who: str
    made: AwareDatetime
    tries: int = 0


class Unalerted(Value):
    """The notices that a channel has not been alerted of: so many, the ``first`` of them, up to ``upto``.

    ``after`` is up to which one it has been. ``alerted`` is when it was told something last.
    """

    number: int
    first: tuple[Notice, ...]
    after: int
    upto: int
    alerted: AwareDatetime | None = None


class Alert(Value):
    """One message to a channel of administrators. ``turn`` counts how often it was claimed."""

    key: int
    platform: str
    workspace: str
    channel: str
    topic: str
    number: int
    content: str
    made: AwareDatetime
    state: AlertState = "waiting"
    why: str = ""
    tries: int = 0
    turn: int = 0

    @property
    def place(self) -> Channel:
        """Where it goes."""
        return Channel(self.platform, self.workspace, self.channel)


class Notices(Protocol):
    """Notices and alerts. Synchronous; safe to call from several threads and processes.

    A notice of a missed or failed run is made by ``Digests`` itself, in the transaction that ends the run.
    """

    def pause(self, id: str, *, why: str, at: AwareDatetime) -> bool:
        """Pause a digest that can't be kept, with a notice for whoever is answerable for it.

        False, and nothing done, where it is not active.
        """
        ...

    # ---- to one person
    def begin(self, *, at: AwareDatetime, platforms: Collection[str]) -> Notice | None:
        """A notice to tell its person now; it is given to nobody again, unless it is ``put_off``."""
        ...

    def told(self, key: int, outcome: str) -> None:
        """Note how telling ended."""
        ...

    def put_off(self, key: int, *, again: AwareDatetime) -> None:
        """Tell it later: surely nothing was said now."""
        ...

    # ---- to administrators
    def unalerted(self, place: Channel, *, since: AwareDatetime, most: int) -> Unalerted | None:
        """What a channel is to be alerted of, made after ``since``; at most so many are given whole.

        None where there is nothing, or while an earlier alert waits to be posted there.
        """
        ...

    def alert(self, place: Channel, found: Unalerted, content: str, *, topic: str, at: AwareDatetime) -> bool:
        """Keep the message that tells what was found, before it is posted; False where another did so."""
        ...

    def claim(self, *, at: AwareDatetime, until: AwareDatetime, platforms: Collection[str]) -> Alert | None:
        """An alert to post now, claimed until then: never by two at once."""
        ...

    def finish(self, alert: Alert, state: AlertState, *, why: str = "", message: str = "") -> bool:
        """End an alert; False where somebody else has it by now."""
        ...

    def fail(self, alert: Alert, why: str, *, again: AwareDatetime) -> bool:
        """Let go of an alert that could not be posted until ``again``; False as for ``finish``."""
        ...

    def last(self, place: Channel) -> Alert | None:
        """The latest alert to a channel."""
        ...

    def mend(self, *, at: AwareDatetime) -> None:
        """Free what a clock set back would put off for long, and forget what is a year old."""
        ...
