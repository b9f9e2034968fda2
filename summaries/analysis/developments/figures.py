"""Figures in a sentence: how many barrels, refugees, dollars, soldiers; never a date, a score or an age."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summaries.analysis.clauses import Tree
from summaries.analysis.dates import date_of
from summaries.analysis.developments import words
from summaries.analysis.developments.reality import is_told_as_fact
from summaries.analysis.developments.scene import Scene
from summaries.model import Development, Nature
from summaries.when import When

_QUANTITY = re.compile(
    r"(?P<money>(?:US|C|A)?[$€£¥]\s?\d[\d,.]*\d?(?:[\s-]?(?:thousand|million|billion|trillion|bn|m|k|tn)\b)?)"
    r"|(?P<share>\b\d[\d,.]*\s?(?:%|percent\b|per\s+cent\b))"
    r"|(?P<count>\b(?:\d[\d,.]*\d|\d)\s?(?:hundred|thousand|million|billion|trillion)?(?!\w)|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:hundred|thousand|million|billion)\b)"
)
_WORD = re.compile(r"[^\W\d_]+|%")
_BREAK = re.compile(r"[;:()]")
_NEXT = 4
"""How many words after a number may hold what it counts: "17 billion U.S. dollars"."""

_POSSIBLY = frozenset({"may", "might", "could"})

MONTH_DAYS = 31
"""A date beside a figure that is coarser than this belongs to something else in the sentence."""

_BEFORE = 80
_REACHING = re.compile(
    r"\b(?:reach|exceed|total|hit|top|pass|surpass|stand|stood|rise|rose|risen|fall|fell|fallen|grow|grew|grown|climb|"
    r"drop|shrank|increas|decreas)\w*\s+(?:to\s+|at\s+)?"
    r"(?:(?:about|around|over|nearly|almost|some|just|roughly|more\s+than|less\s+than|at\s+least)\s+)?$"
)
_PER = re.compile(r"\s*(?:per|a)\s+(?:day|week|month|year)\b")


def figure_of(scene: Scene, told: Sequence[int] = ()) -> Development | None:
    """The sentence's figures, if it counts something and only the reporter or an estimate says so.

    Beside the verbs ``told`` of events only what they themselves count: no "by 88 votes", no cargo.
    """
    taken = [(d.start, d.end) for d in scene.dates] + [(m.start, m.end) for m in scene.document.marks]
    for start in _quantities(scene.document.text, scene.sentence.start, scene.sentence.end, taken):
        number = scene.tree.within(start - scene.sentence.start, start - scene.sentence.start + 1)
        if not number or (told and not _is_told_of(scene.tree, number[0], told)):
            continue
        nature = _nature_of(scene.tree, number[0], scene.named)
        if nature is not None and is_told_as_fact(scene.tree, number[0], scene.named, estimates=True):
            return _counted(scene, nature, number[0])
    return None


def _is_told_of(tree: Tree, number: int, told: Sequence[int]) -> bool:
    """Whether a number belongs to the subject or object of one of some verbs, or to a verb of counting."""
    low = number
    for high in tree.ancestors(number):
        if tree.kinds[high] in ("VERB", "AUX"):
            if tree.lemmas[high] in words.COUNTING:
                return True
            return high in told and tree.deps[low] not in ("prep", "npadvmod", "advmod", "advcl")
        low = high
    return False


def _counted(scene: Scene, nature: Nature, number: int) -> Development:
    span = scene.trimmed(scene.sentence.start, scene.sentence.end)
    root = next(reversed([number, *scene.tree.ancestors(number)]))
    actors, people = scene.sides(scene.tree.below(root))
    return Development(
        when=_when_counted(scene, nature, number),
        nature=nature,
        actors=actors,
        people=people,
        issues=scene.issues(span),
        spans=(span,),
    )


def _when_counted(scene: Scene, nature: Nature, number: int) -> When:
    """The date of a figure, or the time between the dates for which several figures are compared."""
    told = [d.when for d in scene.dates if scene.document.inside_marks(d.start, d.end) is None]
    known = [when for when in told if when.start is not None]
    if len(known) > 1 and len({when.precision for when in known}) == 1 and len(_numbers(scene)) > 1:
        return When.interval(
            min(when.start for when in known if when.start),
            max(when.end for when in known if when.end),
            inferred=any(when.inferred for when in known),
            words=" … ".join(when.words for when in known),
        )
    own = date_of(scene.document, scene.dates, *scene.extent([number]))
    if own.start is not None or not told:
        return own
    near = [when for when in known if nature is Nature.FORECAST or when.span_of_days <= MONTH_DAYS]
    return near[0] if len(near) == 1 else When()


def _numbers(scene: Scene) -> list[int]:
    taken = [(d.start, d.end) for d in scene.dates]
    starts = [scene.sentence.start + start for start in scene.tree.starts]
    return [
        i
        for i, start in enumerate(starts)
        if scene.tree.words[i][:1].isdigit() and not any(a <= start < b for a, b in taken)
    ]


def _quantities(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where figures that count something begin between two offsets; ``taken`` are dates and quoted words."""
    for found in _QUANTITY.finditer(text, start, end):
        if any(a < found.end() and found.start() < b for a, b in taken):
            continue
        counted = found["count"] is None or _PER.match(text, found.end()) or _counts(text, found.end(), end)
        if counted or _is_reached(text, start, found.start()):
            yield found.start()


def _is_reached(text: str, start: int, number: int) -> bool:
    """Whether what is counted stands before: "the number of refugees has reached 120,000"."""
    before = text[max(start, number - _BEFORE) : number]
    return _REACHING.search(before) is not None and _counts(before, 0, len(before), len(before))


def _counts(text: str, start: int, end: int, most: int = _NEXT) -> bool:
    stop = _BREAK.search(text, start, end)
    after = [m.group().lower() for m in _WORD.finditer(text, start, stop.start() if stop else end)][:most]
    return any(word in words.COUNTED or word.removesuffix("s") in words.COUNTED for word in after)


def _nature_of(tree: Tree, number: int, named: Sequence[bool]) -> Nature | None:
    """A forecast where a verb above looks ahead or estimates so, None where it is only imagined.

    What a side may, might or could do is no forecast but a supposition.
    """
    nature = Nature.FIGURE
    for at in (number, *tree.ancestors(number)):
        beside = {tree.words[c] for c in tree.children[at] if tree.deps[c] in ("aux", "mark")}
        if "to" in beside and tree.lemmas[tree.heads[at]] in words.INTENDING:
            return None
        if beside & {"if", "unless", "whether", "would", "should"}:
            return None
        if beside & _POSSIBLY and (tree.lemmas[at] not in words.COUNTING or _is_by_a_side(tree, at, named)):
            return None
        if beside & (_POSSIBLY | {"will"}) or tree.lemmas[at] in words.ESTIMATING - {"estimate"}:
            nature = Nature.FORECAST
    return nature


def _is_by_a_side(tree: Tree, verb: int, named: Sequence[bool]) -> bool:
    doer = tree.child(verb, "nsubj")
    return doer is not None and any(named[i] for i in tree.below(doer))
