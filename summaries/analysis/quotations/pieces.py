"""Tagged contents that begin or end among words that belong together: mended before they are linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from summaries.analysis.cues import VERBS
from summaries.analysis.document import Document
from summaries.analysis.passage import Passage
from summaries.analysis.tagging.decoding import Marked, Part

_LINKING = frozenset(("ADP", "PART", "CCONJ", "SCONJ", "ADV", "AUX"))
"""What stands before a cue and belongs to it or joins it: "and for saying", "going on to say"."""

_BOUND = frozenset(("compound", "amod", "det", "poss", "nummod", "nmod"))
"""What a noun has before it: where a content begins between them, it begins within a noun phrase."""
_ADDRESS = 10
"""How many words, with "that", may be left of whom a thing was told."""


def mended(document: Document, marked: Sequence[Marked]) -> Iterator[Marked]:
    """The marked words of a document, in order, with such contents begun anew, cut at a cue, or made one.

    Where a content follows another without a word between, the tagger saw something there. If the first ends
    with a verb of saying, that is the cue: "his ads and for saying | that it heals". Else a content came in
    pieces.
    """
    waiting: Marked | None = None
    for part in (_begun(document, part) for part in marked):
        if waiting is not None and _goes_on(document, waiting, part):
            found = _cut(document, waiting)
            if found is None:
                waiting = _joined(waiting, part)
                continue
            yield from found
        elif waiting is not None:
            yield waiting
        waiting = part
    if waiting is not None:
        yield waiting


def _goes_on(document: Document, one: Marked, other: Marked) -> bool:
    """Whether two contents of one sentence, without marks where they meet, have only a space between."""
    if one.part is not Part.CONTENT or other.part is not Part.CONTENT:
        return False
    between = document.text[one.end : other.start]
    meet = document.text[one.end - 1] + document.text[other.start]
    same = document.sentence_at(one.start) is document.sentence_at(other.start)
    return same and not between.strip(" \xa0") and all(letter.isalnum() for letter in meet)


def _joined(one: Marked, other: Marked) -> Marked:
    lengths = one.end - one.start, other.end - other.start
    sure = (one.confidence * lengths[0] + other.confidence * lengths[1]) / sum(lengths)
    return replace(one, end=other.end, confidence=sure)


def _cut(document: Document, content: Marked) -> list[Marked] | None:
    """A content's words before the cue at its end, if any, and the cue; None where there is no cue."""
    sentence = document.sentence_at(content.start)
    if sentence is None or sentence.parse is None:
        return None
    passage = Passage(document, sentence, sentence.parse)
    words = passage.tokens([(content.start, content.end)])
    if not words or words[-1].pos_ != "VERB" or words[-1].lemma_.lower() not in VERBS:
        return None
    cue = words[-1]
    rest = _without_links(words[:-1], cue)
    found = replace(content, part=Part.CUE, start=passage.start(cue))
    if not rest:
        return [found]
    return [replace(content, end=passage.start(rest[-1]) + len(rest[-1].text)), found]


def _without_links(words: Sequence[Token], cue: Token) -> Sequence[Token]:
    """Words without those at their end that only lead to the cue."""
    above = set(cue.ancestors)
    while words and (words[-1].pos_ in _LINKING or (words[-1].pos_ == "VERB" and words[-1] in above)):
        words = words[:-1]
    return words


def _begun(document: Document, content: Marked) -> Marked:
    """A content from its "that" on, where it begins amid whom it was told: "told the old | crews that"."""
    sentence = document.sentence_at(content.start) if content.part is Part.CONTENT else None
    if sentence is None or sentence.parse is None:
        return content
    passage = Passage(document, sentence, sentence.parse)
    words = passage.tokens([(content.start, content.end)])
    before = words[0].nbor(-1) if words and words[0].i else None
    if before is None or before.dep_ not in _BOUND or before.head not in words:
        return content
    clause = next((t for t in words[:_ADDRESS] if t.lower_ == "that" and t.dep_ == "mark"), None)
    return replace(content, start=passage.start(clause)) if clause is not None else content
