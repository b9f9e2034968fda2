"""Two actors side by side: whom they back, where they differ, where they meet, what blocks a settlement."""

from __future__ import annotations

from collections.abc import Iterable

from summaries.briefs.lines import event_line, in_text, remark_line
from summaries.briefs.material import Material, newest_first
from summaries.briefs.one_event import merged
from summaries.briefs.positions import Standing, standings
from summaries.briefs.selection import Selection
from summaries.briefs.silence import silence
from summaries.model import Brief, EventType, Line, RemarkKind, Section

_EACH = 2
_PAIRS = 8
_FEW_PAIRS = 4
"""Up to here each side has two lines on a target, beyond one, so that the message stays readable."""
_TALKS = 4
_OBSTACLES = 6
_TALKING = {EventType.CONSULT, EventType.AGREE, EventType.COOPERATE}

_Pair = tuple[Standing, Standing]


def compare(material: Material, first: str, second: str, issue: str | None = None) -> Brief:
    """Where two actors stand towards the same things, on all issues or on one."""
    selection = Selection(material)
    one, other = (
        {s.target: s for s in standings(material, actor) if issue in {None, s.target}}
        for actor in (first, second)
    )
    shared = _strongest([(one[target], other[target]) for target in one if target in other])
    each = _EACH if len(shared) <= _FEW_PAIRS else 1
    differ = [pair for pair in shared if pair[0].position is not pair[1].position]
    meet = [pair for pair in shared if pair[0].position is pair[1].position]
    names = f"{material.called(first)} and {material.called(second)}"
    obstacles = _obstacles(material, selection, first, second)  # chosen first: they tell most in fewest words
    sections = [
        _backing(material, selection, (first, second), (one, other)),
        *(_pair(material, selection, "differ", pair, (first, second), each) for pair in differ),
        *(_pair(material, selection, "agree", pair, (first, second), each) for pair in meet),
        _towards_each_other(material, selection, (first, second), (one, other)),
        _talks(material, selection, first, second),
        obstacles,
    ]
    about = f" on {material.about(issue)}" if issue else ""
    return material.brief(
        "compare",
        f"{names[:1].upper()}{names[1:]}{about}, side by side",
        sections,
        _notes(material, names, one, other, issue),
    )


def _strongest(shared: list[_Pair]) -> list[_Pair]:
    ranked = sorted(shared, key=lambda pair: (-min(s.weight for s in pair), pair[0].target))
    return ranked[:_PAIRS]


def _backing(
    material: Material,
    selection: Selection,
    actors: tuple[str, str],
    found: tuple[dict[str, Standing], dict[str, Standing]],
) -> Section:
    """Whom each supports: other actors and their causes, where only one of the two takes a position."""
    causes = {i.id for i in material.topic.issues if i.actor and i.actor not in actors}
    others = {a.id for a in material.topic.actors} - set(actors)
    lines: list[Line] = []
    for actor, own, theirs in zip(actors, found, reversed(found), strict=True):
        backed = [s for s in own.values() if s.target in causes | others and s.target not in theirs]
        for standing in backed:
            about = f" {material.about(standing.target)}"
            lines += _named(material, selection, actor, standing, 1, about)
    return Section(title="Whom they back", lines=tuple(lines))


def _pair(
    material: Material, selection: Selection, how: str, pair: _Pair, actors: tuple[str, str], each: int
) -> Section:
    lines = [
        line
        for actor, standing in zip(actors, pair, strict=True)
        for line in _named(material, selection, actor, standing, each)
    ]
    return Section(title=f"{material.target(pair[0].target)}: they {how}", lines=tuple(lines))


def _named(
    material: Material, selection: Selection, actor: str, standing: Standing, most: int, about: str = ""
) -> list[Line]:
    """The best lines for a position; the first is led by the actor and its position."""
    fitting = [s for s in standing.statements if s.position is standing.position]
    lines = selection.stances(fitting or standing.statements, most)
    lead = f"{material.actor(actor)} ({standing.position}{about})"
    return [_led(line, lead) for line in lines[:1]] + list(lines[1:])


def _led(line: Line, lead: str) -> Line:
    if line.label:
        return line.model_copy(update={"label": f"{lead}. {line.label}"})
    return line.model_copy(update={"label": lead, "joint": ": "})


def _towards_each_other(
    material: Material,
    selection: Selection,
    actors: tuple[str, str],
    found: tuple[dict[str, Standing], dict[str, Standing]],
) -> Section:
    lines: list[Line] = []
    for actor, other, own in zip(actors, reversed(actors), found, strict=True):
        if other in own:
            lines += _named(material, selection, actor, own[other], _EACH)
    return Section(title="Towards each other", lines=tuple(lines))


def _talks(material: Material, selection: Selection, first: str, second: str) -> Section:
    both = [d for d in material.developments if {first, second} <= set(d.actors) and d.type in _TALKING]
    events = sorted(merged(material, both), key=lambda d: (newest_first(d.when), d.id))
    return Section(
        title="Talks between them", lines=selection.lines((event_line(material, d) for d in events), _TALKS)
    )


def _obstacles(material: Material, selection: Selection, first: str, second: str) -> Section:
    found = [
        remark
        for remark in material.remarks
        if remark.kind is RemarkKind.OBSTACLE and (not remark.actors or {first, second} & set(remark.actors))
    ]
    ranked = sorted(found, key=lambda r: (-len({first, second} & set(r.actors)), *in_text(r)))
    lines = selection.lines((remark_line(material, remark) for remark in ranked), _OBSTACLES)
    return Section(title="What is said to block a settlement", lines=lines)


def _notes(
    material: Material, names: str, one: Iterable[str], other: Iterable[str], issue: str | None
) -> list[str]:
    if set(one) & set(other):
        return []
    about = f" on {material.about(issue)}" if issue else " on one and the same issue"
    return [silence(material, f"No position of both {names}{about}")]
