"""How fast the quotation tagger is by itself: cutting into windows, tokenizing, the network, decoding.

Usage: python -m benchmarks.tagger
"""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.texts import reports
from summaries.analysis.marks import find_marks
from summaries.analysis.tagging.decoding import decode
from summaries.analysis.tagging.tagger import load_tagger
from summaries.analysis.tagging.windows import windows
from summaries.model import Article

ROUNDS = 5


def _read(article: Article) -> int:
    """How many parts are marked in an article."""
    tagger = load_tagger()
    places, at = [], 0
    for line in article.text.split("\n"):
        places.append((at, at + len(line)))
        at += len(line) + 1
    given = windows(article.text, places, find_marks(article.text, places), tagger.tokenizer)
    return sum(map(len, decode(given, tagger.tag(given))))


def words_a_second(threads: int) -> float:
    """The median of some rounds over the articles of ``benchmarks.texts``."""
    chosen = reports()
    words = sum(len(article.text.split()) for article in chosen)
    times = []
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(ROUNDS + 1):
            start = time.perf_counter()
            list(pool.map(_read, chosen))
            times.append(time.perf_counter() - start)
    return words / statistics.median(times[1:])


if __name__ == "__main__":
    for threads in (1, 2):
        print(f"Tagger alone, {threads} thread(s): {words_a_second(threads):,.0f} words/s")
