"""A picture of a message as Slack shows it, for the documents: SVG that needs nothing else.

Fonts differ from machine to machine, so lines are broken by the widths of a wide one (DejaVu Sans): text may
end early, and never runs over the edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

BlockKit = dict[str, Any]

_WIDTH, _LEFT, _RIGHT = 760, 72, 28
_TEXT, _SMALL, _TITLE = 15, 13, 18
_INK, _GREY, _LINK, _EDGE, _GREEN = "#1d1c1d", "#616061", "#1264a3", "#bbbabb", "#007a5a"
_FONT = "Lato, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
_TOKEN = re.compile(r"<(?P<url>[^<>|]+)\|(?P<label>[^<>]*)>|\*(?P<bold>[^*\n]+)\*")
_NARROW, _BROAD = frozenset(" .,:;'|!ijl()[]’‘·-"), frozenset("mwMW—…%@")


@dataclass(frozen=True)
class Run:
    """Words in one style."""

    text: str
    bold: bool = False
    link: bool = False


@dataclass
class Drawing:
    """What has been drawn so far, down to ``y``."""

    y: float = 0
    parts: list[str] = field(default_factory=list)

    def line(self, runs: Sequence[Run], x: float, size: int, ink: str = _INK) -> None:
        """Text on the line that ends at ``y``."""
        spans = "".join(_span(run) for run in runs)
        self.parts.append(
            f'<text x="{x:g}" y="{self.y:g}" font-size="{size}" fill="{ink}" '
            f'xml:space="preserve">{spans}</text>'
        )

    def box(self, x: float, width: float, height: float, fill: str, edge: str, radius: int = 4) -> None:
        """A rounded box from ``y`` down."""
        self.parts.append(
            f'<rect x="{x + 0.5:g}" y="{self.y + 0.5:g}" width="{width:g}" height="{height:g}" rx="{radius}" '
            f'fill="{fill}" stroke="{edge}"/>'
        )


def picture(blocks: Sequence[BlockKit], *, private: bool = False) -> str:
    """The message with these blocks; ``private`` where only who asked would see it."""
    made = Drawing()
    _sender(made, private=private)
    for block in blocks:
        _DRAWN[block["type"]](made, block)
    height = made.y + 20
    body = "\n".join(made.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" width="{_WIDTH}" '
        f'height="{height:g}" font-family="{_FONT}" role="img" aria-label="Readout on Slack">\n'
        f'<rect width="{_WIDTH}" height="{height:g}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _sender(made: Drawing, *, private: bool) -> None:
    made.y = 20
    made.box(_LEFT - 48, 36, 36, "#24405c", "#24405c", 8)
    made.y = 45
    made.line([Run("R", bold=True)], _LEFT - 36.5, 20, "#ffffff")
    made.y = 33
    made.line([Run("Readout", bold=True)], _LEFT, _TEXT)
    made.y = 22
    made.box(_LEFT + 78, 32, 15, "#e8e8e8", "#e8e8e8", 3)
    made.y = 33.5
    made.line([Run("APP", bold=True)], _LEFT + 83, 10, _GREY)
    if private:
        made.line([Run("Only visible to you")], _LEFT + 122, 12, _GREY)
    made.y = 40


# ---- blocks


def _header(made: Drawing, block: BlockKit) -> None:
    made.y += 6
    _paragraph(made, [Run(block["text"]["text"], bold=True)], _TITLE, 25)


def _section(made: Drawing, block: BlockKit) -> None:
    made.y += 8
    for line in block["text"]["text"].split("\n"):
        _paragraph(made, _runs(line, block["text"]["type"]), _TEXT, 22)


def _context(made: Drawing, block: BlockKit) -> None:
    made.y += 6
    for element in block["elements"]:
        for line in element["text"].split("\n"):
            _paragraph(made, _runs(line, element["type"]), _SMALL, 19, _GREY)


def _divider(made: Drawing, block: BlockKit) -> None:
    made.y += 12
    made.box(_LEFT, _WIDTH - _LEFT - _RIGHT, 0, "none", "#dddddd", 0)


def _actions(made: Drawing, block: BlockKit) -> None:
    made.y += 12
    x: float = _LEFT
    for element in block["elements"]:
        menu = element["type"] == "static_select"
        label = element["placeholder" if menu else "text"]["text"]
        width = _wide(label, _TEXT, bold=not menu) + (52 if menu else 26)
        if x > _LEFT and x + width > _WIDTH - _RIGHT:
            x, made.y = _LEFT, made.y + 44
        _control(made, x, width, label, menu=menu, primary=element.get("style") == "primary")
        x += width + 8
    made.y += 36


def _control(made: Drawing, x: float, width: float, label: str, *, menu: bool, primary: bool) -> None:
    made.box(x, width, 36, _GREEN if primary else "#ffffff", _GREEN if primary else _EDGE, 8)
    made.y += 23
    made.line(
        [Run(label, bold=not menu)], x + 12, _TEXT, "#ffffff" if primary else _INK if not menu else _GREY
    )
    if menu:
        made.line([Run("⌄")], x + width - 24, _TEXT, _INK)
    made.y -= 23


_DRAWN = {
    "header": _header,
    "section": _section,
    "context": _context,
    "divider": _divider,
    "actions": _actions,
}


# ---- words


def _runs(text: str, kind: str) -> list[Run]:
    """Slack's markup as runs; plain text is one."""
    if kind == "plain_text":
        return [Run(text)]
    found, at = [], 0
    for token in _TOKEN.finditer(text):
        found.append(Run(unescape(text[at : token.start()])))
        shown = token["label"] if token["url"] else token["bold"]
        found.append(Run(unescape(shown), bold=bool(token["bold"]), link=bool(token["url"])))
        at = token.end()
    return [run for run in (*found, Run(unescape(text[at:]))) if run.text]


def _paragraph(made: Drawing, runs: Sequence[Run], size: int, height: int, ink: str = _INK) -> None:
    for line in _broken(runs, size):
        made.y += height
        made.line(line, _LEFT, size, ink)


def _broken(runs: Sequence[Run], size: int) -> Iterator[list[Run]]:
    """Runs on lines that fit, broken at blanks."""
    room, line = float(_WIDTH - _LEFT - _RIGHT), list[Run]()
    left = room
    for run in runs:
        for word in re.findall(r"\s*\S+|\s+$", run.text):
            width = _wide(word, size, bold=run.bold)
            if line and width > left and word[:1].isspace():
                yield line
                line, left = [], room
            line.append(Run(word if line else word.lstrip(), run.bold, run.link))
            left -= width
    yield line


def _wide(text: str, size: int, *, bold: bool = False) -> float:
    """About how wide the text is, and hardly wider."""
    units = sum(0.34 if c in _NARROW else 0.95 if c in _BROAD else 0.7 if c.isupper() else 0.6 for c in text)
    return units * size * (1.1 if bold else 1.0)


def _span(run: Run) -> str:
    weight = ' font-weight="700"' if run.bold else ""
    colour = f' fill="{_LINK}"' if run.link else ""
    return f"<tspan{weight}{colour}>{escape(run.text, quote=False)}</tspan>"
