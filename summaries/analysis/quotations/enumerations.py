"""Lists after a colon: "named three aims: a truce, a vote and an amnesty", "listed what she wanted: ..."."""

from __future__ import annotations

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.cues import words
from summaries.analysis.grammar import is_passive, subject
from summaries.analysis.passage import Passage, trim

_LISTED = words(
    """aim demand term condition goal objective priority proposal pledge promise request requirement wish
    complaint grievance reason principle commitment recommendation"""
)
"""What somebody can want, offer or hold, and so list."""
_LISTING = words(
    "name list set lay put outline state give make present spell detail issue announce describe have repeat"
)
_WANTED = words("want demand need expect hope wish seek ask")

Listed = tuple[Token, list[Place]]
"""Who lists, and the place of what is listed."""


def enumeration(passage: Passage, verb: Token) -> Listed | None:
    """What a verb lists after a colon, from there to the sentence's end; None where it lists nothing said.

    Its object is a noun for what one wants or holds, or "what she wanted"; who has it must be told.
    """
    if verb.lemma_.lower() not in _LISTING or is_passive(verb) or verb.dep_ in ("aux", "auxpass"):
        return None
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    colon = next((t for t in passage.doc[verb.i + 1 :] if t.text == ":" and not passage.quoted(t)), None)
    who = subject(verb)
    if colon is None or who is None or who.i > verb.i or colon.i + 2 >= len(passage.doc):
        return None
    if not _is_of_wishes(verb, colon):
        return None
    place = trim(passage.text, passage.end(colon), passage.sentence.end)
    return (who, [place]) if place is not None else None


def _is_of_wishes(verb: Token, colon: Token) -> bool:
    """Whether the words between a verb and a colon are a noun for wishes, or a clause "what she wanted"."""
    between = verb.doc[verb.i + 1 : colon.i]
    if any(t.dep_ in ("dobj", "oprd", "attr") and t.lemma_.lower() in _LISTED for t in between):
        return all(t.pos_ not in ("VERB", "AUX") for t in between)
    asked = [t for t in between if t.lower_ == "what"]
    return bool(asked) and between[-1].lemma_.lower() in _WANTED
