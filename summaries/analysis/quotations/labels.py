"""Words after a speaker's label: transcripts ("MR. PRICE: ..."), interviews and headlines ("Poll: ...")."""

from __future__ import annotations

import re
from collections import Counter

from summaries.analysis.attribution import Attribution
from summaries.analysis.cues import words
from summaries.analysis.document import Document, Paragraph
from summaries.analysis.passage import trim
from summaries.analysis.roles import role_of
from summaries.model import Kind, QuotationType, Role
from summaries.names import Form

_SHOUTED = re.compile(r"[“\"]?((?:[A-Z][A-Z.'’-]*(?: (?=[A-Z(]))?){1,5}(?:\([^)\n]{1,30}\))?)\s*:\s+(?=\S)")
_NAMED = re.compile(r"[“\"]?([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})\s*:\s+(?=\S)")
_HEADLINE = re.compile(
    r"((?:[A-Z][\w.'’&-]*|the|of)(?: (?:[A-Z][\w.'’&-]*|of|the|and)){0,5})\s*:\s+(?=[‘“'\"]?\w)"
)
_STANDING = words(
    """latest analysis exclusive opinion video watch breaking update factbox explainer review timeline live
    photos editorial column interview transcript read letters correction note fact profile podcast
    listen gallery"""
)


def find_labelled(document: Document) -> tuple[Attribution, ...]:
    """What stands after the speakers' labels of a transcript; () where the text is none.

    Two labelled paragraphs make a transcript where the labels are in capitals; labels in ordinary letters
    must alternate. Transcripts give words verbatim, so these attributions are direct, without marks.
    """
    shouted = [(p, m) for p in document.paragraphs if (m := _SHOUTED.match(document.text, p.start, p.end))]
    if len(shouted) >= 2:
        return _transcript(document, shouted)
    named = [(p, m) for p in document.paragraphs if (m := _NAMED.match(document.text, p.start, p.end))]
    labels = Counter(match[1] for _, match in named)
    turns = [(p, m) for p, m in named if labels[m[1]] > 1]
    if len({m[1] for _, m in turns}) >= 2:
        return _transcript(document, turns)
    return ()


def _transcript(document: Document, turns: list[tuple[Paragraph, re.Match[str]]]) -> tuple[Attribution, ...]:
    found = []
    for paragraph, match in turns:
        content = trim(document.text, match.end(), paragraph.end, marks=' \t\n\r\xa0“”"')
        if content is not None:
            cue = document.text.index(":", match.end(1))
            found.append(
                Attribution(
                    Kind.DIRECT, QuotationType.STATEMENT, (content,), match.span(1), (cue, cue + 1), 0.9
                )
            )
    return tuple(found)


def find_headline(document: Document) -> tuple[Attribution, ...]:
    """A headline that opens with who says it: "Poll: Most voters undecided"."""
    if not document.paragraphs:
        return ()
    first = document.paragraphs[0]
    match = _HEADLINE.match(document.text, first.start, first.end)
    if match is None or first.last - first.first > 2 or not _speaks(document, match):
        return ()
    content = trim(document.text, match.end(), first.end)
    if content is None or len(document.text[content[0] : content[1]].split()) < 3:
        return ()
    cue = document.text.index(":", match.end(1))
    if any(m.start <= content[0] and content[1] <= m.end for m in document.marks):
        return ()
    return (
        Attribution(Kind.INDIRECT, QuotationType.STATEMENT, (content,), match.span(1), (cue, cue + 1), 0.8),
    )


def _speaks(document: Document, match: re.Match[str]) -> bool:
    """Whether a headline's label names somebody: known by the topic, named in full later, or a poll."""
    words = [word.lower() for word in match[1].split()]
    if _STANDING & set(words) or words[-1].endswith("ing"):
        return False
    if {"and", "&"} & set(words):
        return False
    known = document.mentions_in(*match.span(1))
    if any(m.kind in ("person", "office") or m.form is Form.INSTITUTION for m in known):
        return True
    if known:
        return False  # a country before a colon is what the article is about
    last = match[1].split()[-1]
    named = re.search(rf"[A-Z][\w.]+ {re.escape(last)}\b", document.text[match.end() :])
    return named is not None or role_of(last.lower().removesuffix("s")) is not Role.UNKNOWN
