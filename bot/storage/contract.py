"""What a store promises. Every implementation meets the same contract suite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Protocol

from pydantic import AwareDatetime

from bot.storage.correction_contract import Corrections
from bot.storage.digest_contract import Digests
from bot.storage.feed_contract import Feeds
from bot.storage.notice_contract import Notices
from summaries.model import (
    Article,
    Coverage,
    Development,
    Evidence,
    Hit,
    Quotation,
    Remark,
    RemarkKind,
    Source,
    Span,
    StanceStatement,
    Value,
)

Order = Literal["newest", "best"]

Change = Literal["digests", "feeds"]
"""What others may wait for: digests added or changed by somebody, feeds added or made due."""

CHANGES: tuple[Change, ...] = ("digests", "feeds")


class Pulse(Value):
    """How this process stands with its database: connections ``in_use`` of the ``most`` there may be, how
    many threads are ``waiting`` for one, and how often something failed so far, by the kind of error.
    """

    in_use: int
    most: int
    waiting: int
    failures: Mapping[str, int]


class Window(Value):
    """Which evidence counts.

    ``since``: said or happened on that day or later. ``as_of``: only articles that were surely published by
    the end of that day (the last possible day of publication counts; where that is unknown, the day of
    storing in UTC). Both are calendar days; None leaves that side open.

    The day of a piece of evidence is the last possible day of ``said`` or ``when``, else of its article's
    publication, else the day of storing. Nobody is quoted before speaking, so the day of a quotation or a
    stance is never later than the day by which its article was surely published.
    """

    since: date | None = None
    as_of: date | None = None


EVERYTHING = Window()


class Outcome(StrEnum):
    """What became of an article offered to the store."""

    NEW = "new"
    REVISED = "revised"  # the document was known with another text: a new version, the old one kept
    REANALYSED = "reanalysed"  # the text was known, its evidence came from another analyser
    DUPLICATE = "duplicate"


class Place(Value):
    """Where an article belongs: the article under its final id, and what saving it would be."""

    article: Article
    outcome: Outcome


class Arrivals(Value):
    """The articles that a topic took in within a window of storing.

    ``ids`` are the newest of them; ``coverage`` counts all. ``replaced`` has, for those that are a new
    version of a document which the topic had before the window, the id of the version it had last.
    """

    ids: tuple[str, ...] = ()
    coverage: Coverage = Coverage()
    replaced: Mapping[str, str] = {}


NOT_SERVED = "not served"
"""The outcome of an event whose source is a platform, or a channel of one, that could not be answered on."""


class Event(Value):
    """One thing that happened to a source, for ``status``: read, or failed and why; or to a platform, which
    was ``NOT_SERVED``. ``at`` has a zone.
    """

    at: AwareDatetime
    source: str
    outcome: str
    detail: str = ""


class Review(Value):
    """Evidence withheld because somebody reported it, given back, or withheld for good: who, why and when.

    ``pieces`` is how many pieces of evidence the citation concerns.
    """

    at: AwareDatetime
    citation: str
    action: Literal["quarantine", "restore", "confirm"]
    who: str
    why: str = ""
    pieces: int = 0


class Store(Protocol):
    """Articles and evidence, for one or many topics. Synchronous; safe to call from several threads.

    All sequences come in a fixed order that depends on the stored values alone, never on the order of
    storing; ``limit`` bounds what is read, so that the time taken doesn't grow with what is stored.
    Evidence of superseded versions and quarantined evidence is never returned; their articles and
    citations are.
    """

    @property
    def feeds(self) -> Feeds:
        """What is read regularly, and what it has listed."""
        ...

    @property
    def digests(self) -> Digests:
        """The digests of channels, and what was delivered."""
        ...

    @property
    def notices(self) -> Notices:
        """What went wrong with digests, and whom it was told to."""
        ...

    @property
    def corrections(self) -> Corrections:
        """What is edited of what was posted."""
        ...

    # ---- writing
    def place(self, topic: str, article: Article, analyser: str) -> Place:
        """Find what saving ``article`` would be; under its id, or ``DOCUMENT@N`` for version N.

        The text offered last is the current one: a document that goes back to an earlier text gets that
        version back, under its old id (REVISED). ``analyser`` names who will analyse it; a known text with
        another one is REANALYSED, which also replaces the article's description.
        """
        ...

    def save(self, topic: str, place: Place, evidence: Evidence, *, analyser: str, at: datetime) -> Outcome:
        """Store article and evidence in one transaction; a faster second process makes it a duplicate.

        What it is, is decided again: where another text took the version's number meanwhile, article and
        evidence are stored under the next. Raises UnstorableArticle for what no database can keep.
        """
        ...

    def save_many(
        self, topic: str, items: Iterable[tuple[Place, Evidence]], *, analyser: str, at: datetime
    ) -> tuple[Outcome, ...]:
        """Save many articles some hundreds to a transaction, for bulk loading; ``save`` otherwise."""
        ...

    def forget_articles(self, before: date, *, limit: int = 25) -> int:
        """Forget some articles that were published and taken in before that day; how many, 0 once none is.

        Up to ``limit`` documents with all their versions, the oldest first. Never what a delivery shows or
        has shown, nor what was ever reported.
        """
        ...

    def record(self, event: Event) -> None:
        """Remember what happened to a source."""
        ...

    def quarantine(self, id: str, *, why: str, who: str, at: datetime) -> int:
        """Withhold all evidence that cites this id, and the stances read from a quotation that does.

        The number of pieces withheld (0: no such id). It outlives a new analysis of the article.
        """
        ...

    def restore(self, id: str, *, who: str, at: datetime) -> int:
        """Undo ``quarantine``; the number of pieces it concerns (0: not withheld)."""
        ...

    def confirm(self, id: str, *, why: str, who: str, at: datetime) -> int:
        """Note that a report was right: it stays withheld, and waits for nobody any more.

        The number of pieces it concerns (0: not withheld).
        """
        ...

    def keep(self, space: str, key: str, value: str, *, at: datetime, until: datetime | None = None) -> None:
        """Keep a value in place of what was there, for ever or ``until`` then; forget what ran out."""
        ...

    def keep_first(
        self, space: str, key: str, value: str, *, at: datetime, until: datetime | None = None
    ) -> bool:
        """Keep a value unless one is kept under that key; whether it was free. Sure between processes."""
        ...

    def forget(self, space: str, key: str) -> None:
        """Forget the value under that key, if there is one."""
        ...

    def turn(
        self, space: str, key: str, *, at: datetime, apart: float, patience: float = 0.0
    ) -> float | None:
        """Take the next of the turns under that key, which are ``apart``, whichever process takes them.

        The seconds to wait for it; None, and nothing taken, where they are more than ``patience``. By the
        store's own clock, where that has one, else by ``at``.
        """
        ...

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
        """Quotations by ``newest`` (day, grade, id) or ``best`` (grade, then newest).

        Of several issues, at most ``limit`` for each, all in one order: one call is much cheaper than many.

        ``until`` leaves out those of a later day; it plays no part with ``words``, which are as for
        ``search``: all of them occur in the content, in any case, accent or inflection.
        """
        ...

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
        """Stances, claims by others among them, in the same orders. At most ``limit`` for each target.

        ``target`` may be one, several or (None) all that there are, in one call.
        """
        ...

    def developments(
        self,
        topic: str,
        *,
        actor: str | None = None,
        window: Window = EVERYTHING,
        limit: int = 50,
        until: date | None = None,
    ) -> tuple[Development, ...]:
        """Developments, newest first: last possible day, then first, then id; undated ones last.

        ``until`` leaves out those of a later last day, and the undated.
        """
        ...

    def remarks(
        self,
        topic: str,
        *,
        kind: RemarkKind,
        actor: str | None = None,
        window: Window = EVERYTHING,
        limit: int = 20,
    ) -> tuple[Remark, ...]:
        """What articles observe, newest publication first, then id."""
        ...

    def last_quotation(
        self, topic: str, *, actor: str | None = None, person: str | None = None, as_of: date | None = None
    ) -> Quotation | None:
        """The newest statement (kind direct, mixed or indirect) of that person or actor, if there is any."""
        ...

    def sources(self, ids: Sequence[str]) -> dict[str, Source]:
        """The articles of these ids without their texts; unknown ids are left out."""
        ...

    def articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """The articles of these ids, superseded versions too; unknown ids are left out."""
        ...

    def citation(self, id: str) -> tuple[Span, ...]:
        """The places of that citation id, quarantined and superseded too; () if none.

        Several may share a short id (``Span.id``). A long one (``Span.long_id``) names one; reports,
        restoring and confirming take either.
        """
        ...

    def citation_ids(self, topic: str, prefix: str, limit: int = 25) -> tuple[str, ...]:
        """Citation ids that begin so, for completion."""
        ...

    def search(
        self, topic: str, words: str, *, window: Window = EVERYTHING, limit: int = 20
    ) -> tuple[Hit, ...]:
        """Paragraphs that hold all the words (any inflection the index knows), best first, matches marked.

        Best is where the words stand closest together, then the newest; of common words, only the newest
        fifty passages are compared. ``words`` is what a user typed: never query syntax.
        """
        ...

    def revision(self) -> int:
        """A number that is another one once briefs may be made of other things, whoever changed them."""
        ...

    def coverage(self, topic: str, window: Window = EVERYTHING) -> Coverage:
        """How many current articles the window holds, by whom, in which languages, from when to when.

        When is told by days, without hours. Where copies take long to count, their number may be of some
        seconds before.
        """
        ...

    def stored(self, topic: str, ids: Sequence[str]) -> Mapping[str, datetime]:
        """When the topic took in each text, superseded ones too; a new analysis of a text changes nothing."""
        ...

    def arrivals(self, topic: str, after: datetime, until: datetime, limit: int = 200) -> Arrivals:
        """The current articles taken in later than ``after`` and not later than ``until``.

        Newest first, then by id. A document is taken in again with each new text. Both instants have a zone.
        """
        ...

    def told_by(self, topic: str, ids: Sequence[str]) -> tuple[Evidence, ...]:
        """What each of these current articles tells, in the order asked; those that tell nothing left out."""
        ...

    def events(self, limit: int = 10) -> tuple[Event, ...]:
        """The latest events, newest first."""
        ...

    def reviews(self, citation: str | None = None, limit: int = 50) -> tuple[Review, ...]:
        """What was withheld and restored, of that citation or any, newest first."""
        ...

    def waiting(self, topic: str, limit: int = 25) -> tuple[Review, ...]:
        """The reports on that topic which nobody has reviewed, oldest first: withheld, not confirmed."""
        ...

    def kept(self, space: str, *, at: datetime, key: str | None = None) -> Mapping[str, str]:
        """What is kept in a space and has not run out, by key; of one key where it is given."""
        ...

    def on_change(self, change: Change, call: Callable[[], None]) -> Callable[[], None]:
        """Have ``call`` called, from whatever thread, after each such change that this object makes or is
        ``told`` of; what is given back ends that. None is sure to be told of: look from time to time, too.
        """
        ...

    def told(self, change: str = "") -> None:
        """Another process has made such a change; "": perhaps any of them."""
        ...

    def pulse(self) -> Pulse:
        """How this process stands with the database; told without asking it."""
        ...

    def close(self) -> None:
        """Let go of every connection."""
        ...
