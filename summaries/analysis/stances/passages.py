"""The words that show a position: its clause, or what of a quotation stands in its sentence."""

from __future__ import annotations

from summaries.analysis.clauses import Tree
from summaries.analysis.document import Document, Sentence
from summaries.analysis.stances.polarity import Reading
from summaries.model import Act, Kind, Quotation, Span

_OTHER_CLAUSES = ("conj", "advcl", "parataxis", "cc", "punct", "ccomp")


def passage(
    document: Document, sentence: Sentence, tree: Tree, reading: Reading, quotation: Quotation | None
) -> tuple[Span, Span]:
    """The span that shows the position, and its context (which holds the span)."""
    if quotation is not None:
        at = sentence.start + tree.starts[reading.place]
        for content in quotation.content:
            if content.start <= at < content.end and not _is_phrase(sentence, tree, quotation):
                start, end = max(content.start, sentence.start), min(content.end, sentence.end)
                return document.span(start, end), quotation.context
    start, end = _clause(tree, reading)
    span = document.span(sentence.start + start, sentence.start + end)
    return span, document.span(sentence.start, sentence.end)


def _is_phrase(sentence: Sentence, tree: Tree, quotation: Quotation) -> bool:
    """Whether reported words are no clause of their own, so that they can't be read without their verb."""
    if quotation.kind is not Kind.INDIRECT:
        return False
    first, last = quotation.content[0].start - sentence.start, quotation.content[-1].end - sentence.start
    return not any(tree.kinds[token] in ("VERB", "AUX") for token in tree.within(first, last))


def _clause(tree: Tree, reading: Reading) -> tuple[int, int]:
    """From the first to the last word of the clause, without the clauses joined to it at its ends."""
    head = reading.top
    for at in (reading.top, *tree.ancestors(reading.top)):
        head = at
        if tree.kinds[at] in ("VERB", "AUX") and tree.deps[at] != "xcomp":
            break
    way = {head, reading.place, reading.top, *reading.holders}
    kept = set(tree.below(head))
    for child in tree.children[head]:
        below = set(tree.below(child))
        if (
            tree.deps[child] in _OTHER_CLAUSES
            and not _gives_reason(tree, child, reading)
            and not below & way
            and not _is_way(tree, child, reading)
        ):
            kept -= below
    kept |= way
    first, last = min(kept), max(kept)
    while first not in way and (tree.deps[first] == "mark" or tree.tags[first] == "WRB"):
        kept.discard(first)
        first = min(kept)
    return tree.starts[first], tree.starts[last] + len(tree.words[last])


def _gives_reason(tree: Tree, child: int, reading: Reading) -> bool:
    """Whether the clause says why something is denied: "denied it, calling it a smear"."""
    return reading.act is Act.DENIES and tree.deps[child] == "advcl" and tree.tags[child] == "VBG"


def _is_way(tree: Tree, child: int, reading: Reading) -> bool:
    """Whether the clause is what the position is about ("urged him to go"), not one joined to it."""
    return (
        tree.deps[child] in ("ccomp", "advcl")
        and reading.place == tree.heads[child]
        and child < len(tree)
        and (any(tree.words[c] == "to" for c in tree.children[child]) or tree.deps[child] == "ccomp")
    )
