"""Clocks: when something is to be done next, and what a clock that was wrong has left behind."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from bot.storage import tables
from bot.storage.deliveries import on
from bot.storage.digest_tables import deliveries, digests
from bot.storage.digests import ACTIVE, UNDER_WAY, after_windows
from bot.storage.events import stamp

AHEAD = timedelta(hours=1)
"""What lies further in the future was written by a clock that was wrong."""

_LONGEST = timedelta(minutes=20)  # longer than any claim, and than any pause that nobody asked for

_digest, _delivery, _reading = digests.c, deliveries.c, tables.readings.c


def now(connection: Connection, at: datetime) -> datetime:
    """See ``Digests.now``."""
    if connection.dialect.name != "postgresql":
        return at
    told: datetime | None = connection.scalar(select(func.clock_timestamp()))
    return told.astimezone(UTC) if told else at


def next_due(connection: Connection, platforms: Collection[str], besides: Collection[int]) -> datetime | None:
    """See ``Digests.next``."""
    opens = select(_digest.due).where(_digest.due.is_not(None), ~UNDER_WAY).order_by(_digest.due).limit(1)
    waits = (
        select(_delivery.key, _delivery.again)
        .where(_delivery.again.is_not(None), on(platforms))
        .order_by(_delivery.again)
        .limit(len(besides) + 1)
    )
    again = [row.again for row in connection.execute(waits) if row.key not in besides] if platforms else []
    found = [each for each in (connection.scalar(opens), *again[:1]) if each]
    return datetime.fromisoformat(min(found)) if found else None


def mend(connection: Connection, at: datetime) -> int:
    """See ``Digests.mend``."""
    far = _delivery.again > stamp(at + _LONGEST)
    return connection.execute(update(deliveries).where(far).values(again=stamp(at))).rowcount


def is_ahead(connection: Connection, at: datetime) -> bool:
    """Whether a digest has a run behind it, or an article was stored, more than an hour ahead."""
    run = select(_digest.key).where(_digest.ran > stamp(at + AHEAD)).limit(1)
    came = select(_reading.article).where(*_came_after(at + AHEAD)).limit(1)
    return connection.scalar(run) is not None or connection.scalar(came) is not None


def put_right(connection: Connection, at: datetime) -> int:
    """See ``Digests.put_right``."""
    wrong = connection.execute(select(digests).where(_digest.ran > stamp(at + AHEAD))).all()
    for row in wrong:
        _set_back(connection, row, at)
    late = after_windows(connection, at + timedelta(microseconds=1))  # in the next window of every digest
    came = update(tables.readings).where(*_came_after(at + AHEAD))
    connection.execute(came.values(stored=stamp(late)))
    return len(wrong)


def _came_after(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """What windows tell of that was stored later: topic by topic, as the index goes."""
    every = select(tables.topics.c.key)
    return (_reading.topic.in_(every), _reading.current, _reading.stored > stamp(at))


def _set_back(connection: Connection, digest: Row[Any], at: datetime) -> None:
    """Have a digest go on now. How far its channel was told by the right clock is where the windows of the
    wrong one began; what those told is known by its keys, and not told again.
    """
    mine = _delivery.digest == digest.key
    ahead = select(deliveries).where(mine, _delivery.end > stamp(at)).order_by(_delivery.end)
    wrong = connection.execute(ahead).all()
    right = min([stamp(at), digest.cutoff, *(each.since for each in wrong)])
    values = {"ran": stamp(at), "cutoff": right}
    due = {"due": stamp(at)} if digest.state == ACTIVE else {}  # then its next run is worked out
    connection.execute(update(digests).where(_digest.key == digest.key).values(values | due))
    ends = [at - timedelta(microseconds=n) for n in range(len(wrong), 0, -1)]
    for delivery, end in zip(wrong, ends, strict=True):
        connection.execute(
            update(deliveries).where(_delivery.key == delivery.key).values(_ended(delivery, end, right))
        )


def _ended(delivery: Row[Any], end: datetime, since: str) -> dict[str, Any]:
    """A delivery as if its window had ended then; one under way goes on, as long as it had."""
    left = datetime.fromisoformat(delivery.deadline) - datetime.fromisoformat(delivery.end)
    times = {name: min(getattr(delivery, name), stamp(end)) for name in ("since", "cutoff", "opened")}
    over = delivery.settled and min(delivery.settled, stamp(end))
    return times | {"end": stamp(end), "deadline": stamp(end + left), "settled": over}
