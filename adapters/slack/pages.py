"""A Reply laid out as pages of Block Kit text, each page within the limits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, singledispatch

from adapters.cells import named
from adapters.paging import Pages, cited, described, grouped, once, sources_of
from adapters.slack import limits
from adapters.slack.text import clean, escaped, formats, styled, visible
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
    """Text that stays together, with the lines that it cites from; ``plain`` is the same without markup."""

    text: str
    plain: str
    kind: Kind = Kind.TEXT
    lines: tuple[ReplyLine, ...] = ()
    heading: bool = False

    @cached_property
    def weight(self) -> int:
        """Characters of its text as JSON."""
        return len(json.dumps(self.text, ensure_ascii=False))


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


@Pages
def pages(reply: Reply) -> tuple[Page, ...]:
    """The reply on as many pages as it takes, at least one; all its text is on one of them."""
    entries = sources_of(reply.blocks)
    told = {number: _told(entry) for number, entry in entries.items()}
    pieces = [*_long_title(reply), *(piece for block in reply.blocks for piece in laid_out(block, entries))]
    groups = _whole(list(grouped(pieces, lambda group: _fit(group, told))), told) or [()]
    return tuple(
        Page(
            title=limits.HEADER.cut(clean(reply.title)),
            pieces=group,
            sources=tuple(source.text for source in _sources(cited(group), told)),
            number=number,
            count=len(groups),
            ok=reply.ok,
        )
        for number, group in enumerate(groups, 1)
    )


Told = Mapping[int, Piece]
"""The sources as a page names them, by their numbers."""


def _told(entry: SourceEntry) -> Piece:
    text = limits.MENTIONED.cut(clean(f"[{entry.number}] {described(entry)}"))
    return Piece(text, text, Kind.NOTE)


def _whole(groups: list[tuple[Piece, ...]], told: Told) -> list[tuple[Piece, ...]]:
    """The pages, without a last one that would hold small print alone: it stands on the page before, or what
    that page ends with stands above it.
    """
    if len(groups) < 2 or any(piece.kind is not Kind.NOTE for piece in groups[-1]):
        return groups
    *others, before, small = groups
    together = (*before, *small)
    if _fit(together, told, limits.PAGE + limits.SPARE):
        return [*others, together]
    end = len(before) - 1
    while end and before[end - 1].heading:
        end -= 1
    last = (*before[end:], *small)
    if end and before[-1].kind is not Kind.NOTE and _fit(last, told):
        return [*others, before[:end], last]
    return groups


def _fit(group: Sequence[Piece], told: Told, most: int = limits.PAGE) -> bool:
    if sum(len(piece.plain) + 1 for piece in group) > most or len(group) > limits.BLOCKS:
        return False
    citations = cited(group)
    if len(citations) > limits.OPTIONS:
        return False
    marks = len(citations) * limits.OPTION_WEIGHT + len(group) * limits.BLOCK_WEIGHT
    words = sum(piece.weight for piece in (*group, *_sources(citations, told)))
    return words + marks <= limits.WEIGHT


def _sources(citations: Sequence[Citation], told: Told) -> Iterator[Piece]:
    for number in sorted({citation.number for citation in citations}):
        if number in told:
            yield told[number]


# ---- pieces ------------------------------------------------------------------------------------------


@singledispatch
def laid_out(block: Block, entries: Entries) -> Iterator[Piece]:
    """A block as pieces."""
    raise TypeError(f"no way to lay out {type(block).__name__}")


@laid_out.register
def _(block: Heading, entries: Entries) -> Iterator[Piece]:
    for text in _parted(block.text):
        yield _worded(styled(text, Style.LABEL), text, heading=True)


@laid_out.register
def _(block: Lines, entries: Entries) -> Iterator[Piece]:
    for line in block.lines:
        yield from _cited(line, entries)


@laid_out.register
def _(block: Note, entries: Entries) -> Iterator[Piece]:
    for text in _parted(block.text):
        yield Piece(text, text, Kind.NOTE)


@laid_out.register
def _(block: Table, entries: Entries) -> Iterator[Piece]:
    for row in block.rows:
        first, *others = (clean(cell) for cell in row)
        told = [
            named(clean(name), cell) for name, cell in zip(block.headers[1:], others, strict=False) if cell
        ]
        for text in _parted(" · ".join(cell for cell in (first, *told) if cell)):
            yield _worded(f"• {_opened(text, first)}", f"• {text}")


@laid_out.register
def _(block: Sources, entries: Entries) -> Iterator[Piece]:
    yield from ()  # each page names its own


@laid_out.register
def _(block: Suggestions, entries: Entries) -> Iterator[Piece]:
    yield from ()  # buttons


def _long_title(reply: Reply) -> Iterator[Piece]:
    """A title that is too long for its place, whole."""
    if not limits.HEADER.holds(clean(reply.title)):
        for text in _parted(reply.title):
            yield _worded(styled(text, Style.LABEL), text)


def _parted(text: str) -> Iterator[str]:
    """What there is of the text, in pieces that fit anywhere."""
    return (piece for piece in limits.CONTEXT.pieces(clean(text)) if piece)


_TOGETHER = 10
"""Citations of a line that are shown together; hardly a line has more."""


def _cited(line: ReplyLine, entries: Entries) -> Iterator[Piece]:
    """A line with its numbers at the end; a very long or much cited one in several pieces."""
    shares = [line.citations[at : at + _TOGETHER] for at in range(0, len(line.citations), _TOGETHER)]
    parted = len(shares) > 1
    first, *others = (line.model_copy(update={"citations": s}) if parted else line for s in shares)
    *most, last = limits.CONTEXT.pieces(clean(line.text))
    yield from (Piece(f"• {text}", f"• {text}", Kind.EXACT) for text in most)
    marked = "" if most else _marked(first.parts)
    yield _numbered(f"• {marked or escaped(last)}", f"• {last}", first, entries, exact=bool(most))
    yield from (_numbered("  …", "  …", other, entries) for other in others)


def _numbered(marked: str, plain: str, line: ReplyLine, entries: Entries, *, exact: bool = False) -> Piece:
    """A piece that ends with the numbers of the line's citations, each leading to its article."""
    marks = once(line.citations)
    told = f"{plain} {' '.join(f'[{citation.number}]' for citation in marks)}"
    linked = f"{marked} {' '.join(_mark(citation, entries) for citation in marks)}"
    kind = Kind.EXACT if exact or formats(plain[2:]) or not limits.SECTION.holds(linked) else Kind.TEXT
    return Piece(told if kind is Kind.EXACT else linked, told, kind, (line,))


_BOLD = (Style.LABEL, Style.HIGHLIGHT)


def _marked(parts: Sequence[Part]) -> str:
    """The parts as one line of markup, labels and highlights in bold."""
    texts = [visible(part.text) for part in parts]
    whole, at = "".join(texts), 0
    done, shown = list[str](), 0
    for part, text in zip(parts, texts, strict=True):
        span = _bold(whole, at, at + len(text)) if part.style in _BOLD and text.strip() else None
        at += len(text)
        if span and span[0] >= shown:
            done += [escaped(whole[shown : span[0]]), styled(whole[slice(*span)], Style.LABEL)]
            shown = span[1]
    return " ".join("".join([*done, escaped(whole[shown:])]).split())


def _bold(whole: str, start: int, end: int) -> tuple[int, int] | None:
    """Where bold for these words may begin and end.

    Slack shows the marks themselves where they don't stand at a blank: so bold takes in the quotation marks
    and stops round the words, and is left out in the midst of one.
    """
    start += len(whole[start:end]) - len(whole[start:end].lstrip())
    end -= len(whole[start:end]) - len(whole[start:end].rstrip())
    while _mere_mark(whole[:start][-1:]):
        start -= 1
    while whole[end : end + 1] not in _AFTER and _mere_mark(whole[end : end + 1]):
        end += 1
    after = whole[end : end + 1]
    fits = not whole[:start][-1:].strip() and (not after.strip() or after in _AFTER)
    return (start, end) if fits else None


_AFTER = tuple(".,:;!?)")
"""Marks before which Slack ends bold."""


def _mere_mark(letter: str) -> bool:
    return bool(letter) and not letter.isspace() and not letter.isalnum()


def _mark(citation: Citation, entries: Entries) -> str:
    url = entries[citation.number].url if citation.number in entries else ""
    shown = f"[{citation.number}]"
    if not url.startswith(("https://", "http://")) or len(url) > limits.ADDRESS or _UNFIT.search(url):
        return shown
    return f"<{url.replace('&', '&amp;')}|{shown}>"


_UNFIT = re.compile(r"[<>|\s\x00-\x1f\x7f]")


def _worded(marked: str, plain: str, *, heading: bool = False) -> Piece:
    exact = formats(plain.removeprefix("• ")) or not limits.SECTION.holds(marked)
    return (
        Piece(plain, plain, Kind.EXACT, heading=heading) if exact else Piece(marked, plain, heading=heading)
    )


def _opened(text: str, first: str) -> str:
    """A row with its first cell in bold."""
    if first and text.startswith(first):
        return styled(first, Style.LABEL) + escaped(text[len(first) :])
    return escaped(text)
