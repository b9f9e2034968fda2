"""Sources, cues and contents in documents, marked by the tagger; documents are read together for speed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summaries.analysis.document import Document
from summaries.analysis.tagging.decoding import Marked, decode
from summaries.analysis.tagging.tagger import load_tagger
from summaries.analysis.tagging.windows import windows


def mark(documents: Sequence[Document]) -> list[tuple[Marked, ...]]:
    """The marked words of each document, in the order of the text."""
    tagger = load_tagger()
    read = [
        windows(d.text, [(p.start, p.end) for p in d.paragraphs], d.marks, tagger.tokenizer)
        for d in documents
    ]
    flat = [window for document in read for window in document]
    decoded = iter(decode(flat, tagger.tag(flat)))
    found = [[marked for _ in document for marked in next(decoded)] for document in read]
    return [tuple(_whole(d.text, marked)) for d, marked in zip(documents, found, strict=True)]


def _whole(text: str, found: Sequence[Marked]) -> Iterator[Marked]:
    """The same with no word cut in two: a word belongs to the part that its beginning belongs to."""
    reached = 0
    for marked in found:
        start = max(marked.start, reached)
        while start > reached and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        reached = marked.end
        while reached < len(text) and text[reached - 1].isalnum() and text[reached].isalnum():
            reached += 1
        if start < reached:
            yield replace(marked, start=start, end=reached)
