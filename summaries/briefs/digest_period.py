"""What one period brought beside what was known before it: found once, whichever channels are told of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from enum import Enum, auto
from functools import cached_property
from typing import Any, TypeVar, cast

from summaries.briefs.arrivals import is_earlier, is_late
from summaries.briefs.digest_keys import passage_keys, utterance_keys
from summaries.briefs.material import Material
from summaries.briefs.selection import Index
from summaries.briefs.utterances import Utterance
from summaries.model import Development, Grade, Span, StanceStatement

_FEWEST_WORDS = 5
"""Fewer words tell nothing by themselves ("The time is now")."""

T = TypeVar("T")


class Age(Enum):
    """How new something is to who reads the digest."""

    NEW = auto()
    EARLIER = auto()  # said or done well before the period, told only now
    UNDATED = auto()  # neither the words nor their article say when: perhaps old
    LATE = auto()  # told by nothing but old articles that were found only now


class Period:
    """The evidence up to the end of a period, ``now``, beside what was stored ``before`` it began ``after``.

    To be used from one thread at a time, for as many digests as are made of it.
    """

    def __init__(self, before: Material, now: Material, after: datetime) -> None:
        self.before = before
        self.now = now
        self.after = after
        self._quotations = frozenset(q.id for q in before.quotations)
        self._stances = frozenset((s.id, s.target) for s in before.stances)
        self._tellings = frozenset(span.id for d in before.developments for span in d.spans)
        self._found: dict[Hashable, Any] = {}

    def once(self, find: Callable[..., T], *what: Hashable) -> T:
        """``find`` of this period and ``what``, found once. Always to be asked for with one function."""
        key = (find, *what)
        if key not in self._found:
            self._found[key] = find(self, *what)
        return cast("T", self._found[key])

    @cached_property
    def index(self) -> Index:
        """The evidence as lines are chosen from it."""
        return Index(self.now)

    # ---- utterances

    @cached_property
    def utterances(self) -> tuple[Utterance, ...]:
        """What nobody is known to have reported before, in the order of the ``index``."""
        return tuple(u for u in self.index.utterances if not self._was_said(u))

    @cached_property
    def statements(self) -> tuple[Utterance, ...]:
        """Those of the ``utterances`` that tell something: no analysts' views, no scraps."""
        return tuple(
            u
            for u in self.utterances
            if u.best.grade is not Grade.ANALYST and len(u.best.words.split()) >= _FEWEST_WORDS
        )

    def keys_of(self, said: Utterance) -> frozenset[str]:
        """The keys that any line with the utterance would have."""
        return self._of(said, "keys", utterance_keys)

    def age(self, said: Utterance) -> Age:
        """How new a new utterance is."""
        return self._of(said, "age", self._age)

    def issues_of(self, said: Utterance) -> frozenset[str]:
        """What an utterance is about: issues, and what the stances read from it are towards."""
        return self._of(said, "issues", self._issues_of)

    def _of(self, said: Utterance, what: str, find: Callable[[Utterance], T]) -> T:
        key = (what, id(said))  # of the index, which lives as long as this
        if key not in self._found:
            self._found[key] = find(said)
        return cast("T", self._found[key])

    def _was_said(self, said: Utterance) -> bool:
        return any(q.id in self._quotations for q in said.all)

    def _age(self, said: Utterance) -> Age:
        if all(self._is_late(q.content[0]) for q in said.all):
            return Age.LATE
        when = self.now.dated(said.best.said, said.best.content[0].article)
        if when.end is None:
            return Age.UNDATED
        return Age.EARLIER if is_earlier(when, self.after) else Age.NEW

    def _issues_of(self, said: Utterance) -> frozenset[str]:
        named = {issue for q in said.all for issue in q.issues}
        return frozenset(named.union(*(self.index.targets_of(q.id) for q in said.all)))

    # ---- stances

    def is_fresh(self, stance: StanceStatement) -> bool:
        """Whether a stance is of this period: shown by new words, surely of these days, in no old article."""
        if (stance.id, stance.target) in self._stances or self._is_late(stance.span):
            return False
        when = self.now.dated(stance.said, stance.span.article)
        if when.end is None or is_earlier(when, self.after):
            return False
        said = self.index.told_by(stance)
        return said is None or not self._was_said(said)

    def keys(self, stance: StanceStatement) -> frozenset[str]:
        """The keys that a line with this stance would have."""
        said = self.index.told_by(stance)
        return passage_keys((stance.span, stance.context)) | (self.keys_of(said) if said else frozenset())

    # ---- events

    def event_age(self, event: Development) -> Age:
        """How new a new event is."""
        if all(self._is_late(span) for span in event.spans):
            return Age.LATE
        return Age.EARLIER if is_earlier(event.when, self.after) else Age.NEW

    def was_known(self, span: Span) -> bool:
        """Whether a telling of an event is from before the period."""
        return span.id in self._tellings

    def is_late(self, article: str) -> bool:
        """Whether an article of the period is an old one that was found late."""
        return is_late(self.now.published(article), self.after)

    def _is_late(self, span: Span) -> bool:
        return self.is_late(span.article)
