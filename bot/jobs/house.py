"""What keeps the queues going: offering what is due, taking over from the dead, forgetting what is done."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import structlog
from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from bot.errands import of_feeds
from bot.jobs.desk import Desk
from bot.jobs.names import ANALYSE, HOUSE, MOST_AHEAD, MOST_OFFERED, POLL, RETRIEVE, TRIES, Tempo
from bot.jobs.patience import pause
from bot.jobs.queue import Offer, key_of, offer
from bot.jobs.scheduling import offer_digests
from bot.jobs.work import set_aside

LOST = "the worker that did it ended each time without a word, perhaps for lack of memory."

_EACH = 8  # pages of one host that wait at once
_KEPT = 7 * 24  # hours for which what was set aside stays in the queue's own table
_SUSPECT = 1  # lost so often, a job is done alone from then on
_SUSPECTS = "suspects"


async def look(app: App, desk: Desk) -> None:
    """Offer what is due in the store. Done in vain, it changes nothing."""
    now, feeds = desk.now(), desk.store.feeds
    errands: Mapping[int, str] = await desk.elsewhere(of_feeds, desk.store, now)
    if desk.polls:
        due = await desk.elsewhere(feeds.due_feeds, desk.topics, at=now, limit=MOST_OFFERED)
        await offer(app, POLL, [Offer(key, f"feed:{key}", errands.get(key, "")) for key in due])
    items = await desk.elsewhere(
        feeds.due_items, desk.topics, at=now, limit=MOST_OFFERED, each=_EACH, ahead=MOST_AHEAD
    )
    asked = [(one, errands.get(one.feed, "")) for one in items]
    await offer(app, RETRIEVE, [Offer(one.key, f"host:{one.host}", id) for one, id in asked if one.host])
    await offer(app, ANALYSE, [Offer(one.key, f"item:{one.key}", id) for one, id in asked if not one.host])
    await offer_digests(app, desk.store, desk.elsewhere, now, desk.lane_of)


async def take_over(app: App, desk: Desk, tempo: Tempo) -> None:
    """Have done by others what dead workers were at; what has cost too many workers is set aside."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=tempo.lost):
        try:
            await _taken_over(app, desk, tempo, job)
        except ConnectorException as error:  # somebody else was faster
            structlog.get_logger().info("job not taken over", job=job.id, cause=type(error).__name__)


async def _taken_over(app: App, desk: Desk, tempo: Tempo, job: Job) -> None:
    if job.queue == HOUSE:  # its time comes again
        await app.job_manager.finish_job(job, Status.ABORTED, delete_job=True)
        return
    if job.attempts + 1 >= TRIES:
        tries = job.attempts + 1
        await set_aside(desk, job.queue, key_of(job), f"job-{job.id}", tries=tries, why=LOST)
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        return
    # One of those that were under way in that process may have ended it: what was lost before is done alone,
    # so that nothing else is lost with it again.
    suspect = job.attempts >= _SUSPECT
    wait = pause(tempo, job.attempts) if suspect else random.random()  # noqa: S311 no secret
    at = datetime.now(UTC) + timedelta(seconds=wait)
    await app.job_manager.retry_job(job, retry_at=at, lock=_SUSPECTS if suspect else None)


async def prune(app: App, desk: Desk) -> None:
    """Forget jobs that were set aside or broken off some days ago; what went well is forgotten at once.

    And put right what clocks that leapt have spoilt of feeds, and forget what they listed long ago.
    """
    feeds, now = desk.store.feeds, desk.now()
    await desk.elsewhere(feeds.mend, desk.topics, at=now)
    await desk.elsewhere(feeds.prune, at=now)
    await app.job_manager.delete_old_jobs(
        _KEPT, include_failed=True, include_cancelled=True, include_aborted=True
    )
