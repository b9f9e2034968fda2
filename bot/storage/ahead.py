"""Deliveries composed ahead of their sending: taken to be composed, and what they say kept, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, insert, not_, or_, select, update

from bot.storage import showing, telling
from bot.storage.digest_contract import Sendable, Written
from bot.storage.digest_tables import deliveries, digest_versions, digests
from bot.storage.digest_tables import told as told_table
from bot.storage.events import stamp

_digest, _delivery, _version = digests.c, deliveries.c, digest_versions.c
_BEGAN_WITH = and_(_version.digest == _delivery.digest, _version.version == _delivery.version)
_CHUNK = 500  # values in one IN list: SQLite's oldest limit is 999
_BLANK = (_delivery.state == "due", _delivery.content == "")

_KEPT = (
    update(deliveries)
    .where(_delivery.key == bindparam("of"))
    .values(content=bindparam("says"), pages=bindparam("in_pages"), again=bindparam("now"))
)


def in_turn(
    at: datetime, limit: int, platforms: Collection[str] | None = None, *, blank: bool = True
) -> Select[Any]:
    """The keys of what may be claimed: of each channel one, then of each a second, and so for workspaces.

    Without ``blank`` nothing that was never taken to be composed.

    So a workspace with thousands of digests delays nobody's single one, and a channel that takes one post a
    second holds no place that others could use.
    """
    waits = (_delivery.again, _delivery.key)
    workspace = (_digest.platform, _digest.workspace)
    of_channel = func.row_number().over(partition_by=(*workspace, _digest.channel), order_by=waits)
    of_workspace = func.row_number().over(partition_by=workspace, order_by=waits)
    query = select(_delivery.key).join(digests, _digest.key == _delivery.digest)
    if platforms is not None:
        query = query.where(_digest.platform.in_(sorted(platforms)))
    if not blank:
        query = query.where(~and_(*_BLANK, _delivery.holder == ""))
    return query.where(_delivery.again <= stamp(at)).order_by(of_channel, of_workspace, *waits).limit(limit)


def is_any(connection: Connection, at: datetime) -> bool:
    """Whether anything may be taken: looking first costs no turn at writing."""
    blank = select(_delivery.key).where(_delivery.again <= stamp(at), _delivery.holder == "", *_BLANK)
    return connection.scalar(blank.limit(1)) is not None


def sendable(connection: Connection, at: datetime, limit: int) -> tuple[Sendable, ...]:
    """See ``Digests.sendable``."""
    columns = (_delivery.key, _digest.id, _digest.platform, _digest.workspace)
    begun = or_(_delivery.holder != "", not_(and_(*_BLANK)))
    query = (
        select(*columns)
        .join(digests, _digest.key == _delivery.digest)
        .where(_delivery.again <= stamp(at), begun)
        .order_by(_delivery.again, _delivery.key)
        .limit(limit)
    )
    rows = (connection.execute(query.where(_digest.platform == one)) for one in _platforms(connection))
    return tuple(
        Sendable(key=key, digest=id, platform=p, workspace=w) for some in rows for key, id, p, w in some
    )


def _platforms(connection: Connection) -> Iterable[str]:
    """The platforms that digests go to: each is the first in the index after the one before."""
    first = select(func.min(_digest.platform))
    found: str | None = connection.scalar(first)
    while found is not None:
        yield found
        found = connection.scalar(first.where(_digest.platform > found))


def blank(connection: Connection, at: datetime) -> int:
    """See ``Digests.blank``."""
    keys = _alike(at, None).with_only_columns(_delivery.key).order_by(None).subquery()
    return connection.scalar(select(func.count()).select_from(keys)) or 0


def take(
    connection: Connection,
    at: datetime,
    holder: str,
    until: datetime,
    limit: int,
    platforms: Collection[str] | None = None,
) -> Sequence[int]:
    """Put off for others what is due and blank, and was never taken; the keys."""
    keys = connection.scalars(_alike(at, platforms).limit(limit)).all()
    mine = {"holder": holder, "again": stamp(until)}
    for some in _chunks(keys):
        connection.execute(update(deliveries).where(_delivery.key.in_(some)).values(mine))
    return keys


def write(connection: Connection, holder: str, written: Sequence[Written], at: datetime) -> frozenset[int]:
    """See ``Digests.write``."""
    ours = _ours(connection, holder, [each.delivery.key for each in written])
    kept = [each for each in written if each.delivery.key in ours]
    fresh = list(_untold(connection, kept))
    for_each = [
        {"of": each.delivery.key, "says": each.content, "in_pages": each.pages, "now": stamp(at)}
        for each in fresh
    ]
    if for_each:
        connection.execute(_KEPT, for_each)
    rows = [row for each in fresh for row in _told_rows(each, stamp(at))]
    if rows:
        connection.execute(insert(told_table), rows)
    for each in fresh:
        showing.show(connection, each.delivery.key, each.shown, at)
    return frozenset(each.delivery.key for each in fresh)


def _alike(at: datetime, platforms: Collection[str] | None) -> Select[Any]:
    """What may be taken, those of one window and of the same terms one after the other.

    Of each channel only its first: what that tells is not to be told by the second.
    """
    channel = (_digest.platform, _digest.workspace, _digest.channel)
    nth = func.row_number().over(partition_by=channel, order_by=_delivery.key).label("nth")
    blank = select(_delivery.key, _version.terms, _digest.topic, _digest.platform, nth)
    lined_up = (
        blank.join(digests, _digest.key == _delivery.digest)
        .join(digest_versions, _BEGAN_WITH)
        .where(_delivery.again.is_not(None), *_BLANK)
        .subquery()
    )
    query = select(_delivery.key).join(lined_up, lined_up.c.key == _delivery.key)
    query = query.where(lined_up.c.nth == 1, _delivery.again <= stamp(at), _delivery.holder == "")
    if platforms is not None:
        query = query.where(lined_up.c.platform.in_(sorted(platforms)))
    window = (_delivery.since, _delivery.cutoff)
    return query.order_by(lined_up.c.topic, *window, lined_up.c.terms, _delivery.key)


def let_go(connection: Connection, holder: str, keys: Collection[int], at: datetime) -> None:
    """Have these claimed as they are; what somebody has begun meanwhile is theirs."""
    for some in _chunks(list(keys)):
        mine = (_delivery.key.in_(some), _delivery.holder == holder, *_BLANK, _delivery.again.is_not(None))
        connection.execute(update(deliveries).where(*mine).values(again=stamp(at)))


def _ours(connection: Connection, holder: str, keys: Sequence[int]) -> set[int]:
    """Those that are still to be composed by the holder."""
    mine = (_delivery.holder == holder, *_BLANK, _delivery.again.is_not(None))
    query = select(_delivery.key).where(*mine)
    return {key for some in _chunks(keys) for key in connection.scalars(query.where(_delivery.key.in_(some)))}


def _untold(connection: Connection, written: Iterable[Written]) -> Iterable[Written]:
    """Those of which the channel was told nothing meanwhile, nor is told by one before it."""
    tells: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for each in written:
        before = tells[tuple(_place(each).values())]
        if before.isdisjoint(each.told) and not telling.told(connection, each.delivery.digest, each.told):
            before.update(each.told)
            yield each


def _told_rows(each: Written, now: str) -> Iterable[dict[str, object]]:
    same = _place(each) | {"delivery": each.delivery.key, "at": now}
    return (same | {"key": key} for key in sorted(each.told))


def _place(each: Written) -> dict[str, str]:
    digest = each.delivery.digest
    return {name: getattr(digest, name) for name in ("topic", "platform", "workspace", "channel")}


def _chunks(keys: Sequence[int]) -> list[Sequence[int]]:
    return [keys[i : i + _CHUNK] for i in range(0, len(keys), _CHUNK)]
