"""A worker: does jobs of some queues until it is told to stop, and waits for a database that is gone."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Collection
from contextlib import suppress

import psycopg
from procrastinate import App

from bot.jobs.desk import Desk
from bot.jobs.names import HOUSE, Tempo
from bot.jobs.queue import conninfo, queue_of
from bot.jobs.quiet import GONE, quiet
from bot.jobs.staff import staff
from bot.sources.working import sleep
from bot.storage.errors import Unreachable
from bot.storage.standing import Standing

_TROUBLE = 5.0  # seconds between two looks whether it is back
_PATIENCE = 10  # seconds for one


async def work(
    url: str,
    desk: Desk,
    stopping: asyncio.Event,
    *,
    queues: Collection[str],
    concurrency: int,
    tempo: Tempo | None = None,
) -> None:
    """Do jobs of these queues, so many at once, until ``stopping``; then finish, or leave to others."""
    tempo, standing = tempo or Tempo(), Standing("the queue of jobs")
    with quiet():
        while not stopping.is_set():
            app = queue_of(url)
            staff(app, desk, tempo)
            try:
                await _answers(url)
                async with app.open_async():
                    standing.works(writing=True)
                    await _worked(app, stopping, [*queues, HOUSE], concurrency, tempo)
            except GONE:
                standing.failed(gone(), writing=True)
            await sleep(stopping, _TROUBLE * (0.5 + random.random()))  # noqa: S311 no secret


async def _answers(url: str) -> None:
    """Look whether the database is there, before a pool of connections looks for it in its own time."""
    async with await psycopg.AsyncConnection.connect(conninfo(url), connect_timeout=_PATIENCE):
        return


def gone() -> Unreachable:
    """What is told of the queue while its database does not answer."""
    return Unreachable("The queue of jobs does not answer.", "It is in the database; work goes on with it.")


async def _worked(
    app: App, stopping: asyncio.Event, queues: Collection[str], concurrency: int, tempo: Tempo
) -> None:
    working = asyncio.create_task(
        app.run_worker_async(
            queues=queues,
            concurrency=concurrency,
            install_signal_handlers=False,
            delete_jobs="successful",
            shutdown_graceful_timeout=tempo.grace,
            update_heartbeat_interval=tempo.heartbeat,
            stalled_worker_timeout=tempo.lost,
        )
    )
    stop = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait((working, stop), return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.cancel()
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
