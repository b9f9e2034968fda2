"""Two wordings of one utterance are one quotation with a variant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio

from summaries.briefs.material import Material, newest_first
from summaries.model import Position, Quotation, Value

_WORD = re.compile(r"\w+")
_MARKED = re.compile(r"[“\"«](.+?)[”\"»]", re.DOTALL)

# Chosen on pairs of wordings of the same and of different utterances in tests/summaries/briefs: below, two
# statements on one subject begin to merge; above, an inserted clause or a contraction splits one utterance.
_SHARED_WORDS = 0.7
_SIMILARITY = 80.0
_FEWEST_WORDS = 5


_TOKEN = re.compile(r"\w+(?:[’']\w+)?")
_NOT = re.compile(r"not|never|no|nobody|nothing|none|neither|nor|cannot|\w+n[’']t")
_FEW = 3
"""Words that a wording has in another's midst; in more of them a negation may belong to another clause."""

_VERBATIM = 97.0
"""Per cent from which the shorter wording stands in the longer: it can't say the opposite then."""

_OPPOSITE = {Position.SUPPORTS: Position.OPPOSES, Position.OPPOSES: Position.SUPPORTS}

_Stands = frozenset[tuple[str, Position]]


class _Wording(NamedTuple):
    quotation: Quotation
    words: frozenset[str]
    text: str
    stands: _Stands


_Group = list[_Wording]


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
    Words that say the opposite are two: "we will build it" and "we will not build it".
    """
    stands = _positions(material)
    by_speaker: dict[str, list[_Group]] = {}
    for quotation in sorted(quotations, key=lambda q: _order(material, q)):
        words = verbatim(quotation).casefold()
        wording = _Wording(
            quotation, frozenset(_WORD.findall(words)), words, stands.get(quotation.id, _NOWHERE)
        )
        groups = by_speaker.setdefault(speaker_key(quotation), [])
        home = next((group for group in groups if _belongs(wording, group)), None)
        if home is None:
            groups.append([wording])
        else:
            home.append(wording)
    made = (_utterance(group) for groups in by_speaker.values() for group in groups)
    return tuple(sorted(made, key=lambda said: _order(material, said.best, first_told(material, said))))


def first_told(material: Material, said: Utterance) -> str:
    """The article by which to date an utterance: of copies of one text, the one that was published first.

    An old text that somebody prints again is no news. Other texts that tell it don't count here: a sentence
    may be said twice.
    """
    best = said.best.content[0].article
    copies = {q.content[0].article for q in said.all}
    dated = sorted(
        (published.end, article)
        for article in copies
        if material.story(article) == material.story(best) and (published := material.published(article)).end
    )
    return dated[0][1] if dated else best


def verbatim(quotation: Quotation) -> str:
    """The words that stood in quotation marks; all the words of an indirect quotation."""
    if quotation.kind == "mixed" and (marked := _MARKED.findall(quotation.words)):
        return " … ".join(marked)
    return quotation.words


def speaker_key(quotation: Quotation) -> str:
    """What tells speakers apart: the person, or the name, or the actor, or the place of an unknown one."""
    return quotation.person or quotation.name or quotation.actor or f"?{quotation.id}"


def _utterance(group: _Group) -> Utterance:
    """The wording that tells most is the best: well sourced, dated, with the office, long."""
    ranked = sorted(
        (wording.quotation for wording in group),
        key=lambda q: (q.grade, q.said.start is None, not q.office, -len(q.words), q.id),
    )
    return Utterance(best=ranked[0], variants=tuple(ranked[1:]))


def _order(material: Material, quotation: Quotation, told: str = "") -> tuple[int, int, int, int, str]:
    when = newest_first(material.dated(quotation.said, told or quotation.content[0].article))
    return (quotation.grade, *when, -len(quotation.words), quotation.id)


_NOWHERE: _Stands = frozenset()


def _positions(material: Material) -> dict[str, _Stands]:
    """What is read from each quotation for or against something."""
    found: dict[str, set[tuple[str, Position]]] = {}
    for stance in material.stances:
        if stance.quotation and stance.position in _OPPOSITE:
            found.setdefault(stance.quotation, set()).add((stance.target, stance.position))
    return {id: frozenset(stands) for id, stands in found.items()}


def _belongs(wording: _Wording, group: _Group) -> bool:
    """Whether it is a wording of one utterance with some of these, and the opposite of none."""
    same = [other for other in group if _same(wording, other)]
    return bool(same) and not any(_opposite(wording, other) for other in same)


def _opposite(one: _Wording, other: _Wording) -> bool:
    """Whether one denies what the other says in much the same words."""
    if partial_ratio(one.text, other.text) >= _VERBATIM:
        return False
    if any((target, _OPPOSITE[position]) in other.stands for target, position in one.stands):
        return True
    first, second = _TOKEN.findall(one.text), _TOKEN.findall(other.text)
    changes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()[1:-1]
    return any(
        _denies(first[a:b]) != _denies(second[c:d])
        for kind, a, b, c, d in changes
        if kind != "equal" and max(b - a, d - c) <= _FEW
    )


def _denies(words: Iterable[str]) -> bool:
    return any(_NOT.fullmatch(word) for word in words)


def _same(one: _Wording, other: _Wording) -> bool:
    if one.text == other.text:
        return True
    fewer = min(len(one.words), len(other.words))
    if fewer < _FEWEST_WORDS or len(one.words & other.words) < _SHARED_WORDS * fewer:
        return False
    return partial_ratio(one.text, other.text) >= _SIMILARITY
