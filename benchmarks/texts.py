"""What the speed of analysis is measured on: articles of 500 words."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.gold_set import BUNDLED, invented
from summaries.model import Article
from summaries.when import When

ARTICLES = 16
WORDS = 500


def reports() -> list[Article]:
    """Articles made of the gold set's invented reports, none used twice, always in the same order.

    They hold more quotations, stances and dates than news does, which does not flatter the figures.
    """
    texts = [row.text for row in invented().rows if "\n" not in row.text]
    random.Random(1).shuffle(texts)
    return list(_articles("report", texts))


def bundled() -> list[Article]:
    """As many articles of the bundled ones' paragraphs: each begins at another, so that no two are alike."""
    files = sorted((BUNDLED / "articles").glob("*.txt"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]
    turns = [number * 5 % len(lines) for number in range(ARTICLES)]
    return [next(_articles(f"bundled-{turn}", [*lines[turn:], *lines[:turn]])) for turn in turns]


def words(articles: Iterable[Article]) -> int:
    """How many words they have, as they stand between spaces."""
    return sum(len(article.text.split()) for article in articles)


def _articles(name: str, texts: Sequence[str]) -> Iterator[Article]:
    """Articles of the texts in order; the last few texts, which fill none, are left out."""
    chosen: list[str] = []
    number = 0
    for text in texts:
        chosen.append(text)
        if sum(len(one.split()) for one in chosen) >= WORDS and number < ARTICLES:
            id = f"{name}-{number}"
            yield Article(id=id, document=id, published=When.parse("2019-06"), text="\n\n".join(chosen))
            chosen, number = [], number + 1
