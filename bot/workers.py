"""Analysing articles in processes of their own: whoever answers commands never loads the language model."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.errors import AnalysisFailed
from summaries.errors import ModelMissing
from summaries.model import Article, Evidence
from summaries.topics import Topic

if TYPE_CHECKING:
    from summaries.analysis.pipeline import Analyser

BATCH = 16
"""Articles sent to a process at a time; as many as the analyser parses together."""

BATCH_LENGTH = 100_000
"""Code points after which a batch is full, so that long articles go one by one."""

INLINE_LENGTH = 20_000
"""Code points up to which starting more processes costs more time than it saves (measured on two cores)."""


@dataclass(frozen=True)
class Failed:
    """What stands in the place of evidence when an article could not be analysed. ``article`` is its id."""

    article: str
    error: AnalysisFailed


Result = Evidence | Failed


def default_jobs() -> int:
    """Two processes where there are two processors: more would crowd a small server."""
    return min(2, os.cpu_count() or 1)


def analyse(topic: Topic, articles: Iterable[Article], *, jobs: int) -> Iterator[Result]:
    """The evidence of each article, in order, worked out in ``jobs`` other processes (0: in this one).

    Articles are taken as they are needed, a few batches ahead. An article that breaks the analysis, or its
    process, gives Failed; the others go on. Leaving early stops the processes. Raises ModelMissing.
    """
    if jobs == 0:
        _start(topic, interruptible=True)
        for batch in batches(articles, 1):
            yield from _work(batch)
        return
    waiting: deque[tuple[Sequence[Article], Future[list[Result]]]] = deque()
    with _pool(topic, jobs) as pool:
        for batch in batches(articles, jobs):
            waiting.append((batch, pool.submit(_work, batch)))
            if len(waiting) > 2 * jobs:
                yield from _finished(topic, *waiting.popleft())
        while waiting:
            yield from _finished(topic, *waiting.popleft())


def batches(articles: Iterable[Article], jobs: int) -> Iterator[list[Article]]:
    """The articles in batches of similar size; what is left at the end is shared out among ``jobs``."""
    window: list[Article] = []
    length = 0
    for article in articles:
        window.append(article)
        length += len(article.text)
        if len(window) == BATCH * jobs or length > BATCH_LENGTH * jobs:
            yield from _shared(window, jobs)
            window, length = [], 0
    yield from _shared(window, jobs)


def _shared(window: Sequence[Article], jobs: int) -> Iterator[list[Article]]:
    size = -(-len(window) // jobs)
    return (list(window[start : start + size]) for start in range(0, len(window), size or 1))


@contextmanager
def _pool(topic: Topic, jobs: int) -> Iterator[ProcessPoolExecutor]:
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start, initargs=(topic,)
    )
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise
    pool.shutdown()


def _finished(topic: Topic, batch: Sequence[Article], future: Future[list[Result]]) -> Iterator[Result]:
    """A batch's results; where its process died, each article again by itself, to find which one it was."""
    try:
        yield from future.result()
    except BrokenProcessPool:
        for article in batch:
            yield _alone(topic, article)


def _alone(topic: Topic, article: Article) -> Result:
    with _pool(topic, 1) as pool:
        try:
            return pool.submit(_work, [article]).result()[0]
        except BrokenProcessPool:
            return _failed(article, "the process that analysed it ended, perhaps for lack of memory")


# ---- inside a process that analyses ------------------------------------------------------------------

_topic: Topic | None = None


def _start(topic: Topic, *, interruptible: bool = False) -> None:
    """Make this process ready to analyse. A Ctrl-C is for the process that waits for the results."""
    global _topic  # noqa: PLW0603 a process that analyses has this one value, set when it starts
    _topic = topic
    _analyser.cache_clear()
    if not interruptible:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@cache
def _analyser() -> Analyser:
    from summaries.analysis.pipeline import Analyser

    assert _topic is not None  # noqa: S101 the pool calls _start first
    return Analyser(_topic)


def _work(batch: Sequence[Article]) -> list[Result]:
    try:
        return list(_analyser().analyse(batch))
    except ModelMissing:
        raise
    except Exception as error:
        if len(batch) > 1:
            return [result for article in batch for result in _work([article])]
        return [_failed(batch[0], f"{type(error).__name__}: {error}")]


def _failed(article: Article, why: str) -> Failed:
    return Failed(
        article.id, AnalysisFailed(f"“{article.id}” could not be analysed ({why}).", "Please report it.")
    )
