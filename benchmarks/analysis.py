"""How fast articles are analysed, beside textacy's quotation extractor and a plain spaCy pipeline."""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from benchmarks import tagger
from benchmarks.gold_set import invented
from benchmarks.steps import shares
from benchmarks.texts import bundled, reports, words
from summaries.analysis.pipeline import Analyser
from summaries.model import Article

ROUNDS = 4
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


class _Others(tuple[tuple[float, float], ...]):
    """What each of several processes took, as ``_analyse`` gives it."""

    __slots__ = ()


def _together(pool: ProcessPoolExecutor, articles: Sequence[Article]) -> _Others:
    return _Others(pool.map(_analyse, [articles[number::PROCESSES] for number in range(PROCESSES)]))


@dataclass(frozen=True, slots=True)
class _Taken:
    """Seconds of wall time and of all processors, and the peak memory of other processes in MB, if any."""

    wall: float
    processor: float
    memory: float = 0.0


def _timed(work: Callable[[], object]) -> _Taken:
    """Run a way of analysing once."""
    wall, processor = time.perf_counter(), time.process_time()
    others = work()
    taken = _Taken(time.perf_counter() - wall, time.process_time() - processor)
    if not isinstance(others, _Others):
        return taken
    return replace(taken, processor=sum(spent for spent, _ in others), memory=max(mb for _, mb in others))


def main() -> None:
    """Print words a second of wall time, of the processor's time, peak memory and the share of each step.

    The ways take turns, so that what else the machine does weighs on all alike. It takes some two minutes.
    """
    chosen = reports()
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
        taken: dict[str, list[_Taken]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, work in ways.items():
                taken[name].append(_timed(work))
    _report(chosen, taken)
    for threads in (1, 2):
        print(
            f"  the tagger alone, {threads} thread(s): {tagger.words_a_second(threads):,.0f} words/s",
            flush=True,
        )
    parts = shares(invented().topic, chosen)
    print("  share of time: " + ", ".join(f"{step} {share:.0%}" for step, share in parts.items()))


def _report(articles: Sequence[Article], taken: Mapping[str, Sequence[_Taken]]) -> None:
    count, own = words(articles), words(bundled())
    print(f"Analysis of {len(articles)} articles, {count:,} words; {ROUNDS} rounds by turns, models loaded")
    print(f"  {'words for each second':<48} {'clock':>9} {'best':>9} {'processor':>9}")
    for name, rounds in taken.items():
        read = own if "bundled" in name else count
        clock = [read / one.wall for one in rounds]
        busy = statistics.median(read / one.processor for one in rounds)
        print(f"  {name:<48} {statistics.median(clock):>9,.0f} {max(clock):>9,.0f} {busy:>9,.0f}")
    memory = max(one.memory for rounds in taken.values() for one in rounds)
    print(f"  peak memory of an analysing process: {memory:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
