"""A digest as a channel asked for it: what it holds, when it comes, how, and where."""

from __future__ import annotations

import secrets
from datetime import datetime, time
from enum import StrEnum
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from bot.digests.schedule import Schedule
from bot.storage.digest_contract import DigestState
from summaries.model import Value

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o, u, so that an id survives being read aloud."""

Id = Annotated[str, Field(pattern=rf"^[{CROCKFORD}]{{4}}$")]

LINES = 12
"""How many lines a digest has at most where nobody said otherwise."""

MOST = 40
"""The most lines that can be asked for: what a reader takes in, and what a few messages hold."""

LONGEST_MENTION = 100
"""The most characters of a mention."""

WhenEmpty = Literal["say", "silent"]


def _minutes(at: time) -> time:
    if at.tzinfo is not None or at.second or at.microsecond:
        raise ValueError("a time of quiet is a local time in whole minutes")
    return at


Minute = Annotated[time, AfterValidator(_minutes)]


class Quiet(Value):
    """Local hours in which nothing is sent: from ``start`` up to ``end``, not included, over midnight too."""

    start: Minute
    end: Minute

    @model_validator(mode="after")
    def _takes_time(self) -> Self:
        if self.start == self.end:
            raise ValueError("quiet hours end at another time than they start")
        return self

    def holds(self, at: time) -> bool:
        """Whether a local time lies within the quiet hours."""
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


class Contents(Value):
    """What a digest is asked to hold; equal contents with equal windows are composed once.

    No ``actors`` means all of the topic's, no ``issues`` all of them; ``most`` is a number of lines.
    """

    topic: str = Field(min_length=1)
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    most: Annotated[int, Field(ge=1, le=MOST)] = LINES
    when_empty: WhenEmpty = "say"


class Terms(Contents):
    """What somebody asks for in a sentence: what a digest holds, when it comes and how.

    ``mention`` is added to each message as typed ("@desk"); ``threaded`` asks for a thread of its own.
    """

    schedule: Schedule
    mention: str = Field(default="", max_length=LONGEST_MENTION, pattern=r"^[^\s,]*$")
    quiet: Quiet | None = None
    threaded: bool = False

    @property
    def contents(self) -> Contents:
        """What the digest holds, without when and how it comes."""
        return Contents(**{name: getattr(self, name) for name in Contents.model_fields})


class Digest(Terms):
    """A digest of a channel. It belongs to the channel; ``who`` set it up, as the platform names them.

    ``thread`` is the thread it goes to, "" for the channel itself; ``why`` says why it is paused or removed,
    for people to read, "" while it is active.
    """

    id: Id
    platform: str = Field(min_length=1)
    workspace: str = ""
    channel: str = Field(min_length=1)
    thread: str = ""
    who: str
    state: DigestState = "active"
    why: str = ""

    @property
    def terms(self) -> Terms:
        """What was asked for, without where, by whom and how it stands."""
        return Terms(**{name: getattr(self, name) for name in Terms.model_fields})

    def is_quiet(self, at: datetime) -> bool:
        """Whether an instant lies within the digest's quiet hours, by its own clock."""
        local = at.astimezone(ZoneInfo(self.schedule.zone))
        return self.quiet is not None and self.quiet.holds(local.time())


class Window(Value):
    """What a delivery tells of: what was stored after ``since`` and up to ``until``, ``until`` included.

    Both are instants of storing, not of publication; a ``since`` of None is the beginning (a first delivery).
    """

    since: AwareDatetime | None = None
    until: AwareDatetime

    @model_validator(mode="after")
    def _passes(self) -> Self:
        if self.since is not None and self.since >= self.until:
            raise ValueError("a window ends after it begins")
        return self


class Progress(StrEnum):
    """How a delivery stands."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"  # nothing was new, and the digest is silent then
    MISSED = "missed"  # too late to be of use
    FAILED = "failed"


def new_id() -> str:
    """A new id, one of a million; whoever stores it asks again where the channel has it already."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(4))
