"""Figures in a sentence: how many barrels, refugees, dollars, soldiers; never a date, a score or an age."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summaries.analysis import events
from summaries.analysis.clauses import Tree
from summaries.model import Nature

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

_PER = re.compile(r"\s*(?:per|a)\s+(?:day|week|month|year)\b")


def quantities(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where figures that count something begin between two offsets; ``taken`` are dates and quoted words."""
    for found in _QUANTITY.finditer(text, start, end):
        if any(a < found.end() and found.start() < b for a, b in taken):
            continue
        if found["count"] is None or _PER.match(text, found.end()) or _counts(text, found.end(), end):
            yield found.start()


def _counts(text: str, start: int, end: int) -> bool:
    stop = _BREAK.search(text, start, end)
    words = [m.group().lower() for m in _WORD.finditer(text, start, stop.start() if stop else end)][:_NEXT]
    return any(word in events.COUNTED or word.removesuffix("s") in events.COUNTED for word in words)


def nature_of(tree: Tree, number: int) -> Nature | None:
    """A forecast where a verb above looks ahead or estimates so, None where it is only imagined."""
    nature = Nature.FIGURE
    for at in (number, *tree.ancestors(number)):
        words = {tree.words[c] for c in tree.children[at] if tree.deps[c] in ("aux", "mark")}
        if words & {"if", "unless", "whether", "would", "should"}:
            return None
        if words & {"will", "may", "might", "could"} or tree.lemmas[at] in events.ESTIMATING - {"estimate"}:
            nature = Nature.FORECAST
    return nature
