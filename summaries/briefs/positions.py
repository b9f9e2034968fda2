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
    weights = _weights(material, ranked)
    return Standing(
        target=target,
        position=_position(weights),
        statements=tuple(ranked),
        weight=sum(weights.values()),
    )


def _weights(material: Material, found: list[StanceStatement]) -> Mapping[Position, float]:
    """What speaks for each position. Each publisher has one vote, and each story, however many print it.

    A vote weighs what its best grade does. Where publishers share a story but tell others too, those are
    counted first.
    """
    weights: dict[Position, float] = dict.fromkeys(Position, 0.0)
    voted: set[tuple[Position, str]] = set()
    for statement in sorted(found, key=lambda s: (-_WEIGHTS[s.grade], _is_shared(material, s))):
        article = statement.span.article
        names = (material.publisher(article), material.story(article))
        voters = {(statement.position, name) for name in names}
        if not voters & voted:
            weights[statement.position] += _WEIGHTS[statement.grade]
            voted |= voters
    return weights


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
