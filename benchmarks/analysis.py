"""How fast articles are analysed, beside textacy's quotation extractor and a plain spaCy pipeline."""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from pathlib import Path

import spacy
from textacy.extract.triples import direct_quotations

from summaries.analysis.parsing import MODEL
from summaries.analysis.pipeline import Analyser
from summaries.model import Article
from summaries.topics import parse_topic
from summaries.when import When

SEEDS = Path(__file__).parent.parent / "seeds" / "venezuela"
ARTICLES = 12
WORDS = 500
ROUNDS = 7
PROCESSES = 2


def articles() -> list[Article]:
    """Twelve articles of some 500 words, put together from the paragraphs of the bundled ones.

    Each begins at another paragraph, so that no two are alike; a paragraph stays whole.
    """
    texts = [path.read_text(encoding="utf-8") for path in sorted((SEEDS / "articles").glob("*.txt"))]
    paragraphs = [line for text in texts for line in text.splitlines() if line.strip()]
    return [_article(number, paragraphs) for number in range(ARTICLES)]


def _article(number: int, paragraphs: Sequence[str]) -> Article:
    chosen: list[str] = []
    for paragraph in islice(cycle(paragraphs), number * 5, None):
        chosen.append(paragraph)
        if sum(len(text.split()) for text in chosen) >= WORDS:
            break
    text = "\n\n".join(chosen)
    id = f"bench-{number}"
    return Article(id=id, document=id, published=When.parse("2019-06"), text=text)


_analyser: Analyser | None = None


def _start() -> None:
    global _analyser  # noqa: PLW0603 one for each process, as in bot/workers.py
    _analyser = Analyser(parse_topic((SEEDS / "topic.toml").read_text(encoding="utf-8")))


def _analyse(batch: Sequence[Article]) -> tuple[int, float]:
    """Analyse a batch; how many quotations it holds, and the process's peak memory in MB."""
    assert _analyser is not None
    found = sum(len(evidence.quotations) for evidence in _analyser.analyse(batch))
    return found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _readout(batches: Sequence[Sequence[Article]], pool: ProcessPoolExecutor) -> float:
    return max(memory for _, memory in pool.map(_analyse, batches))


def _median(work: Callable[[], object]) -> float:
    """The median wall time of a few rounds, after one that doesn't count."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the table: words a second of wall time, and ratios to Readout's one process."""
    chosen = articles()
    words = sum(len(article.text.split()) for article in chosen)
    halves = [chosen[::2], chosen[1::2]]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=_start) as pool:
        list(pool.map(_analyse, halves))
        two = _median(lambda: _readout(halves, pool))
        memory = _readout(halves, pool)
    _start()
    one = _median(lambda: _analyse(chosen))
    language = spacy.load(MODEL)
    texts = [article.text for article in chosen]
    plain = _median(lambda: list(language.pipe(texts)))
    quotes = _median(lambda: [list(direct_quotations(doc)) for doc in language.pipe(texts)])
    print(f"Analysis of {len(chosen)} articles, {words:,} words; median of {ROUNDS} rounds, model loaded")
    rows = [
        (f"Readout, everything, {PROCESSES} processes", two),
        ("Readout, everything, 1 process", one),
        ("spaCy, plain pipeline, 1 process", plain),
        ("textacy, direct quotations on spaCy, 1 process", quotes),
    ]
    for name, seconds in rows:
        print(f"  {name:<48} {words / seconds:>9,.0f} words/s   {one / seconds:>5.2f} x")
    print(f"  peak memory of an analysing process: {memory:.0f} MB")


if __name__ == "__main__":
    main()
