"""Reading from the store what one brief needs, never more than a fixed amount however much is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.commands.request import Request
from bot.storage.contract import Order, Store, Window
from summaries.briefs import Material
from summaries.model import Article, Brief, Development, Quotation, Remark, RemarkKind, Span, StanceStatement

NEWEST_QUOTATIONS = 40
BEST_QUOTATIONS = 20
ON_ISSUE = 4
"""Quotations for each issue of the topic, so that the best ones on a quiet issue are found too."""
NEWEST_STANCES = 2
BEST_STANCES = 4
"""For each issue; the newest ones show shifts."""
TOWARDS_ACTORS = 4
DEVELOPMENTS = 60
REMARKS = 12

_Place = tuple[str, int, int]


@dataclass
class Gathering:
    """Evidence on its way to a brief: each method reads one bounded lot, twice read is once kept."""

    store: Store
    request: Request
    quotations: dict[_Place, Quotation] = field(default_factory=dict)
    stances: dict[tuple[_Place, str, str], StanceStatement] = field(default_factory=dict)
    developments: dict[_Place, Development] = field(default_factory=dict)
    remarks: dict[_Place, Remark] = field(default_factory=dict)
    last: Quotation | None = None

    @property
    def topic(self) -> str:
        """The topic's id."""
        return self.request.topic.id

    @property
    def window(self) -> Window:
        """The dates that were asked for."""
        return Window(since=self.request.since, as_of=self.request.as_of)

    def speech(
        self,
        *,
        actor: str | None = None,
        person: str | None = None,
        words: str = "",
        issue: str | Sequence[str] | None = None,
        newest: int = NEWEST_QUOTATIONS,
        best: int = BEST_QUOTATIONS,
    ) -> None:
        """What an actor or a person said: the newest and the best sourced."""
        for order, limit in _orders(newest, best):
            found = self.store.quotations(
                self.topic,
                actor=actor,
                person=person,
                words=words,
                issue=issue,
                window=self.window,
                order=order,
                limit=limit,
            )
            self.quotations |= {_place(quotation.content[0]): quotation for quotation in found}

    def speech_on_issues(self, actor: str | None, person: str | None = None) -> None:
        """The best sourced of what an actor said on each issue of the topic."""
        self.speech(actor=actor, person=person, issue=self._issues, newest=0, best=ON_ISSUE)

    def speech_of_all(self, best: int) -> None:
        """The best sourced of what anybody said on each issue of the topic."""
        self.speech(issue=self._issues, newest=0, best=best)

    def positions_of(self, actor: str, person: str | None = None, many: int = 1) -> None:
        """Where an actor or a person of it stands: on each issue, and in short towards each other actor."""
        self.positions(
            actor=actor,
            person=person,
            target=self._issues,
            newest=many * NEWEST_STANCES,
            best=many * BEST_STANCES,
        )
        others = [other.id for other in self.request.topic.actors if other.id != actor]
        self.positions(actor=actor, person=person, target=others, newest=0, best=many * TOWARDS_ACTORS)

    def positions_of_all(self, best: int, issue: str | None = None) -> None:
        """Where all actors stand on each issue, or on one; actors that few tell of are looked for apart."""
        self.positions(target=issue or self._issues, newest=0, best=best)
        found = {stance.actor for stance in self.stances.values()}
        for actor in self.request.topic.actors:
            if actor.id not in found:
                self.positions(actor=actor.id, target=issue, newest=0, best=1)

    @property
    def _issues(self) -> Sequence[str]:
        return [issue.id for issue in self.request.topic.issues]

    def positions(
        self,
        *,
        actor: str | None = None,
        person: str | None = None,
        target: str | Sequence[str] | None = None,
        newest: int = NEWEST_STANCES,
        best: int = BEST_STANCES,
    ) -> None:
        """Where an actor or a person of it stands, towards each target: the newest and the best sourced."""
        for order, limit in _orders(newest, best):
            found = self.store.stances(
                self.topic,
                actor=actor,
                person=person,
                target=target,
                window=self.window,
                order=order,
                limit=limit,
            )
            self.stances |= {(_place(s.span), s.actor, s.target): s for s in found}

    def events(self, actor: str | None = None, limit: int = DEVELOPMENTS) -> None:
        """What happened, newest first."""
        found = self.store.developments(self.topic, actor=actor, window=self.window, limit=limit)
        self.developments |= {_place(development.spans[0]): development for development in found}

    def observations(self, *kinds: RemarkKind, actor: str | None = None) -> None:
        """What articles remark, newest first."""
        for kind in kinds:
            found = self.store.remarks(self.topic, kind=kind, actor=actor, window=self.window, limit=REMARKS)
            self.remarks |= {_place(remark.span): remark for remark in found}

    def material(self, *, extra: Iterable[Span] = ()) -> Material:
        """All that was read, with its articles' descriptions and what the window covers."""
        spans = (
            *extra,
            *(span for quotation in self.quotations.values() for span in quotation.content),
            *(stance.span for stance in self.stances.values()),
            *(span for development in self.developments.values() for span in development.spans),
            *(remark.span for remark in self.remarks.values()),
            *(self.last.content if self.last else ()),
        )
        return Material(
            topic=self.request.topic,
            quotations=tuple(self.quotations.values()),
            stances=tuple(self.stances.values()),
            developments=tuple(self.developments.values()),
            remarks=tuple(self.remarks.values()),
            sources=self.store.sources(sorted({span.article for span in spans})),
            coverage=self.store.coverage(self.topic, self.window),
            since=self.request.since,
            as_of=self.request.as_of,
        )

    def last_statement(self) -> Quotation | None:
        """The newest statement of whom the request is about, inside the window or not."""
        request = self.request
        self.last = self.store.last_quotation(
            self.topic,
            actor=None if request.person else request.actor,
            person=request.person,
            as_of=request.as_of,
        )
        return self.last


def cited_articles(store: Store, brief: Brief) -> dict[str, Article]:
    """The stored articles that a brief cites, to check it against."""
    return store.articles(brief.cited())


def _orders(newest: int, best: int) -> Sequence[tuple[Order, int]]:
    asked: tuple[tuple[Order, int], ...] = (("newest", newest), ("best", best))
    return tuple((order, limit) for order, limit in asked if limit)


def _place(span: Span) -> _Place:
    return (span.article, span.start, span.end)
