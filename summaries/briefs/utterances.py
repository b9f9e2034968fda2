"""Two wordings of one utterance are one quotation with a variant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.fuzz import partial_ratio

from summaries.briefs.material import Material, newest_first
from summaries.model import Quotation, Value

_WORD = re.compile(r"\w+")
_MARKED = re.compile(r"[“\"«](.+?)[”\"»]", re.DOTALL)

# Chosen on pairs of wordings of the same and of different utterances in tests/summaries/briefs: below, two
# statements on one subject begin to merge; above, an inserted clause or a contraction splits one utterance.
_SHARED_WORDS = 0.7
_SIMILARITY = 80.0
_FEWEST_WORDS = 5


class Utterance(Value):
    """One thing somebody said, in its best wording (``best``) and in the others that articles give."""

    best: Quotation
    variants: tuple[Quotation, ...] = ()

    @property
    def all(self) -> tuple[Quotation, ...]:
        """Every wording, the best first."""
        return (self.best, *self.variants)


def utterances(material: Material, quotations: Iterable[Quotation]) -> tuple[Utterance, ...]:
    """Group wordings of one utterance by one speaker; best-sourced utterance first, then newest.

    Wordings are one utterance when the shorter (at least five words) shares 70% of its words with the
    longer and reads alike at its best place (rapidfuzz partial ratio of 80), or when their words are equal.
    """
    groups: list[list[tuple[Quotation, frozenset[str], str]]] = []
    for quotation in sorted(quotations, key=lambda q: _order(material, q)):
        words = verbatim(quotation).casefold()
        entry = (quotation, frozenset(_WORD.findall(words)), words)
        for group in groups:
            if any(_same(entry, other) for other in group):
                group.append(entry)
                break
        else:
            groups.append([entry])
    return tuple(_utterance([entry[0] for entry in group]) for group in groups)


def verbatim(quotation: Quotation) -> str:
    """The words that stood in quotation marks; all the words of an indirect quotation."""
    if quotation.kind == "mixed" and (marked := _MARKED.findall(quotation.words)):
        return " … ".join(marked)
    return quotation.words


def speaker_key(quotation: Quotation) -> str:
    """What tells speakers apart: the person, or the name, or the actor, or the place of an unknown one."""
    return quotation.person or quotation.name or quotation.actor or f"?{quotation.id}"


def _utterance(wordings: list[Quotation]) -> Utterance:
    """The wording that tells most is the best: well sourced, dated, with the office, long."""
    ranked = sorted(
        wordings, key=lambda q: (q.grade, q.said.start is None, not q.office, -len(q.words), q.id)
    )
    return Utterance(best=ranked[0], variants=tuple(ranked[1:]))


def _order(material: Material, quotation: Quotation) -> tuple[int, int, int, int, str]:
    when = newest_first(material.dated(quotation.said, quotation.content[0].article))
    return (quotation.grade, *when, -len(quotation.words), quotation.id)


def _same(one: tuple[Quotation, frozenset[str], str], other: tuple[Quotation, frozenset[str], str]) -> bool:
    if speaker_key(one[0]) != speaker_key(other[0]):
        return False
    if one[2] == other[2]:
        return True
    fewer = min(len(one[1]), len(other[1]))
    if fewer < _FEWEST_WORDS or len(one[1] & other[1]) < _SHARED_WORDS * fewer:
        return False
    return partial_ratio(one[2], other[2]) >= _SIMILARITY
