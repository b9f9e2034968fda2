"""What an article observes in its own voice: what blocks a settlement, what doesn't fit together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summaries.analysis.attribution import Place
from summaries.analysis.document import Document, Sentence
from summaries.model import Kind, Quotation, Remark, RemarkKind
from summaries.names import Mention

# The word classes are our own, from how political reporting in English words a deadlock and a contradiction.
_ACCORD = (
    r"(?:settlement|agreement|deal|accord|compromise|solution|resolution|breakthrough|peace|ceasefire|truce)"
)
_PROCESS = rf"(?:talks?|negotiations?|dialogue|mediation|diplomacy|process|efforts?|{_ACCORD})"
_HINDER = (
    r"(?:stall|block|hamper|hinder|obstruct|thwart|imped|complicat|derail|undermin|threaten|jeopardi[sz]|scuttl|"
    r"torpedo|delay|prevent)(?:e|es|s|ed|ing)?"
)
_OBSTACLE = re.compile(
    rf"""
    \b(?:unwilling|reluctant|not\s+(?:willing|ready|prepared)|unable)\s+to\s+(?:compromise|negotiate|talk|yield|concede|
        budge|reach|agree|meet)
    | \brefus(?:e|es|ed|ing|al)\s+to\s+(?:budge|compromise|negotiate|talk|yield|concede|back\s+down|give)
    | \bno\s+(?:\w+\s+)?{_ACCORD}\s+(?:\w+\s+){{0,3}}(?:reached|struck|found|sight|signed|agreed)
    | \b{_ACCORD}\b(?:\W+\w+){{0,12}}?\W+(?:unlikely|doubtful|remote|elusive|distant|out\s+of\s+reach)
    | \bunlikely\s+(?:that|to)\b(?:\W+\w+){{0,8}}?\W+(?:{_ACCORD}|end|stop)\b
    | \b{_HINDER}\b(?:\W+\w+){{0,4}}?\W+{_PROCESS}\b
    | \b(?:harder|difficult|impossible)\s+to\s+(?:reach|find|strike|agree|negotiate)
    | \b(?:deadlock(?:ed)?|stalemate|impasse|sticking\s+points?|stumbling\s+blocks?|obstacles?\s+to)\b
    | \bfail(?:ed|s|ing|ure)?\s+to\s+(?:reach|agree|find\s+(?:a|any)\s+{_ACCORD})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_INCONSISTENCY = re.compile(
    r"""
    \binconsisten(?:t|cy|cies)\b
    | \bcontradict(?:s|ed|ing|ion|ions|ory)?\b
    | \b(?:mixed|conflicting|contradictory|confusing)\s+(?:messages?|signals?|statements?|remarks?|accounts?)
    | \bat\s+odds\s+with\b
    | \b(?:directly\s+)?oppos(?:e|es|ed)\s+(?:\S+\s+){0,3}(?:statements?|claims?|remarks?|words)\b
    | \bconfusion\s+(?:about|over|around)\b(?:\W+\w+){0,5}?\W+(?:policy|position|stance|line|strategy)
    | \b(?:about-face|u-turn|backtrack(?:s|ed|ing)?|flip-flop\w*|volte-face)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BOTH = re.compile(
    r"\b(?:both|the\s+two|neither)\s+(?:of\s+the\s+)?(?:sides?|states?|countr\w+|part(?:y|ies)|powers?|actors?|"
    r"governments?|capitals?|camps?)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 6
"""Sentences before "both sides" in which the two sides are looked for."""


def find(document: Document, quoted: Iterable[Quotation]) -> tuple[Remark, ...]:
    """The remarks of a document, in order; neither questions nor what somebody is quoted as saying."""
    said = [
        (span.start, span.end)
        for quotation in quoted
        if quotation.kind is not Kind.INDIRECT or quotation.actor
        for span in quotation.content
    ]
    remarks = []
    for sentence in document.sentences:
        paragraph = document.paragraphs[sentence.paragraph]
        if paragraph.kind != "paragraph" or document.text[sentence.end - 1] == "?":
            continue
        if kind := _kind(document.text, sentence, said):
            remarks.append(_remark(document, sentence, kind))
    return tuple(remarks)


def _kind(text: str, sentence: Sentence, said: Sequence[Place]) -> RemarkKind | None:
    """What the author's own words show: first what blocks, which says more than a misfit does."""
    for pattern, kind in ((_OBSTACLE, RemarkKind.OBSTACLE), (_INCONSISTENCY, RemarkKind.INCONSISTENCY)):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if not any(start < match.end() and match.start() < end for start, end in said):
                return kind
    return None


def _remark(document: Document, sentence: Sentence, kind: RemarkKind) -> Remark:
    mentions = document.mentions_in(sentence.start, sentence.end)
    actors = _actors(document, mentions)
    if kind is RemarkKind.INCONSISTENCY:
        actors = actors[:1]  # the first named is whose words don't fit; the others are what they are about
    elif len(actors) < 2 and _BOTH.search(document.text, sentence.start, sentence.end):
        actors = _two_before(document, sentence)
    issues = dict.fromkeys(issue for m in mentions if m.kind == "issue" for issue in m.ids)
    return Remark(
        kind=kind, actors=actors, issues=tuple(issues), span=document.span(sentence.start, sentence.end)
    )


def _actors(document: Document, mentions: Sequence[Mention]) -> tuple[str, ...]:
    sides = (_side(document, mention) for mention in mentions if mention.kind != "issue")
    return tuple(dict.fromkeys(side for side in sides if side))


def _side(document: Document, mention: Mention) -> str | None:
    if mention.kind == "actor":
        return mention.ids[0]
    if mention.kind == "person":
        return document.topic.person(mention.ids[0]).actor
    return mention.actor


def _two_before(document: Document, sentence: Sentence) -> tuple[str, ...]:
    """The two actors named most recently before a sentence on "both sides", in the order of the text."""
    first = document.sentences[max(0, sentence.index - _LOOK_BACK)]
    named = _actors(document, list(reversed(document.mentions_in(first.start, sentence.start))))
    return tuple(reversed(named[:2])) if len(named) >= 2 else ()
