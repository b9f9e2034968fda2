"""How the queues stand, as an operator wants to see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from procrastinate import App
from procrastinate.jobs import Status

from bot.jobs.figures import Line, lines
from bot.jobs.names import ANALYSE, POLL
from bot.jobs.queue import Offer, look_soon, offer
from bot.storage.errors import Unreachable


async def test_what_waits_what_is_done_and_what_was_set_aside_is_counted_by_queue(
    url: str, queue: App
) -> None:
    await offer(queue, POLL, [Offer(key, f"feed:{key}") for key in range(5)])
    await look_soon(queue)  # what keeps house is no work that waits
    worker = await queue.job_manager.register_worker()
    jobs = [await queue.job_manager.fetch_job([POLL], worker) for _ in range(2)]
    assert jobs[0] is not None
    await queue.job_manager.finish_job(jobs[0], Status.FAILED, delete_job=False)
    (line,) = await lines(url)
    assert line[:4] == (POLL, 3, 1, 1)
    assert line.oldest > 0


async def test_a_job_whose_next_try_is_later_has_not_waited_yet_and_an_overdue_one_since_then(
    url: str, queue: App
) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    await queue.configure_task(POLL, queue=POLL, schedule_at=later).defer_async(key=1)
    assert await lines(url) == [Line(POLL, waiting=1, doing=0, aside=0, oldest=0.0)]
    before = datetime.now(UTC) - timedelta(hours=1)
    await queue.configure_task(ANALYSE, queue=ANALYSE, schedule_at=before).defer_async(key=1)
    assert 3_600 <= (await lines(url))[0].oldest < 3_900


async def test_queues_that_cannot_be_asked_are_told_as_such() -> None:
    with pytest.raises(Unreachable):
        await lines("postgresql://nobody@127.0.0.1:9/none")
