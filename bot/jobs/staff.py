"""Readout's jobs in Procrastinate's hands: registered as its tasks, tried again, set aside."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Literal

import structlog
from procrastinate import App, JobContext
from procrastinate.jobs import Job as Queued

from bot.errands import of_feeds
from bot.jobs import house
from bot.jobs.aside import cause_of
from bot.jobs.desk import Desk
from bot.jobs.names import ANALYSE, COMPOSE, HOUSE, LOOK, POLL, PRUNE, RETRIEVE, TAKE_OVER, TRIES, Tempo
from bot.jobs.patience import OURS
from bot.jobs.queue import Offer, look_soon, offer
from bot.jobs.retrying import Backoff
from bot.jobs.scheduling import offer_digests
from bot.jobs.work import JOBS, Job, set_aside
from bot.messages import errand, on_errand
from bot.storage.errors import StorageError


def staff(app: App, desk: Desk, tempo: Tempo) -> None:
    """Have the app's workers do all that there is, at this desk."""
    for queue, job in JOBS.items():
        done = _done(app, desk, queue, job)
        app.task(name=queue, queue=queue, pass_context=True, retry=Backoff(tempo))(done)
    _keep(app, LOOK, tempo.look, lambda: house.look(app, desk), lock=LOOK)
    _keep(app, TAKE_OVER, tempo.take_over, lambda: house.take_over(app, desk, tempo))
    _keep(app, PRUNE, tempo.prune, lambda: house.prune(app, desk), lock=PRUNE)


def _done(app: App, desk: Desk, queue: str, job: Job) -> Callable[..., Awaitable[None]]:
    # What a newer Readout gives a job beside these is of no use here.
    async def done(context: JobContext, *, key: int, errand: str = "", **more: object) -> None:
        with on_errand(errand or await _errand(desk, queue, key) or f"job-{context.job.id}"):
            await _do(app, desk, queue, key, job, context.job)

    return done


async def _errand(desk: Desk, queue: str, key: int) -> str:
    """On whose errand a feed is polled: its job may have waited before anybody asked for it."""
    if queue != POLL:
        return ""
    with suppress(StorageError):  # it is for the log alone
        errands: Mapping[int, str] = await desk.elsewhere(of_feeds, desk.store, desk.now())
        return errands.get(key, "")
    return ""


async def _do(app: App, desk: Desk, queue: str, key: int, job: Job, of: Queued) -> None:
    holder, tries, began = f"job-{of.id}", of.attempts + 1, time.monotonic()
    log = structlog.get_logger().bind(queue=queue, key=key, tries=tries)
    try:
        more = await job(desk, key, holder)
    except OURS:
        _count(desk, queue, "failed", began)
        raise
    except Exception as error:
        log.error("job failed", exc_info=error)
        _count(desk, queue, "set_aside" if tries >= TRIES else "failed", began)
        if tries >= TRIES:
            await set_aside(desk, queue, key, holder, tries=tries, why=cause_of(error))
        raise
    _count(desk, queue, "done", began)
    log.info("job done", seconds=round(time.monotonic() - began, 3))
    if more:
        await _go_on(app, desk, queue, key)


def _count(desk: Desk, queue: str, outcome: Literal["done", "failed", "set_aside"], began: float) -> None:
    if desk.counts:
        desk.counts.job(queue, outcome, time.monotonic() - began)


async def _go_on(app: App, desk: Desk, queue: str, key: int) -> None:
    if queue == RETRIEVE:
        await offer(app, ANALYSE, [Offer(key, f"item:{key}", errand())])
    elif queue == POLL:
        await look_soon(app)
    elif queue == COMPOSE:
        await offer_digests(app, desk.store, desk.elsewhere, desk.now(), desk.lane_of)


def _keep(
    app: App, name: str, cron: str, work: Callable[[], Awaitable[None]], lock: str | None = None
) -> None:
    """Have something done regularly, by whichever worker is free.

    Taking over bears no lock: a worker that died with it in hand would keep it from everybody.
    """

    async def done(timestamp: int) -> None:
        try:
            await work()
        except StorageError as error:  # the store has told it, and its time comes again
            if not error.passing:
                raise

    task = app.task(name=name, queue=HOUSE, queueing_lock=name, lock=lock)(done)
    app.periodic(cron=cron)(task)
