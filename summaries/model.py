"""The values that flow down the river: article, evidence, brief. Frozen; offsets count code points."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summaries.when import When


class Value(BaseModel):
    """A value: compared by content, never changed after it is made, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# ---- articles ----------------------------------------------------------------------------------------


class Source(Value):
    """What a reader is told about an article: everything but its text.

    ``id`` names one version of one text for ever; ``document`` is what its versions share.
    """

    id: str = Field(min_length=1)
    document: str = Field(min_length=1)
    title: str = ""
    publisher: str = ""
    byline: str = ""
    url: str = ""
    language: str = "en"
    published: When = When()
    published_basis: str = ""


class Article(Source):
    """One version of one text, as stored. The text never changes; a revision is another Article."""

    text: str

    @property
    def hash(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def source(self) -> Source:
        """The article without its text."""
        return Source(**{name: getattr(self, name) for name in Source.model_fields})

    def span(self, start: int, end: int) -> Span:
        """The words from ``start`` to ``end`` (code points, end excluded), with their place."""
        return Span(article=self.id, start=start, end=end, text=self.text[start:end])


class Span(Value):
    """A place in an article and the words that stood there when it was made.

    The words are kept so that a later check against the stored article can fail; they are never
    typed, only cut out of ``Article.text[start:end]``.
    """

    article: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    text: str

    @model_validator(mode="after")
    def _holds_words(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a span ends after it starts")
        if len(self.text) != self.end - self.start:
            raise ValueError("a span's words are as long as the span")
        return self

    @property
    def id(self) -> str:
        """Eight letters and digits that name this place for ``source ID``; see ``citation_id``."""
        return citation_id(self.article, self.start, self.end)

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span of the same article."""
        return self.article == other.article and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point of the same article."""
        return self.article == other.article and self.start < other.end and other.start < self.end


_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


@lru_cache(maxsize=16_384)  # a brief asks for the same few hundred ids several times over
def citation_id(article: str, start: int, end: int) -> str:
    """Name a place by what it is, so that the same place has the same name on every machine.

    40 bits of SHA-256 in Crockford's base 32 (no i, l, o, u, so that it survives being read aloud): among
    100,000 citations two share a name with a probability of 0.5%; ``source`` then shows both.
    """
    digest = hashlib.sha256(f"{article}\0{start}\0{end}".encode("utf-8", "surrogatepass")).digest()
    bits = int.from_bytes(digest[:5])
    return "".join(_CROCKFORD[bits >> shift & 31] for shift in range(35, -1, -5))


# ---- evidence ----------------------------------------------------------------------------------------


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


# ---- briefs ------------------------------------------------------------------------------------------


class Words(Value):
    """A part of a line that Readout wrote."""

    text: str


class Quoted(Value):
    """A part of a line that is cut from an article, character for character.

    ``spoken`` words are a speaker's own, which stood in quotation marks and are shown in them; the others are
    the article's. ``highlight`` marks the cited words inside a longer passage.
    """

    span: Span
    spoken: bool = False
    highlight: bool = False

    @property
    def text(self) -> str:
        """The words of the article."""
        return self.span.text


Part = Words | Quoted


class Line(Value):
    """One line of a brief. It cannot be built without a citation, nor quote what it does not cite.

    ``label`` is what the line is about or who speaks, ``joint`` what stands between it and the words;
    ``note`` is the small print (date, grade).
    """

    parts: tuple[Part, ...] = Field(min_length=1)
    citations: tuple[Span, ...] = Field(min_length=1)
    label: str = ""
    joint: str = ": "
    note: str = ""
    position: Position | None = None
    grade: Grade | None = None
    when: When | None = None

    @model_validator(mode="after")
    def _quotes_what_it_cites(self) -> Self:
        for part in self.parts:
            if isinstance(part, Quoted) and not any(c.holds(part.span) for c in self.citations):
                raise ValueError("a line quotes only what it cites")
        return self

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(part.text for part in self.parts)


class Note(Value):
    """A sentence about the evidence itself, such as an honest silence. It states nothing about the world."""

    text: str


class Section(Value):
    """A heading with its lines; ``note`` says what the lines cannot, such as that there are none."""

    title: str
    lines: tuple[Line, ...] = ()
    note: Note | None = None


class Coverage(Value):
    """What a brief had to go by. ``first`` and ``last`` are the earliest and latest publication."""

    articles: int = 0
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    first: When = When()
    last: When = When()


class Brief(Value):
    """An answer made of cited lines. ``dropped`` counts the lines whose citations failed the check."""

    command: str
    topic: str
    title: str
    as_of: date | None = None
    since: date | None = None
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    coverage: Coverage = Coverage()
    sources: tuple[Source, ...] = ()
    dropped: int = 0

    def lines(self) -> Iterable[Line]:
        """Every line, in order."""
        return (line for section in self.sections for line in section.lines)

    def cited(self) -> tuple[str, ...]:
        """The ids of the articles cited, in the order of their first citation."""
        return tuple(dict.fromkeys(c.article for line in self.lines() for c in line.citations))


class Hit(Value):
    """A passage that a search found, with the places of the words looked for."""

    passage: Span
    matches: tuple[Span, ...] = ()
