"""A digest as a channel asked for it: what it holds, when it comes, how, and where."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Annotated, Literal, NamedTuple, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from bot.digests.cron import read_cron
from bot.digests.schedule import NoSuchSchedule, Schedule, instant_of
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

    def begins(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """When the quiet hours begin next on the zone's clock: that very instant, where it lies in them."""
        local = instant.astimezone(zone)
        if self.holds(local.time()):
            return instant
        today = instant_of(datetime.combine(local.date(), self.start), zone)
        tomorrow = instant_of(datetime.combine(local.date() + timedelta(days=1), self.start), zone)
        return today if today > instant else tomorrow


class Runs(NamedTuple):
    """When a digest comes: at the times of its schedule, but for those within its quiet hours."""

    schedule: Schedule
    quiet: Quiet | None

    @property
    def zone(self) -> str:
        """The time zone by whose clock it comes."""
        return self.schedule.zone

    def after(self, instant: datetime) -> Iterator[datetime]:
        """The runs after an instant, in order, as ``Schedule.after`` tells."""
        zone = ZoneInfo(self.zone)
        for run in self.schedule.after(instant):
            if self.quiet is None or not self.quiet.holds(run.astimezone(zone).time()):
                yield run

    def hushed(self, instant: datetime) -> datetime | None:
        """From when on nothing may be posted, at that instant or next after it; None where never."""
        return self.quiet.begins(instant, ZoneInfo(self.zone)) if self.quiet else None


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

    ``mention`` is whom each digest calls, as the platform marks it (see ``mentions``). ``threaded`` asks for
    a thread of its own, ``forum`` for a post of its own in the forum, ``publish`` for being sent on to
    whoever follows an announcement channel.
    """

    schedule: Schedule
    mention: str = Field(default="", max_length=LONGEST_MENTION, pattern=r"^[^\s,]*$")
    quiet: Quiet | None = None
    threaded: bool = False
    forum: bool = False
    publish: bool = False

    @model_validator(mode="after")
    def _is_heard(self) -> Self:
        quiet = self.quiet
        if quiet and all(quiet.holds(at) for each in self.schedule.cron for at in read_cron(each).times):
            hours = f"{quiet.start:%H:%M}-{quiet.end:%H:%M}"
            raise NoSuchSchedule(
                f"All its times lie in its quiet hours, {hours}, so it would never come.",
                f"For example: “daily at {quiet.end:%H:%M} quiet {hours}”.",
            )
        return self

    @property
    def runs(self) -> Runs:
        """When it comes."""
        return Runs(self.schedule, self.quiet)

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


def new_id() -> str:
    """A new id, one of a million; whoever stores it asks again where the channel has it already."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(4))
