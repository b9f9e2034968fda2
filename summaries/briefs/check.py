"""Whether somebody's words are quoted verbatim, altered, or not to be found among stored quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio_alignment

from summaries.briefs.lines import quoted_line
from summaries.briefs.material import Material, newest_first
from summaries.briefs.utterances import Utterance, utterances, verbatim
from summaries.folding import fold
from summaries.model import Brief, Line, Section

ALIKE = 75.0
"""Per cent of rapidfuzz's partial ratio from which words count as an altered form of a quotation."""

FEWEST = 3
"""Fewer words are in so many quotations that nothing could be told from finding them."""

_MOST = 3
_DIFFERENCES = 6
_MARKED = re.compile(r"[“„«\"]([^“”„«»\"]+)[”“»\"]")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_CUT = re.compile(r"…|\.\s?\.\s?\.|\[[^\]]*\]")


class _Found(NamedTuple):
    """How near a quotation comes: 100 where it holds every word in order."""

    likeness: float
    said: Utterance


def phrases(text: str) -> tuple[str, ...]:
    """What is to be looked up in a text: the words in its quotation marks, else all of it.

    Only phrases of at least ``FEWEST`` words count.
    """
    marked = [phrase.strip() for phrase in _MARKED.findall(text)]
    found = [phrase for phrase in marked if len(_words(phrase)) >= FEWEST]
    whole = text.strip().strip("“”„«»\"'")
    return tuple(dict.fromkeys(found)) or ((whole,) if len(_words(whole)) >= FEWEST else ())


def check(material: Material, asked: Sequence[str]) -> Brief:
    """What became of each phrase among the material's quotations: verbatim, altered (and how), not found."""
    said = utterances(material, material.quotations)
    results = [(phrase, _nearest(material, phrase, said)) for phrase in asked[:_MOST]]
    verdicts = dict.fromkeys(_verdict(found) for _, found in results)
    title = " and ".join(verdicts) if verdicts else "Nothing to check"
    return material.brief(
        "check",
        title[:1].upper() + title[1:],
        [_section(material, phrase, found) for phrase, found in results if found],
        [note for phrase, found in results for note in _notes(phrase, found)],
    )


def _nearest(material: Material, phrase: str, said: Sequence[Utterance]) -> _Found | None:
    """The quotation that comes nearest; of equals, the best sourced, then the newest."""
    found = [_Found(_likeness(phrase, utterance), utterance) for utterance in said]
    near = [each for each in found if each.likeness >= ALIKE]
    return min(near, key=lambda each: (-each.likeness, *_rank(material, each.said)), default=None)


def _rank(material: Material, said: Utterance) -> tuple[int, int, int, str]:
    best = said.best
    when = newest_first(material.dated(best.said, best.content[0].article))
    return (best.grade, *when, best.id)


def _likeness(phrase: str, said: Utterance) -> float:
    wordings = [verbatim(quotation) for quotation in said.all]
    if any(_holds(wording, phrase) for wording in wordings):
        return 100.0
    asked = " ".join(_words(phrase))
    scores = (partial_ratio_alignment(asked, " ".join(_words(wording))) for wording in wordings)
    # Never whole: what is not held word for word is altered, however much alike it looks.
    return max((min(99.0, score.score) for score in scores if score), default=0.0)


def _holds(wording: str, phrase: str) -> bool:
    """Whether each part of the phrase, parted where something was left out, stands there word for word."""
    words, at = _words(wording), 0
    for part in _CUT.split(phrase):
        wanted = _words(part)
        places = range(at, len(words) - len(wanted) + 1)
        found = next((n for n in places if words[n : n + len(wanted)] == wanted), None)
        if found is None:
            return False
        at = found + len(wanted)
    return True


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


# ---- telling -----------------------------------------------------------------------------------------


def _verdict(found: _Found | None) -> str:
    if found is None:
        return "not found"
    return "verbatim" if found.likeness == 100 else "altered"


def _section(material: Material, phrase: str, found: _Found) -> Section:
    title = "As it is stored" if found.likeness == 100 else "What the source says"
    return Section(title=title, lines=(_line(material, phrase, found.said),))


def _line(material: Material, phrase: str, said: Utterance) -> Line:
    best = max(said.all, key=lambda q: (_holds(verbatim(q), phrase), q.id == said.best.id))
    rest = tuple(q for q in said.all if q.id != best.id)
    return quoted_line(material, Utterance(best=best, variants=rest), longest=900)


def _notes(phrase: str, found: _Found | None) -> Iterator[str]:
    shown = phrase if len(phrase) <= 200 else phrase[:199] + "…"
    if found is None:
        yield f"No stored quotation comes near “{shown}”. It may stand in an article that was not read."
    elif found.likeness < 100:
        differences = list(_differences(phrase, verbatim(found.said.best)))
        yield f"“{shown}” differs: " + "; ".join(differences[:_DIFFERENCES]) + "."


def _differences(phrase: str, wording: str) -> Iterator[str]:
    """What was put in place of what, word by word, within the part of the source that was quoted."""
    theirs, source = _WORD.findall(phrase), _WORD.findall(wording)
    matcher = SequenceMatcher(None, [fold(w) for w in source], [fold(w) for w in theirs], autojunk=False)
    steps = list(matcher.get_opcodes())
    while steps and steps[0][0] == "delete":
        steps.pop(0)
    while steps and steps[-1][0] == "delete":
        steps.pop()
    for kind, a, b, c, d in steps:
        was, now = " ".join(source[a:b]), " ".join(theirs[c:d])
        if kind == "replace":
            yield f"“{now}” in place of “{was}”"
        elif kind == "insert":
            yield f"“{now}” was added"
        elif kind == "delete":
            yield f"“{was}” was left out"
