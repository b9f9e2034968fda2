"""A Reply as the terminal shows it: cited lines with footnotes, in colour or as plain text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from typing import TextIO

from rich.console import Console, ConsoleRenderable, Group
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text
from rich.theme import Theme

from adapters.terminal.text import clean, clean_line
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

PLAIN_WIDTH = 100
"""Columns of text that no person's window has shaped: piped, saved, or in a picture."""

WIDEST = 100
"""Columns beyond which lines get hard to read; a wider window stays empty at the right."""

THEME = Theme(
    {
        "readout.title": "bold",
        "readout.sorry": "bold yellow",
        "readout.heading": "bold cyan",
        "readout.plain": "none",
        "readout.quote": "italic yellow",
        "readout.highlight": "bold black on yellow",
        "readout.label": "bold",
        "readout.faint": "bright_black",
        "readout.note": "bright_black",
        "readout.cite": "cyan",
        "readout.command": "cyan",
        "readout.supports": "green",
        "readout.opposes": "red",
        "readout.mixed": "yellow",
        "readout.unclear": "bright_black",
    }
)
_POSITIONS = ("supports", "opposes", "mixed", "unclear")
_IDS_SHOWN = 3


def write(reply: Reply, out: TextIO) -> None:
    """Print ``reply``: as wide as the window and in colour on a terminal (NO_COLOR is obeyed), else plain."""
    console = Console(file=out, theme=THEME, highlight=False, markup=False, emoji=False)
    if console.is_terminal:
        console.width = max(20, min(console.width, WIDEST))
        console.print(page(reply), no_wrap=False)
        console.print()
    else:
        out.write(plain(reply) + "\n")
    out.flush()


def plain(reply: Reply, width: int = PLAIN_WIDTH) -> str:
    """``reply`` as text without colour, boxes or trailing blanks, at most ``width`` columns.

    Highlighted words stand between asterisks, since there is no colour to show them by.
    """
    reply = reply.model_copy(update={"blocks": tuple(_starred(block) for block in reply.blocks)})
    console = Console(file=io.StringIO(), theme=THEME, width=width, color_system=None, force_terminal=False)
    with console.capture() as captured:
        console.print(page(reply), highlight=False, markup=False, emoji=False)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _starred(block: Block) -> Block:
    if not isinstance(block, Lines):
        return block
    return Lines(lines=tuple(_starred_line(line) for line in block.lines))


def _starred_line(line: ReplyLine) -> ReplyLine:
    parts = tuple(
        part.model_copy(update={"text": f"**{part.text}**"}) if part.style is Style.HIGHLIGHT else part
        for part in line.parts
    )
    return line.model_copy(update={"parts": parts})


def picture(reply: Reply, width: int = PLAIN_WIDTH) -> str:
    """``reply`` as an SVG document of a terminal window; it loads nothing from elsewhere."""
    console = Console(
        file=io.StringIO(),
        theme=THEME,
        width=width,
        record=True,
        force_terminal=True,
        color_system="truecolor",
    )
    console.print(page(reply), highlight=False, markup=False, emoji=False)
    return console.export_svg(title="readout", code_format=_SVG, unique_id="readout")


def page(reply: Reply) -> ConsoleRenderable:
    """The whole reply, blocks set apart by empty lines where a new thought begins."""
    title = Text(clean_line(reply.title), style="readout.title" if reply.ok else "readout.sorry")
    return Group(title, *_spaced(reply.blocks))


def _spaced(blocks: Sequence[Block]) -> Iterator[ConsoleRenderable]:
    before: Block | None = None
    for block in blocks:
        if not isinstance(before, Heading) and not (isinstance(block, Note) and isinstance(before, Note)):
            yield Text()
        yield show(block)
        before = block


@singledispatch
def show(block: Block) -> ConsoleRenderable:
    """One block as a rich renderable. All text in it is literal: no markup, no emoji names."""
    raise TypeError(f"no way to show {type(block).__name__}")


@show.register
def _(block: Heading) -> ConsoleRenderable:
    return Text(clean_line(block.text), style="readout.heading")


@show.register
def _(block: Note) -> ConsoleRenderable:
    return Text(clean(block.text), style="readout.note")


@show.register
def _(block: Lines) -> ConsoleRenderable:
    return _hanging((_bullet(line), _sentence(line)) for line in block.lines)


@show.register
def _(block: Sources) -> ConsoleRenderable:
    return _hanging(
        (Text(f"[{entry.number}]", style="readout.cite"), _footnote(entry)) for entry in block.entries
    )


@show.register
def _(block: Suggestions) -> ConsoleRenderable:
    return _hanging(
        (Text("›", style="readout.faint"), Text(clean_line(command), style="readout.command"))
        for command in block.commands
    )


@show.register
def _(block: Table) -> ConsoleRenderable:
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="readout.faint")
    for number, header in enumerate(block.headers):
        grid.add_column(Text(clean_line(header)), overflow="fold", style="" if number else "readout.command")
    for row in block.rows:
        grid.add_row(*(Text(clean(cell)) for cell in row))
    return grid


def _hanging(rows: Iterable[tuple[Text, Text]]) -> ConsoleRenderable:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    for mark, text in rows:
        grid.add_row(mark, text)
    return Padding(grid, (0, 0, 0, 0))


def _bullet(line: ReplyLine) -> Text:
    return Text("•", style=_position_style(line.position))


def _position_style(position: str) -> str:
    return f"readout.{position}" if position in _POSITIONS else "readout.faint"


def _sentence(line: ReplyLine) -> Text:
    text = Text()
    for part in line.parts:
        text.append(clean(part.text), style=_style(part, line.position))
    for mark in _marks(line.citations):
        text.append(" ").append_text(mark)
    return text


def _style(part: Part, position: str) -> str:
    names_the_position = position and part.style is not Style.QUOTE and part.text.strip(" :,.") == position
    return _position_style(position) if names_the_position else f"readout.{part.style.value}"


def _marks(citations: Sequence[Citation]) -> Iterator[Text]:
    """Each source once: its footnote number, and for the first few the id that `source` takes."""
    first = {citation.number: citation for citation in reversed(citations)}
    for place, number in enumerate(sorted(first, key=[c.number for c in citations].index)):
        mark = Text(f"[{number}]", style="readout.cite")
        if place < _IDS_SHOWN:
            mark.append(f"·{clean_line(first[number].id)}", style="readout.faint")
        yield mark


def _footnote(entry: SourceEntry) -> Text:
    text = Text(", ".join(clean_line(fact) for fact in entry.facts), style="readout.plain")
    if entry.url:
        text.append("\n" + clean_line(entry.url), style="readout.faint")
    return text


_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<style>
.{unique_id}-matrix {{
  font-family: "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
