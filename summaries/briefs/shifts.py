"""Shifts of position: somebody says now the opposite of what they said before. Precision first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summaries.briefs.contrast import is_limited
from summaries.briefs.digest_news import News
from summaries.briefs.digest_period import Period
from summaries.briefs.material import Material, newest_first
from summaries.briefs.positions import best_first, own, standings
from summaries.model import Grade, Line, Position, Section, StanceStatement
from summaries.when import When

_ING = {Position.SUPPORTS: "supporting", Position.OPPOSES: "opposing"}


class Shift(NamedTuple):
    """One speaker on one target: the newest of the position before, and the best of the one now."""

    before: StanceStatement
    now: StanceStatement


class _Voice(NamedTuple):
    """Who speaks on what: ``speaker`` is a person or a name, "" for the actor as such."""

    actor: str
    speaker: str
    target: str


def shifts(period: Period) -> tuple[Shift, ...]:
    """The shifts of a period, best sourced first.

    A shift is told where all that a speaker said before pointed one way, all that the period brought points
    the other, in articles that are not old ones, and the new words are surely of a later day. Words that set
    a condition or a term shift nothing, nor does what reporters and others tell of a position.
    """
    fresh = _voices(s for s in own(period.now.stances) if period.is_fresh(s))
    about = {(voice.actor, voice.target) for voice in fresh}
    before = _voices(s for s in own(period.before.stances) if (s.actor, s.target) in about)
    found = [
        shift for voice, stances in fresh.items() if (shift := _shift(period, before.get(voice, []), stances))
    ]
    return tuple(sorted(found, key=lambda shift: (best_first(period.now, shift.now), shift.before.id)))


def shift_sections(news: News, most: int) -> Iterator[Section]:
    """Each shift with both quotes and both dates, within so many lines."""
    for shift in news.period.once(shifts):
        if most < 2:
            return
        if not _is_asked_for(news, shift.now):
            continue
        if news.was_told(*shift) or not (lines := news.selection.pair(*shift)):
            continue
        most -= 2
        yield Section(
            title=_title(news.now, shift), lines=(_headed("Before", lines[0]), _headed("Now", lines[1]))
        )


def _title(material: Material, shift: Shift) -> str:
    who, about = material.actor(shift.now.actor), material.about(shift.now.target)
    return f"Shift: {who} on {about}, from {_ING[shift.before.position]} to {_ING[shift.now.position]}"


def _headed(word: str, line: Line) -> Line:
    return line.model_copy(update={"label": f"{word}, {line.label}" if line.label else word})


def _voices(stances: Iterable[StanceStatement]) -> dict[_Voice, list[StanceStatement]]:
    """The clear statements, well enough sourced, by whose they are."""
    found: dict[_Voice, list[StanceStatement]] = {}
    for one in stances:
        if one.position in _ING and one.grade <= Grade.INSTITUTION and not is_limited(one):
            voice = _Voice(one.actor, one.person or one.name or "", one.target)
            found.setdefault(voice, []).append(one)
    return found


def _is_asked_for(news: News, stance: StanceStatement) -> bool:
    return stance.actor in news.actors and (not news.issues or stance.target in news.issues)


def _shift(period: Period, before: list[StanceStatement], fresh: list[StanceStatement]) -> Shift | None:
    if not before or not fresh:
        return None
    was, is_now = _position(period.before, before), _position(period.now, fresh)
    if was is is_now or was not in _ING or is_now not in _ING:
        return None
    now = min((s for s in fresh if s.position is is_now), key=lambda s: best_first(period.now, s))
    earlier = [s for s in before if s.position is was and _is_earlier(period, s, now)]
    if not earlier:
        return None
    return Shift(min(earlier, key=lambda s: (*newest_first(_when(period, s)), s.grade, s.id)), now)


def _position(material: Material, stances: list[StanceStatement]) -> Position:
    """Where these statements of one voice on one target stand together."""
    alone = material.model_copy(update={"stances": tuple(stances)})
    return next((s.position for s in standings(alone, stances[0].actor)), Position.UNCLEAR)


def _when(period: Period, stance: StanceStatement) -> When:
    return period.now.dated(stance.said, stance.span.article)


def _is_earlier(period: Period, one: StanceStatement, other: StanceStatement) -> bool:
    """Whether the one was surely said on an earlier day than the other."""
    first, second = _when(period, one), _when(period, other)
    return bool(first.end and second.start and first.end < second.start)
