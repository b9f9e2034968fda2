"""Which sentences can matter: only they are parsed."""

from __future__ import annotations

import re

from summaries.analysis.document import Document, Sentence

_CUE = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)|according|stat(?:e|ed|es|ing|ement)|announc|declar|argu|claim|warn|"
    r"accus|den(?:y|ie[ds]|ying)|reject|support|back|oppos|condemn|call|urg|demand|insist|believ|think|thought|want|"
    r"ask|add|not|report|wr(?:ite|ote|itten)|tweet|plan|hope|expect|know|knew|suggest|describ|agree|warn)",
    re.IGNORECASE,
)


def can_matter(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence may hold a quotation, a stance or a development, judged without a parse."""
    start, end = sentence.start, sentence.end
    return (
        bool(document.mentions_in(start, end))
        or any(mark.start < end and start < mark.end for mark in document.marks)
        or _CUE.search(document.text, start, end) is not None
    )
