"""A card drawn as Discord shows it, dark, as a picture that needs nothing else: for the documents.

What is drawn is what is sent: the embed's markup is read here as Discord would read it, so that a mark that
goes wrong is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import Any

from adapters.discord.cards import Card

WIDTH = 640
"""Of the picture, in pixels."""

_LEFT, _TEXT_LEFT, _TEXT_WIDTH = 16, 32, 528
_FACE, _PANEL, _TEXT, _FAINT, _LINK = "#313338", "#2b2d31", "#dbdee1", "#949ba4", "#00a8fc"
_BUTTONS = {1: "#5865f2", 2: "#4e5058", 3: "#248046", 4: "#da373c"}
_FONT = "'gg sans','Noto Sans','Helvetica Neue',Helvetica,Arial,sans-serif"

# How wide letters are, in widths of the type: of the widest of the fonts named above.
_NARROW = {**dict.fromkeys("iljI.,:;'|!’‘ ", 0.33), **dict.fromkeys("frt()[]-“”·/", 0.42)}
_WIDE = {**dict.fromkeys("mwMW—…", 0.98), **dict.fromkeys("ABCDEGHKNOPQRSUVXYZ", 0.72)}
_MARKS = re.compile(
    r"\\(?P<kept>[^\sA-Za-z0-9])|\[(?P<label>[^\]]*)\]\((?P<url>\S+?)\)|(?P<mark>\*\*|__|\*)|(?P<text>[^\\\[*_]+|.)"
)


@dataclass(frozen=True)
class Word:
    """A run of letters in one style. ``size`` is in pixels."""

    text: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = _TEXT


def drawn(card: Card) -> str:
    """The card as an SVG document."""
    shapes = [*_embed(card), *_under(card)]
    height = max(shape.bottom for shape in shapes) + 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" font-family="{_FONT}">\n'
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="{_FACE}"/>\n'
        + "\n".join(shape.svg for shape in shapes)
        + "\n</svg>\n"
    )


@dataclass(frozen=True)
class _Shape:
    svg: str
    bottom: float


# ---- the embed ---------------------------------------------------------------------------------------


def _embed(card: Card) -> Iterator[_Shape]:
    embed, y = card.embed, 28.0
    lines = list(_laid_out(card))
    shapes = []
    for line in lines:
        y += line.height
        shapes.append(_Shape(_row(line.words, _TEXT_LEFT + line.indent, y), y))
    bottom = y + 18
    colour = f"#{embed.colour.value:06x}" if embed.colour else _PANEL
    size = f'height="{bottom - 16:.0f}"'
    yield _Shape(f'<rect x="{_LEFT}" y="16" width="560" {size} rx="4" fill="{_PANEL}"/>', bottom)
    yield _Shape(f'<rect x="{_LEFT}" y="16" width="4" {size} rx="2" fill="{colour}"/>', bottom)
    yield from shapes


@dataclass(frozen=True)
class _Line:
    words: Sequence[Word]
    height: float
    indent: float = 0


def _laid_out(card: Card) -> Iterator[_Line]:
    embed = card.embed
    yield from _wrapped(_read(embed.title or "", Word("", 16, bold=True, colour="#f2f3f5")), 22)
    for line in (embed.description or "").split("\n"):
        yield from _paragraph(line)
    for number, line in enumerate((embed.footer.text or "").split("\n")):
        if line:
            yield from _wrapped([Word(line, 12, colour=_FAINT)], 16, first=24 if not number else 17)


def _paragraph(line: str) -> Iterator[_Line]:
    if line.startswith("### "):
        yield from _wrapped(_read(line[4:], Word("", 15.5, bold=True, colour="#f2f3f5")), 20, first=30)
    elif line.startswith("-# "):
        yield from _wrapped(_read(line[3:], Word("", 12, colour=_FAINT)), 16, first=20)
    elif line.startswith("- "):
        first, *rest = _wrapped(_read(line[2:], Word("")), 19, first=23, indent=16)
        yield replace(first, words=[Word("•  "), *first.words], indent=2)
        yield from rest
    else:
        yield from _wrapped(_read(line.strip(), Word("")), 19, first=22, indent=16 * line.startswith("  "))


def _read(markup: str, style: Word) -> Iterator[Word]:
    """Markup as words in styles; what is no mark is text."""
    for found in _MARKS.finditer(markup):
        if found["mark"] == "**":
            style = replace(style, bold=not style.bold)
        elif found["mark"] == "__":
            style = replace(style, underlined=not style.underlined)
        elif found["mark"] == "*":
            style = replace(style, italic=not style.italic)
        elif found["label"] is not None:
            yield replace(style, text=found["label"], colour=_LINK)
        else:
            yield replace(style, text=found["kept"] or found["text"].replace("\u200b", ""))


def _wrapped(
    words: Iterator[Word] | Sequence[Word], height: float, first: float = 0, indent: float = 0
) -> Iterator[_Line]:
    line: list[Word] = []
    width, tall = indent, first or height
    for word in _split(words):
        wide = _width(word)
        if line and width + wide > _TEXT_WIDTH and word.text.strip():
            yield _Line(_trimmed(line), tall, indent)
            line, width, tall = [], indent, height
        if line or word.text.strip():
            line.append(word)
            width += wide
    if line:
        yield _Line(_trimmed(line), tall, indent)


def _trimmed(line: list[Word]) -> list[Word]:
    """Without the blanks at its end, which would be underlined."""
    return line[:-1] if not line[-1].text.strip() else line


def _split(words: Iterator[Word] | Sequence[Word]) -> Iterator[Word]:
    """Words with no blank in them, and the blanks; letters of two styles in one word stay neighbours."""
    for word in words:
        for text in re.findall(r"\s+|\S+", word.text):
            yield replace(word, text=text)


def _width(word: Word) -> float:
    letters = sum(_NARROW.get(letter, _WIDE.get(letter, 0.61)) for letter in word.text)
    return letters * word.size * (1.07 if word.bold else 1.0)


def _row(words: Sequence[Word], x: float, y: float) -> str:
    """Neighbours of one style in one span; the reader's own letters decide where the next one begins."""
    spans = []
    for style, same in groupby(words, lambda word: replace(word, text="")):
        text = escape("".join(word.text for word in same), quote=False)
        spans.append(f"<tspan {_attributes(style)}>{text}</tspan>")
    return f'<text x="{x:.0f}" y="{y:.0f}" xml:space="preserve">{"".join(spans)}</text>'


def _attributes(style: Word) -> str:
    told = [f'font-size="{style.size:g}" fill="{style.colour}"']
    told += ['font-weight="600"'] * style.bold + ['font-style="italic"'] * style.italic
    return " ".join([*told, *['text-decoration="underline"'] * style.underlined])


# ---- the menu and the buttons ------------------------------------------------------------------------


def _under(card: Card) -> Iterator[_Shape]:
    top = max(shape.bottom for shape in _embed(card)) + 8
    for row in card.view.to_components():
        parts = row["components"]
        shapes = list(_menu(parts[0], top) if parts[0]["type"] == 3 else _buttons(parts, top))
        yield from shapes
        top = max(shape.bottom for shape in shapes) + 8


def _menu(part: dict[str, Any], top: float) -> Iterator[_Shape]:
    box = f'<rect x="{_LEFT}" y="{top:.0f}" width="400" height="40" rx="6" fill="#1e1f22"/>'
    yield _Shape(box, top + 40)
    yield _Shape(_row([Word(part.get("placeholder") or "", colour=_FAINT)], _LEFT + 12, top + 25), top + 40)
    arrow = f'<path d="M392 {top + 17:.0f}l6 6l6 -6" stroke="{_TEXT}" stroke-width="2" fill="none"/>'
    yield _Shape(arrow, top + 40)


def _buttons(parts: Sequence[dict[str, Any]], top: float) -> Iterator[_Shape]:
    x = float(_LEFT)
    for part in parts:
        label = Word(part["label"], 14, colour="#ffffff")
        width = _width(label) + 32
        if x + width > WIDTH - _LEFT:
            x, top = float(_LEFT), top + 40
        colour = _BUTTONS.get(part["style"], _BUTTONS[2])
        box = f'<rect x="{x:.0f}" y="{top:.0f}" width="{width:.0f}" height="32" rx="6" fill="{colour}"/>'
        middle = f'<text x="{x + width / 2:.0f}" y="{top + 21:.0f}" text-anchor="middle" font-size="14" '
        yield _Shape(f'{box}{middle}fill="#ffffff">{escape(label.text, quote=False)}</text>', top + 32)
        x += width + 8
