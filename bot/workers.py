"""Analysing articles in processes of their own: whoever answers commands never loads the language model."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.crews import Crew, Lost, Task, TooLong
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

TOO_LONG = "it took too long"
LOST = "the process that analysed it ended, perhaps for lack of memory"


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
        start((topic,))
        for batch in batches(articles, 1):
            yield from work((topic.id, batch))
        return
    waiting: deque[_UnderWay] = deque()
    with closing(_Desk(topic, jobs)) as desk:
        for batch in batches(articles, jobs):
            waiting.append(desk.submit(batch))
            if len(waiting) > 2 * jobs:
                yield from desk.finished(waiting.popleft())
        while waiting:
            yield from desk.finished(waiting.popleft())


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


class _Desk:
    """Analysis by a crew: batches out, results back in order."""

    def __init__(self, topic: Topic, jobs: int) -> None:
        self._topic = topic.id
        self._crew = Crew(jobs, start, (topic,))

    def submit(self, batch: Sequence[Article]) -> _UnderWay:
        """Hand a batch to the next process that is free."""
        return batch, self._crew.submit(work, (self._topic, batch))

    def finished(self, under_way: _UnderWay) -> Iterator[Result]:
        """A batch's results; where its process was lost, each article goes again by itself: one did it."""
        batch, task = under_way
        try:
            yield from self._crew.result(task, patience(batch))
        except (Lost, TooLong) as error:
            if isinstance(error, TooLong) and len(batch) == 1:
                yield failed(batch[0], TOO_LONG)
            else:
                yield from (self._alone(article) for article in batch)

    def close(self) -> None:
        """End every process, whatever it is doing."""
        self._crew.close()

    def _alone(self, article: Article) -> Result:
        batch, task = self.submit([article])
        try:
            return self._crew.result(task, patience(batch))[0]
        except Lost:
            return failed(article, LOST)
        except TooLong:
            return failed(article, TOO_LONG)


_UnderWay = tuple[Sequence[Article], Task[list[Result]]]


def patience(batch: Sequence[Article]) -> float:
    """Seconds after which a batch is given up: many times what the slowest machine should take."""
    return START + sum(len(article.text) for article in batch) / SLOWEST


# ---- inside a process that analyses ------------------------------------------------------------------

_topics: dict[str, Topic] = {}


def start(topics: Sequence[Topic]) -> None:
    """Make this process ready to analyse."""
    _topics.clear()
    _topics.update({topic.id: topic for topic in topics})
    _analyser.cache_clear()


@cache
def _analyser(topic: str) -> Analyser:
    from summaries.analysis.pipeline import Analyser

    return Analyser(_topics[topic])


def work(given: tuple[str, Sequence[Article]]) -> list[Result]:
    """The evidence of a batch of articles of the topic of that id; Failed for what breaks the analysis."""
    topic, batch = given
    try:
        return list(_analyser(topic).analyse(batch))
    except ModelMissing:
        raise
    except Exception as error:
        if len(batch) > 1:
            return [result for article in batch for result in work((topic, [article]))]
        return [failed(batch[0], f"{type(error).__name__}: {error}")]


def failed(article: Article, why: str) -> Failed:
    """What stands for the evidence of an article that could not be analysed."""
    return Failed(
        article.id, AnalysisFailed(f"“{article.id}” could not be analysed ({why}).", "Please report it.")
    )
