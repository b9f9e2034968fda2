"""Which state of a delivery follows which event: one table, with retries, pausing and whom to tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from bot.storage.digest_contract import DeliveryState
from summaries.model import Value

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
_DOUBLINGS = 8  # after which the pause is the longest one

Told = Literal["", "owner", "administrators"]
"""Whom to tell: nobody, who is answerable for the digest, or whoever runs this bot."""


class Event(StrEnum):
    """What can happen to a delivery."""

    CLAIMED = "claimed"  # also by another, after the lease of one who has died
    COMPOSED = "composed"
    NOTHING_NEW = "nothing new"
    PART_POSTED = "part posted"
    ALL_POSTED = "all posted"
    REPLY_LOST = "reply lost"  # it may have been posted
    RATE_LIMITED = "rate limited"
    UNREACHABLE = "unreachable"  # surely not posted, and may be later
    UNFIT = "unfit"  # the platform takes no such message
    CHANNEL_GONE = "channel gone"
    PERMISSION_LOST = "permission lost"
    BOT_REMOVED = "bot removed"
    WITHDRAWN = "withdrawn"  # paused or removed by people
    WINDOW_OVER = "window over"


class IllegalStep(ValueError):
    """That event cannot happen in that state: the program is wrong, nothing was changed."""


class Rule(Value):
    """What an event leads to. ``retry``: with a growing pause, or after the ``wait`` asked for.

    ``look`` says that part of it may stand in the channel: look there before anything else is done or said.
    """

    state: DeliveryState
    retry: Literal["", "pause", "wait"] = ""
    look: bool = False
    stops: bool = False
    tell: Told = ""
    why: str = ""


class Step(Value):
    """What to do. ``again`` is the next try, None for none; ``counts`` whether this one was a failure.

    ``stops`` pauses the digest, so that ``tell`` hears of it once. ``why`` is for people, "" if all is well.
    """

    state: DeliveryState
    again: AwareDatetime | None = None
    counts: bool = False
    look: bool = False
    stops: bool = False
    tell: Told = ""
    why: str = ""


_MISSED = Rule(state="missed", tell="administrators", why="It was not sent before its window was over.")
_WITHDRAWN = Rule(state="missed", why="The digest was paused or removed before it was sent.")
_ON = Rule(state="sending")


def _given_up(why: str, *, tell: Told = "owner", stops: bool = True) -> Rule:
    return Rule(state="failed", stops=stops, tell=tell, why=why)


TABLE: dict[tuple[DeliveryState, Event], Rule] = {
    ("due", Event.CLAIMED): _ON,
    ("due", Event.WITHDRAWN): _WITHDRAWN,
    ("due", Event.WINDOW_OVER): _MISSED,
    ("failed", Event.CLAIMED): Rule(state="sending", look=True),
    ("sending", Event.CLAIMED): Rule(state="sending", look=True),
    ("sending", Event.COMPOSED): _ON,
    ("sending", Event.NOTHING_NEW): Rule(state="skipped"),
    ("sending", Event.PART_POSTED): _ON,
    ("sending", Event.ALL_POSTED): Rule(state="sent"),
    ("sending", Event.REPLY_LOST): Rule(
        state="failed",
        retry="pause",
        look=True,
        why="The platform's answer was lost: it may have been posted.",
    ),
    ("sending", Event.RATE_LIMITED): Rule(state="failed", retry="wait", why="The platform asked to wait."),
    ("sending", Event.UNREACHABLE): Rule(
        state="failed", retry="pause", why="The platform could not be reached."
    ),
    ("sending", Event.UNFIT): _given_up(
        "The platform did not take the message.", tell="administrators", stops=False
    ),
    ("sending", Event.CHANNEL_GONE): _given_up("The channel is gone, or closed to Readout."),
    ("sending", Event.PERMISSION_LOST): _given_up("Readout may no longer post in the channel."),
    ("sending", Event.BOT_REMOVED): _given_up("Readout was removed from the workspace or server."),
    ("sending", Event.WITHDRAWN): _WITHDRAWN.model_copy(update={"look": True}),
    ("sending", Event.WINDOW_OVER): _MISSED.model_copy(update={"look": True}),
}
"""Every step there is. Whoever goes on with a delivery claims it first, so failed ones are only claimed."""


def follow(
    state: DeliveryState,
    event: Event,
    *,
    now: datetime,
    deadline: datetime,
    tries: int = 0,
    wait: timedelta = timedelta(),
    spread: float = 0.0,
) -> Step:
    """What follows an event. ``tries`` failures came before; ``wait`` is what the platform asked for.

    ``spread``, from 0 up to 1, is drawn by the caller, so that many deliveries do not try again together.
    A next try after ``deadline`` is given up at once; but where it may have been posted there is always one
    more look. Raises IllegalStep.
    """
    rule = TABLE.get((state, event))
    if rule is None:
        raise IllegalStep(f"“{event}” cannot happen to a delivery that is {state}.")
    if not rule.retry:
        return _step(rule)
    pause = wait * (1 + spread / 10) if rule.retry == "wait" else pause_after(tries, spread)
    counts = rule.retry == "pause"
    if now + pause > deadline and not rule.look:
        return _step(
            rule, counts=counts, tell="administrators", why=f"{rule.why} There was no time left to try again."
        )
    return _step(rule, again=now + pause, counts=counts)


def pause_after(tries: int, spread: float = 0.0) -> timedelta:
    """How long to wait after that many failures and another: 5 s, doubled each time, at most 15 minutes.

    ``spread`` moves it by up to a fifth to either side.
    """
    pause: timedelta = min(FIRST_PAUSE * (1 << min(tries, _DOUBLINGS)), LONGEST_PAUSE)
    return pause * (0.8 + 0.4 * spread)


def _step(rule: Rule, **more: object) -> Step:
    return Step.model_validate(rule.model_dump(exclude={"retry"}) | more)
