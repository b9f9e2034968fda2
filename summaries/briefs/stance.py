"""One actor's position, issue by issue: in its own words first, what others say of it kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summaries.briefs.lines import event_line, in_text, remark_line
from summaries.briefs.material import Material, newest_first, window_words
from summaries.briefs.positions import Standing, best_first, standings
from summaries.briefs.selection import Selection, said_by
from summaries.briefs.silence import half_read, silence
from summaries.briefs.utterances import Utterance
from summaries.model import (
    Brief,
    Development,
    EventType,
    Grade,
    Kind,
    Line,
    Nature,
    Position,
    Quotation,
    Section,
    StanceStatement,
)

_TARGETS = 20
"""Lines shared out among the targets: a brief on an actor who spoke about everything stays readable."""
_MOST_A_TARGET = 4
_ACTORS = 5
_OTHER = 3
_ACTIONS = 4
_FEWEST_WORDS = 5

_DEEDS = {
    EventType.AID,
    EventType.ASSAULT,
    EventType.COERCE,
    EventType.MOBILIZE,
    EventType.SANCTION,
}
"""Event types that are deeds rather than words: what an actor has at stake or puts on the ground."""


def stance(
    material: Material,
    actor: str,
    person: str | None = None,
    issue: str | None = None,
    last: Quotation | None = None,
) -> Brief:
    """Where ``actor`` stands (or one ``person`` of it), on every target or on one ``issue``.

    ``last`` is its newest statement outside the window, for an honest silence. Ids that the topic
    doesn't have give a brief that says nothing was found.
    """
    selection = Selection(material)
    found = [s for s in standings(material, actor, person) if issue in {None, s.target}]
    chosen = _issues_first(material, found)
    most = max(1, min(_MOST_A_TARGET, _TARGETS // max(1, len(chosen)))) if issue is None else _TARGETS
    sections = [_target(material, selection, standing, most) for standing in chosen]
    sections += _shifts(material, selection, found)
    if issue is None:
        sections += _rest(material, selection, actor, person)
    name = material.person(person) if person else material.called(actor)
    about = f" on {material.about(issue)}" if issue else ""
    return material.brief(
        "stance",
        f"{name[:1].upper()}{name[1:]}: where {_stands(material, person)}{about}",
        sections,
        [*_silences(material, found, name, issue, person, last), *half_read(material.coverage)],
    )


def _stands(material: Material, person: str | None) -> str:
    if person is None:
        return "it stands"
    pronoun = next((p.pronoun for p in material.topic.people if p.id == person), "")
    return f"{pronoun} stands" if pronoun in {"he", "she"} else "they stand"


def _issues_first(material: Material, found: list[Standing]) -> list[Standing]:
    """Issues before actors, of whom the strongest few; clear positions before unclear ones."""
    clear = [s for s in found if s.position is not Position.UNCLEAR]
    unclear = [s for s in found if s.position is Position.UNCLEAR]
    ranked = [*clear, *unclear]
    actors = [s for s in ranked if material.is_actor(s.target)]
    return [s for s in ranked if not material.is_actor(s.target)] + actors[:_ACTORS]


def _target(material: Material, selection: Selection, standing: Standing, most: int) -> Section:
    lines = selection.stances(_varied(standing), most)
    towards = "Towards " if material.is_actor(standing.target) else ""
    name = material.called(standing.target) if towards else material.target(standing.target)
    return Section(title=f"{towards}{name}: {standing.position}", lines=lines)


def _varied(standing: Standing) -> Sequence[StanceStatement]:
    """Best first, but where a position is mixed its two sides in turn."""
    if standing.position is not Position.MIXED:
        return standing.statements
    sides: dict[Position, list[StanceStatement]] = {}
    for statement in standing.statements:
        sides.setdefault(statement.position, []).append(statement)
    turns = max(len(side) for side in sides.values())
    return [side[turn] for turn in range(turns) for side in sides.values() if turn < len(side)]


def _shifts(material: Material, selection: Selection, found: list[Standing]) -> list[Section]:
    """Targets on which one person, or the actor as such, said the opposite of an earlier dated statement."""
    lines = []
    for standing in found:
        for before, after in _turns(standing):
            shown = selection.stances([after, before], 2)
            lines += [line.model_copy(update={"label": f"{line.label} ({material.target(standing.target)})"})
                      for line in shown]  # fmt: skip
    return [Section(title="Shifts, newest first", lines=tuple(lines))] if lines else []


def _turns(standing: Standing) -> Iterator[tuple[StanceStatement, StanceStatement]]:
    polar = (Position.SUPPORTS, Position.OPPOSES)
    dated = sorted(
        (s for s in standing.statements if s.said.start and s.position in polar),
        key=lambda s: (newest_first(s.said), s.id),
        reverse=True,
    )
    latest: dict[str | None, StanceStatement] = {}
    for statement in dated:
        before = latest.get(statement.person)
        if before and before.position is not statement.position and _after(before, statement):
            yield before, statement
        latest[statement.person] = statement


def _after(before: StanceStatement, after: StanceStatement) -> bool:
    return bool(before.said.end and after.said.start and before.said.end < after.said.start)


def _rest(material: Material, selection: Selection, actor: str, person: str | None) -> list[Section]:
    said = [u for u in selection.utterances if said_by(u.best, actor, person) and _tells_something(u)]
    sections = [Section(title="Also said", lines=selection.quoted(selection.unused(said), _OTHER))]
    if person is None:
        sections += [
            Section(title="Interests and deeds", lines=_deeds(material, selection, actor)),
            Section(title="What others say of it", lines=_claims(material, selection, actor)),
            Section(title="As the authors see it", lines=_remarks(material, selection, actor)),
        ]
    return sections


def _tells_something(said: Utterance) -> bool:
    """Leaves out "reiterated the country's stand": a report too short to tell what was said."""
    return said.best.kind is not Kind.INDIRECT or len(said.best.words.split()) >= _FEWEST_WORDS


def _deeds(material: Material, selection: Selection, actor: str) -> tuple[Line, ...]:
    found = [d for d in material.developments if actor in d.actors and _is_deed(d)]
    ranked = sorted(found, key=lambda d: (-len(d.spans), newest_first(d.when), d.id))
    return selection.lines((event_line(material, d) for d in ranked), _ACTIONS)


def _is_deed(development: Development) -> bool:
    return development.nature is Nature.FIGURE or development.type in _DEEDS


def _claims(material: Material, selection: Selection, actor: str) -> tuple[Line, ...]:
    claims = [s for s in material.stances if s.actor == actor and s.claimant is not None]
    return selection.stances(sorted(claims, key=lambda s: best_first(material, s)), _OTHER)


def _remarks(material: Material, selection: Selection, actor: str) -> tuple[Line, ...]:
    views = [s for s in material.stances if s.actor == actor and s.grade is Grade.ANALYST]
    shown = selection.stances(sorted(views, key=lambda s: best_first(material, s)), _OTHER)
    remarks = sorted((r for r in material.remarks if actor in r.actors), key=in_text)
    return shown + selection.lines((remark_line(material, r) for r in remarks), _OTHER - len(shown))


def _silences(
    material: Material,
    found: list[Standing],
    name: str,
    issue: str | None,
    person: str | None,
    last: Quotation | None,
) -> list[str]:
    if issue is None and not found:
        return [silence(material, f"No position of {name}", person, last)]
    if issue and not found:
        return [silence(material, f"No position of {name} on {material.about(issue)}", person, last)]
    if issue:
        return []
    spoken = {s.target for s in found}
    missing = [i.name for i in material.topic.issues if i.id not in spoken]
    return [f"Nothing found{window_words(material)} on: {', '.join(missing)}."] if missing else []
