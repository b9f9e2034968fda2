"""Which two statements of one actor on one issue pull apart, and how far: precision before recall.

Opposite positions are not enough. Two statements are left alone where one sets a condition or a term
("until", "not at this stage"), where they are about different parts of an issue ("sanctions on food",
"sanctions on generals"), where more than half a year lies between them (a change of position, not a
tension), or where they praise and blame an actor rather than commit to anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple

from summaries.briefs.material import Material, newest_first
from summaries.briefs.positions import own
from summaries.model import Act, Grade, Position, StanceStatement
from summaries.topics import Issue
from summaries.when import When

_APART = 183
"""Days; farther apart in time, an actor has changed its position."""

_EACH = 8
"""Statements of one speaker for one position on one issue that are compared, the best sourced and newest."""

_COMMITTING = frozenset(
    (
        Act.CALLS_FOR,
        Act.PROMISES,
        Act.OFFERS,
        Act.THREATENS,
        Act.REJECTS,
        Act.BACKS,
        Act.AGREES,
        Act.CONSIDERS,
    )
)
"""Acts that bind whoever does them; the others judge."""

_LIMITED = re.compile(
    r"""(?<!even\s)\bif\b|\b(?:unless|until|till|provided|providing|as\ long\ as|so\ long\ as|without|except|
    only\ (?:when|after|once)|on\ condition|not\ (?:now|today|yet)|for\ now|for\ the\ time\ being|premature|
    too\ (?:early|soon)|this\ (?:week|month|year)|at\ (?:this|the)\ (?:stage|time|point|moment))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LINKING = frozenset({"on", "against", "over", "for", "of", "in", "to", "with", "from", "upon", "between"})
_DETERMINERS = frozenset(
    {"a", "an", "the", "any", "all", "these", "those", "its", "their", "his", "her", "our", "my", "no"}
)
_ENDING = frozenset(
    {
        "and",
        "but",
        "that",
        "which",
        "who",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "as",
        "while",
        "because",
    }
) | {"has", "have", "had", "must", "should", "can", "could", "than", "so", "when", "where", "by", "at"}
_PLAIN = frozenset({"new", "further", "more", "additional", "such", "other", "own", "future", "possible"})
_AFTER, _BEFORE = 5, 3
"""Words beside an issue's name in which its part may be told."""


_OPPOSED = (Position.SUPPORTS, Position.OPPOSES)


class Pair(NamedTuple):
    """Two statements that pull apart, the clearer one first."""

    one: StanceStatement
    other: StanceStatement


_Ranked = tuple[tuple[int, ...], str, str, Pair]


class _Told(NamedTuple):
    """A statement with what comparing it needs: who speaks, when, and the part of the issue that is meant."""

    statement: StanceStatement
    speaker: str
    when: When
    parts: frozenset[str]


def pulling_apart(material: Material, actor: str, utterance: Callable[[StanceStatement], str]) -> list[Pair]:
    """Pairs of statements of ``actor``, at most one of each two speakers on an issue, best contrast first.

    ``utterance`` names what was said: two wordings of one utterance don't pull apart.
    Only what was said counts, in words of its own. A pair is better where both statements commit to
    something, where they are close in time, where they are well sourced, and where two people differ.
    """
    best: dict[tuple[str, frozenset[str]], _Ranked] = {}
    theirs = (one for one in material.stances if one.actor == actor and one.quotation is not None)
    spoken = own(theirs)
    for issue in material.topic.issues:
        said = [one for one in spoken if one.target == issue.id and _commits(one, issue)]
        supporting, opposing = (_best(material, said, issue, position) for position in _OPPOSED)
        for one, other in product(supporting, opposing):
            if _pulls_apart(one, other) and utterance(one.statement) != utterance(other.statement):
                ranked, key = _ranked(one, other), (issue.id, frozenset((one.speaker, other.speaker)))
                best[key] = min(best.get(key, ranked), ranked)
    return [pair for *_, pair in sorted(best.values())]


def _commits(statement: StanceStatement, issue: Issue) -> bool:
    """Whether more is said than praise or blame, where the issue is an actor's own cause."""
    return issue.actor is None or statement.act in _COMMITTING


def _best(
    material: Material, said: Iterable[StanceStatement], issue: Issue, position: Position
) -> list[_Told]:
    """The best sourced and newest statements of each speaker that set no condition."""
    by_speaker: dict[str, list[tuple[tuple[int, int, int, str], StanceStatement, When]]] = {}
    for one in said:
        if one.position is position:
            when = material.dated(one.said, one.span.article)
            order = (one.grade, *newest_first(when), one.id)
            by_speaker.setdefault(one.person or one.name or one.actor, []).append((order, one, when))
    names = _names(issue)
    return [
        _Told(one, speaker, when, _parts(one.span.text, names))
        for speaker, found in by_speaker.items()
        for _, one, when in islice((f for f in sorted(found) if not is_limited(f[1])), _EACH)
    ]


def _pulls_apart(one: _Told, other: _Told) -> bool:
    days = _days_apart(one.when, other.when)
    same_article = one.statement.span.article == other.statement.span.article
    near = same_article if days is None else days <= _APART
    return near and not (one.parts and other.parts and not one.parts & other.parts)


def _ranked(one: _Told, other: _Told) -> _Ranked:
    pair = Pair(*sorted((one.statement, other.statement), key=lambda s: (s.grade, s.id)))
    return _rank(one, other), pair.one.id, pair.other.id, pair


def _rank(one: _Told, other: _Told) -> tuple[int, ...]:
    statements = (one.statement, other.statement)
    judging = sum(statement.act not in _COMMITTING for statement in statements)
    days = _days_apart(one.when, other.when) or 0
    same_person = int(one.statement.person is not None and one.speaker == other.speaker)
    grades = sum(statement.grade for statement in statements)
    return (judging, (days > 7) + (days > 31), grades, same_person, days)


def _days_apart(one: When, other: When) -> int | None:
    """The fewest days that can lie between; None where either has no date."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return None
    return max(0, (other.start - one.end).days, (one.start - other.end).days)


def is_limited(statement: StanceStatement) -> bool:
    """Whether a condition or a term is set: in the quoted words, or in the sentence that reports them."""
    shown = statement.span if statement.grade is Grade.DIRECT else statement.context
    return _sets_limits(shown.text)


@lru_cache(maxsize=8192)  # each digest of a window asks it of the same passages
def _sets_limits(text: str) -> bool:
    return _LIMITED.search(text) is not None


@cache
def _names(issue: Issue) -> re.Pattern[str]:
    """Whatever the issue is called, the longest name first."""
    names = sorted({issue.name, *issue.aliases, *issue.terms}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in names)})\b", re.IGNORECASE)


def _words(text: str) -> list[str]:
    return [match.group().casefold() for match in _WORD.finditer(text)]


def _parts(text: str, names: re.Pattern[str]) -> frozenset[str]:
    """The words that tell which part of the issue is meant: food, in "sanctions on food"."""
    name = names.search(text)
    if name is None:
        return frozenset()
    return _after(_words(text[name.end() :])) | _before(_words(text[: name.start()]))


def _after(words: list[str]) -> frozenset[str]:
    if not words or words[0] not in _LINKING:
        return frozenset()
    found = []
    for word in words[: _AFTER + 1]:
        if word in _ENDING:
            break
        found.append(word)
    return frozenset(found) - _LINKING - _DETERMINERS - _PLAIN


def _before(words: list[str]) -> frozenset[str]:
    """The words between an article and the name; none without an article, since one may be the verb."""
    near = words[-_BEFORE:]
    last = max((place for place, word in enumerate(near) if word in _DETERMINERS), default=None)
    return frozenset(near[last + 1 :]) - _LINKING - _PLAIN if last is not None else frozenset()
