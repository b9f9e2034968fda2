"""The rows of digests: set up, edited, paused; their windows opened. ``deliveries.py`` has what follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, exists, func, insert, select, update

from bot.storage import notices
from bot.storage.digest_contract import DigestState, GivenDigest, OpenedWindow, Opening, StoredDigest
from bot.storage.digest_tables import deliveries, digest_versions, digests
from bot.storage.errors import ChannelFull
from bot.storage.events import stamp
from bot.storage.notices import Told

ACTIVE, REMOVED = "active", "removed"

_INGESTED = timedelta(days=1)  # the longest that an ingestion goes by one look at the clock

_digest, _version, _delivery = digests.c, digest_versions.c, deliveries.c
_CURRENT = and_(_version.digest == _digest.key, _version.version == _digest.version)
_WHOLE: Select[Any] = select(digests, _version.terms).join(digest_versions, _CURRENT)
_MOVED = (
    update(digests)
    .where(_digest.key == bindparam("moved"))
    .values(due=bindparam("next_due"), ran=bindparam("now_ran"))
)
_CHUNK = 500  # values in one IN list: SQLite's oldest limit is 999
UNDER_WAY = exists().where(_delivery.digest == _digest.key, _delivery.again.is_not(None))
"""Whether a digest has a delivery that is not over."""


def create(
    connection: Connection, given: GivenDigest, at: datetime, due: datetime | None, most: int | None
) -> bool:
    """See ``Digests.create``."""
    if connection.scalar(select(_digest.key).where(_digest.id == given.id)) is not None:
        return False
    _has_room(connection, given, most)
    now = stamp(at)
    row = given.model_dump(exclude={"terms"}) | {
        "version": 1,
        "state": ACTIVE,
        "why": "",
        "cutoff": now,
        "ran": now,
        "due": _stamped(due),
        "made": now,
        "changed": now,
    }
    made = connection.execute(insert(digests).values(row)).inserted_primary_key
    _put_terms(connection, int(made[0]) if made else 0, 1, given.terms, given.who, now)
    return True


def edit(
    connection: Connection, id: str, terms: str, who: str, at: datetime, due: datetime | None
) -> StoredDigest | None:
    """See ``Digests.edit``."""
    row = _row(connection, id)
    if row is None:
        return None
    now = stamp(at)
    _put_terms(connection, row.key, row.version + 1, terms, who, now)
    values: dict[str, Any] = {"version": row.version + 1, "ran": max(row.ran, now), "changed": now}
    if row.state == ACTIVE:
        values["due"] = _stamped(due)
    _change(connection, row.key, values)
    return find(connection, id)


def change_state(
    connection: Connection,
    id: str,
    state: DigestState,
    *,
    who: str,
    why: str,
    at: datetime,
    due: datetime | None,
    most: int | None = None,
) -> StoredDigest | None:
    """See ``Digests.change_state``. Runs of a pause are not made up for; what was stored in it is told."""
    row = _row(connection, id)
    if row is None:
        return None
    if row.state == REMOVED and state != REMOVED:
        _has_room(connection, revived(row), most)
    now = stamp(at)
    values: dict[str, Any] = {"state": state, "why": why, "changed": now, "due": None}
    if state == ACTIVE:
        values |= {"why": "", "due": _stamped(due), "ran": max(row.ran, now), "who": who}
    _change(connection, row.key, values)
    return find(connection, id)


def _has_room(connection: Connection, where: GivenDigest, most: int | None) -> None:
    """Raises ChannelFull. Whoever writes is alone in it, so that two at once are counted one by one."""
    here = (_digest.platform == where.platform, _digest.workspace == where.workspace)
    mine = (*here, _digest.channel == where.channel, _digest.state != REMOVED)
    count = connection.scalar(select(func.count()).where(*mine)) if most is not None else 0
    if most is not None and (count or 0) >= most:
        raise ChannelFull(
            f"This channel has {count} digests, the most that one can have.", "Remove one first."
        )


def hand_over(connection: Connection, id: str, who: str) -> bool:
    """See ``Digests.hand_over``."""
    return bool(connection.execute(update(digests).where(_digest.id == id).values(who=who)).rowcount)


def find(connection: Connection, id: str) -> StoredDigest | None:
    """See ``Digests.find``."""
    row = _row(connection, id)
    return None if row is None else revived(row)


def active_key(connection: Connection, id: str) -> int | None:
    """The key of an active digest; None for any other."""
    key: int | None = connection.scalar(select(_digest.key).where(_digest.id == id, _digest.state == ACTIVE))
    return key


def listing(connection: Connection, platform: str, workspace: str, channel: str) -> tuple[StoredDigest, ...]:
    """See ``Digests.listing``."""
    wanted = {"platform": platform, "workspace": workspace, "channel": channel}
    mine = [_digest[name] == value for name, value in wanted.items() if value]
    query = _WHOLE.where(_digest.state != REMOVED, *mine).order_by(_digest.made, _digest.key)
    return tuple(map(revived, connection.execute(query)))


def ripe(connection: Connection, at: datetime, limit: int) -> tuple[StoredDigest, ...]:
    """See ``Digests.ripe``."""
    query = _WHOLE.where(_digest.due <= stamp(at), ~UNDER_WAY).order_by(_digest.due, _digest.key)
    return tuple(map(revived, connection.execute(query.limit(limit))))


def late(connection: Connection, before: datetime, limit: int) -> tuple[StoredDigest, ...]:
    """See ``Digests.late``."""
    query = _WHOLE.where(_digest.due < stamp(before), ~UNDER_WAY).order_by(_digest.due, _digest.key)
    return tuple(map(revived, connection.execute(query.limit(limit))))


def open_windows(connection: Connection, openings: Sequence[Opening], at: datetime) -> int:
    """See ``Digests.open``. Few statements for many windows: others wait to write meanwhile."""
    free = _free(connection, [opening.digest for opening in openings])
    fresh, moved = [], []
    for opening in openings:
        row, window = free.get(opening.digest), opening.window
        if row is None or (row.version, row.ran) != (opening.version, stamp(opening.ran)):
            continue
        if window is not None and window.end <= opening.ran:
            continue  # that run was dealt with
        moved.append(_moved(free.pop(opening.digest).key, opening))
        if window is not None:
            fresh.append(_delivery_row(row.key, opening.version, window, stamp(at)))
    if fresh:
        connection.execute(insert(deliveries), fresh)
        lost = [each for each in fresh if each["state"] == "missed"]
        notices.put(connection, [Told(e["digest"], "missed", e["why"], e["end"]) for e in lost], at)
    if moved:
        connection.execute(_MOVED, moved)
    return len(fresh)


def after_windows(connection: Connection, at: datetime) -> datetime:
    """When something that comes at that instant is stored: after every window that was opened.

    Who stores reads the clock before it is its turn to write, and a long ingestion only once: what it brings
    would be stored into windows that were told meanwhile, and be in none. Windows more than a day ahead are
    from a clock that was wrong: ``clocks.put_right`` undoes them, and nothing is put off for them.
    """
    last = connection.scalar(select(func.max(_digest.ran)).where(_digest.ran < stamp(at + _INGESTED)))
    if last is None or stamp(at) > last:
        return at
    return datetime.fromisoformat(last) + timedelta(microseconds=1)


def revived(row: Row[Any]) -> StoredDigest:
    """The digest of a row."""
    values = row._mapping
    return StoredDigest(**{name: values[name] for name in StoredDigest.model_fields})


def _free(connection: Connection, ids: Sequence[str]) -> dict[str, Row[Any]]:
    """The active digests of these ids that have no delivery under way."""
    columns = (_digest.key, _digest.id, _digest.version, _digest.ran)
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(ids), _CHUNK):
        some = _digest.id.in_(ids[start : start + _CHUNK])
        rows = connection.execute(select(*columns).where(some, _digest.state == ACTIVE, ~UNDER_WAY))
        found |= {row.id: row for row in rows}
    return found


def _moved(key: int, opening: Opening) -> dict[str, Any]:
    ran = opening.ran if opening.window is None else opening.window.end
    return {"moved": key, "next_due": _stamped(opening.due), "now_ran": stamp(ran)}


def _delivery_row(digest: int, version: int, window: OpenedWindow, now: str) -> dict[str, Any]:
    times = {name: stamp(getattr(window, name)) for name in ("since", "cutoff", "end", "deadline")}
    return times | {
        "digest": digest,
        "version": version,
        "state": "missed" if window.missed else "due",
        "why": window.why,
        "tries": 0,
        "content": "",
        "pages": 0,
        "opened": now,
        "again": None if window.missed else now,
        "settled": now if window.missed else None,
        "holder": "",
        "turn": 0,
    }


def _put_terms(connection: Connection, digest: int, version: int, terms: str, who: str, now: str) -> None:
    row = {"digest": digest, "version": version, "terms": terms, "who": who, "at": now}
    connection.execute(insert(digest_versions).values(row))


def _change(connection: Connection, key: int, values: dict[str, Any]) -> None:
    connection.execute(update(digests).where(_digest.key == key).values(values))


def _row(connection: Connection, id: str) -> Row[Any] | None:
    return connection.execute(_WHOLE.where(_digest.id == id)).one_or_none()


def _stamped(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)
