"""A Reply laid out as pages: pieces of markdown with the citations on them, each page within the limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, singledispatch
from itertools import chain, repeat

from adapters.cells import named
from adapters.discord import limits
from adapters.discord.markup import escaped, footnote, joined, linked, plain
from adapters.length import Limit
from adapters.paging import Pages, cited, described, grouped, once, sources_of
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

_PIECE = Limit(1400)
"""What stays together, as it is sent: with the citations' marks, of the same length, it fits on any page."""

_RAW = Limit(690)
"""What surely fits into a piece when it is escaped, which at most doubles it."""

_SOURCE = Limit(400)
_LINK = Limit(700)
_FOOTER = Limit(limits.FOOTER.most - len("\nPage 1000 of 1000"))
_SHORT_TITLE = Limit(limits.TITLE.most // 2)


@dataclass(frozen=True)
class Piece:
    """A paragraph of markdown that stays together, with the lines that it cites from."""

    text: str
    lines: tuple[ReplyLine, ...] = ()
    heading: bool = False


class Footnote:
    """A source as a page shows it; said once, though measured for every piece of a page."""

    def __init__(self, entry: SourceEntry) -> None:
        self._entry = entry

    @cached_property
    def told(self) -> str:
        """Its line under the page; footers know no markup."""
        return _SOURCE.cut(plain(f"{footnote(self._entry.number)} {described(self._entry)}"))

    @cached_property
    def mark(self) -> str:
        """The raised number that leads to it."""
        number = footnote(self._entry.number)
        mark = linked(number, self._entry.url)
        return mark if _LINK.holds(mark) else number


Footnotes = Mapping[int, Footnote]


@dataclass(frozen=True)
class Page:
    """What one message shows: title and text as markup. ``number`` counts from 1 to ``count``."""

    title: str
    text: str
    lines: tuple[ReplyLine, ...]
    footer: str
    number: int
    count: int
    ok: bool


@Pages
def pages(reply: Reply) -> tuple[Page, ...]:
    """The reply on as many pages as it takes, at least one; all its text is on one of them."""
    entries = {number: Footnote(entry) for number, entry in sources_of(reply.blocks).items()}
    pieces = [*_long_title(reply), *(piece for block in reply.blocks for piece in laid_out(block, entries))]
    groups = list(grouped(pieces, lambda group: _fit(group, entries))) or [()]
    return tuple(
        Page(
            title=_title(reply),
            text=_text(group),
            lines=tuple(line for piece in group for line in piece.lines),
            footer=_sources(cited(group), entries),
            number=number,
            count=len(groups),
            ok=reply.ok,
        )
        for number, group in enumerate(groups, 1)
    )


# ---- pieces ------------------------------------------------------------------------------------------


@singledispatch
def laid_out(block: Block, entries: Footnotes) -> Iterator[Piece]:
    """A block as pieces."""
    raise TypeError(f"no way to lay out {type(block).__name__}")


@laid_out.register
def _(block: Heading, entries: Footnotes) -> Iterator[Piece]:
    text = f"### {escaped(plain(block.text))}"
    if limits.TITLE.holds(text):
        yield Piece(text, heading=True)
    else:
        yield from _bold(block.text)


@laid_out.register
def _(block: Lines, entries: Footnotes) -> Iterator[Piece]:
    for line in block.lines:
        yield from _cited(line, entries)


@laid_out.register
def _(block: Note, entries: Footnotes) -> Iterator[Piece]:
    for text in _short(block.text):
        yield Piece(f"-# {escaped(text)}")


@laid_out.register
def _(block: Table, entries: Footnotes) -> Iterator[Piece]:
    for row in block.rows:
        told = "- " + _told(block.headers, row)
        if _PIECE.holds(told):
            yield Piece(told)
        else:
            yield from (Piece(f"- {escaped(text)}") for text in _short(" · ".join(row)))


@laid_out.register
def _(block: Sources, entries: Footnotes) -> Iterator[Piece]:
    yield from ()  # each page names its own, see ``_sources``


@laid_out.register
def _(block: Suggestions, entries: Footnotes) -> Iterator[Piece]:
    yield from ()  # buttons


def _title(reply: Reply) -> str:
    """The title, cut where it is too long for its place."""
    title = escaped(plain(reply.title))
    return title if limits.TITLE.holds(title) else escaped(_SHORT_TITLE.cut(plain(reply.title)))


def _long_title(reply: Reply) -> Iterator[Piece]:
    """A title that is too long for its place, whole."""
    if not limits.TITLE.holds(escaped(plain(reply.title))):
        yield from _bold(reply.title)


def _bold(text: str) -> Iterator[Piece]:
    yield from (Piece(f"**{escaped(part)}**") for part in _short(text))


def _short(text: str) -> Iterator[str]:
    """Each line of the text, without needless blanks, in parts that fit on a page."""
    for line in text.splitlines():
        yield from (part.strip() for part in _RAW.pieces(plain(line)) if part.strip())


def _cited(line: ReplyLine, entries: Footnotes) -> Iterator[Piece]:
    """A line with raised numbers at its end; a very long one in several pieces, numbers after the last."""
    *first, last = _runs(line.parts)
    shares = list(_shares(line.citations, entries))
    indents = chain(("- ",), repeat("  "))
    for run in first:
        yield Piece(next(indents) + run)
    for number, share in enumerate(shares):
        told = f"{'' if number else last} {_marks(share, entries)}".strip()
        yield Piece(next(indents) + told, (_citing(line, share),))


def _citing(line: ReplyLine, share: tuple[Citation, ...]) -> ReplyLine:
    """The line with this share of its citations."""
    return line if len(share) == len(line.citations) else line.model_copy(update={"citations": share})


def _runs(parts: Sequence[Part]) -> Iterator[str]:
    """Parts as markup, in runs of no more than what surely fits on a page."""
    whole = joined(parts)
    if _PIECE.holds(whole) and all(_RAW.holds(part.text) for part in parts):  # as a rule
        yield whole.strip()
        return
    run: list[Part] = []
    for part in parts:
        for text in _RAW.pieces(part.text):
            piece = part.model_copy(update={"text": text})
            if run and not _PIECE.holds(joined([*run, piece])):
                yield joined(run).strip()
                run = []
            run.append(piece)
    yield joined(run).strip()


def _shares(citations: Sequence[Citation], entries: Footnotes) -> Iterator[tuple[Citation, ...]]:
    """The citations, in as many shares as pages need: a menu has 25 options, a footer 2048 letters."""
    share: tuple[Citation, ...] = ()
    for citation in {citation.id: citation for citation in citations}.values():
        wider = (*share, citation)
        if share and not (
            len(wider) <= limits.OPTIONS
            and _PIECE.holds(_marks(wider, entries))
            and _FOOTER.holds(_sources(wider, entries))
        ):
            yield share
            wider = (citation,)
        share = wider
    yield share


def _marks(citations: Sequence[Citation], entries: Footnotes) -> str:
    return " ".join(_mark(citation, entries) for citation in once(citations))


def _mark(citation: Citation, entries: Footnotes) -> str:
    known = entries.get(citation.number)
    return known.mark if known else footnote(citation.number)


def _told(headers: Sequence[str], row: Sequence[str]) -> str:
    """A row as a sentence: its first cell, then the others, of which some need the names of their columns."""
    first, *others = (plain(cell) for cell in row)
    told = [named(name, cell) for name, cell in zip(headers[1:], others, strict=False) if cell]
    return " · ".join(([f"**{escaped(first)}**"] if first else []) + list(map(escaped, told)))


# ---- pages -------------------------------------------------------------------------------------------


def _fit(group: Sequence[Piece], entries: Footnotes) -> bool:
    if not limits.PAGE.holds(_text(group)):
        return False
    citations = cited(group)
    return len(citations) <= limits.OPTIONS and _FOOTER.holds(_sources(citations, entries))


def _text(group: Sequence[Piece]) -> str:
    return "\n".join(piece.text for piece in group)


def _sources(citations: Sequence[Citation], entries: Footnotes) -> str:
    """The sources of a page, a line each."""
    numbers = {citation.number for citation in citations}
    return "\n".join(entries[number].told for number in sorted(numbers) if number in entries)
