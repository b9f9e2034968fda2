"""The rows of items: listed by a feed, claimed, read, settled, and forgotten long after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, Row, case, delete, func, insert, not_, or_, select, update

from bot.storage import tables
from bot.storage.events import stamp
from bot.storage.feed_contract import ItemOutcome, ListedItem, Settled, StoredItem
from bot.storage.feeds import ACTIVE, GIVEN, free
from summaries.articles.told import Told

KEPT = timedelta(days=60)
"""How long what is done is remembered after a feed listed it last."""

PAUSE = timedelta(minutes=30)
"""The least time between two readings of one page for what its feed says of it."""

MOST_READ = 6
"""Readings of a page after which its feed's word that it has changed is not believed: some always say so."""

MOST_WAITING = 2_000
"""Items of one feed that wait to be read: what it lists beyond that is noted when there is room for it again,
or a feed that pours out thousands each time would fill the disk and have all others wait behind it."""

_SEEN_AGAIN = timedelta(days=1)  # how exactly it is known when an item was listed last
_LOOKED_AT = 8  # due items looked at for each one wanted, since hosts take turns
_CHUNK = 500
_FORGOTTEN = 5000  # items forgotten in one transaction

_feed, _item, _topic = tables.feeds.c, tables.items.c, tables.topics.c
_article, _reading = tables.articles.c, tables.readings.c
_WHOLE = (
    select(tables.items, _feed.kind, _topic.id.label("topic"))
    .join(tables.feeds, _feed.key == _item.feed)
    .join(tables.topics, _topic.key == _feed.topic)
)
_SAME = tuple(set(StoredItem.model_fields) - {"told", "body"})
_SKEW = timedelta(minutes=1)
T = TypeVar("T")


def put(connection: Connection, feed: int, listed: Sequence[ListedItem], at: datetime) -> tuple[int, bool]:
    """Keep what a feed lists: the number of items that were not known, and whether there was room for all."""
    new: list[dict[str, Any]] = []
    known = _known(connection, feed, [one.key for one in listed])
    for one in {one.key: one for one in listed}.values():
        row = known.get(one.key)
        if row is None:
            new.append(_fresh(feed, one, at))
        elif row.mark != one.mark and (values := _changed(row, one, at)):
            connection.execute(update(tables.items).where(_item.key == row.key).values(values))
    room = max(MOST_WAITING - left(connection, feed), 0) if new else 0
    if new[:room]:
        connection.execute(insert(tables.items), new[:room])
    _seen(connection, [row for row in known.values() if row.seen < stamp(at - _SEEN_AGAIN)], at)
    return len(new[:room]), len(new) <= room


def put_given(
    connection: Connection,
    feed: int,
    listed: Sequence[ListedItem],
    at: datetime,
    *,
    again: Collection[ItemOutcome],
) -> int:
    """Keep what a person named: the number of items that are to be read now."""
    known = _known(connection, feed, [one.key for one in listed])
    named = {one.key: one for one in listed}
    new = [_fresh(feed, one, at) for key, one in named.items() if key not in known]
    if new:
        connection.execute(insert(tables.items), new)
    anew = [row.key for row in known.values() if not row.outcome or row.outcome in again]
    due = {"due": stamp(at), "tries": 0, "outcome": "", "why": "", "etag": "", "modified": ""}
    for some in _chunks(anew):
        connection.execute(update(tables.items).where(_item.key.in_(some)).values(due))
    _seen(connection, list(known.values()), at)
    return len(new) + len(anew)


def due(
    connection: Connection,
    topics: Collection[str],
    at: datetime,
    *,
    limit: int,
    busy: Collection[str],
    each: int,
    feed: int | None,
) -> list[int]:
    """The keys of items that are to be read now: the longest overdue first, hosts by turns."""
    return [row.key for row in due_rows(connection, topics, at, limit, busy=busy, each=each, feed=feed)]


def due_rows(
    connection: Connection,
    topics: Collection[str],
    at: datetime,
    limit: int,
    *,
    each: int,
    busy: Collection[str] = (),
    feed: int | None = None,
    brought: bool | None = None,
    besides: Iterable[Row[Any]] = (),
) -> list[Row[Any]]:
    """The same with key, feed and host; the host is "" where its bytes are here already. ``brought``: only
    those (or only the others); ``besides``: without the documents of these.
    """
    here = _item.body.is_not(None) | (_item.host == "")
    asked = case((_item.body.is_(None), _item.host), else_="").label("host")
    query = (
        select(_item.key, _item.feed, asked, _item.document, _topic.id)
        .join(tables.feeds, _feed.key == _item.feed)
        .join(tables.topics, _topic.key == _feed.topic)
        .where(_topic.id.in_(topics), _item.due <= stamp(at), free(_item, at))
        .where(_feed.key == feed if feed is not None else (_feed.state == ACTIVE) & (_feed.kind != GIVEN))
        .order_by(_item.due, _item.key)
        .limit(limit * _LOOKED_AT)
    )
    if busy:
        query = query.where(_item.host.not_in(busy))
    if brought is not None:
        query = query.where(here if brought else ~here)
    rows: list[Any] = list(connection.execute(query))
    working = _in_work(connection, [row.document for row in rows], at)
    working.update((row.id, row.document) for row in besides)
    taken: Counter[str] = Counter()
    found: list[Row[Any]] = []
    for row in rows:
        text = (row.id, row.document)
        if (taken[row.host] < each or not row.host) and text not in working:
            taken[row.host] += 1
            working.add(text)
            found.append(row)
    return found[:limit]


def claim_one(
    connection: Connection, key: int, at: datetime, holder: str, until: datetime
) -> StoredItem | None:
    """See ``Feeds.claim_item``."""
    mine = or_(free(_item, at), _item.holder == holder)
    due_ = (_item.key == key, _item.due <= stamp(at), mine)
    if connection.scalar(select(_item.key).where(*due_)) is None:
        return None
    return next(iter(claim(connection, [key], holder, until)), None)


def bring(connection: Connection, item: StoredItem) -> None:
    """See ``Feeds.bring``. One that nobody holds has changed meanwhile (see ``_changed``)."""
    values = {"body": item.body, "told": _json(item.told), "etag": item.etag, "modified": item.modified}
    mine = (_item.key == item.key, _item.holder != "")
    connection.execute(update(tables.items).where(*mine).values(values | {"holder": "", "lease": None}))


def claim(
    connection: Connection, keys: Sequence[int], holder: str, until: datetime
) -> tuple[StoredItem, ...]:
    """Give these items to ``holder``."""
    mine = _item.key.in_(keys)
    connection.execute(update(tables.items).where(mine).values(holder=holder, lease=stamp(until)))
    return tuple(map(_revived, connection.execute(_WHOLE.where(mine).order_by(_item.due, _item.key))))


def settle(connection: Connection, item: int, settled: Settled, at: datetime) -> int | None:
    """Note what became of an item; its feed, None where it is forgotten already.

    One that nobody holds has changed while it was read (see ``_changed``): it stays to be read again.
    """
    tried = {"tried": stamp(at), "read": _item.read + 1}
    values = settled.model_dump(include={"outcome", "why", "article", "etag", "modified"}) | {
        "due": stamp(settled.again) if settled.again else None,
        "tries": 0,
        "body": None,
        "holder": "",
        "lease": None,
    }
    one = update(tables.items).where(_item.key == item)
    if not connection.execute(one.where(_item.holder != "").values(tried | values)).rowcount:
        connection.execute(one.values(tried))
    return connection.scalar(select(_item.feed).where(_item.key == item))


def postpone(connection: Connection, item: int, due: datetime, why: str, *, failed: bool) -> None:
    """See ``Feeds.postpone``."""
    values = {"due": stamp(due), "why": why, "tries": _item.tries + int(failed), "holder": "", "lease": None}
    connection.execute(update(tables.items).where(_item.key == item, _item.holder != "").values(values))


def known(connection: Connection, topic: str, document: str) -> str:
    """See ``Feeds.known``."""
    if not document:
        return ""
    stored = (
        select(_article.id)
        .join(tables.readings, _reading.article == _article.key)
        .join(tables.topics, _topic.key == _reading.topic)
        .where(_article.document == document, _topic.id == topic, _reading.current)
    )
    led = (
        select(_item.article)
        .join(tables.feeds, _feed.key == _item.feed)
        .join(tables.topics, _topic.key == _feed.topic)
        .where(_item.document == document, _topic.id == topic, _item.article != "")
    )
    return connection.scalar(stored.limit(1)) or connection.scalar(led.limit(1)) or ""


def left(connection: Connection, feed: int) -> int:
    """See ``Feeds.left``."""
    waits = (_item.feed == feed, _item.outcome == "", _item.due.is_not(None))
    return connection.scalar(select(func.count()).select_from(tables.items).where(*waits)) or 0


def mend(connection: Connection, at: datetime) -> int:
    """Make due what was listed or tried "in the future"."""
    wrong = (_item.tried > stamp(at + _SKEW), _item.due.is_not(None))
    values = {"tried": stamp(at), "due": stamp(at), "lease": None}
    return connection.execute(update(tables.items).where(*wrong).values(values)).rowcount


def prune(connection: Connection, at: datetime) -> int:
    """See ``Feeds.prune``."""
    lists = select(_feed.key).where(_feed.kind == GIVEN)
    old = _item.seen < stamp(at - KEPT), or_(_item.due.is_(None), _item.feed.in_(lists))
    keys = connection.scalars(select(_item.key).where(*old).limit(_FORGOTTEN)).all()
    for some in _chunks(keys):
        connection.execute(delete(tables.items).where(_item.key.in_(some)))
    empty = _feed.key.in_(lists), _feed.key.not_in(select(_item.feed)), _feed.added < stamp(at - KEPT)
    connection.execute(delete(tables.feeds).where(*empty))
    return len(keys)


def waiting(connection: Connection, topics: Collection[str], at: datetime) -> int:
    """How many items are to be read now."""
    query = (
        select(func.count())
        .select_from(tables.items)
        .join(tables.feeds, _feed.key == _item.feed)
        .join(tables.topics, _topic.key == _feed.topic)
        .where(_topic.id.in_(topics), _item.due <= stamp(at), _feed.state == ACTIVE, _feed.kind != GIVEN)
    )
    return connection.scalar(query) or 0


def _in_work(connection: Connection, documents: Sequence[str], at: datetime) -> set[tuple[str, str]]:
    """Of these documents those that are being read for a topic: another feed's item may be the same page."""
    query = (
        select(_topic.id, _item.document)
        .select_from(tables.items)
        .join(tables.feeds, _feed.key == _item.feed)
        .join(tables.topics, _topic.key == _feed.topic)
        .where(_item.holder != "", not_(free(_item, at)))
    )
    found: set[tuple[str, str]] = set()
    for some in _chunks(list(dict.fromkeys(documents))):
        found.update(
            (row.id, row.document) for row in connection.execute(query.where(_item.document.in_(some)))
        )
    return found


def _known(connection: Connection, feed: int, names: Sequence[str]) -> dict[str, Row[Any]]:
    columns = [
        _item[name]
        for name in ("key", "name", "document", "mark", "seen", "outcome", "read", "tried", "holder")
    ]
    rows: list[Row[Any]] = []
    for some in _chunks(list(dict.fromkeys(names))):
        rows.extend(connection.execute(select(*columns).where(_item.feed == feed, _item.name.in_(some))))
    return {row.name: row for row in rows}


def _changed(row: Row[Any], one: ListedItem, at: datetime) -> dict[str, Any]:
    """What to note of an item that its feed says has changed; nothing where it says so too often."""
    values = {
        "mark": one.mark,
        "told": _json(one.told),
        "body": one.body,
        "document": one.document,
        "tries": 0,
    }
    if row.document != one.document:  # another text: what became of the first says nothing of it
        values |= {"host": one.host} | dict.fromkeys(("outcome", "why", "article", "etag", "modified"), "")
    retrieved = one.body is None and bool(one.host)
    if retrieved and row.read >= MOST_READ:
        return {}
    if row.holder:  # whoever reads it is at what it was before, and has finished by then
        return values | {"due": stamp(at + PAUSE), "holder": "", "lease": None}
    if not retrieved:  # nobody is asked for anything
        return values | {"due": stamp(at)}
    soon = max(at, datetime.fromisoformat(row.tried) + PAUSE) if row.read else at
    return values | {"due": stamp(min(soon, at + PAUSE))}


def _seen(connection: Connection, rows: Sequence[Row[Any]], at: datetime) -> None:
    for some in _chunks([row.key for row in rows]):
        connection.execute(update(tables.items).where(_item.key.in_(some)).values(seen=stamp(at)))


def _fresh(feed: int, one: ListedItem, at: datetime) -> dict[str, Any]:
    now = stamp(at)
    return {
        **dict.fromkeys(("outcome", "why", "article", "etag", "modified", "holder"), ""),
        **dict.fromkeys(("listed", "seen", "tried", "due"), now),
        **dict.fromkeys(("tries", "read"), 0),
        "feed": feed,
        "name": one.key,
        "document": one.document,
        "host": one.host,
        "mark": one.mark,
        "told": _json(one.told),
        "body": one.body,
    }


def _json(told: Told) -> str:
    """What is told of an item; half characters, which JSON's text can't hold, become question marks."""
    try:
        return told.model_dump_json(exclude_defaults=True)
    except PydanticSerializationError:
        words = {
            name: value.encode("utf-8", "replace").decode()
            for name, value in told.model_dump().items()
            if isinstance(value, str)
        }
        return told.model_copy(update=words).model_dump_json(exclude_defaults=True)


def _revived(row: Row[Any]) -> StoredItem:
    values = row._mapping
    return StoredItem(
        **{name: values[name] for name in _SAME},
        told=Told.model_validate_json(values["told"]),
        body=None if values["body"] is None else bytes(values["body"]),
    )


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[i : i + _CHUNK] for i in range(0, len(values), _CHUNK))
