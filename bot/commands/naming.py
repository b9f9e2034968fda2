"""Finding a topic's actors, people and issues among the words of a command."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.commands.tokens import Token
from summaries.folding import fold
from summaries.lookup import Match
from summaries.topics import Topic
from summaries.when import When

LONGEST = 8
"""The most words that one name takes."""

_ANY_TIME = When()
_POSSESSIVE = re.compile(r"(?i)['’]s?$|\.$")


@dataclass(frozen=True)
class Named:
    """A name among the words: what it may mean and how many words it takes."""

    matches: tuple[Match, ...]
    length: int

    def of(self, kind: str) -> tuple[Match, ...]:
        """What it may mean among the entities of one kind."""
        return tuple(match for match in self.matches if match.kind == kind)


def name_at(
    topic: Topic, tokens: Sequence[Token], at: int, kinds: Collection[str], when: When = _ANY_TIME
) -> Named | None:
    """The longest name of one of ``kinds`` that begins at a word; None when there is none.

    An office names who held it in ``when``. Words between quotation marks are one name, or none.
    """
    for length in range(min(_reach(tokens, at), LONGEST), 0, -1):
        words = " ".join(token.text for token in tokens[at : at + length])
        for spelling in dict.fromkeys((words, _POSSESSIVE.sub("", words))):
            found = tuple(match for match in topic.resolve(spelling, when) if match.kind in kinds)
            if found:
                return Named(_meant(found, spelling), length)
    return None


def _meant(matches: tuple[Match, ...], spelling: str) -> tuple[Match, ...]:
    """Where somebody typed an id, that entity before others of its kind that only bear the name."""
    exact = {match.kind for match in matches if match.id == spelling}
    return tuple(match for match in matches if match.kind not in exact or match.id == spelling)


def _reach(tokens: Sequence[Token], at: int) -> int:
    """How many words may belong together from ``at``: up to the next quotation mark."""
    if tokens[at].quoted:
        return 1
    return next((n for n, token in enumerate(tokens[at:]) if token.quoted), len(tokens) - at)


def issue_of(topic: Topic, words: str) -> str | None:
    """The one issue that ``words`` are about: by name, else by most terms; None if unsure."""
    named = [match.id for match in topic.resolve(words) if match.kind == "issue"]
    if len(named) == 1:
        return named[0]
    key = f" {fold(words)} "
    scores: dict[str, int] = {}
    for issue in topic.issues:
        known = {fold(term) for term in (issue.name, *issue.aliases, *issue.terms)}
        parts = {part for term in known for part in term.split() if len(part) > 4}
        scores[issue.id] = 10 * sum(f" {term} " in key for term in known) + sum(
            f" {p} " in key for p in parts
        )
    best = max(scores.values(), default=0)
    top = [id for id, score in scores.items() if score == best]
    return top[0] if best and len(top) == 1 else None


def cause(topic: Topic, side: str) -> str:
    """What a position towards a side is filed under: the one issue that is its own cause, else the side."""
    causes = [issue.id for issue in topic.issues if issue.actor == side]
    return causes[0] if len(causes) == 1 else side


def is_topic(topic: Topic, words: str) -> bool:
    """Whether words are the topic's own name, which says where rather than who."""
    return fold(words) in {fold(name) for name in (topic.id, topic.title, *topic.aliases)}


def short(topic: Topic, kind: str, id: str) -> str:
    """The shortest way to write an entity that reads back as it alone: for a person often the surname."""
    if kind != "person":
        return id
    for words in (fold(topic.person(id).name).split()[-1:], fold(topic.person(id).name).split()):
        found = topic.resolve(" ".join(words))
        if [(match.kind, match.id) for match in found] == [(kind, id)]:
            return " ".join(words)
    return id
