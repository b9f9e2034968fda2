"""From a digest's contents and window to what is sent: read from the store, composed, checked, presented."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from bot.digests.shelf import Reads
from bot.digests.values import Contents
from bot.messages import Reply
from bot.present import present
from bot.storage.contract import EVERYTHING, Arrivals, Order, Review, Window
from bot.storage.events import stamp
from summaries.briefs import Material, Period, digest, verify
from summaries.briefs.arrivals import before
from summaries.briefs.digest import SINCE_THE_LAST, candidate_keys
from summaries.briefs.digest_corrections import Reviewed
from summaries.briefs.digest_keys import told_keys
from summaries.model import Brief, Development, Quotation, Span, StanceStatement
from summaries.topics import Topic

ARRIVALS = 200
"""Articles of a window that are read, the newest; all are counted."""

_QUOTATIONS: tuple[tuple[Order, int], ...] = (("newest", 20), ("best", 10))
"""Quotations of each actor from before the window, to know what was said already."""
_STANCES: tuple[tuple[Order, int], ...] = (("newest", 3), ("best", 3))
"""Of each actor on each issue, to know where it stood; the newest also of the day before the window, as much
may be said within one.
"""
_STOOD = 3
EVENTS = 100
DAYS, ON_A_DAY = 60, 40
"""Days on which something new is said to have been done, or said by an actor, and pieces read of each."""
REVIEWS = 200

Told = Callable[[Collection[str]], AbstractSet[str]]
"""Which of some keys a channel has been told."""


class Composed(NamedTuple):
    """What a digest says, as a checked brief and as a reply; ``keys`` are those of what it tells anew."""

    brief: Brief
    reply: Reply
    keys: frozenset[str]

    @property
    def empty(self) -> bool:
        """Whether nothing is new: then it says so in one line, or is not sent at all."""
        return self.brief.empty


class Done(NamedTuple):
    """What reviews of a citation came to, "quarantine" or "restore"; by its ``key`` that is told once."""

    then: str
    key: str


class Gathered(NamedTuple):
    """All that digests of one window are made of, whatever they are about and their channels were told.

    ``candidates`` are the keys of which it has to be known whether the channel was told them.
    """

    period: Period
    candidates: frozenset[str]
    reviewed: Mapping[str, Done]


def compose(
    store: Reads,
    topic: Topic,
    contents: Contents,
    after: datetime,
    until: datetime,
    told: Told,
    covers: str = SINCE_THE_LAST,
) -> Composed:
    """The digest of what was stored later than ``after`` and not later than ``until``; ``covers`` says so.

    Equal contents, windows and told keys give equal bytes from an equal store.
    """
    gathered = gather(store, topic, after, until)
    return tell(store, contents, gathered, told, covers)


def sharing_key(
    contents: Contents,
    after: datetime,
    until: datetime,
    told: Iterable[str] = (),
    covers: str = SINCE_THE_LAST,
) -> str:
    """The same for digests that are composed alike: these contents, this window in words, these keys told.

    The order in which actors and issues were chosen makes no difference, nor does what is done when empty.
    """
    what = (
        contents.topic,
        sorted(set(contents.actors)),
        sorted(set(contents.issues)),
        contents.most,
        stamp(after),
        stamp(until),
        sorted(set(told)),
        covers,
    )
    return hashlib.sha256(repr(what).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def tell(
    store: Reads, contents: Contents, gathered: Gathered, told: Told, covers: str = SINCE_THE_LAST
) -> Composed:
    """The digest of what was gathered, for a channel that was ``told`` some of it."""
    known = told(gathered.candidates)
    done = {id: each for id, each in gathered.reviewed.items() if id in known and each.key not in known}
    made = digest(
        gathered.period,
        told=known,
        actors=contents.actors,
        issues=contents.issues,
        most=contents.most,
        reviewed=_reviewed(store, done),
        covers=covers,
    )
    articles = store.articles(made.cited())
    checked = verify(made, articles)
    reply = present(checked, articles, topic=gathered.period.now.topic)
    keys = told_keys(checked) | {each.key for each in done.values()}
    return Composed(checked, reply, keys - known)


# ---- reading -----------------------------------------------------------------------------------------


def gather(store: Reads, topic: Topic, after: datetime, until: datetime) -> Gathered:
    """Read what digests of the window need, never more than a fixed amount however much is stored."""
    came = store.arrivals(topic.id, after, until, ARRIVALS)
    material = _material(store, topic, came, after)
    stored = store.stored(topic.id, list(material.sources))
    now = _as_of(material, {id for id, at in stored.items() if at > until})
    period = Period(before(now, stored, after, _earlier(store, came)), now, after)
    candidates = candidate_keys(period) if came.ids else frozenset()
    reviewed = _done(store, after, until)
    candidates |= reviewed.keys() | {each.key for each in reviewed.values()}
    return Gathered(period, candidates, reviewed)


def _material(store: Reads, topic: Topic, came: Arrivals, after: datetime) -> Material:
    """What came in whole, and beside it what the commands would read of before."""
    told = store.told_by(topic.id, came.ids)
    quotations = [q for e in told for q in e.quotations]
    stances = [s for e in told for s in e.stances]
    developments = [d for e in told for d in e.developments]
    if came.ids:
        quotations += _said_then(store, topic, quotations)
        developments += _done_then(store, topic, developments)
    quotations += _speech(store, topic)
    if came.ids:
        stances += _positions(store, topic, after)
        developments += store.developments(topic.id, limit=EVENTS)
    spans = _spans(quotations, stances, developments)
    return Material(
        topic=topic,
        quotations=tuple(dict.fromkeys(quotations)),
        stances=tuple(dict.fromkeys(stances)),
        developments=tuple(dict.fromkeys(developments)),
        sources=store.sources(sorted({span.article for span in spans})),
        coverage=came.coverage,
    )


def _speech(store: Reads, topic: Topic) -> list[Quotation]:
    return [
        quotation
        for actor in topic.actors
        for order, limit in _QUOTATIONS
        for quotation in store.quotations(topic.id, actor=actor.id, order=order, limit=limit)
    ]


def _positions(store: Reads, topic: Topic, after: datetime) -> list[StanceStatement]:
    day_before = Window(as_of=after.astimezone(UTC).date() - timedelta(days=1))
    reads: list[tuple[Order, int, Window]] = [(order, limit, EVERYTHING) for order, limit in _STANCES]
    reads.append(("newest", _STOOD, day_before))
    targets = [*(issue.id for issue in topic.issues), *(actor.id for actor in topic.actors)]
    return [
        stance
        for actor in topic.actors
        for order, limit, window in reads
        for stance in store.stances(
            topic.id, actor=actor.id, target=targets, order=order, limit=limit, window=window
        )
    ]


def _said_then(store: Reads, topic: Topic, new: Sequence[Quotation]) -> list[Quotation]:
    """What the speakers of dated statements are known to have said on those days: perhaps the same."""
    return [
        quotation
        for actor in topic.actors
        for end, start in _newest({(q.said.end, q.said.start) for q in new if q.actor == actor.id})
        for quotation in store.quotations(
            topic.id, actor=actor.id, window=Window(since=start), until=end, limit=ON_A_DAY
        )
    ]


def _done_then(store: Reads, topic: Topic, new: Iterable[Development]) -> list[Development]:
    """What is known to have happened on the days of dated events: perhaps the same."""
    return [
        development
        for end, start in _newest({(d.when.end, d.when.start) for d in new})
        for development in store.developments(topic.id, window=Window(since=start), until=end, limit=ON_A_DAY)
    ]


def _newest(days: Iterable[tuple[date | None, date | None]]) -> list[tuple[date, date | None]]:
    known = ((end, start) for end, start in days if end)
    return sorted(known, key=str, reverse=True)[:DAYS]


def _spans(
    quotations: Iterable[Quotation], stances: Iterable[StanceStatement], developments: Iterable[Development]
) -> list[Span]:
    return [
        *(quotation.content[0] for quotation in quotations),
        *(stance.span for stance in stances),
        *(span for development in developments for span in development.spans),
    ]


def _as_of(material: Material, later: Collection[str]) -> Material:
    """The material without articles that were stored after the window."""
    if not later:
        return material
    return material.model_copy(
        update={
            "quotations": tuple(q for q in material.quotations if q.content[0].article not in later),
            "stances": tuple(s for s in material.stances if s.span.article not in later),
            "developments": tuple(d for d in material.developments if d.spans[0].article not in later),
        }
    )


def _earlier(store: Reads, came: Arrivals) -> Mapping[str, str]:
    """The texts that new versions replaced, by the ids of those."""
    texts = store.articles(sorted(came.replaced.values())) if came.replaced else {}
    return {id: texts[old].text for id, old in came.replaced.items() if old in texts}


# ---- what was reviewed -------------------------------------------------------------------------------


def _done(store: Reads, after: datetime, until: datetime) -> Mapping[str, Done]:
    """What the window's reviews came to, by citation.

    What was withheld and given back within one window was never seen to be gone.
    """
    newest_first = store.reviews(limit=REVIEWS)
    latest: dict[str, datetime] = {}
    for review in newest_first:
        if after < review.at <= until and review.action != "confirm":
            latest.setdefault(review.citation, review.at)
    return {
        id: Done(then, f"{then}:{id}:{stamp(at)}")
        for id, at in latest.items()
        if (then := _state(newest_first, id, until)) != _state(newest_first, id, after)
    }


def _state(newest_first: Iterable[Review], citation: str, at: datetime) -> str:
    """Whether a citation was withheld at an instant."""
    done = (r for r in newest_first if r.citation == citation and r.at <= at)
    last = next(done, None)
    return "restore" if last is None or last.action == "restore" else "quarantine"


def _reviewed(store: Reads, done: Mapping[str, Done]) -> Reviewed:
    places = {id: store.citation(id) for id in sorted(done)}  # of one id, seldom several
    articles = {span.article for spans in places.values() for span in spans}
    return Reviewed(
        withdrawn=tuple(s for id, spans in places.items() for s in spans if done[id].then == "quarantine"),
        restored=tuple(s for id, spans in places.items() for s in spans if done[id].then == "restore"),
        sources=store.sources(sorted(articles)) if articles else {},
    )
