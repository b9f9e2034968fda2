"""What a brief is made of: lines that cannot be built without a citation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from summaries.model.articles import Source, Span, Value
from summaries.model.evidence import Grade, Position
from summaries.when import When


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
    """What a brief had to go by. ``first`` and ``last`` are the earliest and latest publication.

    ``copies`` is how many of the articles tell again what another tells, in an edited or an equal text.
    """

    articles: int = 0
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    first: When = When()
    last: When = When()
    copies: int = 0


class Brief(Value):
    """An answer made of cited lines. ``dropped`` counts the lines whose citations failed the check.

    ``covers`` says of a digest what its articles are: "since the last digest".
    """

    command: str
    topic: str
    title: str
    as_of: date | None = None
    since: date | None = None
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    coverage: Coverage = Coverage()
    covers: str = ""
    sources: tuple[Source, ...] = ()
    dropped: int = 0

    def lines(self) -> Iterable[Line]:
        """Every line, in order."""
        return (line for section in self.sections for line in section.lines)

    @property
    def empty(self) -> bool:
        """Whether it has nothing to show: no line, and nothing said in a line's place."""
        return not any(section.lines or section.note for section in self.sections)

    def cited(self) -> tuple[str, ...]:
        """The ids of the articles cited, in the order of their first citation."""
        return tuple(dict.fromkeys(c.article for line in self.lines() for c in line.citations))


class Hit(Value):
    """A passage that a search found, with the places of the words looked for."""

    passage: Span
    matches: tuple[Span, ...] = ()
