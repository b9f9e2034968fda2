"""What runs beside the platforms: feeds read and digests delivered, in this process or as jobs on workers."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, suppress
from contextvars import copy_context
from typing import Any

import structlog

from bot.app import App
from bot.digests.annex import Annex
from bot.digests.beside import Work, look_after
from bot.digests.correcting import Correcting
from bot.digests.delivering import Delivering, Elsewhere
from bot.digests.notices import Noticing
from bot.digests.ticking import deliver
from bot.messages import Adapter, Posting
from bot.roles import ALL, Roles
from bot.settings import Settings
from bot.sources.manners import Watch

_READ, _AGAIN = 6.0, 60.0
"""Seconds that reading in the background may take to stop, and until it begins again after a fall."""


_DIGESTS = 6.5
"""Seconds that digests under way may take to be finished, or to be left for another to go on with."""

_SIGNING_IN = 10.0
"""Seconds at most that digests wait for the platforms at first: what is tried before is put off longer."""

_THREADS = 3
"""Threads that read and write for digests, so that answers never wait for them."""


@asynccontextmanager
async def reading(
    app: App, settings: Settings, stopping: asyncio.Event, watch: Watch | None = None
) -> AsyncIterator[None]:
    """Have feeds and folders read in the background meanwhile, as the settings say."""
    if settings.poll == "off" or (settings.poll == "auto" and watch is None):
        yield
        return
    task = asyncio.create_task(_reading(app, settings, stopping, watch))
    try:
        yield
    finally:
        stopping.set()
        _, late = await asyncio.wait((task,), timeout=_READ)
        if late:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def delivering(
    app: App,
    settings: Settings,
    adapters: Mapping[str, Adapter],
    stopping: asyncio.Event,
    roles: Roles = ALL,
) -> AsyncIterator[None]:
    """Have digests delivered meanwhile to the platforms that have channels, as the settings say.

    At the end what is under way is finished, or left so that whoever runs next goes on with it.
    """
    postings = {name: posting for name, adapter in adapters.items() if (posting := adapter.posting)}
    opens = roles.scheduler and not adapters  # others post what is opened here
    if settings.digests == "off" or not (postings or opens):
        yield
        return
    annex = Annex(settings.database, app.context.topics)
    with closing(annex), closing(DigestThreads(_THREADS)) as elsewhere:
        engine = engine_of(app, {name: adapters[name] for name in postings}, elsewhere, annex)
        serving = [adapters[name] for name in postings]
        task = asyncio.create_task(_delivering(engine, beside(app, engine), serving, stopping))
        try:
            yield
        finally:
            stopping.set()
            _, late = await asyncio.wait((task,), timeout=_DIGESTS)
            if late:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


async def _delivering(
    engine: Delivering, works: Sequence[Work], adapters: Iterable[Adapter], stopping: asyncio.Event
) -> None:
    """Deliver as soon as all are signed in to, or to those that are; and do what goes with it."""
    end = time.monotonic() + _SIGNING_IN
    while time.monotonic() < end and not stopping.is_set() and not all(each.ready for each in adapters):
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), 0.1)
    await asyncio.gather(deliver(engine, stopping), look_after(works, stopping))


def beside(
    app: App, engine: Delivering, postings: Callable[[], Mapping[str, Posting]] | None = None
) -> Sequence[Work]:
    """What goes with delivering, by the same clock and means; to other ``postings`` where they are given."""
    store, clock, elsewhere = app.context.store, engine.clock, engine.elsewhere
    alerts, to = app.context.alerts, postings or engine.postings
    return (
        Noticing(store, to, alerts=alerts, clock=clock, elsewhere=elsewhere),
        Correcting(store, to, clock=clock, elsewhere=elsewhere),
    )


def _open(adapters: Mapping[str, Adapter]) -> Mapping[str, Posting]:
    """Where can be posted to now."""
    found = ((name, each.posting) for name, each in adapters.items() if each.ready)
    return {name: posting for name, posting in found if posting}


def engine_of(
    app: App,
    adapters: Mapping[str, Adapter],
    elsewhere: Elsewhere,
    annex: Annex | None = None,
    *,
    connected: bool = True,
) -> Delivering:
    """What delivers to these platforms: where they are ``connected``, or whenever it is told to."""
    postings = {name: posting for name, adapter in adapters.items() if (posting := adapter.posting)}
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    return Delivering(
        app.context.store,
        app.context.topics,
        (lambda: _open(adapters)) if connected else (lambda: postings),
        holder=holder,
        counts=app.metrics,
        clock=app.context.now,
        by_store=True,
        elsewhere=elsewhere,
        annex=annex,
    )


class DigestThreads:
    """Threads of their own for what waits for the database."""

    def __init__(self, number: int) -> None:
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="digest")

    async def __call__(self, work: Callable[[], Any]) -> Any:
        """What ``work`` returns, made in one of them."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, copy_context().run, work)

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


async def _reading(app: App, settings: Settings, stopping: asyncio.Event, watch: Watch | None) -> None:
    """Poll until all is to stop; what nobody foresaw is logged, and polling begins again after a while."""
    from bot.sources.fetching import Fetcher
    from bot.sources.polling import Polling
    from bot.sources.working import sleep

    topics = tuple(app.context.topics.values())
    while not stopping.is_set():
        try:
            async with Fetcher.of(settings) as fetcher:
                polling = Polling(app.context.store, topics, fetcher, folders=settings.watch, watch=watch)
                await polling.run(stopping)
        except Exception as error:
            structlog.get_logger().error("polling fell", exc_info=error)
            await sleep(stopping, _AGAIN)
