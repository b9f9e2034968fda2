"""How often the speaker is right: of the quotations that briefs would print, and of pronouns.

Run `READOUT_EVAL=DIR READOUT_HAND=DIR python -m benchmarks.speaker_quality [--errors]`. Labelled sets say
which words name the source; whom "he" means they leave open. READOUT_HAND may name a folder with
`pronouns.jsonl`: rows of id, source (a pronoun's place), pronoun, and the names of whom it means, none for
nobody with a name.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from benchmarks.quality import NOTHING, Reading, readings
from benchmarks.quote_set import QuoteSet, Row, json_lines
from benchmarks.tables import percent, table
from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.speakers.antecedents import Speakers
from summaries.analysis.speakers.speaker import SURE_ENOUGH
from summaries.model import Kind, QuotationType

SINGULAR = ("he", "she")
_PART = re.compile(r"\b(?:of|in|for|from|at|to|on|with|by|who|which|that|whose)\b")


@dataclass(frozen=True)
class Printed:
    """A statement with a named speaker, whatever the confidence; briefs print it from ``SURE_ENOUGH`` on.

    ``labelled`` is the number of the labelled attribution that holds its words, None where nobody marked
    them; ``right`` whether the speaker is right, None where the labels can't tell.
    """

    text: int
    labelled: int | None
    source: str
    name: str
    confidence: float
    right: bool | None


def printed(reading: Reading) -> list[Printed]:
    """All statements of a set with a named speaker."""
    return [
        one
        for number, attributions in enumerate(reading.attributions)
        for one in _printed(reading, number, attributions)
    ]


def _printed(reading: Reading, number: int, attributions: Sequence[Attribution]) -> Iterator[Printed]:
    row, labelled = reading.labelled.rows[number], reading.labelled
    speakers = Speakers(reading.documents[number], attributions)
    for one in attributions:
        speaker = speakers.speaker(one)
        if one.type is not QuotationType.STATEMENT or speaker.name is None or one.source is None:
            continue
        source, match = row["text"][slice(*one.source)], _match(labelled, row, one)
        right = (
            None if match is None else _right(labelled, row, row["quotes"][match], one.source, speaker.name)
        )
        yield Printed(number, match, source, speaker.name, speaker.confidence, right)


def _match(labelled: QuoteSet, row: Row, one: Attribution) -> int | None:
    """The labelled attribution that holds at least half of the words; of several, the one most like them."""
    words = labelled.tokens(row["text"], [list(place) for place in one.content])
    best: tuple[float, int] | None = None
    for number, quote in enumerate(row["quotes"]):
        theirs = labelled.tokens(row["text"], quote["content"])
        if words and 2 * len(words & theirs) >= len(words):
            best = max(best or (0.0, 0), (len(words & theirs) / len(words | theirs), -number))
    return -best[1] if best else None


def _right(labelled: QuoteSet, row: Row, quote: Row, source: Place, name: str) -> bool | None:
    """Whether the labelled source is the same, by its head or by name; for a pronoun, as resolved by hand."""
    if quote["source"] is None or labelled.is_cue(row["text"][slice(*quote["source"])]):
        return None
    meant = pronouns().get((row["id"], tuple(quote["source"])))
    if meant is not None:
        return any(labelled.same_person(name, other) for other in meant["names"])
    ours, theirs = labelled.head(row["text"], source), labelled.head(row["text"], quote["source"])
    same = ours is not None and ours == theirs and source[0] <= theirs < source[1]
    return same or _names(row["text"][slice(*quote["source"])], name)


def _names(source: str, name: str) -> bool:
    """Whether a labelled source names somebody outright: "their leader, Ann Cole", not "Cole's aide"."""
    outright = _PART.split(source)[0]
    return re.search(rf"\b{re.escape(name.rsplit(maxsplit=1)[-1])}\b(?!['’]s)", outright) is not None


@lru_cache
def pronouns() -> dict[tuple[str, tuple[int, ...]], Row]:
    """The pronouns resolved by hand, by text and place; none where READOUT_HAND names no folder with them."""
    file = Path(os.environ.get("READOUT_HAND") or "/nonexistent") / "pronouns.jsonl"
    rows = json_lines(file) if file.is_file() else []
    return {(row["id"], tuple(row["source"])): row for row in rows}


def resolved(reading: Reading) -> dict[bool, Counter[str]]:
    """How pronouns are resolved at their labelled places (right, wrong, unknown), “he” and “she” apart."""
    texts = {row["id"]: number for number, row in enumerate(reading.labelled.rows)}
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for (id, place), row in pronouns().items():
        if id in texts:
            found = _name_at(reading, texts[id], (place[0], place[1]))
            counts[row["pronoun"] in SINGULAR][_verdict(reading.labelled, found, row["names"])] += 1
    return counts


def _name_at(reading: Reading, text: int, place: Place) -> str | None:
    sourced = Attribution(Kind.INDIRECT, QuotationType.STATEMENT, ((place[1], place[1]),), place, None)
    speaker = Speakers(reading.documents[text], reading.attributions[text]).speaker(sourced)
    return speaker.name if speaker.confidence >= SURE_ENOUGH else None


def _verdict(labelled: QuoteSet, found: str | None, names: Sequence[str]) -> str:
    if found is None:
        return "unknown" if names else "right"
    return "right" if any(labelled.same_person(found, name) for name in names) else "wrong"


def shares(reading: Reading) -> dict[str, float | None]:
    """In percent: how many printed speakers are right, and how many of “he” and “she”."""
    sure = [one.right for one in printed(reading) if one.confidence >= SURE_ENOUGH and one.right is not None]
    singular = resolved(reading)[True]
    return {
        "printed": percent(sum(sure), len(sure)),
        "he or she": percent(singular["right"], singular.total()),
    }


def report(reading: Reading) -> str:
    """The table of a set."""
    sure = [one for one in printed(reading) if one.confidence >= SURE_ENOUGH]
    rows = [
        _judged("printed quotations", sure),
        _judged("of these, with “he” or “she”", [one for one in sure if one.source.lower() in SINGULAR]),
    ]
    for singular, count in resolved(reading).items():
        if total := count.total():
            name = "“he” and “she”, by hand" if singular else "“they”, “it”, “who”, by hand"
            rows.append(
                [
                    name,
                    total,
                    percent(count["right"], total),
                    count["right"],
                    count["wrong"],
                    count["unknown"],
                ]
            )
    heads = ("speaker right", "cases", "%", "right", "wrong", "unknown or not marked")
    return f"{reading.labelled.name}, confidence of {SURE_ENOUGH} and more\n\n{table(heads, rows)}"


def _judged(name: str, found: Sequence[Printed]) -> list[object]:
    right, wrong = (sum(one.right is verdict for one in found) for verdict in (True, False))
    return [name, len(found), percent(right, right + wrong), right, wrong, len(found) - right - wrong]


def errors(reading: Reading) -> list[str]:
    """Each printed quotation with a wrong speaker: text, confidence, name, the words that name the source."""
    wrong = [one for one in printed(reading) if one.right is False and one.confidence >= SURE_ENOUGH]
    ids = [row["id"] for row in reading.labelled.rows]
    return [f"{ids[one.text]}: {one.confidence:.2f} {one.name} ({one.source})" for one in wrong]


def main() -> None:
    """Print a table for each set."""
    print("\n\n".join(map(report, readings())) or NOTHING)
    if "--errors" in sys.argv:
        print("", *(line for reading in readings() for line in errors(reading)), sep="\n")


if __name__ == "__main__":
    main()
