"""Analysing articles in processes of their own: whoever answers commands never loads the language model."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

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

SLOWEST = 500
"""Code points a second below which analysis must be stuck; it does some 20,000."""

START = 60
"""Seconds that a process may take to start and load the model."""

_TOO_LONG = "it took too long"


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
    process, or takes far too long, gives Failed; the others go on. Leaving early stops the processes. Raises
    ModelMissing.
    """
    if jobs == 0:
        _start(topic, interruptible=True)
        for batch in batches(articles, 1):
            yield from _work(batch)
        return
    waiting: deque[_Task] = deque()
    with closing(_Crew(topic, jobs)) as crew:
        for batch in batches(articles, jobs):
            waiting.append(crew.submit(batch))
            if len(waiting) > 2 * jobs:
                yield from crew.finished(waiting.popleft())
        while waiting:
            yield from crew.finished(waiting.popleft())


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


class _Task(NamedTuple):
    """A batch under way, and where."""

    batch: Sequence[Article]
    future: Future[list[Result]]
    pool: ProcessPoolExecutor


class _Crew:
    """Processes that analyse, and are replaced when one of them ends or hangs."""

    def __init__(self, topic: Topic, jobs: int) -> None:
        self._topic, self._jobs = topic, jobs
        self._others = set(multiprocessing.active_children())
        self._pool = self._started()

    def submit(self, batch: Sequence[Article]) -> _Task:
        """Hand a batch to the next process that is free."""
        try:
            return _Task(batch, self._pool.submit(_work, batch), self._pool)
        except BrokenProcessPool:
            self._replace()
            return _Task(batch, self._pool.submit(_work, batch), self._pool)

    def finished(self, task: _Task) -> Iterator[Result]:
        """A batch's results; where its process was lost, each article goes again by itself: one did it."""
        try:
            yield from self._results(task)
        except (BrokenProcessPool, CancelledError, TimeoutError) as error:
            if isinstance(error, TimeoutError) and len(task.batch) == 1:
                yield _failed(task.batch[0], _TOO_LONG)
            else:
                yield from (self._alone(article) for article in task.batch)

    def close(self) -> None:
        """End every process, whatever it is doing."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - self._others:
            child.terminate()

    def _results(self, task: _Task) -> list[Result]:
        try:
            return task.future.result(timeout=patience(task.batch))
        except (BrokenProcessPool, TimeoutError):
            if task.pool is self._pool:
                self._replace()
            raise

    def _alone(self, article: Article) -> Result:
        try:
            return self._results(self.submit([article]))[0]
        except BrokenProcessPool:
            return _failed(article, "the process that analysed it ended, perhaps for lack of memory")
        except TimeoutError:
            return _failed(article, _TOO_LONG)

    def _replace(self) -> None:
        self.close()
        self._pool = self._started()

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._jobs,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(self._topic,),
        )


def patience(batch: Sequence[Article]) -> float:
    """Seconds after which a batch is given up: many times what the slowest machine should take."""
    return START + sum(len(article.text) for article in batch) / SLOWEST


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
