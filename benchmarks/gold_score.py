"""Comparing what analysis found in a row with the gold set, layer by layer.

Quotations match one to one when their words overlap by half (Jaccard, punctuation left out). Speakers are
asked of what matches: each is right, unknown or wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.gold_set import (
    GoldDate,
    GoldDevelopment,
    GoldQuotation,
    GoldRow,
    GoldStance,
    Marked,
    Place,
)
from summaries.analysis.dates import DateMention
from summaries.folding import fold
from summaries.model import Development, Evidence, Position, Quotation, StanceStatement
from summaries.topics import Topic

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SIDES = (Position.SUPPORTS, Position.OPPOSES)
_HALF = 0.5


class Miss(NamedTuple):
    """One thing that analysis got wrong: in which row, in which class of defects, and what."""

    row: str
    defect: str
    detail: str


@dataclass
class Tally:
    """What was counted, by name, and the misses in the order of the rows, whose people are the topic's."""

    topic: Topic
    counts: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)

    def miss(self, row: GoldRow, defect: str, detail: object) -> None:
        """Note a miss, and count it."""
        self.counts[defect] += 1
        self.misses.append(Miss(row.id, defect, str(detail)))

    def asked(self, row: GoldRow, name: str, gold: object, found: object) -> None:
        """Count an answer as right or as a miss; not at all where gold says nothing."""
        if gold is None:
            return
        self.counts[f"{name}_asked"] += 1
        if gold == found:
            self.counts[f"{name}_right"] += 1
        else:
            self.miss(row, f"wrong {name}", f"{found} instead of {gold}")

    def share(self, part: str, whole: str) -> float:
        """A count as percent of another; 100 where nothing was counted."""
        return round(100 * self.counts[part] / self.counts[whole], 1) if self.counts[whole] else 100.0

    def right(self, name: str) -> float:
        """How many of the answers asked for are right, in percent."""
        return self.share(f"{name}_right", f"{name}_asked")

    def scores(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1 in percent, from the counts NAME_hits, _found, _gold and _recalled."""
        precision = self.share(f"{name}_hits", f"{name}_found")
        recall = self.share(f"{name}_recalled", f"{name}_gold")
        total = precision + recall
        return precision, recall, round(2 * precision * recall / total, 1) if total else 0.0


def compare(tally: Tally, row: GoldRow, found: Evidence, dates: Sequence[DateMention]) -> None:
    """Add to the tally what a row asks for and what was found; only the layers that it carries."""
    if row.quotations is not None:
        _quotations(tally, row, row.quotations, found.quotations)
    if row.stances is not None:
        _stances(tally, row, row.stances, found.stances)
    if row.developments is not None:
        _developments(tally, row, row.developments, found.developments)
    if row.dates is not None:
        _dates(tally, row, row.dates, dates)


# ---- quotations ------------------------------------------------------------------------------------


def _quotations(
    tally: Tally, row: GoldRow, wanted: Sequence[GoldQuotation], found: Sequence[Quotation]
) -> None:
    gold = [_tokens(row, map(row.place, one.content)) for one in wanted]
    seen = [_tokens(row, ((span.start, span.end) for span in one.content)) for one in found]
    pairs = _pairs(gold, seen, lambda a, b: len(a & b) / len(a | b))
    matched = {right: wanted[left] for left, right in pairs.items()}
    for number, one in enumerate(found):
        if number in matched and matched[number].optional:
            continue
        for name in ("quotations", one.kind):
            tally.counts[f"{name}_found"] += 1
            tally.counts[f"{name}_hits"] += number in matched
        if number not in matched:
            defect = "named quotation too many" if one.name else "quotation too many"
            tally.miss(row, defect, f"{one.words} ({one.name or one.actor})")
    for number, other in enumerate(wanted):
        if other.optional:
            if number in pairs and _verdict(tally.topic, row, other, found[pairs[number]]) == "wrong":
                tally.miss(row, "wrong speaker", f"{found[pairs[number]].name}: {found[pairs[number]].words}")
            continue
        for name in ("quotations", other.kind):
            tally.counts[f"{name}_gold"] += 1
            tally.counts[f"{name}_recalled"] += number in pairs
        if number in pairs:
            _speaker(tally, row, other, found[pairs[number]])
            tally.asked(row, "quotation type", other.type, found[pairs[number]].type)
        else:
            tally.miss(row, f"{other.kind} quotation not found", " … ".join(map(str, other.content)))


def _speaker(tally: Tally, row: GoldRow, gold: GoldQuotation, found: Quotation) -> None:
    tally.counts["speaker_asked"] += 1
    verdict = _verdict(tally.topic, row, gold, found)
    tally.counts["named speaker_asked"] += verdict != "unknown"
    tally.counts["named speaker_right"] += verdict == "right"
    if verdict == "right":
        tally.counts["speaker_right"] += 1
    else:
        said = f"{found.name or found.actor} instead of {gold.speaker or gold.actor}"
        tally.miss(row, f"{verdict} speaker", f"{said}: {found.words}")


def _verdict(topic: Topic, row: GoldRow, gold: GoldQuotation, found: Quotation) -> str:
    """Whether the speaker is right, unknown (less is said than could be) or wrong."""
    person = next((p.id for p in topic.people if p.name == gold.speaker), None)
    if found.person is not None:
        return "right" if found.person == person else "wrong"
    if found.actor not in (None, gold.actor):
        return "wrong"
    if person is not None or gold.actor is None:
        if _same(found.name, gold.speaker):
            return "right" if person is None else "unknown"
        # The side instead of the person, or "the American", says less than it could, and nothing false.
        vague = found.name is None or found.actor is not None or f"the {found.name}" in row.text
        return "unknown" if vague else "wrong"
    return "right" if found.actor == gold.actor else "unknown"


def _same(one: str | None, other: str | None) -> bool:
    """Whether two names end in the same word; no name is the same as no name."""
    if one is None or other is None:
        return one is other
    return fold(one).split()[-1] == fold(other).split()[-1]


# ---- stances, developments, dates ------------------------------------------------------------------


def _stances(
    tally: Tally, row: GoldRow, wanted: Sequence[GoldStance], found: Sequence[StanceStatement]
) -> None:
    """Own positions for or against, each once for an actor and a target; what is unclear takes no side."""
    gold = {(one.actor, one.target, one.position): one for one in wanted}
    about = {(one.actor, one.target): one.position for one in wanted}
    own = {(s.actor, s.target, s.position) for s in found if s.claimant is None and s.position in _SIDES}
    for actor, target, position in sorted(own):
        one = gold.get((actor, target, position))
        if (actor, target) in about:
            tally.asked(row, "sign", position if one else about[actor, target], position)
        else:
            tally.miss(row, "stance too many", f"{actor} {position} {target}")
        tally.counts["stances_found"] += one is None or not one.optional
        tally.counts["stances_hits"] += one is not None and not one.optional
    for one in wanted:
        if not one.optional:
            right = (one.actor, one.target, one.position) in own
            tally.counts["stances_gold"] += 1
            tally.counts["stances_recalled"] += right
            if not right and not any((one.actor, one.target) == (a, t) for a, t, _ in own):
                tally.miss(row, "stance not found", f"{one.actor} {one.position} {one.target}")


def _developments(
    tally: Tally, row: GoldRow, wanted: Sequence[GoldDevelopment], found: Sequence[Development]
) -> None:
    gold = [_tokens(row, [row.place(one.words)]) for one in wanted]
    seen = [_tokens(row, [(one.spans[0].start, one.spans[0].end)]) for one in found]
    pairs = _pairs(gold, seen, lambda a, b: len(a & b) / min(len(a), len(b)))
    _count(tally, row, "developments", wanted, pairs, [one.spans[0].text for one in found])
    for left, right in pairs.items():
        one, other = wanted[left], found[right]
        if not one.optional:
            tally.asked(row, "development date", one.date or "", other.when.iso())
            tally.asked(row, "development type", one.type, other.type)
            tally.asked(row, "development nature", one.nature, other.nature)


def _dates(tally: Tally, row: GoldRow, wanted: Sequence[GoldDate], found: Sequence[DateMention]) -> None:
    """A date is found when the place overlaps and the value is the same; unresolved ones are not given.

    Readers may differ over what an optional one is worth: its value is not asked.
    """
    given = [one for one in found if one.when.iso()]
    resolved = [one for one in wanted if one.value is not None]
    gold = [_tokens(row, [row.place(one.words)]) for one in resolved]
    seen = [_tokens(row, [(one.start, one.end)]) for one in given]
    places = _pairs(gold, seen, lambda a, b: len(a & b) / min(len(a), len(b)))
    pairs = {
        a: b for a, b in places.items() if resolved[a].optional or resolved[a].value == given[b].when.iso()
    }
    _count(tally, row, "dates", resolved, pairs, [f"{_cut(row, one)} = {one.when.iso()}" for one in given])


def _count(
    tally: Tally,
    row: GoldRow,
    name: str,
    wanted: Sequence[Marked],
    pairs: dict[int, int],
    found: Sequence[str],
) -> None:
    optional = {b for a, b in pairs.items() if wanted[a].optional}
    for number, words in enumerate(found):
        tally.counts[f"{name}_found"] += number not in optional
        tally.counts[f"{name}_hits"] += number in pairs.values() and number not in optional
        if number not in pairs.values():
            tally.miss(row, f"{name[:-1]} too many", words)
    for number, one in enumerate(wanted):
        if not one.optional:
            tally.counts[f"{name}_gold"] += 1
            tally.counts[f"{name}_recalled"] += number in pairs
            if number not in pairs:
                value = f" = {one.value}" if isinstance(one, GoldDate) else ""
                tally.miss(row, f"{name[:-1]} not found", f"{one.words}{value}")


# ---- words and pairs ---------------------------------------------------------------------------------


def _cut(row: GoldRow, mention: DateMention) -> str:
    return row.text[mention.start : mention.end]


def _tokens(row: GoldRow, places: Iterable[Place]) -> frozenset[int]:
    """The starts of the words at some places."""
    return frozenset(
        start + found.start() for start, end in places for found in _WORD.finditer(row.text[start:end])
    )


def _pairs(
    gold: Sequence[frozenset[int]],
    found: Sequence[frozenset[int]],
    likeness: Callable[[frozenset[int], frozenset[int]], float],
) -> dict[int, int]:
    """Which of gold goes with which of found, one to one, the most alike first; half alike at least."""
    ranked = sorted(
        (-likeness(one, other), a, b)
        for a, one in enumerate(gold)
        for b, other in enumerate(found)
        if one & other
    )
    pairs: dict[int, int] = {}
    for negative, a, b in ranked:
        if -negative >= _HALF and a not in pairs and b not in pairs.values():
            pairs[a] = b
    return pairs
