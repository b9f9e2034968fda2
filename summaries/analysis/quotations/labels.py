"""Headlines that open with who says it: "Poll: Most voters undecided"."""

from __future__ import annotations

import re

from summaries.analysis.attribution import Attribution
from summaries.analysis.cues import words
from summaries.analysis.document import Document
from summaries.analysis.passage import trim
from summaries.analysis.roles import role_of
from summaries.model import Kind, QuotationType, Role
from summaries.names import Form

_HEADLINE = re.compile(
    r"((?:[A-Z][\w.'’&-]*|the|of)(?: (?:[A-Z][\w.'’&-]*|of|the|and)){0,5})\s*:\s+(?=[‘“'\"]?\w)"
)
_STANDING = words(
    """latest analysis exclusive opinion video watch breaking update factbox explainer review timeline live
    photos editorial column interview transcript read letters correction note fact profile podcast
    listen gallery"""
)


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
