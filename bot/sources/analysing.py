"""Articles from many sources gathered into batches, and analysed in processes of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from bot import workers
from bot.crews import Bench, Lost, TooLong
from bot.workers import BATCH, BATCH_LENGTH, TOO_LONG, Failed, Result, failed, patience
from summaries.model import Article
from summaries.topics import Topic

NICE = 10
"""By how much analysis steps back for whoever answers."""


class _Waiting(NamedTuple):
    topic: str
    article: Article
    result: asyncio.Future[Result]


class Analysts:
    """``jobs`` processes that analyse, and the queue before them, which ends: who brings more has to wait."""

    def __init__(self, topics: Sequence[Topic], jobs: int = 1) -> None:
        self._bench = Bench(jobs, workers.start, tuple(topics), nice=NICE)
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue(2 * jobs * BATCH)
        self._jobs = jobs

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._jobs):
                group.create_task(self._work())

    async def analyse(self, topic: str, article: Article) -> Result:
        """The article's evidence, or why there is none. Raises Lost where the process ended twice over it."""
        one = _Waiting(topic, article, asyncio.get_running_loop().create_future())
        await self._queue.put(one)
        return await one.result

    def rest(self) -> None:
        """Give back the memory of what has nothing to do."""
        self._bench.rest()

    def close(self) -> None:
        """End every process."""
        self._bench.close()

    async def _work(self) -> None:
        left: _Waiting | None = None
        while True:
            batch, left = await self._batch(left)
            try:
                results = await self._results(batch[0].topic, [one.article for one in batch])
            except Exception as error:  # such as a missing model: whoever waits has to hear of it
                for one in batch:
                    if not one.result.done():
                        one.result.set_exception(error)
                continue
            for one, result in zip(batch, results, strict=True):
                _tell(one, result)

    async def _batch(self, first: _Waiting | None) -> tuple[list[_Waiting], _Waiting | None]:
        """What waits, of one topic, as much as is analysed together; and what belongs into the next batch."""
        batch = [first or await self._queue.get()]
        length = len(batch[0].article.text)
        while len(batch) < BATCH and length < BATCH_LENGTH and not self._queue.empty():
            one = self._queue.get_nowait()
            if one.topic != batch[0].topic:
                return batch, one
            batch.append(one)
            length += len(one.article.text)
        return batch, None

    async def _results(self, topic: str, batch: Sequence[Article]) -> Sequence[Result | Lost]:
        """Where the process is lost, each article goes again by itself: one did it, or somebody outside."""
        try:
            return await self._bench.do(workers.work, (topic, batch), patience(batch))
        except (Lost, TooLong):
            return [await self._alone(topic, article) for article in batch]

    async def _alone(self, topic: str, article: Article) -> Result | Lost:
        try:
            return (await self._bench.do(workers.work, (topic, [article]), patience([article])))[0]
        except TooLong:
            return failed(article, TOO_LONG)
        except Lost as error:
            return error


def _tell(one: _Waiting, result: Result | Lost) -> None:
    if one.result.done():
        return
    if isinstance(result, Lost):
        one.result.set_exception(result)
    else:
        one.result.set_result(result)


__all__ = ["NICE", "Analysts", "Failed", "Result"]
