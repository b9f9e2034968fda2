"""The gold set: what a careful reader finds in invented paragraphs and in the bundled articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from summaries.articles.metadata import parse_metadata
from summaries.articles.reading import read_text
from summaries.model import Article, EventType, Kind, Nature, Position, QuotationType, Value
from summaries.topics import Topic, parse_topic
from summaries.when import When

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "gold"
BUNDLED = ROOT / "seeds" / "venezuela"

Place = tuple[int, int]
"""Code points of a row's text: start, end (excluded)."""


class Numbered(Value):
    """Words that occur several times in the text: which occurrence is meant, counted from 1."""

    words: str
    nth: Annotated[int, Field(ge=1)]


Words = str | Numbered
"""Words of a row's text: as they stand there exactly once, or with the number of the occurrence."""


class GoldQuotation(Value):
    """Words attributed to somebody.

    ``speaker`` is a full name, or None for a source without a name; ``actor`` the side, or None for somebody
    outside the topic. ``type`` is None where readers would differ. One that is ``optional`` is right when
    found and no miss when not.
    """

    kind: Kind
    type: QuotationType | None = None
    content: tuple[Words, ...] = Field(min_length=1)
    speaker: str | None
    actor: str | None
    optional: bool = False


class GoldStance(Value):
    """A position that is the actor's own, never a claim by somebody else."""

    actor: str
    target: str
    position: Position
    words: Words | None = None
    optional: bool = False


class Marked(Value):
    """Something that stands in certain words. ``optional`` as for quotations."""

    words: Words
    optional: bool = False


class GoldDevelopment(Marked):
    """What happened, is counted or is expected; ``date`` as ``When.iso`` has it, None when undated."""

    date: str | None
    type: EventType | None = None
    nature: Nature | None = None


class GoldDate(Marked):
    """A dated expression; ``value`` as ``When.iso`` has it, None when it must stay unresolved."""

    value: str | None


class GoldRow(Value):
    """One paragraph or short text. A layer that is None is not what the row is about, and is not scored."""

    id: str
    construction: str
    published: str = ""
    text: str
    quotations: tuple[GoldQuotation, ...] | None = None
    stances: tuple[GoldStance, ...] | None = None
    developments: tuple[GoldDevelopment, ...] | None = None
    dates: tuple[GoldDate, ...] | None = None

    def words(self) -> tuple[Words, ...]:
        """All words that the row points to."""
        contents = [words for quotation in self.quotations or () for words in quotation.content]
        stances = [stance.words for stance in self.stances or () if stance.words is not None]
        developments = [development.words for development in self.developments or ()]
        return (*contents, *stances, *developments, *(dated.words for dated in self.dates or ()))

    def place(self, words: Words) -> Place:
        """Where the words stand. ValueError unless that is certain."""
        wanted, nth = (words, 1) if isinstance(words, str) else (words.words, words.nth)
        starts = [found.start() for found in re.finditer(f"(?={re.escape(wanted)})", self.text)]
        if len(starts) < nth or (isinstance(words, str) and len(starts) != 1):
            raise ValueError(f"{self.id}: {wanted!r} occurs {len(starts)} times")
        return starts[nth - 1], starts[nth - 1] + len(wanted)


@dataclass(frozen=True)
class GoldSet:
    """Texts to analyse with a topic pack, and what a reader finds in each."""

    topic: Topic
    rows: tuple[GoldRow, ...]
    articles: tuple[Article, ...]


@cache
def invented() -> GoldSet:
    """The invented paragraphs, in order. ValidationError for a row of another shape."""
    rows = tuple(map(_row, _lines("paragraphs.jsonl")))
    return GoldSet(_topic(FOLDER), rows, tuple(map(_article, rows)))


@cache
def bundled() -> GoldSet:
    """The two articles bundled with the first topic pack, complete; the rows' text is the article's."""
    labels = tuple(_lines("bundled.jsonl"))
    articles = tuple(_bundled_article(str(label["id"])) for label in labels)
    rows = tuple(
        _row({**label, "text": article.text, "published": article.published.iso()})
        for label, article in zip(labels, articles, strict=True)
    )
    return GoldSet(_topic(BUNDLED), rows, articles)


def _lines(name: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, filter(None, (FOLDER / name).read_text(encoding="utf-8").splitlines()))


def _row(label: dict[str, Any]) -> GoldRow:
    return GoldRow.model_validate_json(json.dumps(label))


def _topic(folder: Path) -> Topic:
    return parse_topic((folder / "topic.toml").read_text(encoding="utf-8"))


def _article(row: GoldRow) -> Article:
    return Article(id=row.id, document=row.id, text=row.text, published=When.parse(row.published))


def _bundled_article(id: str) -> Article:
    path = BUNDLED / "articles" / f"{id}.txt"
    metadata = path.with_suffix(".toml")
    return read_text(path.read_bytes(), parse_metadata(metadata.read_bytes(), metadata.name))
