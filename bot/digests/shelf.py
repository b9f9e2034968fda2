"""What the store has answered, kept while digests that are due together are composed from that."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol, TypeVar, cast

from bot.storage.contract import EVERYTHING, Arrivals, Order, Review, Window
from summaries.model import Article, Development, Evidence, Quotation, Source, Span, StanceStatement

T = TypeVar("T")


class Reads(Protocol):
    """The part of ``Store`` that digests are composed from, which documents the methods."""

    def arrivals(self, topic: str, after: datetime, until: datetime, limit: int = 200) -> Arrivals:
        """See ``Store``."""
        ...

    def told_by(self, topic: str, ids: Sequence[str]) -> tuple[Evidence, ...]:
        """See ``Store``."""
        ...

    def quotations(
        self,
        topic: str,
        *,
        actor: str | None = None,
        window: Window = EVERYTHING,
        order: Order = "newest",
        limit: int = 50,
        until: date | None = None,
    ) -> tuple[Quotation, ...]:
        """See ``Store``."""
        ...

    def stances(
        self,
        topic: str,
        *,
        actor: str | None = None,
        target: str | Sequence[str] | None = None,
        window: Window = EVERYTHING,
        order: Order = "newest",
        limit: int = 50,
    ) -> tuple[StanceStatement, ...]:
        """See ``Store``."""
        ...

    def developments(
        self, topic: str, *, window: Window = EVERYTHING, limit: int = 50, until: date | None = None
    ) -> tuple[Development, ...]:
        """See ``Store``."""
        ...

    def stored(self, topic: str, ids: Sequence[str]) -> Mapping[str, datetime]:
        """See ``Store``."""
        ...

    def sources(self, ids: Sequence[str]) -> dict[str, Source]:
        """See ``Store``."""
        ...

    def articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """See ``Store``."""
        ...

    def reviews(self, citation: str | None = None, limit: int = 50) -> tuple[Review, ...]:
        """See ``Store``."""
        ...

    def citation(self, id: str) -> tuple[Span, ...]:
        """See ``Store``."""
        ...


class Shelf(Reads):
    """Asks ``reads`` everything once. To be used from one thread at a time, and thrown away soon."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._answers: dict[Hashable, Any] = {}
        self._by_id: dict[Hashable, dict[str, Any]] = {}

    def arrivals(self, topic: str, after: datetime, until: datetime, limit: int = 200) -> Arrivals:
        """See ``Store``."""
        return self._once(self._reads.arrivals, topic, after, until, limit)

    def told_by(self, topic: str, ids: Sequence[str]) -> tuple[Evidence, ...]:
        """See ``Store``."""
        return self._once(self._reads.told_by, topic, tuple(ids))

    def quotations(self, topic: str, **which: Any) -> tuple[Quotation, ...]:
        """See ``Store``."""
        return self._once(self._reads.quotations, topic, **which)

    def stances(self, topic: str, **which: Any) -> tuple[StanceStatement, ...]:
        """See ``Store``."""
        return self._once(self._reads.stances, topic, **which)

    def developments(self, topic: str, **which: Any) -> tuple[Development, ...]:
        """See ``Store``."""
        return self._once(self._reads.developments, topic, **which)

    def stored(self, topic: str, ids: Sequence[str]) -> Mapping[str, datetime]:
        """See ``Store``."""
        return self._each(("stored", topic), ids, lambda some: self._reads.stored(topic, some))

    def sources(self, ids: Sequence[str]) -> dict[str, Source]:
        """See ``Store``."""
        return self._each("sources", ids, self._reads.sources)

    def articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """See ``Store``."""
        return self._each("articles", ids, self._reads.articles)

    def reviews(self, citation: str | None = None, limit: int = 50) -> tuple[Review, ...]:
        """See ``Store``."""
        return self._once(self._reads.reviews, citation, limit)

    def citation(self, id: str) -> tuple[Span, ...]:
        """See ``Store``."""
        return self._once(self._reads.citation, id)

    def _once(self, ask: Callable[..., T], *what: Hashable, **which: Any) -> T:
        of = (ask.__name__, what, tuple((name, _fixed(which[name])) for name in sorted(which)))
        if of not in self._answers:
            self._answers[of] = ask(*what, **which)
        return cast("T", self._answers[of])

    def _each(
        self, kind: Hashable, ids: Iterable[str], ask: Callable[[Sequence[str]], Mapping[str, T]]
    ) -> dict[str, T]:
        """What is known of each of these ids, in their order; only those not asked before are asked for."""
        known = self._by_id.setdefault(kind, {})
        ids = list(ids)
        if new := [id for id in ids if id not in known]:
            known.update(dict.fromkeys(new) | dict(ask(new)))
        return {id: known[id] for id in ids if known[id] is not None}


def _fixed(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value
