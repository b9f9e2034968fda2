"""Every platform at once, each on its own, with the web port beside them; all stopped in time."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import replace

import structlog

from bot.app import App
from bot.background import delivering, reading
from bot.errors import BotError
from bot.figures import Figures
from bot.limits import Limits
from bot.messages import Adapter, Route
from bot.metrics import Metrics
from bot.retention import forgetting
from bot.roles import ALL, Roles
from bot.roster import signing
from bot.settings import Settings, on_postgresql
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


_GLANCE = 4.0
"""Seconds after which a database that has not answered is not ready."""


class NothingLeft(BotError):
    """No platform could be served."""


def serve(
    app: App, settings: Settings, adapters: Mapping[str, Adapter], say: Say, roles: Roles = ALL
) -> None:
    """``run`` to its end, and the process with it: within ten seconds of a signal, come what may."""
    asyncio.run(run(app, settings, adapters, say, at_stop=_end_at_last, roles=roles))


async def run(
    app: App,
    settings: Settings,
    adapters: Mapping[str, Adapter],
    say: Say,
    at_stop: Callable[[], None] = lambda: None,
    roles: Roles = ALL,
) -> None:
    """Serve every adapter until a signal to stop, at which ``at_stop`` is called. NothingLeft where all of
    them gave up. ``roles`` are what else this process does.
    """
    async with AsyncExitStack() as stack:
        stopping = await stack.enter_async_context(_signals(at_stop))
        threads = stack.enter_context(closing(Threads()))
        metrics = Metrics((*adapters, *roles.others))
        served = replace(
            app,
            limits=Limits(user=settings.user_rate, channel=settings.channel_rate),
            metrics=metrics,
            threads=threads,
            context=replace(app.context, platforms=lambda: [one.standing for one in platforms]),
        )
        platforms = [Supervision(name, one, served, say, stopping) for name, one in adapters.items()]
        if on_postgresql(settings.database_url):
            from bot.hearing import hearing

            await stack.enter_async_context(hearing(served.context.store, settings.database))
        await stack.enter_async_context(signing(served.context.store, adapters, say, stopping))
        if settings.jobs == "workers":
            from bot.backlog import offering

            await stack.enter_async_context(offering(served, settings, adapters, stopping, roles))
        else:
            if roles.scheduler:
                await stack.enter_async_context(reading(served, settings, stopping, metrics))
            await stack.enter_async_context(delivering(served, settings, adapters, stopping, roles))
        if roles.scheduler:
            kept = forgetting(served.context.store, settings.retention, stopping, now=served.context.now)
            await stack.enter_async_context(kept)
        routes = [route for adapter in adapters.values() for route in adapter.routes(served)]
        if settings.web_port and (roles.web or routes or "web_port" in settings.model_fields_set):
            queues = settings.jobs == "workers"
            port = _web_port(served, settings, adapters, metrics, say, routes, queues=queues)
            await stack.enter_async_context(port)
        await _together(platforms, adapters.values(), stopping, say)


def do_jobs(app: App, settings: Settings, queues: Sequence[str], concurrency: int, say: Say) -> None:
    """Do jobs of these queues until a signal to stop, and end within ten seconds of it."""
    asyncio.run(_jobs(app, settings, queues, concurrency, say))


async def _jobs(app: App, settings: Settings, queues: Sequence[str], concurrency: int, say: Say) -> None:
    from bot.backlog import worker

    async with AsyncExitStack() as stack:
        stopping = await stack.enter_async_context(_signals(_end_at_last))
        metrics = Metrics(f"worker-{queue}" for queue in queues)
        served = replace(app, metrics=metrics)
        if settings.web_port and "web_port" in settings.model_fields_set:
            await stack.enter_async_context(_web_port(served, settings, {}, metrics, say, queues=True))
        say(f"working on {', '.join(queues)}: {concurrency} at once")
        await worker(served, settings, stopping, queues=queues, concurrency=concurrency, say=say)


@asynccontextmanager
async def _web_port(
    app: App,
    settings: Settings,
    adapters: Mapping[str, Adapter],
    metrics: Metrics,
    say: Say,
    routes: Sequence[Route] = (),
    *,
    queues: bool,
) -> AsyncIterator[None]:
    """Have health and figures told meanwhile, those of ``queues`` too where there are any; and the paths
    served that adapters want.
    """
    context, jobs = app.context, settings.database if queues else ""
    figures = Figures(context.store, context.topics, metrics, now=context.now, queues=jobs)
    ready = _readiness(app, adapters)
    host = settings.web_host
    async with serving(host, settings.web_port, routes, metrics, ready, figures.refresh) as port:
        say(f"web port: {host}:{port}")
        yield


async def alone(app: App, settings: Settings, adapter: Adapter) -> None:
    """Serve one adapter that needs no supervision, with reading in the background."""
    async with reading(app, settings, asyncio.Event()):
        await adapter.run(app)


async def _together(
    platforms: Iterable[Supervision], adapters: Iterable[Adapter], stopping: asyncio.Event, say: Say
) -> None:
    tasks = [asyncio.create_task(each.serve()) for each in platforms]
    if not tasks:  # nobody is served from here: it is a scheduler's process, or the web port's
        say("at work; no platform is served from here")
        await stopping.wait()
        return
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
    looks: list[asyncio.Future[bool]] = []  # the latest, which may still wait for a database that hangs

    def database() -> bool:
        try:
            app.context.store.events(1)
        except StorageError:
            return False
        return True

    async def answers() -> bool:
        if not looks or looks[0].done():
            looks[:] = [asyncio.ensure_future(asyncio.to_thread(database))]
        done, _ = await asyncio.wait(looks, timeout=_GLANCE)
        return bool(done) and looks[0].result()

    async def ready() -> dict[str, bool]:
        parts = {name: adapter.ready for name, adapter in adapters.items()}
        return {"database": await answers(), **parts}

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
