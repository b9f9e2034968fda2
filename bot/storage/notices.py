"""The rows of notices: written with what they tell of, told to one person, gathered into alerts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, select, update

from bot.places import Channel
from bot.storage import tables
from bot.storage.contract import NOT_SERVED
from bot.storage.digest_contract import StoredDigest
from bot.storage.digest_tables import digest_versions, digests
from bot.storage.events import KEPT as EVENTS_KEPT
from bot.storage.events import stamp
from bot.storage.notice_contract import Alert, AlertState, Notice, NoticeKind, Unalerted
from bot.storage.notice_tables import alerts, notices

NOBODY = "operator"
"""Who set up a digest at the command line: no platform knows them."""

BEGUN = "begun, and perhaps told"
"""The outcome of a notice from when telling it begins, so that nobody tells it twice."""

_KEPT = timedelta(days=366)
_FARTHEST = timedelta(hours=2)  # beyond which nothing here is ever put off
_CHUNK = 500

_digest, _version, _notice, _alert = digests.c, digest_versions.c, notices.c, alerts.c
_CURRENT = and_(_version.digest == _digest.key, _version.version == _digest.version)
_OF_DIGEST = tuple(_digest[name].label(f"d_{name}") for name in StoredDigest.model_fields if name != "terms")
_WHOLE: Select[Any] = (
    select(notices, *_OF_DIGEST, _version.terms.label("d_terms"))
    .join(digests, _digest.key == _notice.digest)
    .join(digest_versions, _CURRENT)
)
_OWN = tuple(set(Notice.model_fields) - {"digest"})


class Told(NamedTuple):
    """What a notice tells of a digest, by its key in the table; ``end`` is a stamp."""

    digest: int
    kind: NoticeKind
    why: str
    end: str | None = None


def put(connection: Connection, told: Sequence[Told], at: datetime) -> None:
    """Make notices, and events for ``status``. Whoever is answerable is told of pauses alone."""
    if not told:
        return
    found = _digests(connection, {each.digest for each in told})
    now = stamp(at)
    rows, happened = [], []
    for each in told:
        digest = found[each.digest]
        person = digest.who if each.kind == "paused" and digest.who != NOBODY else ""
        rows.append(each._asdict() | {"who": person, "made": now, "again": now if person else None})
        happened.append(_event(digest, each.why, now))
    connection.execute(insert(notices).values(tries=0, outcome=""), rows)
    connection.execute(delete(tables.events).where(tables.events.c.at < stamp(at - EVENTS_KEPT)))
    connection.execute(insert(tables.events), happened)


def _digests(connection: Connection, keys: Collection[int]) -> dict[int, Row[Any]]:
    every, found = sorted(keys), dict[int, Row[Any]]()
    for start in range(0, len(every), _CHUNK):
        query = select(digests).where(_digest.key.in_(every[start : start + _CHUNK]))
        found |= {row.key: row for row in connection.execute(query)}
    return found


def _event(digest: Row[Any], why: str, now: str) -> dict[str, str]:
    of = f" of {digest.workspace}" if digest.workspace else ""
    return {
        "at": now,
        "source": f"{digest.platform} channel {digest.channel}{of}",
        "outcome": NOT_SERVED,
        "detail": f"Digest {digest.id}: {why}",
    }


# ---- to one person -----------------------------------------------------------------------------------


def waits(connection: Connection, at: datetime, platforms: Collection[str]) -> bool:
    """Whether somebody is to be told something."""
    return connection.execute(_ready(at, platforms)).first() is not None


def _ready(at: datetime, platforms: Collection[str]) -> Select[Any]:
    mine = _WHOLE.where(_notice.again <= stamp(at), _digest.platform.in_(platforms))
    return mine.order_by(_notice.again, _notice.key).limit(1)


def begin(connection: Connection, at: datetime, platforms: Collection[str]) -> Notice | None:
    """See ``Notices.begin``."""
    row = connection.execute(_ready(at, platforms)).one_or_none()
    if row is None:
        return None
    _change(connection, row.key, again=None, outcome=BEGUN)
    return _revived(row)


def told(connection: Connection, key: int, outcome: str) -> None:
    """See ``Notices.told``."""
    _change(connection, key, outcome=outcome)


def put_off(connection: Connection, key: int, again: datetime) -> None:
    """See ``Notices.put_off``."""
    _change(connection, key, again=stamp(again), outcome="", tries=_notice.tries + 1)


def _change(connection: Connection, key: int, **values: Any) -> None:
    connection.execute(update(notices).where(_notice.key == key).values(**values))


def _revived(row: Row[Any]) -> Notice:
    values = row._mapping
    digest = StoredDigest(**{name: values[f"d_{name}"] for name in StoredDigest.model_fields})
    return Notice(**{name: values[name] for name in _OWN}, digest=digest)


# ---- to administrators -------------------------------------------------------------------------------


def unalerted(connection: Connection, place: Channel, since: datetime, most: int) -> Unalerted | None:
    """See ``Notices.unalerted``."""
    latest = _last(connection, place)
    if latest is not None and latest.again is not None:
        return None
    after = latest.upto if latest else 0
    new = (_notice.key > after, _notice.made > stamp(since))
    number, upto = connection.execute(select(func.count(), func.max(_notice.key)).where(*new)).one()
    if not number:
        return None
    rows = connection.execute(_WHOLE.where(*new, _notice.key <= upto).order_by(_notice.key).limit(most))
    first = tuple(map(_revived, rows))
    alerted = latest.made if latest else None
    return Unalerted(number=number, first=first, after=after, upto=upto, alerted=alerted)


def alert(
    connection: Connection, place: Channel, found: Unalerted, content: str, topic: str, at: datetime
) -> bool:
    """See ``Notices.alert``."""
    latest = _last(connection, place)
    if (latest.upto if latest else 0) != found.after:
        return False
    row = place._asdict() | {"topic": topic, "upto": found.upto, "number": found.number, "content": content}
    row |= {"made": stamp(at), "again": stamp(at), "state": "waiting"}
    connection.execute(insert(alerts).values(row | {"why": "", "tries": 0, "turn": 0, "message": ""}))
    return True


def claim(connection: Connection, at: datetime, until: datetime, platforms: Collection[str]) -> Alert | None:
    """See ``Notices.claim``."""
    row = connection.execute(_postable(at, platforms)).one_or_none()
    if row is None:
        return None
    here = update(alerts).where(_alert.key == row.key)
    connection.execute(here.values(again=stamp(until), turn=row.turn + 1))
    return _alerted(row).model_copy(update={"turn": row.turn + 1})


def alert_waits(connection: Connection, at: datetime, platforms: Collection[str]) -> bool:
    """Whether an alert may be claimed."""
    return connection.execute(_postable(at, platforms)).first() is not None


def _postable(at: datetime, platforms: Collection[str]) -> Select[Any]:
    mine = select(alerts).where(_alert.again <= stamp(at), _alert.platform.in_(platforms))
    return mine.order_by(_alert.again, _alert.key).limit(1)


def finish(connection: Connection, alert: Alert, state: AlertState, why: str, message: str) -> bool:
    """See ``Notices.finish``."""
    return _settle(connection, alert, state=state, why=why, message=message, again=None)


def fail(connection: Connection, alert: Alert, why: str, again: datetime) -> bool:
    """See ``Notices.fail``."""
    return _settle(connection, alert, why=why, again=stamp(again), tries=_alert.tries + 1)


def _settle(connection: Connection, alert: Alert, **values: Any) -> bool:
    mine = (_alert.key == alert.key, _alert.turn == alert.turn, _alert.again.is_not(None))
    return bool(connection.execute(update(alerts).where(*mine).values(**values)).rowcount)


def last(connection: Connection, place: Channel) -> Alert | None:
    """See ``Notices.last``."""
    row = _last(connection, place)
    return None if row is None else _alerted(row)


def _last(connection: Connection, place: Channel) -> Row[Any] | None:
    here = [_alert[name] == value for name, value in place._asdict().items()]
    return connection.execute(select(alerts).where(*here).order_by(_alert.key.desc()).limit(1)).one_or_none()


def _alerted(row: Row[Any]) -> Alert:
    return Alert(**{name: row._mapping[name] for name in Alert.model_fields})


# ---- keeping house -----------------------------------------------------------------------------------


def mend(connection: Connection, at: datetime) -> None:
    """See ``Notices.mend``."""
    for table in (notices, alerts):
        far = table.c.again > stamp(at + _FARTHEST)
        connection.execute(update(table).where(far).values(again=stamp(at)))
        connection.execute(delete(table).where(table.c.made < stamp(at - _KEPT)))
