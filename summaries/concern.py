"""Whether an article is about a topic, or only passes it: judged by what it names, where and how often.

Cheap enough for everything that feeds carry: no parse, one walk over the words. What a topic's own names are
is read off its pack: see ``summaries.landmarks``. The weights are measured, see docs/benchmarks.md ("On
topic").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from summaries.landmarks import Landmark, Landmarks
from summaries.model import Article, Value
from summaries.naming.lexicon import Words
from summaries.topics import Topic

_READ = 5000  # code points that are looked at: what an article is about, it says early
_LEAD, _SHORTEST_LEAD, _LEAD_SHARE = 50, 20, 0.35  # words, and of a short text
_TITLE_WEIGHT, _LEAD_WEIGHT = 3.0, 1.75
_LISTED = 0.3  # weight of a name in an enumeration: "Iran, Libya and Venezuela"
_PAIRED = 0.7  # of an actor with an issue's word, where the topic is a thing and no land
_PER_WORDS = 200  # words of text for which one more mention is needed
_ISSUE, _ACTOR, _MOST = 0.25, 0.03, 5  # what each issue's term and each other actor adds, and of how many
_ENOUGH = 1.2


class Concern(Value):
    """How much an article concerns a topic: ``score`` 0 to 1, from 0.5 on it does; ``why`` in few words."""

    score: float
    concerns: bool
    why: str


class _Found(NamedTuple):
    """A name of the topic in an article, and how much it counts at its place."""

    landmark: Landmark
    weight: float
    name: str


class Judge:
    """Weighs articles against one topic. Making one takes some hundredths of a second; keep it."""

    def __init__(self, topic: Topic) -> None:
        self._names = Landmarks(topic)

    def weigh(self, article: Article) -> Concern:
        """Say whether the article concerns the topic; in one or two milliseconds, however long it is."""
        title, body = Words(article.title), Words(_without_title(article))
        found = [*self._in_title(title), *self._in_body(body)]
        mass = self._mass(found)
        weight = mass / (1 + len(body) / _PER_WORDS) * _company(found)
        score = weight / (weight + _ENOUGH)
        return Concern(score=round(score, 3), concerns=weight >= _ENOUGH, why=_why(found, len(body)))

    def _in_title(self, title: Words) -> Iterable[_Found]:
        own_told = False
        for first, last, landmark in self._names.find(title):
            weight = 1.0 if landmark.own and own_told else _TITLE_WEIGHT
            own_told = own_told or landmark.own > 0
            yield _Found(landmark, weight, _told(title, first, last))

    def _in_body(self, body: Words) -> Iterable[_Found]:
        lead = min(_LEAD, max(_SHORTEST_LEAD, _LEAD_SHARE * len(body)))
        for first, last, landmark in self._names.find(body):
            weight = _LEAD_WEIGHT if first < lead else 1.0
            yield _Found(
                landmark, weight * (_LISTED if _listed(body, first, last) else 1.0), _told(body, first, last)
            )

    def _mass(self, found: Sequence[_Found]) -> float:
        own = sum(one.weight * one.landmark.own for one in found)
        if self._names.of_a_land:
            return own
        actors = sum(one.weight for one in found if one.landmark.kind == "actor")
        issues = sum(one.weight for one in found if one.landmark.kind == "issue")
        return own + _PAIRED * min(actors, issues)


def _company(found: Sequence[_Found]) -> float:
    """What is told of a land together with issues is likelier to be news of it than what is told alone."""
    issues = {one.name.lower() for one in found if one.landmark.kind == "issue"}
    actors = {one.landmark.id for one in found if one.landmark.kind == "actor" and not one.landmark.own}
    return 1 + _ISSUE * min(len(issues), _MOST) + _ACTOR * min(len(actors), _MOST)


def _without_title(article: Article) -> str:
    """The beginning of the text; a first line that is the title does not count twice."""
    text = article.text[:_READ].lstrip()
    return text.removeprefix(article.title) if article.title else text


def _listed(words: Words, first: int, last: int) -> bool:
    """Whether a name is one of several in a row: another name, then a comma or "and", before or after it."""
    before, after = words.gap(first), words.gap(last + 1)
    if before == ", " and _named(words, first - 1) and _enumerates(words, last):
        return True
    link = words.key(first - 1)
    return (
        before == " "
        and link in {"and", "y", "e", "et", "и"}
        and _named(words, first - 2)
        and (words.gap(first - 2) == ", " or words.gap(first - 1) == ", " or after.startswith(","))
    )


def _enumerates(words: Words, last: int) -> bool:
    """Whether the enumeration goes on after the name: ", Brazil" or " and Brazil"."""
    if words.gap(last + 1) == ", ":
        return _named(words, last + 1)
    return words.key(last + 1) in {"and", "y", "e", "et", "и"} and _named(words, last + 2)


def _named(words: Words, place: int) -> bool:
    return words.key(place)[:1].isupper()


def _told(words: Words, first: int, last: int) -> str:
    return words.flat[words.starts[first] : words.ends[last]]


def _why(found: Sequence[_Found], length: int) -> str:
    named = Counter(one.name for one in found if one.landmark.own)
    if not named:
        return "it names nothing that is the topic's own"
    told = ", ".join(f"{name} {_times(count)}" for name, count in islice(named.most_common(), 3))
    return f"it names {told} in {length:,} words"


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
