"""The situation in one message: each actor's position in a line, the latest developments."""

from __future__ import annotations

from summaries.briefs.lines import event_line, passage, quoted_line, stance_line
from summaries.briefs.material import Material
from summaries.briefs.one_event import merged
from summaries.briefs.positions import Standing, standings
from summaries.briefs.selection import Selection
from summaries.model import Brief, Development, Kind, Line, Nature, Part, Position, Section, Span, Words

_POSITIONS = 4
_EVENTS = 3
_QUOTE = 150
_NAMED = 6
_CLEAR = {Position.SUPPORTS, Position.OPPOSES, Position.MIXED}


def overview(material: Material) -> Brief:
    """One line for each actor with a clear position on anything, most evidence first; three developments."""
    selection = Selection(material)
    found = [(actor.id, _clear(material, actor.id)) for actor in material.topic.actors]
    ranked = sorted(
        ((actor, clear) for actor, clear in found if clear),
        key=lambda f: (-sum(s.weight for s in f[1]), f[0]),
    )
    happened = [d for d in merged(material, material.developments) if _dated_event(d)]
    sections = [
        Section(title="Who stands where", lines=tuple(_line(material, selection, a, s) for a, s in ranked)),
        Section(
            title="Latest developments",
            lines=selection.lines((event_line(material, d) for d in happened), _EVENTS),
        ),
    ]
    silent = [material.actor(actor) for actor, clear in found if not clear]
    notes = [_silence(silent, len(found))] if silent else []
    return material.brief("overview", f"{material.topic.title}: the situation", sections, notes)


def _silence(silent: list[str], all: int) -> str:
    """Who has no position here: by name where they are few."""
    if len(silent) <= _NAMED:
        return f"No position found of: {', '.join(silent)}."
    return f"No position found of {len(silent)} of the {all} actors that the topic names."


def _clear(material: Material, actor: str) -> list[Standing]:
    return [s for s in standings(material, actor) if s.position in _CLEAR][:_POSITIONS]


def _dated_event(development: Development) -> bool:
    return development.nature is Nature.EVENT and development.when.start is not None


def _line(material: Material, selection: Selection, actor: str, found: list[Standing]) -> Line:
    """The positions in a row, each with its best citation, and the best quotation behind them."""
    best = [standing.statements[0] for standing in found]
    positions = "; ".join(_position(material, standing) for standing in found)
    shown: tuple[Span, ...] = tuple(s.span for s in best)
    parts: tuple[Part, ...] = (Words(text=positions),)
    for statement in best:
        said = selection.utterance_of(statement.quotation)
        if said and said.best.kind is Kind.DIRECT and said.best.actor == actor:
            line = quoted_line(material, said)
            parts = (*parts, Words(text=f". {line.label}: "), *_short(said.best.content[0]))
            shown = (*shown, *line.citations)
            break
    else:
        line = stance_line(material, best[0])
        shown = (*shown, *line.citations)
    return Line(
        parts=parts,
        citations=tuple(dict.fromkeys(shown)),
        label=material.actor(actor),
        when=line.when,
        grade=best[0].grade,
    )


def _position(material: Material, standing: Standing) -> str:
    on = " on" if standing.position is Position.MIXED else ""
    return f"{standing.position}{on} {material.about(standing.target)}"


def _short(span: Span) -> tuple[Part, ...]:
    return passage(span, spoken=True, longest=_QUOTE)
