"""Which developments tell one event, and how their tellings are joined."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable
from datetime import date

from rapidfuzz.fuzz import token_set_ratio

from summaries.briefs.material import Material, newest_first
from summaries.model import Development, EventType, Nature, Span
from summaries.tellings import contradict, share_a_name

_ALIKE = 72.0
"""Two tellings of events of one day, type and actors are one event from this token-set ratio on; events that
share a day and actors but not their words (a call and a meeting) stay apart."""

_WEEK = 7
"""A rough date within so many days may be the exact one that another article gives."""

_BILATERAL = frozenset({EventType.CONSULT, EventType.AGREE})
"""Two sides meet or agree once a day, in whatever words."""

_PLACED = frozenset({EventType.ASSAULT, EventType.PROTEST})
"""What shares its day, its sides and its place is one event, in whatever words."""

_MONTHS = "|".join(month_name[1:])
_NUMBER = re.compile(
    r"(?<![\w.,])\d[\d,.]*(?=\s+[a-z])"
    rf"|(?<![\w.,])(?!(?:19|20)\d\d\b)\d[\d,.]*(?=\s+(?!(?:{_MONTHS})\b)[A-Z]\w+\s+[a-z])"
)


def merged(material: Material, developments: Iterable[Development]) -> list[Development]:
    """One development for one event, told by all its spans; newest first, undated last.

    Tellings are one event when day, type and nature agree, their actors overlap, nothing in them contradicts,
    and their words are alike, or they share their place, or the same two sides met or agreed.
    """
    groups: list[list[Development]] = []
    of_a_kind: dict[tuple[EventType | None, Nature], list[list[Development]]] = {}  # none is of two
    for development in sorted(developments, key=_order):
        same = of_a_kind.setdefault((development.type, development.nature), [])
        home = next((g for g in same if _one_event(g, development, material)), None)
        if home is None:
            same.append([development])
            groups.append(same[-1])
        else:
            home.append(development)
    return [_joined(group, material) for group in groups]


def numbers(telling: Development) -> frozenset[str]:
    """The numbers that a telling counts something by: "400" in "400 engineers", "12" in "12 Deltan men"."""
    return frozenset(_NUMBER.findall(telling.spans[0].text))


def _one_event(group: list[Development], telling: Development, material: Material) -> bool:
    # Asked in this order because few are alike, and the names in two tellings take long to find.
    return any(_is_told_again(known, telling, material) for known in group) and not any(
        contradict(known, telling, material.topic) for known in group
    )


def _is_told_again(one: Development, other: Development, material: Material) -> bool:
    if (one.type, one.nature) != (other.type, other.nature) or not _same_time(one, other):
        return False
    if one.actors and other.actors and not set(one.actors) & set(other.actors):
        return False
    if token_set_ratio(one.spans[0].text, other.spans[0].text) >= _ALIKE:
        return True
    if one.when.span_of_days != 1 or other.when.span_of_days != 1:
        return False
    if one.type in _BILATERAL and set(one.actors) == set(other.actors) and len(one.actors) > 1:
        return True
    return one.type in _PLACED and share_a_name(one, other, material.topic)


def _same_time(one: Development, other: Development) -> bool:
    """Whether the dates agree, or one lies within the other, which is no longer than a week."""
    first, second = one.when, other.when
    if (first.start, first.end) == (second.start, second.end):
        return True
    if not (first.start and first.end and second.start and second.end):
        return False
    if max(first.span_of_days, second.span_of_days) > _WEEK:
        return False
    within = first.start <= second.start and second.end <= first.end
    return within or (second.start <= first.start and first.end <= second.end)


def _joined(group: list[Development], material: Material) -> Development:
    """The fullest telling with the spans and sides of all; the newest, where they differ in their numbers."""
    if len(group) == 1:
        return group[0]
    counted = {numbers(telling) for telling in group} - {frozenset()}
    if len(counted) > 1:
        group = sorted(group, key=lambda telling: _told_on(telling, material), reverse=True)
    spans = dict.fromkeys(span for telling in group for span in telling.spans)
    actors = dict.fromkeys(actor for telling in group for actor in telling.actors)
    people = dict.fromkeys(person for telling in group for person in telling.people)
    exact = min(group, key=lambda telling: telling.when.span_of_days or 10**6).when
    return group[0].model_copy(
        update={"spans": tuple(spans), "actors": tuple(actors), "people": tuple(people), "when": exact}
    )


def _told_on(telling: Development, material: Material) -> tuple[bool, date]:
    """When a telling with a number was published at the earliest; one without a number tells least."""
    published = material.published(telling.spans[0].article).start or date.min
    return (_NUMBER.search(telling.spans[0].text) is not None, published)


def _order(development: Development) -> tuple[tuple[int, int], int, int, str]:
    first: Span = development.spans[0]
    return (newest_first(development.when), -len(development.spans), -len(first.text), first.id)
