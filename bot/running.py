"""Every platform at once, each on its own, with the web port beside them; all stopped in time."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from dataclasses import replace
from typing import Any

import structlog

from bot.app import App
from bot.digests.beside import Work, look_after
from bot.digests.correcting import Correcting
from bot.digests.delivering import Delivering, Elsewhere
from bot.digests.notices import Noticing
from bot.digests.ticking import deliver
from bot.errors import BotError
from bot.limits import Limits
from bot.messages import Adapter, Posting
from bot.metrics import Metrics
from bot.settings import Settings
from bot.sources.manners import Watch
from bot.storage.errors import StorageError
from bot.supervision import Say, Supervision
from bot.threads import Threads
from bot.web import Ready, serving

PATIENCE = 8.0
"""Seconds that answers under way may take once Readout is told to stop; ten, with all that follows."""

_LEAVING = 0.8
"""Seconds that a platform may take to sign out once nothing is left to answer."""

LAST = 9.5
"""Seconds after which the process ends, whatever is still at work in it."""


_READ, _AGAIN = 6.0, 60.0
"""Seconds that reading in the background may take to stop, and until it begins again after a fall."""


_DIGESTS = 6.5
"""Seconds that digests under way may take to be finished, or to be left for another to go on with."""

_SIGNING_IN = 10.0
"""Seconds at most that digests wait for the platforms at first: what is tried before is put off longer."""

_THREADS = 3
"""Threads that read and write for digests, so that answers never wait for them."""


class NothingLeft(BotError):
    """No platform could be served."""


def serve(app: App, settings: Settings, adapters: Mapping[str, Adapter], say: Say) -> None:
    """``run`` to its end, and the process with it: within ten seconds of a signal, come what may."""
    asyncio.run(run(app, settings, adapters, say, at_stop=_end_at_last))


async def run(
    app: App,
    settings: Settings,
    adapters: Mapping[str, Adapter],
    say: Say,
    at_stop: Callable[[], None] = lambda: None,
) -> None:
    """Serve every adapter until a signal to stop, at which ``at_stop`` is called. NothingLeft where all of
    them gave up.
    """
    async with AsyncExitStack() as stack:
        stopping = await stack.enter_async_context(_signals(at_stop))
        threads = stack.enter_context(closing(Threads()))
        metrics = Metrics()
        served = replace(
            app,
            limits=Limits(user=settings.user_rate, channel=settings.channel_rate),
            metrics=metrics,
            threads=threads,
            context=replace(app.context, platforms=lambda: [one.standing for one in platforms]),
        )
        platforms = [Supervision(name, one, served, say, stopping) for name, one in adapters.items()]
        await stack.enter_async_context(reading(served, settings, stopping, metrics))
        await stack.enter_async_context(delivering(served, settings, adapters, stopping))
        if settings.web_port:
            routes = [route for adapter in adapters.values() for route in adapter.routes(served)]
            web = serving(settings.web_host, settings.web_port, routes, metrics, _readiness(served, adapters))
            say(f"web port: {settings.web_host}:{await stack.enter_async_context(web)}")
        await _together(platforms, adapters.values(), stopping, say)


def do_jobs(app: App, settings: Settings, queues: Sequence[str], concurrency: int, say: Say) -> None:
    """Do jobs of these queues until a signal to stop, and end within ten seconds of it."""
    asyncio.run(_jobs(app, settings, queues, concurrency, say))


async def _jobs(app: App, settings: Settings, queues: Sequence[str], concurrency: int, say: Say) -> None:
    from bot.jobs.serving import serve as work

    async with _signals(_end_at_last) as stopping:
        topics = app.context.topics.values()
        say(f"working on {', '.join(queues)}: {concurrency} at once")
        await work(app.context.store, topics, settings, stopping, queues=queues, concurrency=concurrency)


@asynccontextmanager
async def reading(
    app: App, settings: Settings, stopping: asyncio.Event, watch: Watch | None = None
) -> AsyncIterator[None]:
    """Have feeds and folders read in the background meanwhile, as the settings say."""
    elsewhere = settings.jobs == "workers"
    if elsewhere or settings.poll == "off" or (settings.poll == "auto" and watch is None):
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
    app: App, settings: Settings, adapters: Mapping[str, Adapter], stopping: asyncio.Event
) -> AsyncIterator[None]:
    """Have digests delivered meanwhile to the platforms that have channels, as the settings say.

    At the end what is under way is finished, or left so that whoever runs next goes on with it.
    """
    postings = {name: posting for name, adapter in adapters.items() if (posting := adapter.posting)}
    if settings.digests == "off" or not postings:
        yield
        return
    with closing(_Threads(_THREADS)) as elsewhere:
        engine = _engine(app, {name: adapters[name] for name in postings}, elsewhere)
        serving = [adapters[name] for name in postings]
        task = asyncio.create_task(_delivering(engine, _beside(app, engine), serving, stopping))
        try:
            yield
        finally:
            stopping.set()
            _, late = await asyncio.wait((task,), timeout=_DIGESTS)
            if late:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


async def _delivering(
    engine: Delivering, beside: Sequence[Work], adapters: Iterable[Adapter], stopping: asyncio.Event
) -> None:
    """Deliver as soon as all are signed in to, or to those that are; and do what goes with it."""
    end = time.monotonic() + _SIGNING_IN
    while time.monotonic() < end and not stopping.is_set() and not all(each.ready for each in adapters):
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), 0.1)
    await asyncio.gather(deliver(engine, stopping), look_after(beside, stopping))


def _beside(app: App, engine: Delivering) -> Sequence[Work]:
    """What goes with delivering, by the same clock and means."""
    store, clock, elsewhere = app.context.store, engine.clock, engine.elsewhere
    alerts = app.context.alerts
    return (
        Noticing(store, engine.postings, alerts=alerts, clock=clock, elsewhere=elsewhere),
        Correcting(store, engine.postings, clock=clock, elsewhere=elsewhere),
    )


def _open(adapters: Mapping[str, Adapter]) -> Mapping[str, Posting]:
    """Where can be posted to now."""
    found = ((name, each.posting) for name, each in adapters.items() if each.ready)
    return {name: posting for name, posting in found if posting}


def _engine(app: App, adapters: Mapping[str, Adapter], elsewhere: Elsewhere) -> Delivering:
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    return Delivering(
        app.context.store,
        app.context.topics,
        lambda: _open(adapters),
        holder=holder,
        counts=app.metrics,
        clock=app.context.now,
        by_store=True,
        elsewhere=elsewhere,
    )


class _Threads:
    """Threads of their own for what waits for the database."""

    def __init__(self, number: int) -> None:
        self._pool = ThreadPoolExecutor(number, thread_name_prefix="digest")

    async def __call__(self, work: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


async def alone(app: App, settings: Settings, adapter: Adapter) -> None:
    """Serve one adapter that needs no supervision, with reading in the background."""
    async with reading(app, settings, asyncio.Event()):
        await adapter.run(app)


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


async def _together(
    platforms: Iterable[Supervision], adapters: Iterable[Adapter], stopping: asyncio.Event, say: Say
) -> None:
    tasks = [asyncio.create_task(each.serve()) for each in platforms]
    running, stop = asyncio.gather(*tasks), asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait((stop, running), return_when=asyncio.FIRST_COMPLETED)
        if stop.done() and not running.done():
            say("stopping: finishing what is being answered")
            await _stopped(adapters, tasks)
        elif not any(running.result()):
            raise NothingLeft(
                "No platform could be served.", "`readout doctor` tells what each of them needs."
            )
    finally:
        stop.cancel()
        for task in tasks:
            task.cancel()
        await asyncio.gather(stop, *tasks, return_exceptions=True)


async def _stopped(adapters: Iterable[Adapter], tasks: Iterable[asyncio.Task[bool]]) -> None:
    """Have every platform finish; who takes too long is ended by the caller."""
    log = structlog.get_logger()
    try:
        async with asyncio.timeout(PATIENCE):
            ends = await asyncio.gather(*(adapter.stop() for adapter in adapters), return_exceptions=True)
    except TimeoutError:
        log.warning("stopped before every answer was finished")
        return
    for error in ends:
        if isinstance(error, BaseException):
            log.error("platform did not stop in order", exc_info=error)
    _, left = await asyncio.wait(tasks, timeout=_LEAVING)
    if left:
        log.warning("platforms did not sign out in time", count=len(left))


def _readiness(app: App, adapters: Mapping[str, Adapter]) -> Ready:
    def database() -> bool:
        try:
            app.context.store.events(1)
        except StorageError:
            return False
        return True

    async def ready() -> dict[str, bool]:
        parts = {name: adapter.ready for name, adapter in adapters.items()}
        return {"database": await asyncio.to_thread(database), **parts}

    return ready


def _end_at_last() -> None:
    """Have a thread end the process, should it still be there then.

    Python waits for its threads before it ends, and nothing can stop a thread that waits for a database. What
    it had begun there is undone by the database, as after any loss of a process.
    """
    last = threading.Timer(LAST, _end)
    last.daemon = True  # or it would itself be waited for
    last.start()


def _end() -> None:
    structlog.get_logger().error("ended although a thread was still at work")
    os._exit(1)


@asynccontextmanager
async def _signals(at_stop: Callable[[], None]) -> AsyncIterator[asyncio.Event]:
    """Set when somebody wants an end: SIGTERM, or Ctrl-C. A second one ends everything there and then."""
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    wanted = (signal.SIGTERM, signal.SIGINT)

    def stop() -> None:
        stopping.set()
        at_stop()
        for one in wanted:
            loop.remove_signal_handler(one)

    for one in wanted:
        loop.add_signal_handler(one, stop)
    try:
        yield stopping
    finally:
        for one in wanted:
            loop.remove_signal_handler(one)
