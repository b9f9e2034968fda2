"""A Reply laid out as pages of Block Kit text, each page within the limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import singledispatch

from adapters.paging import cited, described, grouped, once, sources_of
from adapters.slack import limits
from adapters.slack.text import bold, clean, escaped, formats
from bot.messages import (
    Block,
    Citation,
    Heading,
    Lines,
    Note,
    Reply,
    ReplyLine,
    SourceEntry,
    Sources,
    Style,
    Suggestions,
    Table,
)

Entries = dict[int, SourceEntry]


class Kind(Enum):
    """How a piece is shown."""

    TEXT = "mrkdwn"
    EXACT = "plain_text"  # where Slack would read markup in the words of an article
    NOTE = "context"


@dataclass(frozen=True)
class Piece:
    """Text that stays together, with the lines that it cites from."""

    text: str
    kind: Kind = Kind.TEXT
    lines: tuple[ReplyLine, ...] = ()
    heading: bool = False


@dataclass(frozen=True)
class Page:
    """What one message shows. ``number`` counts from 1 to ``count``; ``sources`` are a line each."""

    title: str
    pieces: tuple[Piece, ...]
    sources: tuple[str, ...]
    number: int
    count: int
    ok: bool

    @property
    def lines(self) -> tuple[ReplyLine, ...]:
        """The cited lines on the page."""
        return tuple(line for piece in self.pieces for line in piece.lines)


def pages(reply: Reply) -> tuple[Page, ...]:
    """The reply on as many pages as it takes, at least one; all its text is on one of them."""
    entries = sources_of(reply.blocks)
    pieces = [*_long_title(reply), *(piece for block in reply.blocks for piece in laid_out(block, entries))]
    groups = list(grouped(pieces, _fit)) or [()]
    return tuple(
        Page(
            title=limits.HEADER.cut(clean(reply.title)),
            pieces=group,
            sources=tuple(_sources(group, entries)),
            number=number,
            count=len(groups),
            ok=reply.ok,
        )
        for number, group in enumerate(groups, 1)
    )


def _fit(group: Sequence[Piece]) -> bool:
    return (
        sum(len(piece.text) + 1 for piece in group) <= limits.PAGE
        and len(group) <= limits.BLOCKS
        and len(cited(group)) <= limits.OPTIONS
    )


def _sources(group: Sequence[Piece], entries: Entries) -> Iterator[str]:
    for number in sorted({citation.number for citation in cited(group)}):
        if number in entries:
            yield limits.SECTION.cut(f"[{number}] {described(entries[number])}")


# ---- pieces ------------------------------------------------------------------------------------------


@singledispatch
def laid_out(block: Block, entries: Entries) -> Iterator[Piece]:
    """A block as pieces."""
    raise TypeError(f"no way to lay out {type(block).__name__}")


@laid_out.register
def _(block: Heading, entries: Entries) -> Iterator[Piece]:
    yield Piece(bold(escaped(limits.HEADER.cut(clean(block.text)))), heading=True)


@laid_out.register
def _(block: Lines, entries: Entries) -> Iterator[Piece]:
    for line in block.lines:
        yield from _cited(line, entries)


@laid_out.register
def _(block: Note, entries: Entries) -> Iterator[Piece]:
    for text in limits.CONTEXT.pieces(block.text):
        yield Piece(text, Kind.NOTE)


@laid_out.register
def _(block: Table, entries: Entries) -> Iterator[Piece]:
    for row in block.rows:
        first, *others = (clean(cell) for cell in row)
        names = block.headers[1:] if len(block.headers) > 2 else [""] * len(others)
        told = [f"{name} {cell}".strip() for name, cell in zip(names, others, strict=False) if cell]
        for text in limits.CONTEXT.pieces(" · ".join([first, *told])):
            yield _worded(f"• {_opened(text, first)}", f"• {text}")


@laid_out.register
def _(block: Sources, entries: Entries) -> Iterator[Piece]:
    yield from ()  # each page names its own


@laid_out.register
def _(block: Suggestions, entries: Entries) -> Iterator[Piece]:
    yield from ()  # buttons


def _long_title(reply: Reply) -> Iterator[Piece]:
    """A title that is too long for its place, whole."""
    if not limits.HEADER.holds(reply.title):
        for text in limits.CONTEXT.pieces(clean(reply.title)):
            yield _worded(bold(escaped(text)), text)


def _cited(line: ReplyLine, entries: Entries) -> Iterator[Piece]:
    """A line with its numbers at the end; of a very long one in several pieces, at the last."""
    marks = once(line.citations)
    numbers = " ".join(f"[{citation.number}]" for citation in marks)
    if len(line.text) > limits.CONTEXT.most or formats(line.text):
        *most, last = limits.CONTEXT.pieces(clean(line.text))
        yield from (Piece(f"• {text}", Kind.EXACT) for text in most)
        yield Piece(f"• {last} {numbers}", Kind.EXACT, (line,))
        return
    parts = (bold(escaped(p.text)) if p.style in _BOLD else escaped(p.text) for p in line.parts)
    linked = " ".join(_mark(citation, entries) for citation in marks)
    yield Piece(f"• {' '.join(''.join(parts).split())} {linked}", lines=(line,))


_BOLD = (Style.LABEL, Style.HIGHLIGHT)


def _mark(citation: Citation, entries: Entries) -> str:
    url = entries[citation.number].url if citation.number in entries else ""
    shown = f"[{citation.number}]"
    if not url.startswith(("https://", "http://")) or any(letter in url for letter in "<>| \n"):
        return shown
    return f"<{url.replace('&', '&amp;')}|{shown}>"


def _worded(marked: str, plain: str) -> Piece:
    return Piece(plain, Kind.EXACT) if formats(plain.removeprefix("• ")) else Piece(marked)


def _opened(text: str, first: str) -> str:
    """A row with its first cell in bold."""
    if first and text.startswith(first):
        return bold(escaped(first)) + escaped(text[len(first) :])
    return escaped(text)
