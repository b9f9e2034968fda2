"""Sources, cues and contents in documents, marked by the tagger; documents are read together for speed."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.analysis.decoding import Marked, decode
from summaries.analysis.document import Document
from summaries.analysis.tagger import load_tagger
from summaries.analysis.windows import windows


def mark(documents: Sequence[Document]) -> list[tuple[Marked, ...]]:
    """The marked words of each document, in the order of the text."""
    tagger = load_tagger()
    read = [
        windows(d.text, [(p.start, p.end) for p in d.paragraphs], d.marks, tagger.tokenizer)
        for d in documents
    ]
    flat = [window for document in read for window in document]
    decoded = iter(decode(flat, tagger.tag(flat)))
    return [tuple(marked for _ in document for marked in next(decoded)) for document in read]
