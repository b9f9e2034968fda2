"""Whom "the senator", "the diplomat", "the 53-year-old" mean: the one person spoken of whom it fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.cues import words
from summaries.analysis.document import Document
from summaries.analysis.roles import HOLDERS
from summaries.analysis.speakers.cast import Cast
from summaries.analysis.speakers.nouns import pronoun_of
from summaries.analysis.speakers.speaker import Speaker
from summaries.model import Role

Recent = Callable[[int], Iterable[tuple[Speaker, bool]]]
"""Whoever was spoken of shortly before an offset, last first, and whether as a subject."""

_KINDS = {
    "diplomat": words("ambassador envoy negotiator consul minister secretary counselor"),
    "lawmaker": words("senator representative congressman congresswoman deputy legislator speaker"),
    "legislator": words("senator representative congressman congresswoman deputy lawmaker speaker"),
    "politician": words(
        "senator president minister chancellor premier governor mayor candidate lawmaker leader"
    ),
    "leader": words("president minister chancellor premier chairman chairwoman king commander"),
    "premier": words("minister"),
    "official": words("secretary minister director commissioner deputy undersecretary governor"),
    "spokesperson": words("spokesman spokeswoman"),
    "officer": words("general colonel admiral captain major lieutenant"),
    "academic": words("professor historian economist researcher"),
    "attorney": words("lawyer"),
    "lawyer": words("attorney"),
}
"""Wider nouns for those whom an article has called by narrower ones."""
_SHORTLY = 600
"""Code points before a description in which another may have been brought in by the same noun."""
_SURE, _LESS_SURE = 0.8, 0.6
_AGED = re.compile(r"(\d{1,3})-year-old")
_DEFINITE = frozenset(("the", "this", "that"))
_LOST = words("former then acting interim ex caretaker late elect designate incoming onetime")
"""Words that make an office somebody else's than its holder's now."""


class Descriptions:
    """Reads the descriptions of one article."""

    def __init__(self, document: Document, cast: Cast, recent: Recent) -> None:
        self._document, self._cast, self._recent = document, cast, recent

    def of(self, head: Token, source: Place) -> Speaker | None:
        """The person whom a definite description means; None where nobody or several may be meant."""
        found = self.fitting(head, source)
        if not found:
            return None
        (first, subject), *others = found
        if others and not subject:
            return None
        return replace(first, confidence=_LESS_SURE if others else _SURE)

    def fitting(self, head: Token, source: Place) -> list[tuple[Speaker, bool]]:
        """All of those spoken of shortly before whom a definite description fits, and whether as subjects."""
        if not any(c.lower_ in _DEFINITE for c in head.lefts):
            return []
        noun, pronoun = head.lemma_.lower(), pronoun_of(head)
        aged = _AGED.search(self._document.text, *source)
        if aged is None and noun not in HOLDERS:
            return []
        nouns = {noun} if self._is_unnamed(noun, source) else {noun} | _KINDS.get(noun, frozenset())
        others = {t.lower_ for t in head.lefts if t.dep_ in ("amod", "compound")}
        found: dict[str, tuple[Speaker, bool]] = {}
        for speaker, subject in self._recent(source[0]):
            clash = pronoun and speaker.pronoun not in ("", pronoun)
            person = speaker.role in (Role.PERSON, Role.SPOKESPERSON)
            if not speaker.name or not person or clash or speaker.name in found:
                continue
            if self._is_aged(speaker, aged[1]) if aged else self._is_called(speaker, nouns, others):
                found[speaker.name] = speaker, subject
        return list(found.values())

    def _is_unnamed(self, noun: str, source: Place) -> bool:
        """Whether somebody without a name was just called so: "an unidentified official ... the official"."""
        shortly = self._document.text[max(0, source[0] - _SHORTLY) : source[0]]
        return (
            re.search(rf"\b(?:an?|another|one) (?:[\w’'-]+ ){{0,4}}{re.escape(noun)}\b", shortly) is not None
        )

    def _is_called(self, speaker: Speaker, nouns: set[str], others: set[str]) -> bool:
        name = speaker.name or ""
        titles = self._cast.titles(name) | set(speaker.office.lower().split())
        return bool(nouns & titles) and others <= titles

    def _is_aged(self, speaker: Speaker, age: str) -> bool:
        """Whether the article gives that age, or none, for somebody: "X, 53,"."""
        last = (speaker.name or "").rsplit(maxsplit=1)[-1]
        told = re.search(rf"{re.escape(last)},? (?:\(|aged? )?(\d{{1,3}})\b", self._document.text)
        return told is None or told[1] == age


def is_no_longer_or_not_yet(head: Token) -> bool:
    """Whether an office is a former, acting or future holder's: "acting president", "president-elect"."""
    near = head.doc[max(0, head.left_edge.i) : min(len(head.doc), head.i + 3)]
    return any(token.lower_ in _LOST for token in near)
