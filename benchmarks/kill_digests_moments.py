"""When to kill: moments that are waited for, so that each phase is hit often; and what a kill hit.

A moment is waited for by looking at the ledger and at the wire, and then for a random while, so that it is
not always the same instruction that is the last one.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from benchmarks.kill_digests_newsroom import Newsroom, Row

PHASES = (
    "starting",
    "scheduling, window not opened yet",
    "window opened",
    "composing",
    "recorded, nothing sent",
    "sending part 2",
    "sending part 3",
    "sending part 4 or later",
    "standing there, not recorded",
    "waiting to try again",
    "all sent, not ended",
    "ended",
)
SETTLING = "settling what an earlier kill left"
_PATIENCE = 25.0
_LOOK = 0.004
"""Seconds between two looks."""


class Sight(NamedTuple):
    """What is seen while waiting: deliveries that have changed, how many posts have reached the servers."""

    rows: tuple[Row, ...]
    posts: int


class Moment(NamedTuple):
    """What is waited for, and the most seconds that are waited then."""

    name: str
    weight: int
    true: Callable[[Sight], bool]
    then: float


def _sending(row: Row) -> bool:
    return row.state == "sending"


def _settling(sight: Sight) -> bool:
    return any(_sending(row) and row.turn > 1 and row.recorded for row in sight.rows)


def _posted(number: int) -> Callable[[Sight], bool]:
    return lambda sight: any(row.posted >= number and not row.over for row in sight.rows)


MOMENTS = (
    Moment("while it starts", 2, lambda sight: True, 4.0),
    Moment("at any time", 2, lambda sight: True, 7.0),
    Moment("window opened", 2, lambda sight: bool(sight.rows), 0.03),
    Moment("some wait", 1, lambda sight: any(r.state == "due" for r in sight.rows), 0.5),
    Moment("composing", 3, lambda sight: any(_sending(r) and not r.recorded for r in sight.rows), 0.3),
    Moment("recorded", 2, lambda sight: any(r.recorded and not r.posted for r in sight.rows), 0.05),
    Moment("a post on the wire", 4, lambda sight: sight.posts > 0, 0.02),
    Moment("some posts on the wire", 3, lambda sight: sight.posts > 5, 0.02),
    Moment("a part posted", 2, _posted(1), 0.3),
    Moment("two parts posted", 2, _posted(2), 0.3),
    Moment("three parts posted", 2, _posted(3), 0.5),
    Moment("settling", 3, _settling, 0.5),
    Moment(
        "all parts posted",
        3,
        lambda sight: any(r.recorded and r.posted == r.pages and not r.over for r in sight.rows),
        0.0,
    ),
    Moment("one ended", 2, lambda sight: any(r.over for r in sight.rows), 0.5),
    Moment("at random", 3, lambda sight: bool(sight.rows), 6.0),
)


def drawn(dice: random.Random) -> Moment:
    """A moment, by its weight."""
    return dice.choices(MOMENTS, [each.weight for each in MOMENTS])[0]


def await_moment(room: Newsroom, round_: int, moment: Moment, before: tuple[Row, ...]) -> None:
    """Wait for the moment, or until nothing is left to wait for; ``before`` is what the ledger had then."""
    room.posts_begun()
    posts, end = 0, time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        rows = room.rows(round_)
        changed = tuple(row for row in rows if row not in before)
        posts += room.posts_begun()
        if moment.true(Sight(changed, posts)) or all_over(room, rows):
            break
        time.sleep(_LOOK)
    time.sleep(room.dice.random() * moment.then)


def all_over(room: Newsroom, rows: Iterable[Row]) -> bool:
    """Whether every digest's delivery of the round has ended."""
    return len(room.digests) == sum(row.over for row in rows)


def hit(room: Newsroom, round_: int, before: tuple[Row, ...], *, fresh: bool) -> tuple[list[str], bool]:
    """In which phase a kill found each delivery of the round, and whether it was settling what another left.

    ``before`` is the ledger before it waited for the moment, ``fresh`` whether it was only started then.
    """
    rows, there = room.rows(round_), room.parts_there()
    if fresh and rows == before and not all_over(room, rows):
        return [PHASES[0]], False
    phases = [_phase(row, there.get(row.key, 0)) for row in rows]
    settling = any(_sending(row) and row.turn > 1 and row.recorded for row in rows)
    return phases + [PHASES[1]] * (len(room.digests) - len(rows)), settling


def _phase(row: Row, there: int) -> str:
    """The phase of one delivery of which so many parts stand in its channel."""
    if row.over:
        return "ended"
    if row.state == "due":
        return "window opened"
    if not row.recorded:
        return "composing"
    if there > row.posted:
        return "standing there, not recorded"
    if row.state == "failed":
        return "waiting to try again"
    if row.posted == row.pages:
        return "all sent, not ended"
    return (
        "recorded, nothing sent"
        if not row.posted
        else f"sending part {row.posted + 1}"
        if row.posted < 3
        else "sending part 4 or later"
    )
