"""Statements of one actor that pull apart: both quotes, both dates. Precision first."""

from __future__ import annotations

from itertools import combinations

from summaries.briefs.lines import in_text, remark_line
from summaries.briefs.material import Material
from summaries.briefs.positions import own
from summaries.briefs.selection import Selection
from summaries.briefs.silence import silence
from summaries.model import Brief, Position, RemarkKind, Section, StanceStatement

_MOST = 6
_EACH = 2
"""Pairs shown of one actor where all are asked about."""
_ALL = 8
_REMARKS = 3
_OPPOSED = {Position.SUPPORTS, Position.OPPOSES}


def tensions(material: Material, actor: str | None = None) -> Brief:
    """Pairs of statements of one actor on one target with opposite positions, best contrast first.

    Only what was said counts (quotations), never what is merely reported of an actor; two statements that
    differ in topic are not in tension. What articles themselves remark on inconsistency is added.
    """
    selection = Selection(material)
    actors = [actor] if actor else [a.id for a in material.topic.actors]
    sections = []
    for side in actors:
        for one, other in _pairs(material, selection, side)[: _MOST if actor else _EACH]:
            lines = selection.stances((one, other), 2)
            if len(lines) == 2:
                sections.append(
                    Section(title=f"{material.actor(side)} on {material.about(one.target)}", lines=lines)
                )
    sections = [*sections[:_ALL], _remarks(material, selection, actor)]
    name = material.actor(actor) if actor else material.topic.title
    found = any(section.lines for section in sections[:-1])
    whose = material.called(actor) if actor else "one actor"
    notes = [] if found else [silence(material, f"No two statements of {whose} pull apart")]
    return material.brief("tensions", f"Tensions: {name}", sections, notes)


def _pairs(
    material: Material, selection: Selection, actor: str
) -> list[tuple[StanceStatement, StanceStatement]]:
    """Opposite statements on one target, one pair for each two speakers, the clearest first."""
    said = [s for s in own(material.stances) if s.actor == actor and s.quotation and s.position in _OPPOSED]
    said.sort(key=lambda s: (s.grade, s.id))
    pairs = [
        (one, other)
        for one, other in combinations(said, 2)
        if one.target == other.target
        and one.position is not other.position
        and _utterance(selection, one) != _utterance(selection, other)
    ]
    pairs.sort(key=lambda pair: _contrast(material, pair))
    best: dict[tuple[str, frozenset[str]], tuple[StanceStatement, StanceStatement]] = {}
    for pair in pairs:
        speakers = frozenset(s.person or s.name or s.actor for s in pair)
        best.setdefault((pair[0].target, speakers), pair)
    return list(best.values())


def _utterance(selection: Selection, statement: StanceStatement) -> str:
    utterance = selection.utterance_of(statement.quotation)
    return utterance.best.id if utterance else statement.id


def _contrast(
    material: Material, pair: tuple[StanceStatement, StanceStatement]
) -> tuple[int, int, int, str, str]:
    """A sort key: better sourced, by two different people, closer in time."""
    one, other = pair
    same_person = int(one.person is not None and one.person == other.person)
    return (one.grade + other.grade, same_person, _days_apart(material, one, other), one.id, other.id)


def _days_apart(material: Material, one: StanceStatement, other: StanceStatement) -> int:
    first, second = (material.dated(s.said, s.span.article).end for s in (one, other))
    return abs((first - second).days) if first and second else 100_000


def _remarks(material: Material, selection: Selection, actor: str | None) -> Section:
    found = [
        remark
        for remark in material.remarks
        if remark.kind is RemarkKind.INCONSISTENCY and (actor is None or actor in remark.actors)
    ]
    ranked = sorted(found, key=in_text)
    lines = selection.lines((remark_line(material, remark) for remark in ranked), _REMARKS)
    return Section(title="Remarked on by the authors", lines=lines)
