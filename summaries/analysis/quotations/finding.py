"""Quotations: which words an article attributes, to whom, and by which cue; by place only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.contents import Contents
from summaries.analysis.document import Document
from summaries.analysis.quotations.afterthoughts import without_afterthought
from summaries.analysis.quotations.comparing import is_source_named, overlap, touching
from summaries.analysis.quotations.conversations import find_conversation, retold
from summaries.analysis.quotations.direct import find_direct
from summaries.analysis.quotations.fusing import complete, fuse
from summaries.analysis.quotations.labels import find_headline
from summaries.analysis.quotations.linking import link
from summaries.analysis.quotations.reported import find_reported
from summaries.analysis.quotations.strays import without_strays
from summaries.analysis.quotations.verbatim import Verbatim
from summaries.analysis.tagging.decoding import Marked
from summaries.analysis.tagging.marking import mark
from summaries.model import Kind, QuotationType


def find_all(documents: Sequence[Document]) -> list[tuple[Attribution, ...]]:
    """All attributions of each parsed document, in the order of their content.

    Quotation marks and labels decide on direct quotations, the tagger on the rest, and the rules over the
    parse confirm or complete it. For words in marks the rules decide who said them where they name anybody.
    For other words, the speaker is unknown where both name different sources, and where only the tagger finds
    an attribution whose source is not the subject of its cue. A document's attributions do not depend on the
    others.
    """
    return [_found(document, marked) for document, marked in zip(documents, mark(documents), strict=True)]


def find(document: Document) -> tuple[Attribution, ...]:
    """All attributions of one document."""
    return find_all([document])[0]


def _found(document: Document, marked: Sequence[Marked]) -> tuple[Attribution, ...]:
    labelled = find_conversation(document)
    turns = Contents(labelled)
    linked = [without_afterthought(document, a) for a in link(document, marked)]
    in_marks = find_direct(document)
    marked_words = [a for a in in_marks if not touching(a, turns)]
    quoted = Contents(marked_words)
    tagged = [a for a in linked if not touching(a, turns) and not _runs_on(document, a)]
    tagged = [_until_anothers(document, a, quoted) for a in tagged]
    by_rules = (without_afterthought(document, a) for a in find_reported(document))
    reported = [a for a in by_rules if not touching(a, turns)]
    headline = () if labelled else find_headline(document)
    reported = [a for a in reported if not _has_same_cue(a, quoted) and not _follows(a, quoted)]
    ruled = [*headline, *(_until_anothers(document, a, quoted) for a in reported)]
    direct = list(complete(document, marked_words, tagged))
    found = [*labelled, *direct, *fuse(document, tagged, direct, ruled)]
    known = Contents(found)
    found += [a for a in ruled if not touching(a, known) or _tells(a, touching(a, known))]
    found = [a for a in found if not _sources(document, a, found)]
    everything = Contents(found)
    kept = [a for a in found if not _retold(a, everything)]
    kept += retold(document, turns, in_marks)
    kept = list(without_strays(document, kept))
    return tuple(sorted(kept, key=lambda a: (a.content[0], a.content[-1][1])))


def _runs_on(document: Document, one: Attribution) -> bool:
    """Whether it goes on behind marks that nothing closes: whose words those are, nobody can tell."""
    start, end = one.content[0][0], one.content[-1][1]
    return any(m.start <= start < m.end < end and not m.closed for m in document.marks_touching(start, end))


def _tells(one: Attribution, inner: Sequence[Attribution]) -> bool:
    """Whether words before their cue tell what somebody said, all of it: Y has told X that Z, a source said.

    The tagger marks only the inner one, which would give as Y's own what is hearsay. Words in marks stay Y's.
    """
    if one.cue is None or one.source is None or one.content[-1][1] > one.cue[0]:
        return False

    def inside(place: Place) -> bool:
        return any(start <= place[0] and place[1] <= end for start, end in one.content)

    return one.type is QuotationType.STATEMENT and all(
        other.kind is not Kind.DIRECT
        and other.cue is not None
        and other.source is not None
        and all(map(inside, (other.cue, other.source, *other.content)))
        for other in inner
    )


def _has_same_cue(reported: Attribution, direct: Contents) -> bool:
    """Whether the same cue attributes some of the same words already, or the quoted words before it.

    After quoted words, what follows their cue is who was spoken to: “...,” X assured the delegation.
    """
    cue = reported.cue
    if cue is not None and cue in direct.cues_after and reported.content[0][0] - cue[1] < 2:
        return True
    return cue is not None and any(
        other.cue is not None and overlap(cue, other.cue) for other in touching(reported, direct)
    )


def _follows(reported: Attribution, direct: Contents) -> bool:
    """Whether words before a cue begin with a whole quotation and its own cue, which are no part of them.

    “Are we late?” she asked, and as the gate closed, the guard said no: what the guard said stands elsewhere.
    """
    start, end = reported.content[0]
    if reported.cue is None or end > reported.cue[0]:
        return False
    others = ((other.content[0][0], other.cue) for other in touching(reported, direct))
    return any(cue is not None and said - 2 <= start < cue[0] and cue[1] <= end for said, cue in others)


def _until_anothers(document: Document, reported: Attribution, direct: Contents) -> Attribution:
    """It without a quotation at its end, after a colon, that has a cue of its own: “...,” the union wrote."""
    start, end = reported.content[-1]
    for other in direct.touching((start, end)):
        colon = document.text.rfind(":", start, other.content[0][0])
        before = document.text[colon + 1 : other.content[0][0]] if colon > start else "none"
        if other.cue is not None and other.cue[0] >= end - 1 and not before.strip(' \xa0“"«'):
            content = (*reported.content[:-1], (start, colon))
            return replace(reported, content=content, kind=Verbatim(document).kind(content))
    return reported


def _sources(document: Document, one: Attribution, others: list[Attribution]) -> bool:
    """Whether "according to" only says where a report of somebody's words is from: “...,” X said, says Y."""
    if one.cue is None or not is_source_named(document, one):
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
