"""A Reply laid out as pages: pieces of markdown with the citations on them, each page within the limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch

from adapters.discord import limits
from adapters.discord.length import Limit, units
from adapters.discord.markup import escaped, footnote, linked, plain, small, styled
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
    entries = {
        entry.number: entry for block in reply.blocks if isinstance(block, Sources) for entry in block.entries
    }
    pieces = [*_long_title(reply), *(piece for block in reply.blocks for piece in laid_out(block, entries))]
    groups = list(_grouped(pieces, entries)) or [()]
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


def suggestions(reply: Reply) -> tuple[str, ...]:
    """The commands that the reply offers."""
    return tuple(
        command for block in reply.blocks if isinstance(block, Suggestions) for command in block.commands
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
        marks = " ".join(_mark(citation, entries) for citation in _once(line.citations)) if last else ""
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


def _once(citations: Sequence[Citation]) -> list[Citation]:
    """One citation for each source, in their order."""
    return list({citation.number: citation for citation in reversed(citations)}.values())[::-1]


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


def _grouped(pieces: Iterable[Piece], entries: dict[int, SourceEntry]) -> Iterator[tuple[Piece, ...]]:
    """Pieces as pages: as much as fits, and never a heading alone at a page's end."""
    group: list[Piece] = []
    for piece in pieces:
        if group and not _fit([*group, piece], entries):
            kept = group[-1:] if group[-1].heading else []
            yield tuple(group[: len(group) - len(kept)])
            group = kept
        group.append(piece)
    if group:
        yield tuple(group)


def _fit(group: Sequence[Piece], entries: dict[int, SourceEntry]) -> bool:
    cited = {citation.id for piece in group for line in piece.lines for citation in line.citations}
    return (
        limits.PAGE.holds(_joined(group))
        and len(cited) <= limits.OPTIONS
        and limits.FOOTER.holds(_footer(group, entries))
    )


def _joined(group: Sequence[Piece]) -> str:
    return "\n".join(piece.text for piece in group)


def _footer(group: Sequence[Piece], entries: dict[int, SourceEntry]) -> str:
    """The sources of a page, a line each; footers know no markup."""
    numbers = {citation.number for piece in group for line in piece.lines for citation in line.citations}
    return "\n".join(_described(entries[number]) for number in sorted(numbers) if number in entries)


def _described(entry: SourceEntry) -> str:
    told = (entry.publisher, f"“{entry.title}”" if entry.title else "", entry.byline, entry.date)
    return _SOURCE.cut(f"{footnote(entry.number)} " + ", ".join(plain(fact) for fact in told if fact))
