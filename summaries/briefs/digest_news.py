"""What is new in a window: utterances and events that nobody stored before, and this channel was not told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime
from enum import Enum, auto
from functools import cached_property

from summaries.briefs.arrivals import is_earlier, is_late
from summaries.briefs.digest_keys import event_keys, passage_keys, utterance_keys
from summaries.briefs.material import Material
from summaries.briefs.one_event import merged
from summaries.briefs.selection import Selection
from summaries.briefs.utterances import Utterance
from summaries.model import Development, Grade, Span, StanceStatement

_FEWEST_WORDS = 5
"""Fewer words tell nothing by themselves ("The time is now")."""


class Age(Enum):
    """How new something is to who reads the digest."""

    NEW = auto()
    EARLIER = auto()  # said or done well before the window, told only now
    UNDATED = auto()  # neither the words nor their article say when: perhaps old
    LATE = auto()  # told by nothing but old articles that were found only now


class News:
    """The evidence of one window beside what was known before it.

    ``actors`` and ``issues`` are what the digest is about; none of either means all of the topic's. ``said``
    are the statements of ``now``, where they are known already.
    """

    def __init__(
        self,
        before: Material,
        now: Material,
        after: datetime,
        told: AbstractSet[str] = frozenset(),
        actors: Collection[str] = (),
        issues: Collection[str] = (),
        said: tuple[Utterance, ...] | None = None,
    ) -> None:
        self.before = before
        self.now = now
        self.told = told
        self.actors = [a.id for a in now.topic.actors if not actors or a.id in actors]
        self.issues = frozenset(issues)
        self.selection = Selection(now, said)
        self._after = after
        self._quotations = frozenset(q.id for q in before.quotations)
        self._stances = frozenset((s.id, s.target) for s in before.stances)
        self._tellings = frozenset(span.id for d in before.developments for span in d.spans)

    # ---- utterances

    @cached_property
    def utterances(self) -> tuple[Utterance, ...]:
        """What the digest's actors said that is new, in the order of ``Selection``."""
        return tuple(u for u in self.selection.utterances if self._is_statement(u) and self.is_new(u))

    def is_new(self, said: Utterance) -> bool:
        """Whether no wording of it was known before, nor told to this channel."""
        return not any(q.id in self._quotations for q in said.all) and self.told.isdisjoint(
            utterance_keys(said)
        )

    def age(self, said: Utterance) -> Age:
        """How new a new utterance is."""
        if all(self._is_late(q.content[0]) for q in said.all):
            return Age.LATE
        when = self.now.dated(said.best.said, said.best.content[0].article)
        if when.end is None:
            return Age.UNDATED
        return Age.EARLIER if is_earlier(when, self._after) else Age.NEW

    def _is_statement(self, said: Utterance) -> bool:
        best = said.best
        if best.actor not in self.actors or best.grade is Grade.ANALYST:
            return False
        if len(best.words.split()) < _FEWEST_WORDS:
            return False
        return not self.issues or bool(self.issues_of(said) & self.issues)

    def issues_of(self, said: Utterance) -> frozenset[str]:
        """What an utterance is about: issues, and what the stances read from it are towards."""
        ids = {q.id for q in said.all}
        return frozenset(issue for q in said.all for issue in q.issues) | frozenset(
            target for id in ids for target in self._targets.get(id, ())
        )

    @cached_property
    def _targets(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for stance in self.now.stances:
            if stance.quotation:
                found.setdefault(stance.quotation, []).append(stance.target)
        return found

    # ---- stances

    def is_fresh(self, stance: StanceStatement) -> bool:
        """Whether a stance is of this window: shown by new words, surely of these days, in no old article."""
        if (stance.id, stance.target) in self._stances or self._is_late(stance.span):
            return False
        when = self.now.dated(stance.said, stance.span.article)
        if when.end is None or is_earlier(when, self._after):
            return False
        said = self.selection.told_by(stance)
        return said is None or not any(q.id in self._quotations for q in said.all)

    def keys(self, stance: StanceStatement) -> frozenset[str]:
        """The keys that a line with this stance would have."""
        said = self.selection.told_by(stance)
        return passage_keys((stance.span, stance.context)) | (utterance_keys(said) if said else frozenset())

    def was_told(self, *stances: StanceStatement) -> bool:
        """Whether the channel has been told each of these."""
        return all(not self.told.isdisjoint(self.keys(stance)) for stance in stances)

    # ---- events

    @cached_property
    def events(self) -> tuple[Development, ...]:
        """What happened, each event once, newest first, with all who tell it: old news and new."""
        return tuple(merged(self.now, self._chosen(self.now.developments)))

    def _chosen(self, developments: Iterable[Development]) -> Iterator[Development]:
        everyone = len(self.actors) == len(self.now.topic.actors)
        for one in developments:
            if (everyone or set(one.actors) & set(self.actors)) and (
                not self.issues or self.issues & set(one.issues)
            ):
                yield one

    @cached_property
    def new_events(self) -> tuple[Development, ...]:
        """The events that nobody told before, and the channel was not told."""
        return tuple(
            e
            for e in self.events
            if not any(span.id in self._tellings for span in e.spans) and self.told.isdisjoint(event_keys(e))
        )

    def event_age(self, event: Development) -> Age:
        """How new a new event is."""
        if all(self._is_late(span) for span in event.spans):
            return Age.LATE
        return Age.EARLIER if is_earlier(event.when, self._after) else Age.NEW

    def was_known(self, span: Span) -> bool:
        """Whether a telling of an event is from before the window."""
        return span.id in self._tellings

    def is_late(self, article: str) -> bool:
        """Whether an article is an old one that was found late."""
        return is_late(self.now.published(article), self._after)

    def _is_late(self, span: Span) -> bool:
        return self.is_late(span.article)
