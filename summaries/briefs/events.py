"""What happened: newest first, or over time; one event once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from summaries.briefs.lines import event_line
from summaries.briefs.material import Material, window_words
from summaries.briefs.one_event import merged
from summaries.briefs.selection import Selection
from summaries.model import Brief, Development, Line, Nature, Section
from summaries.when import When

_EVENTS = 12
_FIGURES = 6
_EXPECTED = 6
_TIMELINE = 40
_MONTH = 31


def latest(material: Material, actor: str | None = None, newest: Development | None = None) -> Brief:
    """Dated developments, newest first; figures and what is expected apart.

    ``newest`` is the newest development outside the window, for an honest silence.
    """
    selection = Selection(material)
    found = merged(material, _of(material, actor))
    dated = [d for d in found if d.nature is Nature.EVENT and d.when.start]
    undated = [d for d in found if d.nature is Nature.EVENT and not d.when.start]
    sections = [
        Section(title="What happened, newest first", lines=_lines(material, selection, dated, _EVENTS)),
        Section(title="Date not given", lines=_lines(material, selection, undated, _EVENTS)),
        Section(
            title="Figures",
            lines=_lines(material, selection, _kind(found, Nature.FIGURE), _FIGURES),
        ),
        Section(
            title="Planned or expected",
            lines=_lines(material, selection, _kind(found, Nature.PLAN, Nature.FORECAST), _EXPECTED),
        ),
    ]
    return material.brief(
        "latest", _title("Latest", material, actor), sections, _nothing(material, dated, newest)
    )


def timeline(material: Material, actor: str | None = None) -> Brief:
    """The dated developments in the order they happened, a section for each month."""
    selection = Selection(material)
    dated = [d for d in merged(material, _of(material, actor)) if d.when.start][:_TIMELINE]
    dated.sort(key=lambda d: (d.when.start, d.when.end, d.id))
    lines = _lines(material, selection, dated, _TIMELINE)
    sections = [Section(title=title, lines=tuple(told)) for title, told in groupby(lines, key=_period)]
    return material.brief(
        "timeline", _title("Timeline", material, actor), sections, _nothing(material, dated, None)
    )


def _of(material: Material, actor: str | None) -> list[Development]:
    return [d for d in material.developments if actor is None or actor in d.actors]


def _kind(found: Iterable[Development], *natures: Nature) -> list[Development]:
    return [d for d in found if d.nature in natures]


def _lines(
    material: Material, selection: Selection, found: Iterable[Development], most: int
) -> tuple[Line, ...]:
    return selection.lines((event_line(material, d) for d in found), most)


def _period(line: Line) -> str:
    """The month in which something began; the year for what may be longer than a month."""
    when = line.when or When()
    if when.start is None:
        return "Undated"
    return (
        f"{when.start:%Y}"
        if when.span_of_days > _MONTH
        else str(When.month(when.start.year, when.start.month))
    )


def _title(word: str, material: Material, actor: str | None) -> str:
    return f"{word}: {material.actor(actor) if actor else material.topic.title}"


def _nothing(material: Material, found: Iterable[Development], newest: Development | None) -> list[str]:
    if any(True for _ in found):
        return []
    sentence = f"No dated development{window_words(material) or ' in these articles'}"
    return [f"{sentence}; the latest is of {newest.when}." if newest else f"{sentence}."]
