"""The rows of feeds: added, claimed, polled; what a feed lists is in ``items.py``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, or_, select, update

from bot.storage import tables
from bot.storage.events import stamp
from bot.storage.feed_contract import Backlog, Counts, GivenFeed, Polled, StoredFeed

ACTIVE, GONE, REMOVED = "active", "gone", "removed"
GIVEN = "given"

_SKEW = timedelta(minutes=1)  # what two machines' clocks may differ by
_FARTHEST = timedelta(hours=30)  # beyond which nothing is ever put off, jitter included

_feed, _item, _topic = tables.feeds.c, tables.items.c, tables.topics.c
_waits = select(func.count()).where(_item.feed == _feed.key, _item.outcome == "").scalar_subquery()
_WHOLE = select(tables.feeds, _topic.id.label("topic_id"), _waits.label("waiting")).join(
    tables.topics, _topic.key == _feed.topic
)
_COUNTED = tuple(Counts.model_fields)
_SAME = tuple(set(StoredFeed.model_fields) - {"topic", "counts", "waiting"})


def topic_key(connection: Connection, topic: str) -> int:
    """The key of a topic, made where there is none."""
    found = connection.scalar(select(_topic.key).where(_topic.id == topic))
    if found is None:
        made = connection.execute(insert(tables.topics).values(id=topic)).inserted_primary_key
        return int(made[0]) if made else 0
    return int(found)


def merge(
    connection: Connection, topic: str, given: Sequence[GivenFeed], at: datetime, interval: float
) -> None:
    """See ``Feeds.merge``."""
    key = topic_key(connection, topic)
    mine = _feed.topic == key
    known = {row.origin: row for row in connection.execute(select(tables.feeds).where(mine))}
    for one in given:
        if (row := known.get(one.url)) is None:
            connection.execute(insert(tables.feeds).values(_fresh(key, one, "", at, interval)))
        elif not row.who:
            came_back = {"state": ACTIVE, "due": stamp(at)} if row.state == REMOVED and row.pack else {}
            named = {name: getattr(one, name) for name in ("publisher", "language") if getattr(one, name)}
            here = _feed.key == row.key
            connection.execute(update(tables.feeds).where(here).values(pack=True, **named, **came_back))
    dropped = [r.key for o, r in known.items() if r.pack and not r.who and o not in {g.url for g in given}]
    for feed in dropped:
        _end(connection, feed, REMOVED, who="")


def add(
    connection: Connection, topic: str, given: GivenFeed, who: str, at: datetime, interval: float
) -> StoredFeed:
    """See ``Feeds.add``."""
    row = _of_address(connection, topic, given.url)
    if row is None:
        key = topic_key(connection, topic)
        made = connection.execute(insert(tables.feeds).values(_fresh(key, given, who, at, interval)))
        feed = int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0
    else:
        feed = row.key
        told = {name: value for name, value in given.model_dump(exclude={"url"}).items() if value}
        again = {"state": ACTIVE, "due": stamp(at), "failures": 0, "failing": None}
        quiet = dict.fromkeys(("cause", "trouble", "etag", "modified", "hash"), "")
        values = told | {"who": who} | (again | quiet if _idle(row) else {})
        connection.execute(update(tables.feeds).where(_feed.key == feed).values(values))
    return revived(connection.execute(_WHOLE.where(_feed.key == feed)).one())


def remove(connection: Connection, topic: str, url: str, who: str) -> bool:
    """See ``Feeds.remove``."""
    row = _of_address(connection, topic, url)
    if row is None or row.state == REMOVED:
        return False
    _end(connection, row.key, REMOVED, who=who)
    return True


def refresh(connection: Connection, topic: str, url: str, at: datetime) -> int:
    """See ``Feeds.refresh``."""
    mine = [_feed.topic == topic_key(connection, topic), _feed.state == ACTIVE, _feed.kind != GIVEN]
    if url:
        mine.append(or_(_feed.url == url, _feed.origin == url))
    return connection.execute(update(tables.feeds).where(*mine).values(due=stamp(at))).rowcount


def listing(connection: Connection, topic: str) -> tuple[StoredFeed, ...]:
    """See ``Feeds.listing``."""
    shown = (_topic.id == topic, _feed.state != REMOVED, _feed.kind != GIVEN)
    return tuple(map(revived, connection.execute(_WHOLE.where(*shown).order_by(_feed.url))))


def find(connection: Connection, topic: str, url: str) -> StoredFeed | None:
    """See ``Feeds.find``."""
    row = _of_address(connection, topic, url)
    return revived(row) if row is not None else None


def due(connection: Connection, topics: Collection[str], at: datetime, limit: int) -> list[Row[Any]]:
    """Feeds that are due and that nobody works on, the longest overdue first."""
    query = _WHOLE.where(_topic.id.in_(topics), *_due(at)).order_by(_feed.due, _feed.key).limit(limit)
    return list(connection.execute(query))


def claim_one(
    connection: Connection, key: int, at: datetime, holder: str, until: datetime
) -> StoredFeed | None:
    """See ``Feeds.claim_feed``."""
    mine = or_(free(_feed, at), _feed.holder == holder)
    due_ = (_feed.key == key, _feed.state == ACTIVE, _feed.kind != GIVEN, _feed.due <= stamp(at), mine)
    row = connection.execute(_WHOLE.where(*due_)).one_or_none()
    if row is None:
        return None
    claim(connection, [row], holder, until)
    return revived(row)


def claim(connection: Connection, rows: Sequence[Row[Any]], holder: str, until: datetime) -> None:
    """Give these feeds to ``holder``."""
    mine = _feed.key.in_([row.key for row in rows])
    connection.execute(update(tables.feeds).where(mine).values(holder=holder, lease=stamp(until)))


def polled(connection: Connection, feed: int, poll: Polled, at: datetime) -> None:
    """Keep how a feed stands after a try; one that was removed meanwhile stays removed."""
    row = connection.execute(select(tables.feeds).where(_feed.key == feed)).one_or_none()
    if row is None:
        return
    values: dict[str, Any] = {
        "tried": stamp(at),
        "due": stamp(poll.due),
        "interval": poll.interval,
        "cause": poll.cause,
        "trouble": poll.trouble,
        "holder": "",
        "lease": None,
    }
    if poll.succeeded:
        values |= {name: getattr(poll, name) for name in ("etag", "modified", "hash", "every")}
        values |= {n: v for n in ("kind", "title") if (v := getattr(poll, n))}
        values |= {n: v for n in ("publisher", "language") if (v := getattr(poll, n)) and not row._mapping[n]}
        values |= {"succeeded": stamp(at), "failures": 0, "failing": None}
    else:
        values |= {"failures": row.failures + 1, "failing": row.failing or stamp(at)}
    if poll.moved:
        values["url"] = poll.moved
    if poll.gone and row.state == ACTIVE:
        values["state"] = GONE
    connection.execute(update(tables.feeds).where(_feed.key == feed).values(values))


def read_anew(connection: Connection, feed: int) -> None:
    """Have all of a feed sent and read at the next poll, though nothing has changed by then."""
    connection.execute(update(tables.feeds).where(_feed.key == feed).values(etag="", modified="", hash=""))


def count(connection: Connection, feed: int, counts: Counts) -> None:
    """Add to what a feed has brought."""
    more = {name: _feed[name] + n for name in _COUNTED if (n := getattr(counts, name))}
    if more:
        connection.execute(update(tables.feeds).where(_feed.key == feed).values(more))


def mend(connection: Connection, topics: Collection[str], at: datetime) -> int:
    """See ``Feeds.mend``. The golden ratio spreads neighbours well apart, and the same way every time."""
    wrong = or_(_feed.tried > stamp(at + _SKEW), _feed.due > stamp(at + _FARTHEST))
    query = _WHOLE.where(_topic.id.in_(topics), _feed.state == ACTIVE, _feed.kind != GIVEN, wrong)
    rows = connection.execute(query).all()
    for row in rows:
        soon = stamp(at + timedelta(seconds=row.interval * (row.key * 0.6180339887 % 1)))
        here = _feed.key == row.key
        connection.execute(update(tables.feeds).where(here).values(tried=stamp(at), due=soon, lease=None))
    return len(rows)


def backlog(connection: Connection, topics: Collection[str], at: datetime) -> Backlog:
    """How many feeds are due, and since when."""
    mine = tables.feeds.join(tables.topics, _topic.key == _feed.topic)
    query = select(func.count(), func.min(_feed.due)).select_from(mine)
    number, first = connection.execute(query.where(_topic.id.in_(topics), *_due(at))).one()
    late = (at - datetime.fromisoformat(first)).total_seconds() if first else 0.0
    return Backlog(feeds=number, late=max(late, 0.0))


def revived(row: Row[Any]) -> StoredFeed:
    """The feed of a row."""
    values = row._mapping
    return StoredFeed(
        **{name: values[name] for name in _SAME},
        topic=values["topic_id"],
        waiting=values["waiting"],
        counts=Counts(**{name: values[name] for name in _COUNTED}),
    )


def free(column: Any, at: datetime) -> ColumnElement[bool]:
    """Whether nobody works on it, or has for too long; a lease may be from before the clock was set back."""
    lease = column.lease
    return or_(lease.is_(None), lease <= stamp(at), lease > stamp(at + _FARTHEST))


def _due(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return and_(_feed.state == ACTIVE, _feed.kind != GIVEN), _feed.due <= stamp(at), free(_feed, at)


def _idle(row: Row[Any]) -> bool:
    return bool(row.state != ACTIVE or row.failures)


def _end(connection: Connection, feed: int, state: str, *, who: str) -> None:
    values: dict[str, Any] = {"state": state, "holder": "", "lease": None}
    if who:
        values |= {"who": who, "pack": False}
    connection.execute(update(tables.feeds).where(_feed.key == feed).values(values))
    connection.execute(delete(tables.items).where(_item.feed == feed, _item.outcome == ""))
    connection.execute(update(tables.items).where(_item.feed == feed).values(due=None))


def _of_address(connection: Connection, topic: str, url: str) -> Row[Any] | None:
    query = _WHOLE.where(_topic.id == topic, or_(_feed.url == url, _feed.origin == url))
    rows = connection.execute(query.order_by(_feed.key)).all()
    return next((row for row in rows if row.state != REMOVED), rows[0] if rows else None)


def _fresh(topic: int, given: GivenFeed, who: str, at: datetime, interval: float) -> dict[str, Any]:
    empty = dict.fromkeys(("etag", "modified", "hash", "cause", "trouble", "holder"), "")
    zero = dict.fromkeys(("failures", *_COUNTED), 0)
    return {
        **given.model_dump(),
        **empty,
        **zero,
        "topic": topic,
        "origin": given.url,
        "who": who,
        "pack": not who,
        "added": stamp(at),
        "state": ACTIVE,
        "due": stamp(at),
        "interval": interval,
        "every": 0.0,
    }
