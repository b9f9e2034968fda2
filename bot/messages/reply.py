"""A command and its reply: what goes in and out of a platform."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field


class Message(BaseModel):
    """A frozen value that crosses the border between the application and a platform."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Command(Message):
    """What somebody asked, as they typed it.

    ``text`` is the whole line, with or without the leading ``/topic``. ``topic`` is set where the platform
    already knows it. ``platform``, ``workspace`` (a Discord server, a Slack workspace; "" in direct messages
    and where there is none), ``channel``, ``thread`` ("" for the channel itself) and ``user`` are the
    platform's own ids, for rate limits and ownership; they are never printed. ``administrator`` is whether
    the platform says that this user may manage the channel.
    """

    text: str
    topic: str = ""
    platform: str = "terminal"
    workspace: str = ""
    channel: str = ""
    thread: str = ""
    user: str = ""
    administrator: bool = False


class Style(StrEnum):
    """How a part of a line wants to look."""

    PLAIN = "plain"
    QUOTE = "quote"  # verbatim words of an article
    HIGHLIGHT = "highlight"  # the cited words inside a longer passage
    LABEL = "label"  # what the line is about, or who speaks
    FAINT = "faint"  # date, grade and the like


class Part(Message):
    """A run of text in one style."""

    text: str
    style: Style = Style.PLAIN


class Citation(Message):
    """Where a line comes from: code points ``start`` to ``end`` of the stored article, and the words there.

    ``id`` is what ``source ID`` takes; ``number`` is the footnote, the same for one source in one reply.
    """

    id: str
    number: int
    article: str
    start: int
    end: int
    text: str


class ReplyLine(Message):
    """One line with at least one citation."""

    parts: tuple[Part, ...] = Field(min_length=1)
    citations: tuple[Citation, ...] = Field(min_length=1)
    position: str = ""

    @computed_field  # type: ignore[prop-decorator]  # mypy knows no decorated property
    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(part.text for part in self.parts)


class Heading(Message):
    """A section's title."""

    kind: Literal["heading"] = "heading"
    text: str


class Lines(Message):
    """Cited lines, in order."""

    kind: Literal["lines"] = "lines"
    lines: tuple[ReplyLine, ...]


class Note(Message):
    """A sentence of Readout's own: a silence, a hint, coverage, an error's cure."""

    kind: Literal["note"] = "note"
    text: str


class Table(Message):
    """Rows of words, such as help or status; never news."""

    kind: Literal["table"] = "table"
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class SourceEntry(Message):
    """A footnote: the article behind a citation's number.

    ``whose`` says in few words whose word it is: "Chinese state media"; "" where that is not known. ``form``
    says where it is no whole article: "beginning only", "live blog".
    """

    number: int
    article: str
    title: str
    publisher: str
    whose: str = ""
    form: str = ""
    byline: str = ""
    date: str = ""
    url: str = ""

    @property
    def published_by(self) -> str:
        """The publisher and whose word it is: "CGTN (Chinese state media)"."""
        return f"{self.publisher} ({self.whose})" if self.publisher and self.whose else self.publisher

    @property
    def facts(self) -> tuple[str, ...]:
        """What a footnote tells, in order; an article without publisher and title goes by its id."""
        titled = " ".join(
            (f"“{self.title}”" if self.title else "", f"({self.form})" if self.form else "")
        ).strip()
        called = self.published_by or ("" if self.title else self.article)
        return tuple(fact for fact in (called, titled, self.byline, self.date) if fact)


class Sources(Message):
    """The footnotes of a reply."""

    kind: Literal["sources"] = "sources"
    entries: tuple[SourceEntry, ...]


class Suggestions(Message):
    """Commands worth typing next, complete as they would be typed.

    ``labels`` are what buttons say for them, in their order; "" or none where the command says it itself.
    """

    kind: Literal["suggestions"] = "suggestions"
    commands: tuple[str, ...]
    labels: tuple[str, ...] = ()


Block = Annotated[Heading | Lines | Note | Table | Sources | Suggestions, Field(discriminator="kind")]


class Reply(Message):
    """The answer to one command. ``ok`` is False when it could not be answered as asked; ``acted`` is True
    where the command changed something: no button may give it again (to turn a page, to show it to others).
    """

    title: str
    blocks: tuple[Block, ...] = ()
    ok: bool = True
    acted: bool = False
