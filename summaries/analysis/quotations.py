"""Quotations: which words an article attributes, to whom, and by which cue; by place only."""

from __future__ import annotations

from summaries.analysis.attribution import Attribution
from summaries.analysis.contents import Contents
from summaries.analysis.direct import find_direct
from summaries.analysis.document import Document
from summaries.analysis.labels import find_headline, find_labelled
from summaries.analysis.reported import find_reported
from summaries.model import Kind


def find(document: Document) -> tuple[Attribution, ...]:
    """All attributions of a parsed document, in the order of their content.

    What a transcript's label, a headline's label or quotation marks attribute comes before what the parse of
    a sentence attributes by the same cue; what is told inside somebody's words is theirs.
    """
    labelled = find_labelled(document)
    turns = Contents(labelled)
    marked = tuple(a for a in find_direct(document) if not _touches(a, turns))
    direct = Contents(labelled + marked)
    found = [*labelled, *marked, *(() if labelled else find_headline(document))]
    contents = {a.content for a in found}
    for reported in find_reported(document):
        told = reported.content in contents or _has_same_cue(reported, direct)
        if not told and not _touches(reported, turns):
            found.append(reported)
            contents.add(reported.content)
    found = [a for a in found if not _sources(document, a, found)]
    everything = Contents(found)
    kept = [a for a in found if not _retold(a, everything)]
    return tuple(sorted(kept, key=lambda a: (a.content[0], a.content[-1][1])))


def _touches(one: Attribution, others: Contents) -> bool:
    return any(True for place in one.content for _ in others.touching(place))


def _has_same_cue(reported: Attribution, direct: Contents) -> bool:
    """Whether the same cue attributes some of the same words already, or the quoted words before it.

    After quoted words, what follows their cue is who was spoken to: “...,” X assured the delegation.
    """
    cue = reported.cue
    if cue is not None and cue in direct.cues_after and reported.content[0][0] - cue[1] < 2:
        return True
    return cue is not None and any(
        other.cue is not None and cue[0] < other.cue[1] and other.cue[0] < cue[1]
        for place in reported.content
        for other in direct.touching(place)
    )


def _sources(document: Document, one: Attribution, others: list[Attribution]) -> bool:
    """Whether "according to" only says where a report of somebody's words is from: “...,” X said, says Y."""
    if one.cue is None or not document.text.startswith(("according", "According"), one.cue[0]):
        return False
    content = [place for place in one.content if place[1] <= one.cue[0]]
    return any(
        start <= other.cue[0] < end and start <= other.source[0] < end and other.kind is Kind.DIRECT
        for start, end in content
        for other in others
        if other is not one and other.cue is not None and other.source is not None
    )


def _retold(one: Attribution, others: Contents) -> bool:
    """Whether somebody else tells it: what X says that Y said is X's word, not Y's."""
    return one.cue is not None and any(
        other is not one and one.content[-1][1] <= other.content[-1][1] for other in others.holding(one.cue)
    )
