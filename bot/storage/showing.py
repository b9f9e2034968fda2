"""What deliveries show, and what of it is withdrawn: whatever shows that is to be edited."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.storage import order, tables
from bot.storage.correction_contract import Withdrawal
from bot.storage.correction_tables import corrections, shown, withdrawn
from bot.storage.events import stamp
from bot.storage.filing import Piece, revived, touched
from summaries.model import Development, Kind, Quotation, Remark, Span, StanceStatement

WORKING = "working"
"""The state of a correction that somebody has claimed."""

_CHUNK = 500

_correction, _shown, _withdrawn, _evidence = corrections.c, shown.c, withdrawn.c, tables.evidence.c
_AGAIN = (
    update(corrections)
    .where(_correction.delivery == bindparam("corrected_one"))
    .values(wanted=_correction.wanted + 1, at=bindparam("reviewed"))
)


def show(connection: Connection, delivery: int, citations: Collection[str], at: datetime) -> None:
    """Remember what a delivery shows. What was withdrawn after it was composed is to be corrected."""
    numbers = {number for id in citations if (number := order.number(id)) is not None}
    if not numbers:
        return
    connection.execute(insert(shown), [{"number": each, "delivery": delivery} for each in sorted(numbers)])
    if gone(connection, delivery):
        _want(connection, [delivery], at)


def withdraw(connection: Connection, report: int, places: Iterable[tuple[int, int]], at: datetime) -> None:
    """Have corrected whatever shows what a report withholds; ``places`` are keys of topic and article."""
    hidden = {order.short(report)}
    for topic, article in places:
        hidden.update(_read_from(connection, topic, article, report))
    known = set(connection.scalars(select(_withdrawn.number).where(_withdrawn.report == report)))
    if new := sorted(hidden - known):
        connection.execute(insert(withdrawn), [{"number": each, "report": report} for each in new])
    _want(connection, _showing(connection, hidden), at)


def give_back(connection: Connection, report: int, at: datetime) -> None:
    """Have shown again what a report withheld, in what was corrected for it."""
    hidden = set(connection.scalars(select(_withdrawn.number).where(_withdrawn.report == report)))
    connection.execute(delete(withdrawn).where(_withdrawn.report == report))
    _want(connection, _showing(connection, hidden), at, only_known=True)


def _read_from(connection: Connection, topic: int, article: int, report: int) -> Iterable[int]:
    """The passages by which lines tell what a report withholds: other than the one that was reported for the
    stances read from a quotation, or where the sentence was reported and its quotation is shown.
    """
    query = select(_evidence.kind, _evidence.payload)
    rows = connection.execute(query.where(_evidence.article == article, _evidence.topic == topic))
    pieces = [revived(row.kind, row.payload) for row in rows]
    for place in touched(pieces, {order.spelled(report)}):
        for span in _told_by(pieces[place]):
            yield order.numbers(span.id)[0]


def _told_by(piece: Piece) -> tuple[Span, ...]:
    """The places that every line which tells a piece cites: not the sentence round a verbatim quotation,
    which may hold another.
    """
    match piece:
        case Quotation():
            return piece.content if piece.kind is Kind.DIRECT else (piece.context,)
        case Development():
            return piece.spans
        case StanceStatement() | Remark():
            return (piece.span,)


def _showing(connection: Connection, numbers: Collection[int]) -> list[int]:
    query = select(_shown.delivery).where(_shown.number.in_(sorted(numbers)))
    return sorted(set(connection.scalars(query)))


def _want(connection: Connection, wanted: list[int], at: datetime, *, only_known: bool = False) -> None:
    """Have these deliveries edited. What is being edited now is edited again after it: never two at once."""
    known = _known(connection, wanted)
    new = [] if only_known else [each for each in wanted if each not in known]
    now = stamp(at)
    if known:
        connection.execute(_AGAIN, [{"corrected_one": each, "reviewed": now} for each in sorted(known)])
        idle = [each for each, held in known.items() if not held]
        for some in _chunks(idle):
            here = update(corrections).where(_correction.delivery.in_(some))
            connection.execute(here.values(again=now, state="waiting", tries=0))
    if new:
        same = {"wanted": 1, "done": 0, "at": now, "state": "waiting", "why": "", "again": now}
        rows = [same | {"delivery": each, "tries": 0, "turn": 0} for each in new]
        connection.execute(insert(corrections), rows)


def _known(connection: Connection, wanted: list[int]) -> dict[int, bool]:
    """Those of the deliveries that were to be corrected before, and whether somebody works on them."""
    found: dict[int, bool] = {}
    for some in _chunks(wanted):
        query = select(_correction.delivery, _correction.state, _correction.again)
        for row in connection.execute(query.where(_correction.delivery.in_(some))):
            found[row.delivery] = row.state == WORKING
    return found


def withdrawal(connection: Connection, delivery: int) -> Withdrawal:
    """See ``Corrections.withdrawal``."""
    hidden = gone(connection, delivery)
    if not hidden:
        return Withdrawal()
    at = connection.scalar(select(_correction.at).where(_correction.delivery == delivery))
    return Withdrawal(citations=hidden, at=None if at is None else datetime.fromisoformat(at))


def gone(connection: Connection, delivery: int) -> frozenset[str]:
    """The citation ids of what a delivery shows that is withdrawn."""
    both = select(_shown.number).join(withdrawn, _withdrawn.number == _shown.number)
    return frozenset(map(order.spelled, connection.scalars(both.where(_shown.delivery == delivery))))


def _chunks(keys: list[int]) -> list[list[int]]:
    return [keys[i : i + _CHUNK] for i in range(0, len(keys), _CHUNK)]
