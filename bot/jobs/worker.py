"""A worker: does jobs of some queues until it is told to stop, and waits for a database that is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import suppress

import psycopg
import structlog
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from bot.jobs.desk import Desk
from bot.jobs.names import HOUSE, Tempo
from bot.jobs.queue import queue_of
from bot.jobs.staff import staff
from bot.sources.working import sleep

_TROUBLE = 5.0
GONE = (ConnectorException, psycopg.Error, OSError)
"""What Procrastinate raises while its database is gone."""


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
    tempo, fine = tempo or Tempo(), True
    while not stopping.is_set():
        app = queue_of(url)
        staff(app, desk, tempo)
        try:
            async with app.open_async():
                if not fine:
                    structlog.get_logger().warning("the queue of jobs answers again")
                fine = True
                await _worked(app, stopping, [*queues, HOUSE], concurrency, tempo)
        except GONE as error:
            if fine:
                structlog.get_logger().warning(
                    "the queue of jobs does not answer", cause=type(error).__name__
                )
            fine = False
        await sleep(stopping, _TROUBLE)


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
