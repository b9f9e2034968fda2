"""What goes wrong on a platform, by the name of what it means for a delivery."""

from __future__ import annotations

from datetime import timedelta

from bot.digests.states import Event
from bot.messages import ChannelGone, NotAllowed, Problem, Throttled, Unfit, Unsure

_EVENTS: tuple[tuple[type[Problem], Event], ...] = (
    (Unsure, Event.REPLY_LOST),
    (Throttled, Event.RATE_LIMITED),
    (ChannelGone, Event.CHANNEL_GONE),
    (NotAllowed, Event.PERMISSION_LOST),
    (Unfit, Event.UNFIT),
)


def event_of(problem: Problem) -> Event:
    """What a problem means: what has no name of its own may be over later, such as refused credentials."""
    return next((event for kind, event in _EVENTS if isinstance(problem, kind)), Event.UNREACHABLE)


def wait_of(problem: Problem) -> timedelta:
    """How long the platform asks to wait."""
    return timedelta(seconds=max(0.0, problem.retry_after) if isinstance(problem, Throttled) else 0)


def why_of(problem: Problem, otherwise: str) -> str:
    """Why nothing more can be posted there, for people: the platform's own reason where it gives one."""
    told = isinstance(problem, (ChannelGone, NotAllowed, Unfit))
    return str(problem) if told else otherwise
