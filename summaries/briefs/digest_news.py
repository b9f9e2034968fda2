"""What is news to one channel: utterances and events of a period that nobody told it, on what it follows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property

from summaries.briefs.digest_keys import event_keys
from summaries.briefs.digest_period import Period
from summaries.briefs.one_event import merged
from summaries.briefs.selection import Selection
from summaries.briefs.utterances import Utterance
from summaries.model import Development, StanceStatement


class News:
    """What a ``period`` brought, for a channel that was ``told`` some of it.

    ``actors`` and ``issues`` are what the digest is about; none of either means all of the topic's.
    """

    def __init__(
        self,
        period: Period,
        told: AbstractSet[str] = frozenset(),
        actors: Collection[str] = (),
        issues: Collection[str] = (),
    ) -> None:
        self.period = period
        self.before = period.before
        self.now = period.now
        self.told = told
        self.actors = [a.id for a in self.now.topic.actors if not actors or a.id in actors]
        self.issues = frozenset(issues)
        self.selection = Selection(self.now, period.index)

    @cached_property
    def utterances(self) -> tuple[Utterance, ...]:
        """What the digest's actors said that is new, in the order of ``Index``."""
        return tuple(
            u
            for u in self.period.statements
            if u.best.actor in self.actors
            and (not self.issues or self.period.issues_of(u) & self.issues)
            and self.told.isdisjoint(self.period.keys_of(u))
        )

    def was_told(self, *stances: StanceStatement) -> bool:
        """Whether the channel has been told each of these."""
        return all(not self.told.isdisjoint(self.period.keys(stance)) for stance in stances)

    @cached_property
    def events(self) -> tuple[Development, ...]:
        """What happened, each event once, newest first, with all who tell it: old news and new."""
        return self.period.once(events, tuple(self.actors), self.issues)

    @cached_property
    def new_events(self) -> tuple[Development, ...]:
        """The events that nobody told before, and the channel was not told."""
        return tuple(
            e
            for e in self.events
            if not any(map(self.period.was_known, e.spans)) and self.told.isdisjoint(event_keys(e))
        )


def events(period: Period, actors: tuple[str, ...], issues: frozenset[str]) -> tuple[Development, ...]:
    """What the period knows of that these actors did, on these issues or, where there are none, on any."""
    chosen = _chosen(period.now.developments, period.now.topic.actors, actors, issues)
    return tuple(merged(period.now, chosen))


def _chosen(
    developments: Iterable[Development],
    every: Collection[object],
    actors: Collection[str],
    issues: Collection[str],
) -> Iterator[Development]:
    everyone = len(actors) == len(every)
    for one in developments:
        if (everyone or set(one.actors) & set(actors)) and (not issues or set(issues) & set(one.issues)):
            yield one
