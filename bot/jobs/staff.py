"""Readout's jobs in Procrastinate's hands: registered as its tasks, tried again, set aside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from procrastinate import App, JobContext

from bot.jobs import house
from bot.jobs.aside import cause_of
from bot.jobs.desk import Desk
from bot.jobs.names import ANALYSE, COMPOSE, HOUSE, LOOK, POLL, PRUNE, RETRIEVE, TAKE_OVER, TRIES, Tempo
from bot.jobs.patience import OURS
from bot.jobs.queue import Offer, look_soon, offer
from bot.jobs.retrying import Backoff
from bot.jobs.scheduling import offer_digests
from bot.jobs.work import JOBS, Job, set_aside


def staff(app: App, desk: Desk, tempo: Tempo) -> None:
    """Have the app's workers do all that there is, at this desk."""
    for queue, job in JOBS.items():
        done = _done(app, desk, queue, job)
        app.task(name=queue, queue=queue, pass_context=True, retry=Backoff(tempo))(done)
    _keep(app, LOOK, tempo.look, lambda: house.look(app, desk), lock=LOOK)
    _keep(app, TAKE_OVER, tempo.take_over, lambda: house.take_over(app, desk, tempo))
    _keep(app, PRUNE, tempo.prune, lambda: house.prune(app, desk), lock=PRUNE)


def _done(app: App, desk: Desk, queue: str, job: Job) -> Callable[..., Awaitable[None]]:
    async def done(context: JobContext, *, key: int) -> None:
        holder, tries = f"job-{context.job.id}", context.job.attempts + 1
        try:
            more = await job(desk, key, holder)
        except OURS:
            raise
        except Exception as error:
            structlog.get_logger().error("job failed", queue=queue, key=key, tries=tries, exc_info=error)
            if tries >= TRIES:
                await set_aside(desk, queue, key, holder, tries=tries, why=cause_of(error))
            raise
        if more:
            await _go_on(app, desk, queue, key)

    return done


async def _go_on(app: App, desk: Desk, queue: str, key: int) -> None:
    if queue == RETRIEVE:
        await offer(app, ANALYSE, [Offer(key, f"item:{key}")])
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
        await work()

    task = app.task(name=name, queue=HOUSE, queueing_lock=name, lock=lock)(done)
    app.periodic(cron=cron)(task)
