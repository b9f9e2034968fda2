"""Where an actor stands towards each target, weighed from its statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from summaries.briefs.material import Material, newest_first
from summaries.model import Grade, Position, StanceStatement, Value

# Own words outweigh what is told about somebody; the steps are a judgement, not a measurement. They only
# decide when supporting and opposing evidence meet: a side with less than a quarter of the other's weight
# doesn't make a position mixed.
_WEIGHTS: Mapping[Grade, float] = {
    Grade.DIRECT: 6,
    Grade.MIXED: 5,
    Grade.INDIRECT: 4,
    Grade.INSTITUTION: 4,
    Grade.REPORTED: 3,
    Grade.ANALYST: 0,
}
_MINORITY = 0.25


class Standing(Value):
    """An actor's position towards one target, with its own statements best first."""

    target: str
    position: Position
    statements: tuple[StanceStatement, ...]
    weight: float


def own(statements: Iterable[StanceStatement]) -> tuple[StanceStatement, ...]:
    """What counts as an actor's stance: not what others claim of it, nor what analysts think."""
    return tuple(s for s in statements if s.claimant is None and s.grade is not Grade.ANALYST)


def standings(material: Material, actor: str, person: str | None = None) -> tuple[Standing, ...]:
    """The position of an actor (or of one person) on each target it spoke of, strongest evidence first."""
    by_target: dict[str, list[StanceStatement]] = {}
    for statement in own(material.stances):
        if statement.actor == actor and person in {None, statement.person} and statement.target != actor:
            by_target.setdefault(statement.target, []).append(statement)
    made = (_standing(material, target, found) for target, found in by_target.items())
    return tuple(sorted(made, key=lambda s: (-s.weight, s.target)))


def best_first(material: Material, statement: StanceStatement) -> tuple[int, int, int, int, str]:
    """A sort key: clear before unclear, well sourced before badly, new before old."""
    unclear = int(statement.position is Position.UNCLEAR)
    when = newest_first(material.dated(statement.said, statement.span.article))
    return (unclear, statement.grade, *when, statement.id)


def _standing(material: Material, target: str, found: list[StanceStatement]) -> Standing:
    ranked = sorted(found, key=lambda s: best_first(material, s))
    weights = {position: _weight(material, ranked, position) for position in Position}
    return Standing(
        target=target,
        position=_position(weights),
        statements=tuple(ranked),
        weight=sum(weights.values()),
    )


def _weight(material: Material, found: list[StanceStatement], position: Position) -> float:
    """Each publisher has one vote, and so has each story, however many print it: its best grade.

    Where publishers share a story but tell others too, those are counted first.
    """
    weight, publishers, stories = 0.0, set[str](), set[str]()
    held = [statement for statement in found if statement.position is position]
    for statement in sorted(held, key=lambda s: (-_WEIGHTS[s.grade], _is_shared(material, s))):
        publisher = material.publisher(statement.span.article)
        story = material.story(statement.span.article)
        if publisher not in publishers and story not in stories:
            weight += _WEIGHTS[statement.grade]
            publishers.add(publisher)
            stories.add(story)
    return weight


def _is_shared(material: Material, statement: StanceStatement) -> bool:
    """Whether other publishers print the same text."""
    return material.story(statement.span.article) != statement.span.article


def _position(weights: Mapping[Position, float]) -> Position:
    more, less = sorted(
        (Position.SUPPORTS, Position.OPPOSES), key=lambda position: weights[position], reverse=True
    )
    if weights[more] and weights[less] >= _MINORITY * weights[more]:
        return Position.MIXED
    if weights[more]:
        return Position.MIXED if weights[Position.MIXED] > weights[more] else more
    return Position.MIXED if weights[Position.MIXED] else Position.UNCLEAR
