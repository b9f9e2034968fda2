"""A Reply laid out as pages: pieces of markdown with the citations on them, each page within the limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch

from adapters.discord import limits
from adapters.discord.markup import escaped, footnote, linked, plain, small, styled
from adapters.length import Limit, units
from adapters.paging import cited, described, grouped, once, sources_of
from bot.messages import (
    Block,
    Citation,
    Heading,
    Lines,
    Note,
    Part,
    Reply,
    ReplyLine,
    SourceEntry,
    Sources,
    Suggestions,
    Table,
)

_LONGEST_PART = 1500
"""UTF-16 units that stay together; escaping at most doubles them."""

_TOGETHER = Limit(_LONGEST_PART)
_SOURCE = Limit(400)


@dataclass(frozen=True)
class Piece:
    """A paragraph of markdown that stays together, with the lines that it cites from."""

    text: str
    lines: tuple[ReplyLine, ...] = ()
    heading: bool = False


@dataclass(frozen=True)
class Page:
    """What one message shows. ``number`` counts from 1 to ``count``."""

    title: str
    text: str
    lines: tuple[ReplyLine, ...]
    footer: str
    number: int
    count: int
    ok: bool


def pages(reply: Reply) -> tuple[Page, ...]:
    """The reply on as many pages as it takes, at least one; all its text is on one of them."""
    entries = sources_of(reply.blocks)
    pieces = [*_long_title(reply), *(piece for block in reply.blocks for piece in laid_out(block, entries))]
    groups = list(grouped(pieces, lambda group: _fit(group, entries))) or [()]
    return tuple(
        Page(
            title=limits.TITLE.cut(reply.title),
            text=_joined(group),
            lines=tuple(line for piece in group for line in piece.lines),
            footer=_footer(group, entries),
            number=number,
            count=len(groups),
            ok=reply.ok,
        )
        for number, group in enumerate(groups, 1)
    )


# ---- pieces ------------------------------------------------------------------------------------------


@singledispatch
def laid_out(block: Block, entries: dict[int, SourceEntry]) -> Iterator[Piece]:
    """A block as pieces."""
    raise TypeError(f"no way to lay out {type(block).__name__}")


@laid_out.register
def _(block: Heading, entries: dict[int, SourceEntry]) -> Iterator[Piece]:
    yield Piece(f"### {escaped(limits.TITLE.cut(block.text))}", heading=True)


@laid_out.register
def _(block: Lines, entries: dict[int, SourceEntry]) -> Iterator[Piece]:
    for line in block.lines:
        yield from _cited(line, entries)


@laid_out.register
def _(block: Note, entries: dict[int, SourceEntry]) -> Iterator[Piece]:
    for text in _short(block.text):
        yield Piece(small(escaped(text)))


@laid_out.register
def _(block: Table, entries: dict[int, SourceEntry]) -> Iterator[Piece]:
    for row in block.rows:
        for text in _short(_told(block.headers, row)):
            yield Piece("- " + text)


@laid_out.register
def _(block: Sources, entries: dict[int, SourceEntry]) -> Iterator[Piece]:
    yield from ()  # each page names its own, see ``_footer``


@laid_out.register
def _(block: Suggestions, entries: dict[int, SourceEntry]) -> Iterator[Piece]:
    yield from ()  # buttons


def _long_title(reply: Reply) -> Iterator[Piece]:
    """A title that is too long for its place, whole."""
    if not limits.TITLE.holds(reply.title):
        yield from (Piece(f"**{escaped(text.strip())}**") for text in _short(reply.title) if text.strip())


def _cited(line: ReplyLine, entries: dict[int, SourceEntry]) -> Iterator[Piece]:
    """A line with raised numbers at its end; of a very long one in several pieces, at the last."""
    runs = list(_runs(line.parts))
    for number, run in enumerate(runs):
        text = "".join(styled(part) for part in run)
        last = number == len(runs) - 1
        marks = " ".join(_mark(citation, entries) for citation in once(line.citations)) if last else ""
        yield Piece(
            ("- " if not number else "  ") + f"{text.strip()} {marks}".rstrip(), (line,) if last else ()
        )


def _runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts in runs of no more than what surely fits on a page."""
    run: list[Part] = []
    for part in parts:
        for text in _short(part.text):
            if run and sum(units(p.text) for p in run) + units(text) > _LONGEST_PART:
                yield run
                run = []
            run.append(part.model_copy(update={"text": text}))
    yield run


def _short(text: str) -> Iterator[str]:
    return _TOGETHER.pieces(text)


def _mark(citation: Citation, entries: dict[int, SourceEntry]) -> str:
    entry = entries.get(citation.number)
    return linked(footnote(citation.number), entry.url if entry else "")


def _told(headers: Sequence[str], row: Sequence[str]) -> str:
    """A row as a sentence: its first cell, then the others with the names of their columns."""
    first, *others = (escaped(cell) for cell in row)
    names = headers[1:] if len(headers) > 2 else [""] * len(others)
    told = [f"{escaped(name)} {cell}".strip() for name, cell in zip(names, others, strict=False) if cell]
    return " · ".join(([f"**{first}**"] if first else []) + told)


# ---- pages -------------------------------------------------------------------------------------------


def _fit(group: Sequence[Piece], entries: dict[int, SourceEntry]) -> bool:
    return (
        limits.PAGE.holds(_joined(group))
        and len(cited(group)) <= limits.OPTIONS
        and limits.FOOTER.holds(_footer(group, entries))
    )


def _joined(group: Sequence[Piece]) -> str:
    return "\n".join(piece.text for piece in group)


def _footer(group: Sequence[Piece], entries: dict[int, SourceEntry]) -> str:
    """The sources of a page, a line each; footers know no markup."""
    numbers = {citation.number for citation in cited(group)}
    return "\n".join(_described(entries[number]) for number in sorted(numbers) if number in entries)


def _described(entry: SourceEntry) -> str:
    return _SOURCE.cut(plain(f"{footnote(entry.number)} {described(entry)}"))
