"""The store on SQLite or PostgreSQL: what ``contract.Store`` promises, each promise kept in its own file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from time import monotonic

from sqlalchemy import Connection

from bot.storage import arriving, covering, events, forgetting, keeping, reading, searching, writing
from bot.storage.bell import Bell
from bot.storage.cabinet import Cabinet, Heading
from bot.storage.contract import (
    EVERYTHING,
    Arrivals,
    Change,
    Event,
    Order,
    Outcome,
    Place,
    Pulse,
    Review,
    Store,
    Window,
)
from bot.storage.correction_contract import Corrections
from bot.storage.correction_store import SqlCorrections
from bot.storage.database import Bounds, Database
from bot.storage.digest_contract import Digests
from bot.storage.digest_store import SqlDigests
from bot.storage.feed_contract import Feeds
from bot.storage.feed_store import SqlFeeds
from bot.storage.filing import DEVELOPMENT, QUOTATION, REMARK, STANCE, UNDATED, Facet
from bot.storage.listing import Headings, listed
from bot.storage.notice_contract import Notices
from bot.storage.notice_store import SqlNotices
from bot.storage.placing import decide
from bot.storage.reviewing import review, waiting
from bot.storage.words import forms
from summaries.model import (
    Article,
    Coverage,
    Development,
    Evidence,
    Hit,
    Quotation,
    QuotationType,
    Remark,
    RemarkKind,
    Source,
    Span,
    StanceStatement,
)

_BATCH = 500  # articles in one transaction of save_many
_REMEMBERED = 256  # coverages kept in memory
_COSTLY, _WORTH = 0.05, 20  # what takes so many seconds is used again for so many times as long
_KNOWN_SOURCES = 20_000  # descriptions of articles kept in memory, some 25 MB


def open_store(
    url: str, *, create: bool = True, patience: float = 10.0, statement: float = 30.0, connections: int = 15
) -> Store:
    """Open the database at ``url``, bringing its tables up to date.

    ``sqlite:////folder/readout.db``, ``sqlite://`` (in memory, gone when closed) or
    ``postgresql://user@host/name``. A missing SQLite file is made if ``create``; its folder never is.
    ``patience`` is how many seconds to wait for a database that others hold, ``statement`` how many one
    statement may take, ``connections`` how many there may be (see ``Bounds``). Raises a StorageError with its
    cure for whatever keeps the database from being opened.
    """
    return SqlStore(Database(url, create=create, bounds=Bounds(patience, statement, connections)))


class SqlStore(Store):
    """See ``Store``, which documents the methods."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._headings = Headings()
        self._facets: dict[Heading, int] = {}
        self._coverage: dict[tuple[str, Window], tuple[int, Coverage]] = {}
        self._copies: dict[tuple[str, Window], tuple[float, int]] = {}
        self._sources: tuple[int, dict[str, Source]] = (-1, {})
        self._bell = Bell()
        self._feeds = SqlFeeds(database, self._bell)
        self._digests = SqlDigests(database, self._bell)
        self._notices = SqlNotices(database)
        self._corrections = SqlCorrections(database)

    @property
    def feeds(self) -> Feeds:
        """See ``Store.feeds``."""
        return self._feeds

    @property
    def digests(self) -> Digests:
        """See ``Store.digests``."""
        return self._digests

    @property
    def notices(self) -> Notices:
        """See ``Store.notices``."""
        return self._notices

    @property
    def corrections(self) -> Corrections:
        """See ``Store.corrections``."""
        return self._corrections

    # ---- writing

    def place(self, topic: str, article: Article, analyser: str) -> Place:
        """See ``Store.place``."""
        with self._database.reading() as connection:
            return decide(connection, topic, article, analyser).place

    def save(self, topic: str, place: Place, evidence: Evidence, *, analyser: str, at: datetime) -> Outcome:
        """See ``Store.save``."""
        return self._save(topic, [(place, evidence)], analyser, at)[0]

    def save_many(
        self, topic: str, items: Iterable[tuple[Place, Evidence]], *, analyser: str, at: datetime
    ) -> tuple[Outcome, ...]:
        """See ``Store.save_many``."""
        outcomes: list[Outcome] = []
        for batch in _batched(items):
            outcomes += self._save(topic, batch, analyser, at)
        return tuple(outcomes)

    def _save(
        self, topic: str, items: Sequence[tuple[Place, Evidence]], analyser: str, at: datetime
    ) -> list[Outcome]:
        with self._database.writing() as connection:
            cabinet = Cabinet(connection, self._database.dialect, topic, self._facets)
            outcomes = [
                writing.save(cabinet, topic, place, evidence, analyser=analyser, at=at)
                for place, evidence in items
            ]
            cabinet.finish()
            if any(outcome is not Outcome.DUPLICATE for outcome in outcomes):
                writing.count_change(connection)
        self._facets.update(cabinet.new_facets)  # only now: before, they might have been rolled back
        return outcomes

    def forget_articles(self, before: date, *, limit: int = 25) -> int:
        """See ``Store.forget_articles``."""
        with self._database.writing() as connection:
            return forgetting.forget(connection, self._database.dialect, before, limit)

    def record(self, event: Event) -> None:
        """See ``Store.record``."""
        with self._database.writing() as connection:
            events.record(connection, event)

    def quarantine(self, id: str, *, why: str, who: str, at: datetime) -> int:
        """See ``Store.quarantine``."""
        return self._review(Review(at=at, citation=id, action="quarantine", who=who, why=why))

    def restore(self, id: str, *, who: str, at: datetime) -> int:
        """See ``Store.restore``."""
        return self._review(Review(at=at, citation=id, action="restore", who=who))

    def confirm(self, id: str, *, why: str, who: str, at: datetime) -> int:
        """See ``Store.confirm``."""
        return self._review(Review(at=at, citation=id, action="confirm", who=who, why=why))

    def keep(self, space: str, key: str, value: str, *, at: datetime, until: datetime | None = None) -> None:
        """See ``Store.keep``."""
        with self._database.writing() as connection:
            keeping.forget_old(connection, at)
            keeping.keep(connection, space, key, value, until)

    def keep_first(
        self, space: str, key: str, value: str, *, at: datetime, until: datetime | None = None
    ) -> bool:
        """See ``Store.keep_first``."""
        with self._database.writing() as connection:
            keeping.forget_old(connection, at)
            if keeping.kept(connection, space, at, key):
                return False
            keeping.keep(connection, space, key, value, until)
            return True

    def forget(self, space: str, key: str) -> None:
        """See ``Store.forget``."""
        with self._database.writing() as connection:
            keeping.forget(connection, space, key)

    def turn(
        self, space: str, key: str, *, at: datetime, apart: float, patience: float = 0.0
    ) -> float | None:
        """See ``Store.turn``."""
        with self._database.writing() as connection:
            return keeping.turn(connection, space, key, at, apart, patience)

    def _review(self, asked: Review) -> int:
        with self._database.writing() as connection:
            return review(connection, self._database.dialect, asked)

    # ---- reading

    def quotations(
        self,
        topic: str,
        *,
        actor: str | None = None,
        person: str | None = None,
        words: str = "",
        issue: str | Sequence[str] | None = None,
        window: Window = EVERYTHING,
        order: Order = "newest",
        limit: int = 50,
        until: date | None = None,
    ) -> tuple[Quotation, ...]:
        """See ``Store.quotations``."""
        facet, only = _facet(QUOTATION, actor, person)
        abouts = (issue or "",) if isinstance(issue, str | None) else issue
        wanted = forms(words)
        with self._database.reading() as connection:
            keys = self._headings.keys(connection, topic, facet, abouts)
            if not wanted:
                return tuple(
                    listed(
                        connection,
                        Quotation,
                        keys,
                        window,
                        order_by=order,
                        limit=limit,
                        actor=only,
                        until=until,
                    )
                )
            dialect = self._database.dialect
            return tuple(
                searching.worded(
                    connection, dialect, keys, wanted, window, order_by=order, limit=limit, actor=only
                )
            )

    def stances(
        self,
        topic: str,
        *,
        actor: str | None = None,
        person: str | None = None,
        target: str | Sequence[str] | None = None,
        window: Window = EVERYTHING,
        order: Order = "newest",
        limit: int = 50,
    ) -> tuple[StanceStatement, ...]:
        """See ``Store.stances``."""
        facet, only = _facet(STANCE, actor, person)
        abouts = ((target,) if target else None) if isinstance(target, str | None) else target
        with self._database.reading() as connection:
            keys = self._headings.keys(connection, topic, facet, abouts)
            return tuple(
                listed(connection, StanceStatement, keys, window, order_by=order, limit=limit, actor=only)
            )

    def developments(
        self,
        topic: str,
        *,
        actor: str | None = None,
        window: Window = EVERYTHING,
        limit: int = 50,
        until: date | None = None,
    ) -> tuple[Development, ...]:
        """See ``Store.developments``."""
        found: list[Development] = []
        with self._database.reading() as connection:
            for kind in (DEVELOPMENT, UNDATED) if until is None else (DEVELOPMENT,):
                keys = self._headings.keys(connection, topic, Facet(kind, actor or ""), ("",))
                more = limit - len(found)
                found += listed(connection, Development, keys, window, limit=more, until=until)
        return tuple(found)

    def remarks(
        self,
        topic: str,
        *,
        kind: RemarkKind,
        actor: str | None = None,
        window: Window = EVERYTHING,
        limit: int = 20,
    ) -> tuple[Remark, ...]:
        """See ``Store.remarks``."""
        with self._database.reading() as connection:
            keys = self._headings.keys(connection, topic, Facet(REMARK, actor or ""), (kind,))
            return tuple(listed(connection, Remark, keys, window, limit=limit))

    def last_quotation(
        self, topic: str, *, actor: str | None = None, person: str | None = None, as_of: date | None = None
    ) -> Quotation | None:
        """See ``Store.last_quotation``."""
        facet, only = _facet(QUOTATION, actor, person)
        with self._database.reading() as connection:
            keys = self._headings.keys(connection, topic, facet, ("",))
            found = listed(
                connection,
                Quotation,
                keys,
                Window(as_of=as_of),
                limit=1,
                actor=only,
                type=QuotationType.STATEMENT,
            )
        return found[0] if found else None

    def sources(self, ids: Sequence[str]) -> dict[str, Source]:
        """See ``Store.sources``."""
        with self._database.reading() as connection:
            now = writing.changes(connection)
            before, known = self._sources
            if before != now or len(known) > _KNOWN_SOURCES:
                known = {}
                self._sources = (now, known)
            if missing := [id for id in ids if id not in known]:
                known.update(reading.sources(connection, missing))
        return {id: known[id] for id in ids if id in known}

    def articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """See ``Store.articles``."""
        with self._database.reading() as connection:
            return reading.articles(connection, ids)

    def citation(self, id: str) -> tuple[Span, ...]:
        """See ``Store.citation``."""
        with self._database.reading() as connection:
            return reading.citation(connection, id)

    def citation_ids(self, topic: str, prefix: str, limit: int = 25) -> tuple[str, ...]:
        """See ``Store.citation_ids``."""
        with self._database.reading() as connection:
            return reading.citation_ids(connection, topic, prefix, limit)

    def search(
        self, topic: str, words: str, *, window: Window = EVERYTHING, limit: int = 20
    ) -> tuple[Hit, ...]:
        """See ``Store.search``."""
        with self._database.reading() as connection:
            return searching.search(connection, self._database.dialect, topic, words, window, limit)

    def revision(self) -> int:
        """See ``Store.revision``."""
        with self._database.reading() as connection:
            return writing.changes(connection)

    def coverage(self, topic: str, window: Window = EVERYTHING) -> Coverage:
        """See ``Store.coverage``."""
        asked = (topic, window)
        with self._database.reading() as connection:
            now = writing.changes(connection)
            before, known = self._coverage.get(asked, (-1, Coverage()))
            if before != now:
                known = covering.coverage(connection, topic, window)
                known = known.model_copy(update={"copies": self._copied(connection, topic, window)})
                if len(self._coverage) >= _REMEMBERED:
                    self._coverage.clear()
                self._coverage[asked] = (now, known)
        return known

    def _copied(self, connection: Connection, topic: str, window: Window) -> int:
        """Copies have to be read to be counted. Where that takes long, the count of a while ago will do."""
        until, known = self._copies.get((topic, window), (0.0, 0))
        if (began := monotonic()) < until:
            return known
        known = covering.copies(connection, topic, window)
        if (took := monotonic() - began) > _COSTLY:
            if len(self._copies) >= _REMEMBERED:
                self._copies.clear()
            self._copies[topic, window] = (began + _WORTH * took, known)
        return known

    def stored(self, topic: str, ids: Sequence[str]) -> Mapping[str, datetime]:
        """See ``Store.stored``."""
        with self._database.reading() as connection:
            return arriving.stored(connection, topic, ids)

    def arrivals(self, topic: str, after: datetime, until: datetime, limit: int = 200) -> Arrivals:
        """See ``Store.arrivals``."""
        with self._database.reading() as connection:
            return arriving.arrivals(connection, topic, after, until, limit)

    def told_by(self, topic: str, ids: Sequence[str]) -> tuple[Evidence, ...]:
        """See ``Store.told_by``."""
        with self._database.reading() as connection:
            return arriving.told_by(connection, topic, ids)

    def events(self, limit: int = 10) -> tuple[Event, ...]:
        """See ``Store.events``."""
        with self._database.reading() as connection:
            return events.latest(connection, limit)

    def reviews(self, citation: str | None = None, limit: int = 50) -> tuple[Review, ...]:
        """See ``Store.reviews``."""
        with self._database.reading() as connection:
            return events.reviews(connection, citation, limit)

    def waiting(self, topic: str, limit: int = 25) -> tuple[Review, ...]:
        """See ``Store.waiting``."""
        with self._database.reading() as connection:
            return waiting(connection, topic, limit)

    def kept(self, space: str, *, at: datetime, key: str | None = None) -> Mapping[str, str]:
        """See ``Store.kept``."""
        with self._database.reading() as connection:
            return keeping.kept(connection, space, at, key)

    def on_change(self, change: Change, call: Callable[[], None]) -> Callable[[], None]:
        """See ``Store.on_change``."""
        return self._bell.on(change, call)

    def told(self, change: str = "") -> None:
        """See ``Store.told``."""
        self._bell.sound(change)

    def pulse(self) -> Pulse:
        """See ``Store.pulse``."""
        return self._database.taps.pulse()

    def close(self) -> None:
        """See ``Store.close``."""
        self._database.close()


def _facet(kind: str, actor: str | None, person: str | None) -> tuple[Facet, str]:
    """A person's facet is the same whomever they speak for: the actor is then looked at piece by piece."""
    return (Facet(kind, person=person), actor or "") if person else (Facet(kind, actor or ""), "")


def _batched(
    items: Iterable[tuple[Place, Evidence]],
) -> Iterator[list[tuple[Place, Evidence]]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch
