"""Statements of one actor that pull apart: both quotes, both dates. Precision first."""

from __future__ import annotations

from functools import partial

from summaries.briefs.contrast import pulling_apart
from summaries.briefs.lines import in_text, remark_line
from summaries.briefs.material import Material
from summaries.briefs.selection import Selection
from summaries.briefs.silence import silence
from summaries.model import Brief, RemarkKind, Section, StanceStatement

_MOST = 6
_EACH = 2
"""Pairs shown of one actor where all are asked about."""
_ALL = 8
_REMARKS = 3


def tensions(material: Material, actor: str | None = None) -> Brief:
    """Pairs of statements of one actor on one issue that pull apart (see ``contrast``), the best first.

    What articles themselves remark on inconsistency is added.
    """
    selection = Selection(material)
    utterance = partial(_utterance, selection)
    actors = [actor] if actor else [a.id for a in material.topic.actors]
    sections = []
    for side in actors:
        for one, other in pulling_apart(material, side, utterance)[: _MOST if actor else _EACH]:
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


def _utterance(selection: Selection, statement: StanceStatement) -> str:
    utterance = selection.utterance_of(statement.quotation)
    return utterance.best.id if utterance else statement.id


def _remarks(material: Material, selection: Selection, actor: str | None) -> Section:
    found = [
        remark
        for remark in material.remarks
        if remark.kind is RemarkKind.INCONSISTENCY and (actor is None or actor in remark.actors)
    ]
    ranked = sorted(found, key=in_text)
    lines = selection.lines((remark_line(material, remark) for remark in ranked), _REMARKS)
    return Section(title="Remarked on by the authors", lines=lines)
