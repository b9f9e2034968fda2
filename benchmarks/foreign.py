"""How well direct quotations in Spanish, Portuguese, French and Russian are found, on texts of our own.

.venv/bin/python -m benchmarks.foreign             # the figures for each language
.venv/bin/python -m benchmarks.foreign --errors    # and every miss
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from summaries.analysis.foreign import LANGUAGES, Reader
from summaries.model import Article, Quotation, Value
from summaries.topics import Topic, parse_topic
from summaries.when import When

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "gold"
PACKS = {"invented": FOLDER / "foreign.toml", "venezuela": ROOT / "seeds" / "venezuela" / "topic.toml"}


class GoldForeign(Value):
    """Words in marks and whose; ``speaker`` and ``actor`` are None and ``said`` "" where not told."""

    content: tuple[str, ...]
    speaker: str | None
    actor: str | None
    said: str = ""


class ForeignRow(Value):
    """A text in one of the four languages and every direct quotation in it."""

    id: str
    language: str
    construction: str
    world: str
    published: str
    text: str
    quotations: tuple[GoldForeign, ...]

    @property
    def article(self) -> Article:
        """The text as an article."""
        known = {"language": self.language, "published": When.parse(self.published)}
        return Article(id=self.id, document=self.id, text=self.text, **known)


@dataclass
class Score:
    """Counts over some texts: quotations, speakers, actors, dates."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    speakers: int = 0
    wrong_speakers: int = 0
    named: int = 0
    actors: int = 0
    dates: int = 0
    dated: int = 0
    wrong_dates: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """F1 of content, in per cent: a quotation is right when every piece of it is."""
        return round(200 * self.right / max(1, 2 * self.right + self.extra + self.missed), 1)

    def line(self, name: str) -> str:
        """The figures in one line."""
        return (
            f"{name}: {self.right + self.missed} quotations, F1 {self.f1}, "
            f"speaker {self.speakers}/{self.named} named right, wrong {self.wrong_speakers}, "
            f"actor {self.actors}/{self.right}, "
            f"date {self.dates}/{self.dated} right, wrong {self.wrong_dates}"
        )


def rows(name: str = "foreign.jsonl") -> tuple[ForeignRow, ...]:
    """The labelled texts of a file beside the gold set."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(ForeignRow.model_validate_json(line) for line in lines if line)


def measure(texts: tuple[ForeignRow, ...], language: str) -> Score:
    """The figures of one language."""
    score = Score()
    for row in texts:
        if row.language == language:
            _compare(row, reader(row.world, language).read(row.article).quotations, score)
    return score


@cache
def reader(world: str, language: str) -> Reader:
    """What reads a language in one of the two worlds."""
    return Reader(topic(world), language)


@cache
def topic(world: str) -> Topic:
    """The topic pack of a world."""
    return parse_topic(PACKS[world].read_text(encoding="utf-8"))


def _compare(row: ForeignRow, found: tuple[Quotation, ...], score: Score) -> None:
    left = {tuple(span.text for span in quotation.content): quotation for quotation in found}
    for gold in row.quotations:
        quotation = left.pop(gold.content, None)
        if quotation is None:
            score.missed += 1
            score.errors.append(f"{row.id}: missed {gold.content}")
        else:
            score.right += 1
            score.errors += [f"{row.id}: {error}" for error in _judge(gold, quotation, score)]
        score.named += gold.speaker is not None
        score.dated += bool(gold.said)
    for content, quotation in left.items():
        score.extra += 1
        score.wrong_speakers += _put_into_a_mouth(row, quotation)
        score.errors.append(f"{row.id}: extra {content} by {quotation.name}")


def _put_into_a_mouth(row: ForeignRow, quotation: Quotation) -> bool:
    """Whether a quotation that is none, or is cut otherwise, stands on somebody who didn't say it."""
    words = [span.text for span in quotation.content]
    gold = [g for g in row.quotations if any(w in c or c in w for w in words for c in g.content)]
    return quotation.name is not None and not any(g.speaker == quotation.name for g in gold)


def _judge(gold: GoldForeign, quotation: Quotation, score: Score) -> Iterator[str]:
    if quotation.name == gold.speaker:
        score.speakers += gold.speaker is not None
    elif quotation.name is not None:
        score.wrong_speakers += 1
        yield f"WRONG SPEAKER {quotation.name} for {gold.speaker}: {gold.content}"
    else:
        yield f"unknown speaker for {gold.speaker}: {gold.content}"
    if quotation.actor == gold.actor:
        score.actors += 1
    else:
        yield f"actor {quotation.actor} for {gold.actor}: {gold.content}"
    if quotation.said.iso() == gold.said:
        score.dates += bool(gold.said)
    else:
        score.wrong_dates += bool(quotation.said.iso())
        yield f"said {quotation.said.iso() or 'unknown'} for {gold.said or 'unknown'}: {gold.content}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    shown = parser.parse_args()
    for name in ("foreign.jsonl", "foreign_articles.jsonl"):
        if not (FOLDER / name).exists():
            continue
        texts = rows(name)
        for language in LANGUAGES:
            begun = time.perf_counter()
            score = measure(texts, language)
            words = sum(len(row.text.split()) for row in texts if row.language == language)
            spent = time.perf_counter() - begun
            print(score.line(f"{name} {language}"), f"({words:,} words in {spent:.2f} s)")
            if shown.errors:
                print(*(f"    {error}" for error in score.errors), sep="\n")


if __name__ == "__main__":
    main()
