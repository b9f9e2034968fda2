"""How fast articles are analysed, beside textacy's quotation extractor and a plain spaCy pipeline."""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from benchmarks import tagger
from benchmarks.gold_set import invented
from benchmarks.steps import shares
from benchmarks.texts import bundled, reports, words
from summaries.analysis.pipeline import Analyser
from summaries.model import Article

ROUNDS = 5
PROCESSES = 2

_analyser: Analyser | None = None


def _start() -> None:
    """Load the models and read other text than what is measured, as a process has that is at work."""
    global _analyser  # noqa: PLW0603 one for each process, as in bot/workers.py
    _analyser = Analyser(invented().topic)
    _analyse(bundled())


def _analyse(batch: Sequence[Article]) -> tuple[float, float]:
    """Analyse a batch; the seconds of processor it took, and the process's peak memory in MB."""
    assert _analyser is not None
    start = time.process_time()
    assert len(list(_analyser.analyse(batch))) == len(batch)
    return time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _rivals() -> dict[str, Callable[[Sequence[Article]], object]]:
    """Loaded here alone, so that the memory of an analysing process is its own."""
    import spacy
    from textacy.extract.triples import direct_quotations

    from summaries.analysis.parsing import MODEL

    language = spacy.load(MODEL)
    return {
        "spaCy, plain pipeline, 1 process": lambda a: list(language.pipe(one.text for one in a)),
        "textacy, direct quotations on spaCy, 1 process": lambda a: [
            list(direct_quotations(doc)) for doc in language.pipe(one.text for one in a)
        ],
    }


def _together(pool: ProcessPoolExecutor, articles: Sequence[Article]) -> list[tuple[float, float]]:
    return list(pool.map(_analyse, [articles[number::PROCESSES] for number in range(PROCESSES)]))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print words a second of wall time, of the processor's time, peak memory and the share of each step.

    The ways take turns, so that what else the machine does weighs on all alike.
    """
    chosen = reports()
    count = words(chosen)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=_start) as pool:
        list(pool.map(_analyse, [bundled()] * PROCESSES))
        _start()
        ways: dict[str, Callable[[], object]] = {
            f"Readout, everything, {PROCESSES} processes": partial(_together, pool, chosen),
            "Readout, everything, 1 process": partial(_analyse, chosen),
            "Readout, the bundled paragraphs, 1 process": partial(_analyse, bundled()),
            **{name: partial(work, chosen) for name, work in _rivals().items()},
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, work in ways.items():
                times[name].append(_timed(work))
        memory = max(peak for _, peak in _together(pool, chosen))
        seconds = min(sum(spent for spent, _ in _together(pool, chosen)) for _ in range(ROUNDS))
    _report(count, len(chosen), times, memory, seconds)
    for threads in (1, 2):
        print(f"  the tagger alone, {threads} thread(s): {tagger.words_a_second(threads):,.0f} words/s")
    parts = shares(invented().topic, chosen)
    print("  share of time: " + ", ".join(f"{step} {share:.0%}" for step, share in parts.items()))


def _report(count: int, articles: int, times: dict[str, list[float]], memory: float, seconds: float) -> None:
    print(f"Analysis of {articles} articles, {count:,} words; {ROUNDS} rounds by turns, models loaded")
    own = words(bundled())
    for name, taken in times.items():
        read = own if "bundled" in name else count
        middle, best = read / statistics.median(taken), read / min(taken)
        print(f"  {name:<48} {middle:>9,.0f} words/s   best round {best:>9,.0f}")
    print(f"  words for each second of a processor, {PROCESSES} processes: {count / seconds:,.0f}")
    print(f"  peak memory of an analysing process: {memory:.0f} MB")


if __name__ == "__main__":
    main()
