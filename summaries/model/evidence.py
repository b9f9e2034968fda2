"""What analysis finds in an article: who said what, who stands where, what happened."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Annotated

from pydantic import Field

from summaries.model.articles import Span, Value
from summaries.when import When


class Kind(StrEnum):
    """How a quotation is reported: all in marks, partly, or in the reporter's words."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class QuotationType(StrEnum):
    """What is attributed: something said or written, thought or known, wanted or planned."""

    STATEMENT = "statement"
    BELIEF = "belief"
    INTENTION = "intention"


class Role(StrEnum):
    """In what quality a speaker speaks."""

    PERSON = "person"
    SPOKESPERSON = "spokesperson"
    INSTITUTION = "institution"
    ACTOR = "actor"  # a country or a side, by name or metonym: "Moscow denied"
    ANALYST = "analyst"  # experts, analysts, observers: nobody's official voice
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class Grade(IntEnum):
    """How well a statement is sourced; lower is better."""

    DIRECT = 1
    MIXED = 2
    INDIRECT = 3
    INSTITUTION = 4  # a spokesperson's or an institution's words, or a side's as a whole
    REPORTED = 5  # told by a third party: the reporter, another actor
    ANALYST = 6


class Position(StrEnum):
    """Where an actor stands towards a target."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    MIXED = "mixed"
    UNCLEAR = "unclear"


class Act(StrEnum):
    """What a statement does, grouped after the event types of PLOVER (see ``EventType``)."""

    STATES = "states"
    CALLS_FOR = "calls for"
    WARNS = "warns"
    DENIES = "denies"
    ACCUSES = "accuses"
    THREATENS = "threatens"
    BACKS = "backs"
    REJECTS = "rejects"
    PROMISES = "promises"
    OFFERS = "offers"
    CONSIDERS = "considers"
    PRAISES = "praises"
    CRITICISES = "criticises"
    AGREES = "agrees"
    HELPS = "helps"
    SANCTIONS = "sanctions"
    ATTACKS = "attacks"


class EventType(StrEnum):
    """The sixteen event types of PLOVER (Open Event Data Alliance, Political Language Ontology for
    Verifiable Event Records, github.com/openeventdata/PLOVER).
    """

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Nature(StrEnum):
    """Whether a development happened, counts something, or is only expected."""

    EVENT = "event"
    FIGURE = "figure"
    PLAN = "plan"
    FORECAST = "forecast"


class Quotation(Value):
    """Words that an article attributes to somebody.

    ``content`` has several spans when the cue splits the quotation. ``speaker`` is where the text names the
    source, ``name`` who that is found to be, ``person`` and ``actor`` their ids in the topic pack: each None
    when not known. A verbatim span (direct quotation) lies inside its quotation marks, marks excluded.
    ``context`` is the passage that holds content, cue and speaker, for who wants to judge.
    """

    kind: Kind
    type: QuotationType = QuotationType.STATEMENT
    content: tuple[Span, ...] = Field(min_length=1)
    context: Span
    speaker: Span | None = None
    cue: Span | None = None
    name: str | None = None
    person: str | None = None
    actor: str | None = None
    office: str = ""
    role: Role = Role.UNKNOWN
    act: Act = Act.STATES
    grade: Grade
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    said: When = When()
    issues: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of its first words."""
        return self.content[0].id

    @property
    def words(self) -> str:
        """The content's words, a split quotation's parts joined by an ellipsis."""
        return " … ".join(span.text for span in self.content)


class StanceStatement(Value):
    """Evidence of where an actor stands towards an issue or another actor.

    ``target`` is an issue's or an actor's id. ``claimant`` is set when somebody else says it of the actor
    (an actor id, or "" for somebody outside the topic): then it is a claim about the actor, never its stance;
    ``claimed_by`` is the claimant's name, where the text tells.
    ``span`` is the clause or the quoted words that show it, ``context`` its sentence; ``quotation`` the id of
    the quotation it was read from, if any; ``verb`` the words that carry the act, cut from the text.
    """

    actor: str
    person: str | None = None
    name: str | None = None
    target: str
    position: Position
    act: Act = Act.STATES
    grade: Grade
    said: When = When()
    span: Span
    context: Span
    quotation: str | None = None
    claimant: str | None = None
    claimed_by: str = ""
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0

    @property
    def id(self) -> str:
        """The id of its span."""
        return self.span.id


class Development(Value):
    """Something that happened, is counted, or is expected: dated as the text dates it, told by ``spans``.

    One event told by many articles (or twice in one) is one development with many spans, best first.
    """

    when: When
    nature: Nature = Nature.EVENT
    type: EventType | None = None
    actors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    spans: tuple[Span, ...] = Field(min_length=1)

    @property
    def id(self) -> str:
        """The id of its first span."""
        return self.spans[0].id


class RemarkKind(StrEnum):
    """What an article, in its own voice or an analyst's, observes about positions."""

    OBSTACLE = "obstacle"  # what stands in the way of a settlement
    INCONSISTENCY = "inconsistency"  # that an actor's words or deeds do not fit together


class Remark(Value):
    """A sentence that judges the situation: never an actor's stance, always shown as the article's view."""

    kind: RemarkKind
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    span: Span

    @property
    def id(self) -> str:
        """The id of its span."""
        return self.span.id


class Evidence(Value):
    """Everything analysis found in one article. ``notes`` say what could not be analysed, and why."""

    article: str
    quotations: tuple[Quotation, ...] = ()
    stances: tuple[StanceStatement, ...] = ()
    developments: tuple[Development, ...] = ()
    remarks: tuple[Remark, ...] = ()
    notes: tuple[str, ...] = ()
