"""The rows of corrections: deliveries to be edited, claimed, done and given up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, select, update

from bot.storage import deliveries as delivery_rows
from bot.storage.correction_contract import Corrected, Correction, CorrectionState
from bot.storage.correction_tables import corrections
from bot.storage.digest_contract import StoredDelivery
from bot.storage.digest_tables import deliveries, digests
from bot.storage.events import stamp
from bot.storage.showing import WORKING, gone

_FARTHEST = timedelta(hours=2)  # beyond which nothing here is ever put off

_correction, _delivery, _digest = corrections.c, deliveries.c, digests.c


def waits(connection: Connection, at: datetime, platforms: Collection[str]) -> bool:
    """Whether anything may be claimed."""
    return connection.execute(_ready(at, platforms).limit(1)).first() is not None


def _ready(at: datetime, platforms: Collection[str]) -> Select[Any]:
    """Corrections of deliveries that are over: what is still being posted is looked at before each part."""
    return (
        select(corrections)
        .join(deliveries, _delivery.key == _correction.delivery)
        .join(digests, _digest.key == _delivery.digest)
        .where(_correction.again <= stamp(at), _delivery.again.is_(None), _digest.platform.in_(platforms))
    )


def claim(
    connection: Connection, at: datetime, until: datetime, platforms: Collection[str], limit: int
) -> tuple[Correction, ...]:
    """See ``Corrections.claim``."""
    longest = _ready(at, platforms).order_by(_correction.again, _correction.delivery).limit(limit)
    rows = connection.execute(longest).all()
    keys = [row.delivery for row in rows]
    now = {"again": stamp(until), "state": WORKING, "turn": _correction.turn + 1}
    connection.execute(update(corrections).where(_correction.delivery.in_(keys)).values(now))
    found = {each.key: each for each in delivery_rows.of_keys(connection, keys)}
    return tuple(_claimed(connection, row, found[row.delivery]) for row in rows)


def _claimed(connection: Connection, row: Row[Any], delivery: StoredDelivery) -> Correction:
    return Correction(
        delivery=delivery,
        withdrawn=gone(connection, row.delivery),
        at=row.at,
        wanted=row.wanted,
        tries=row.tries,
        turn=row.turn + 1,
    )


def finish(
    connection: Connection,
    correction: Correction,
    state: CorrectionState,
    why: str,
    at: datetime,
    *,
    quiet: bool,
) -> bool:
    """See ``Corrections.finish``."""
    mine = _mine(correction)
    wanted = connection.scalar(select(_correction.wanted).where(mine))
    if wanted is None:
        return False
    over = {"state": state, "why": why, "again": None, "edited": stamp(at), "done": correction.wanted}
    if wanted != correction.wanted:
        over = {"state": "waiting", "again": stamp(at), "tries": 0}
    elif state == "failed" and not quiet:
        delivery_rows.notice(connection, correction.delivery, "uncorrected", why, at)
    connection.execute(update(corrections).where(mine).values(over))
    return True


def fail(connection: Connection, correction: Correction, why: str, again: datetime, *, counts: bool) -> bool:
    """See ``Corrections.fail``."""
    later = {"state": "waiting", "why": why, "again": stamp(again)}
    tries = {"tries": _correction.tries + int(counts)}
    done = connection.execute(update(corrections).where(_mine(correction)).values(later | tries))
    return bool(done.rowcount)


def _mine(correction: Correction) -> ColumnElement[bool]:
    here = _correction.delivery == correction.delivery.key
    return and_(here, _correction.turn == correction.turn, _correction.state == WORKING)


def of(connection: Connection, digest: str) -> Mapping[int, Corrected]:
    """See ``Corrections.of``."""
    query = (
        select(corrections)
        .join(deliveries, _delivery.key == _correction.delivery)
        .join(digests, _digest.key == _delivery.digest)
        .where(_digest.id == digest)
    )
    return {row.delivery: _standing(row) for row in connection.execute(query)}


def _standing(row: Row[Any]) -> Corrected:
    state = "waiting" if row.state == WORKING else row.state
    return Corrected(state=state, why=row.why, at=row.at)


def mend(connection: Connection, at: datetime) -> None:
    """See ``Corrections.mend``."""
    far = _correction.again > stamp(at + _FARTHEST)
    connection.execute(update(corrections).where(far).values(again=stamp(at)))
