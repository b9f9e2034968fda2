"""The rows of deliveries: claimed, recorded, posted, ended; whoever has lost one changes nothing of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, insert, or_, select, update

from bot.storage import notices, showing, telling
from bot.storage.ahead import in_turn
from bot.storage.digest_contract import Ending, Post, Recorded, StoredDelivery, StoredDigest
from bot.storage.digest_tables import deliveries, digest_versions, digests, posts
from bot.storage.events import stamp
from bot.storage.notice_contract import NoticeKind

_CHUNK = 500  # values in one IN list: SQLite's oldest limit is 999

TOLD_BY = ("sent", "skipped")

_digest, _version, _delivery, _post = digests.c, digest_versions.c, deliveries.c, posts.c
_BEGAN_WITH = and_(_version.digest == _delivery.digest, _version.version == _delivery.version)
_OF_DIGEST = tuple(_digest[name].label(f"d_{name}") for name in StoredDigest.model_fields if name != "terms")
_WHOLE = (
    select(deliveries, *_OF_DIGEST, _version.terms.label("d_terms"))
    .join(digests, _digest.key == _delivery.digest)
    .join(digest_versions, _BEGAN_WITH)
)
_OWN = tuple(set(StoredDelivery.model_fields) - {"digest", "posts"})


def waits(connection: Connection, at: datetime, platforms: Collection[str] | None = None) -> bool:
    """Whether anything may be claimed, on these platforms or any."""
    query = select(_delivery.key).where(_delivery.again <= stamp(at))
    if platforms is not None:
        query = query.where(on(platforms))
    return connection.scalar(query.limit(1)) is not None


def on(platforms: Collection[str]) -> ColumnElement[bool]:
    """Whether a delivery goes to one of the platforms: asked of each that waits, of which there are few."""
    return exists().where(_digest.key == _delivery.digest, _digest.platform.in_(sorted(platforms)))


def claim(
    connection: Connection,
    at: datetime,
    holder: str,
    until: datetime,
    limit: int,
    platforms: Collection[str] | None,
    besides: Collection[int],
    blank: bool,
) -> tuple[StoredDelivery, ...]:
    """See ``Digests.claim``."""
    found = connection.scalars(in_turn(at, limit + len(besides), platforms, blank=blank))
    keys = [key for key in found if key not in besides][:limit]
    mine = {"state": "sending", "holder": holder, "again": stamp(until), "turn": _delivery.turn + 1}
    for some in _chunks(keys):
        connection.execute(update(deliveries).where(_delivery.key.in_(some)).values(mine))
    return whole(connection, keys)


def claim_one(
    connection: Connection, key: int, at: datetime, holder: str, until: datetime
) -> StoredDelivery | None:
    """See ``Digests.claim_one``."""
    free = (_delivery.key == key, _delivery.again <= stamp(at))
    mine = {"state": "sending", "holder": holder, "again": stamp(until), "turn": _delivery.turn + 1}
    claimed = connection.execute(update(deliveries).where(*free).values(mine)).rowcount
    return next(iter(whole(connection, [key])), None) if claimed else None


def whole(connection: Connection, keys: Sequence[int]) -> tuple[StoredDelivery, ...]:
    """The deliveries of these keys, in their order."""
    found = {one.key: one for some in _chunks(keys) for one in _read(connection, _delivery.key.in_(some))}
    return tuple(found[key] for key in keys)


def expired(connection: Connection, at: datetime, platforms: Collection[str]) -> Sequence[int]:
    """What is too late, of platforms other than these. What nobody ever claimed was sent by nobody, whatever
    is recorded.
    """
    late = (_delivery.again <= stamp(at), _delivery.deadline < stamp(at))
    unsent = or_(_delivery.content == "", _delivery.turn == 0)
    return connection.scalars(select(_delivery.key).where(*late, unsent, ~on(platforms))).all()


def expire(
    connection: Connection, at: datetime, platforms: Collection[str], why: str
) -> tuple[StoredDelivery, ...]:
    """See ``Digests.expire``."""
    keys = expired(connection, at, platforms)
    for key in keys:
        end_unsent(connection, key, why, at)
    ended = whole(connection, keys)
    for each in ended:
        notice(connection, each, "missed", why, at)
    return ended


def end_unsent(connection: Connection, key: int, why: str, at: datetime) -> None:
    """End as missed what nobody has sent anything of: what it would have told is told by the next."""
    over = {"state": "missed", "why": why, "again": None, "settled": stamp(at), "holder": ""}
    connection.execute(update(deliveries).where(_delivery.key == key).values(over))
    telling.untell(connection, key)


def record(
    connection: Connection,
    delivery: StoredDelivery,
    content: str,
    pages: int,
    told: Collection[str],
    shown: Collection[str],
    at: datetime,
) -> Recorded:
    """See ``Digests.record``. Content that is recorded already stays: part of it may have been sent."""
    if not _mine(connection, delivery):
        return Recorded(ours=False)
    if connection.scalar(select(_delivery.content).where(_delivery.key == delivery.key)):
        return Recorded()
    if known := telling.told(connection, delivery.digest, told):
        return Recorded(told=tuple(sorted(known)))
    telling.tell(connection, delivery, told, at)
    showing.show(connection, delivery.key, shown, at)
    here = _delivery.key == delivery.key
    connection.execute(update(deliveries).where(here).values(content=content, pages=pages))
    return Recorded()


def post(connection: Connection, delivery: StoredDelivery, posted: Post) -> bool:
    """See ``Digests.post``."""
    known = exists().where(_post.delivery == delivery.key, _post.part == posted.part)
    if not connection.scalar(select(known)):
        row = posted.model_dump() | {"delivery": delivery.key, "at": stamp(posted.at)}
        connection.execute(insert(posts).values(row))
    return _mine(connection, delivery)


def finish(
    connection: Connection, delivery: StoredDelivery, state: Ending, why: str, at: datetime, *, quiet: bool
) -> bool:
    """See ``Digests.finish``."""
    if not _mine(connection, delivery):
        return False
    if state not in TOLD_BY and not quiet:
        notice(connection, delivery, "failed" if state == "failed" else "missed", why, at)
    over = {"state": state, "why": why, "again": None, "settled": stamp(at), "holder": ""}
    connection.execute(update(deliveries).where(_delivery.key == delivery.key).values(over))
    stands = connection.scalar(select(exists().where(_post.delivery == delivery.key)))
    if state in TOLD_BY or stands:
        here = and_(_digest.id == delivery.digest.id, _digest.cutoff < stamp(delivery.cutoff))
        connection.execute(update(digests).where(here).values(cutoff=stamp(delivery.cutoff)))
    else:
        telling.untell(connection, delivery.key)
    return True


def notice(
    connection: Connection, delivery: StoredDelivery, kind: NoticeKind, why: str, at: datetime
) -> None:
    """Have somebody told what is wrong with a delivery."""
    digest = connection.scalar(select(_delivery.digest).where(_delivery.key == delivery.key))
    if digest is not None:
        notices.put(connection, [notices.Told(digest, kind, why, stamp(delivery.end))], at)


def fail(
    connection: Connection, delivery: StoredDelivery, why: str, again: datetime, *, counts: bool
) -> bool:
    """See ``Digests.fail``."""
    if not _mine(connection, delivery):
        return False
    later = {"state": "failed", "why": why, "again": stamp(again), "holder": ""}
    values = later | {"tries": _delivery.tries + int(counts)}
    connection.execute(update(deliveries).where(_delivery.key == delivery.key).values(values))
    return True


def drop_unbegun(connection: Connection, id: str, why: str, at: datetime) -> None:
    """End the digest's delivery that nobody has begun; what was recorded may stand in the channel already."""
    idle = or_(_delivery.state == "due", _delivery.state == "failed")
    here = select(_digest.key).where(_digest.id == id).scalar_subquery()
    unsent = or_(_delivery.content == "", _delivery.turn == 0)
    mine = (_delivery.digest == here, _delivery.again.is_not(None), idle, unsent)
    for key in connection.scalars(select(_delivery.key).where(*mine)).all():
        end_unsent(connection, key, why, at)


def renew(connection: Connection, holder: str, keys: Collection[int], until: datetime) -> int:
    """See ``Digests.renew``."""
    mine = update(deliveries).where(_delivery.holder == holder, _delivery.again.is_not(None))
    longer = mine.values(again=stamp(until))
    chunks = _chunks(sorted(keys))
    return sum(connection.execute(longer.where(_delivery.key.in_(some))).rowcount for some in chunks)


def release(connection: Connection, holder: str, at: datetime) -> int:
    """See ``Digests.release``."""
    mine = (_delivery.holder == holder, _delivery.again.is_not(None))
    return connection.execute(update(deliveries).where(*mine).values(again=stamp(at))).rowcount


def of_keys(connection: Connection, keys: Sequence[int]) -> tuple[StoredDelivery, ...]:
    """The deliveries of these keys."""
    return tuple(one for some in _chunks(keys) for one in _read(connection, _delivery.key.in_(some)))


def history(connection: Connection, id: str, limit: int) -> tuple[StoredDelivery, ...]:
    """See ``Digests.history``."""
    return _read(connection, _digest.id == id, latest=limit)


def unsaid(connection: Connection, id: str, limit: int) -> tuple[StoredDelivery, ...]:
    """See ``Digests.unsaid``. Sought from the latest back, since a year of deliveries may lie before it."""
    sent = select(_delivery.end).join(digests, _digest.key == _delivery.digest)
    mine = sent.where(_digest.id == id, _delivery.state == "sent")
    last = connection.scalar(mine.order_by(_delivery.end.desc()).limit(1)) or ""
    lost = or_(_delivery.state == "missed", _delivery.state == "failed")
    over = and_(_delivery.again.is_(None), _delivery.end > last)
    return _read(connection, and_(_digest.id == id, lost, over), latest=limit)


def behind(connection: Connection, ids: Sequence[str]) -> frozenset[str]:
    """See ``Digests.behind``. Each is sought from its latest back, as for ``unsaid``."""
    of_digest = _delivery.digest == _digest.key
    sent = select(_delivery.end).where(of_digest, _delivery.state == "sent").correlate(digests)
    last = func.coalesce(sent.order_by(_delivery.end.desc()).limit(1).scalar_subquery(), "")
    lost = or_(_delivery.state == "missed", _delivery.state == "failed")
    since = exists().where(of_digest, lost, _delivery.again.is_(None), _delivery.end > last)
    query = select(_digest.id).where(since)
    chunks = (ids[i : i + _CHUNK] for i in range(0, len(ids), _CHUNK))
    return frozenset(id for some in chunks for id in connection.scalars(query.where(_digest.id.in_(some))))


def late(connection: Connection, before: datetime, limit: int) -> tuple[StoredDelivery, ...]:
    """See ``Digests.late``: what is under way is little, so that it is looked through."""
    return _read(connection, and_(_delivery.again.is_not(None), _delivery.end < stamp(before)), latest=limit)


def _mine(connection: Connection, delivery: StoredDelivery) -> bool:
    """Whether nobody has claimed the delivery since, nor ended it."""
    now = select(_delivery.turn).where(_delivery.key == delivery.key, _delivery.again.is_not(None))
    return connection.scalar(now.where(_delivery.state == "sending")) == delivery.turn


def _read(connection: Connection, which: Any, *, latest: int = 0) -> tuple[StoredDelivery, ...]:
    query = _WHOLE.where(which)
    ordered = (
        query.order_by(_delivery.end.desc(), _delivery.key.desc()).limit(latest)
        if latest
        else query.order_by(_delivery.end, _delivery.key)
    )
    rows = connection.execute(ordered).all()
    found = _posts(connection, [row.key for row in rows])
    return tuple(_revived(row, found.get(row.key, ())) for row in rows)


def _posts(connection: Connection, keys: Sequence[int]) -> dict[int, tuple[Post, ...]]:
    found: dict[int, tuple[Post, ...]] = {}
    for some in _chunks(keys):
        query = select(posts).where(_post.delivery.in_(some)).order_by(_post.delivery, _post.part)
        for row in connection.execute(query):
            post_ = Post(part=row.part, message=row.message, thread=row.thread, at=row.at)
            found[row.delivery] = (*found.get(row.delivery, ()), post_)
    return found


def _revived(row: Row[Any], posted: tuple[Post, ...]) -> StoredDelivery:
    values = row._mapping
    digest = StoredDigest(**{name: values[f"d_{name}"] for name in StoredDigest.model_fields})
    return StoredDelivery(**{name: values[name] for name in _OWN}, digest=digest, posts=posted)


def _chunks(keys: Sequence[int]) -> list[Sequence[int]]:
    return [keys[i : i + _CHUNK] for i in range(0, len(keys), _CHUNK)]
