"""Quotations: which words an article attributes, to whom, and by which cue; by place only."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.analysis.attribution import Attribution
from summaries.analysis.direct import find_direct
from summaries.analysis.document import Document
from summaries.analysis.labels import find_headline, find_labelled
from summaries.analysis.reported import find_reported


def find(document: Document) -> tuple[Attribution, ...]:
    """All attributions of a parsed document, in the order of their content."""
    labelled = find_labelled(document)
    marked = tuple(a for a in find_direct(document) if not any(_overlap(a, turn) for turn in labelled))
    direct = labelled + marked
    found = [*direct, *(() if labelled else find_headline(document))]
    for reported in find_reported(document):
        if not _told_already(reported, direct, found) and not _within(reported, labelled):
            found.append(reported)
    found = [a for a in found if not _retold(a, found)]
    return tuple(sorted(found, key=lambda a: (a.content[0], a.content[-1][1])))


def _retold(one: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether somebody else tells it: what X says that Y said is X's word, not Y's."""
    cue = one.cue
    return cue is not None and any(
        start <= cue[0] and cue[1] <= end and one.content[-1][1] <= other.content[-1][1]
        for other in found
        if other is not one
        for start, end in other.content
    )


def _told_already(reported: Attribution, direct: Sequence[Attribution], found: Sequence[Attribution]) -> bool:
    """Whether the same cue or the same words are attributed already."""
    for other in direct:
        if reported.cue is not None and other.cue is not None:
            same_cue = reported.cue[0] < other.cue[1] and other.cue[0] < reported.cue[1]
            if same_cue and _overlap(reported, other):
                return True
    return any(reported.content == other.content for other in found)


def _within(reported: Attribution, turns: Sequence[Attribution]) -> bool:
    """Whether a speaker of a transcript reports it, not the article."""
    return any(turn.content[0][0] <= reported.content[0][0] < turn.content[-1][1] for turn in turns)


def _overlap(one: Attribution, other: Attribution) -> bool:
    return any(a < d and c < b for a, b in one.content for c, d in other.content)
