"""What an article tells as having happened, or as counted, planned or expected, with its date and sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from summaries.analysis.dates import DateMention
from summaries.analysis.developments.scene import Scene
from summaries.analysis.developments.telling import told_in
from summaries.analysis.document import Document, Sentence
from summaries.model import Development, Nature, Quotation
from summaries.tellings import contradict
from summaries.topics import Topic

SAME_DAYS = 7
"""Two sentences may tell one event only if their common date is at least so exact."""


def find(
    document: Document, quoted: tuple[Quotation, ...], dates: Sequence[DateMention]
) -> tuple[Development, ...]:
    """The developments of an article, in the order of its text; an event told twice is one with two spans.

    What stands in quotation marks, or is only said, supposed or denied, is none: statements are ``quoted``.
    """
    home = _home(document.topic)
    found = [
        development
        for sentence in document.sentences
        if _can_tell(document, sentence, home)
        for development in told_in(Scene.of(document, sentence, dates))
    ]
    return tuple(_merged(found, document.topic))


def _home(topic: Topic) -> re.Pattern[str] | None:
    """Names of a land that sides of the topic share, so that alone they mean no side: "Kurdish towns"."""
    actors = [actor for actor in topic.actors if actor.places]
    names = {name for actor in actors for name in (*actor.places, *actor.adjectives, *actor.metonyms)}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b") if names else None


def _can_tell(document: Document, sentence: Sentence, home: re.Pattern[str] | None) -> bool:
    """Whether it is worth reading: parsed prose that names something of the topic, or its land."""
    if sentence.parse is None or document.paragraphs[sentence.paragraph].kind != "paragraph":
        return False
    if document.mentions_in(sentence.start, sentence.end):
        return True
    return home is not None and home.search(document.text, sentence.start, sentence.end) is not None


def _merged(found: Sequence[Development], topic: Topic) -> Iterator[Development]:
    """One development for those of the same exact date, type and nature that share a side."""
    groups: list[list[Development]] = []
    for development in found:
        group = next((g for g in groups if all(_is_same(known, development, topic) for known in g)), None)
        if group is None:
            groups.append([development])
        else:
            group.append(development)
    return (_one(group) for group in groups)


def _is_same(one: Development, other: Development, topic: Topic) -> bool:
    return (
        one.nature is other.nature is Nature.EVENT
        and one.type is not None
        and one.type is other.type
        and 0 < one.when.span_of_days <= SAME_DAYS
        and (one.when.start, one.when.end) == (other.when.start, other.when.end)
        and bool(set(one.actors) & set(other.actors))
        and not contradict(one, other, topic)
    )


def _one(group: Sequence[Development]) -> Development:
    if len(group) == 1:
        return group[0]
    fullest = sorted(group, key=lambda d: (-len(d.people) - len(d.actors), d.when.inferred, d.spans[0].start))
    return fullest[0].model_copy(
        update={
            "actors": _united(d.actors for d in fullest),
            "people": _united(d.people for d in fullest),
            "issues": _united(d.issues for d in fullest),
            "spans": tuple(dict.fromkeys(span for d in fullest for span in d.spans)),
        }
    )


def _united(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for group in groups for id in group))
