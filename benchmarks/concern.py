"""How well articles that concern a topic are told from those that only name it.

Usage: python -m benchmarks.concern [--wrong]

The articles are invented (``newsroom``), half of them on the topic at most, the others as near to it as feeds
bring them. The weights were chosen on every other article ("chosen on"); the figures that count are those of
the rest. ``--wrong`` tells which are judged wrongly.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.newsroom import shorts, tellings
from benchmarks.tables import percent, table
from summaries.concern import Concern, Judge
from summaries.model import Article
from summaries.topics import Topic, parse_topic

_ROOT = Path(__file__).parent.parent
PACKS = {"venezuela": _ROOT / "seeds" / "venezuela", "tarn": _ROOT / "tests" / "packs" / "tarn"}
HEADS = ("topic, half", "articles", "concern it", "precision", "recall")


class Judged(NamedTuple):
    """An article, whether it concerns the topic, and what was judged."""

    article: Article
    concerns: bool
    judged: Concern


def labelled(topic: str) -> list[tuple[bool, Article]]:
    """The articles for a topic: those written for it, those for others, and the tellings of events."""
    mine = [(on, title, body) for on, title, body in shorts(topic)]
    others = [(False, title, body) for other in PACKS if other != topic for _, title, body in shorts(other)]
    told = [(telling.about == topic, telling.title, telling.body) for telling in tellings()]
    return [
        (
            on,
            Article(
                id=f"{topic}-{number}", document=f"{topic}-{number}", title=title, text=f"{title}\n\n{body}"
            ),
        )
        for number, (on, title, body) in enumerate((*mine, *others, *told))
    ]


def judged(topic: str) -> list[Judged]:
    """Each article with its judgement."""
    judge = Judge(pack(topic))
    return [Judged(article, on, judge.weigh(article)) for on, article in labelled(topic)]


def pack(topic: str) -> Topic:
    """The topic pack."""
    return parse_topic((PACKS[topic] / "topic.toml").read_text("utf-8"))


def report() -> str:
    """The table, and how long a judgement takes."""
    rows = []
    for topic in PACKS:
        found = judged(topic)
        rows += [
            [f"{topic}, {half}", *scores(found[at::2])] for at, half in enumerate(("chosen on", "held out"))
        ]
    return f"{table(HEADS, rows)}\n\n{_speed()}"


def scores(found: Sequence[Judged]) -> list[object]:
    """Articles, how many concern the topic, precision and recall in percent."""
    taken = [one for one in found if one.judged.concerns]
    right = sum(one.concerns for one in taken)
    there = sum(one.concerns for one in found)
    return [len(found), there, percent(right, len(taken)), percent(right, there)]


def wrong() -> str:
    """What is judged wrongly, and why."""
    found = [(topic, one) for topic in PACKS for one in judged(topic)]
    return "\n".join(
        f"{topic}, {'missed' if one.concerns else 'taken'} ({one.judged.score:.2f}): {one.article.title}: "
        f"{one.judged.why}"
        for topic, one in found
        if one.concerns != one.judged.concerns
    )


def _speed() -> str:
    judge = Judge(pack("venezuela"))
    texts = [file.read_text("utf-8") for file in sorted((PACKS["venezuela"] / "articles").glob("*.txt"))]
    articles = [Article(id="a", document="a", text=text) for text in texts]
    rounds = 50
    began = time.process_time()
    for _ in range(rounds):
        for article in articles:
            judge.weigh(article)
    spent = (time.process_time() - began) / rounds / len(articles)
    words = sum(len(text.split()) for text in texts) // len(texts)
    return f"A judgement takes {1000 * spent:.2f} ms of processor for texts of some {words} words."


if __name__ == "__main__":
    print(wrong() if "--wrong" in sys.argv else report())
