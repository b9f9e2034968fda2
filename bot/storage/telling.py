"""What channels have been told, so that one event is told once; old news is thrown away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select

from bot.storage.digest_contract import Channel, GivenDigest, StoredDelivery
from bot.storage.digest_tables import deliveries, digest_versions, digests
from bot.storage.digest_tables import told as told_table
from bot.storage.digests import REMOVED
from bot.storage.events import stamp
from bot.storage.pinning import pin_shown

KEPT = timedelta(days=366)
_CHUNK = 500  # values in one IN list: SQLite's oldest limit is 999
_DOZEN = 12
_BETWEEN = "\n"  # no key has one
_FEW = 2000
MOST_TOLD = 20_000
"""Keys remembered of a channel and topic: some 50 a day for a year."""

_told, _delivery, _digest, _version = told_table.c, deliveries.c, digests.c, digest_versions.c


def told(connection: Connection, where: GivenDigest, keys: Collection[str]) -> set[str]:
    """Those of the keys that the digest's channel was told."""
    mine = _place(where.topic, where.platform, where.workspace, where.channel)
    if len(keys) > _CHUNK:  # thousands for a digest: most channels were told less than that in all
        every = connection.scalars(select(_told.key).where(*mine).limit(_FEW)).all()
        if len(every) < _FEW:
            return set(every).intersection(keys)
    found: set[str] = set()
    for some in _chunks(keys):
        found.update(connection.scalars(select(_told.key).where(*mine, _told.key.in_(some))))
    return found


def told_there(
    connection: Connection, topic: str, platform: str, workspace: str, channel: str, keys: Collection[str]
) -> frozenset[str]:
    """See ``Digests.told``."""
    place = GivenDigest(
        id="-", topic=topic, platform=platform, workspace=workspace, channel=channel, who="", terms=""
    )
    return frozenset(told(connection, place, keys))


def told_in(
    connection: Connection, channels: Collection[Channel], most: int
) -> dict[Channel, frozenset[str]] | None:
    """See ``Digests.told_in``: a query for each workspace's channels, by the dozen, and a row for a channel:
    thousands of rows with a key each take ten times as long.
    """
    workspaces: dict[tuple[str, str, str], list[str]] = {}
    for topic, platform, workspace, channel in sorted(channels):
        workspaces.setdefault((topic, platform, workspace), []).append(channel)
    found: dict[Channel, frozenset[str]] = {}
    for (topic, platform, workspace), names in workspaces.items():
        here = (_told.topic == topic, _told.platform == platform, _told.workspace == workspace)
        for some in _chunks(names, _DOZEN):
            keys = func.aggregate_strings(_told.key, _BETWEEN)
            query = select(_told.channel, keys).where(*here, _told.channel.in_(some)).group_by(_told.channel)
            for channel, joined in connection.execute(query):
                found[topic, platform, workspace, channel] = told = frozenset(joined.split(_BETWEEN))
                most -= len(told)
            if most < 0:
                return None
    return found


def tell(connection: Connection, delivery: StoredDelivery, keys: Collection[str], at: datetime) -> None:
    """Remember what a delivery tells."""
    place = delivery.digest.model_dump(include={"topic", "platform", "workspace", "channel"})
    same = place | {"delivery": delivery.key, "at": stamp(at)}
    if rows := [same | {"key": key} for key in dict.fromkeys(keys)]:
        connection.execute(insert(told_table), rows)


def untell(connection: Connection, delivery: int) -> None:
    """Forget what a delivery would have told."""
    connection.execute(delete(told_table).where(_told.delivery == delivery))


def prune(connection: Connection, at: datetime) -> int:
    """See ``Digests.prune``."""
    old = stamp(at - KEPT)
    pin_shown(connection, old)
    gone = connection.execute(delete(deliveries).where(_delivery.settled < old)).rowcount
    connection.execute(delete(told_table).where(_told.at < old))
    _prune_told(connection)
    unread = ~exists().where(_delivery.digest == _version.digest, _delivery.version == _version.version)
    current = exists().where(_digest.key == _version.digest, _digest.version == _version.version)
    connection.execute(delete(digest_versions).where(unread, ~current, _version.at < old))
    empty = ~exists().where(_delivery.digest == _digest.key)
    ended = (_digest.state == REMOVED, _digest.changed < old)
    connection.execute(delete(digests).where(*ended, empty))
    return gone


def _prune_told(connection: Connection) -> None:
    """Keep the newest keys of every channel that was told too much."""
    place = (_told.topic, _told.platform, _told.workspace, _told.channel)
    crowded = select(*place).group_by(*place).having(func.count() > MOST_TOLD)
    for row in connection.execute(crowded).all():
        mine = _place(*row)
        newest = select(_told.at).where(*mine).order_by(_told.at.desc()).offset(MOST_TOLD - 1).limit(1)
        oldest_kept = connection.scalar(newest)
        connection.execute(delete(told_table).where(*mine, _told.at < oldest_kept))


def _place(topic: str, platform: str, workspace: str, channel: str) -> tuple[ColumnElement[bool], ...]:
    return (
        _told.topic == topic,
        _told.platform == platform,
        _told.workspace == workspace,
        _told.channel == channel,
    )


def _chunks(values: Iterable[str], size: int = _CHUNK) -> list[list[str]]:
    """The values in lists that every database takes in one IN list."""
    every = list(dict.fromkeys(values))
    return [every[i : i + size] for i in range(0, len(every), size)]
