"""Every platform at once, each on its own: started, brought back when it falls, stopped in time."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import stamina
import structlog

from bot.app import App
from bot.errors import BotError
from bot.limits import Limits
from bot.messages import Adapter, Problem, Refused
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage.errors import StorageError
from bot.web import Ready, serving

PATIENCE = 10.0
"""Seconds that answers under way may take once Readout is told to stop."""

_LONGEST_PAUSE = 60.0

Say = Callable[[str], None]
"""Tells whoever runs Readout something, a line at a time."""


class NothingLeft(BotError):
    """No platform could be served."""


async def run(app: App, settings: Settings, adapters: Mapping[str, Adapter], say: Say) -> None:
    """Serve every adapter until a signal to stop. NothingLeft where all of them gave up."""
    metrics = Metrics()
    served = replace(
        app, limits=Limits(user=settings.user_rate, channel=settings.channel_rate), metrics=metrics
    )
    async with AsyncExitStack() as stack:
        stopping = await stack.enter_async_context(_signals())
        if settings.web_port:
            routes = [route for adapter in adapters.values() for route in adapter.routes(served)]
            ready = _readiness(served, adapters)
            web = serving(settings.web_host, settings.web_port, routes, metrics, ready)
            say(f"web port: {settings.web_host}:{await stack.enter_async_context(web)}")
        await _together(served, adapters, stopping, say)


async def _together(app: App, adapters: Mapping[str, Adapter], stopping: asyncio.Event, say: Say) -> None:
    tasks = {
        asyncio.create_task(_kept_up(app, name, adapter, say), name=name): adapter
        for name, adapter in adapters.items()
    }
    stop = asyncio.create_task(stopping.wait())
    running = asyncio.gather(*tasks)
    await asyncio.wait((stop, running), return_when=asyncio.FIRST_COMPLETED)
    if stop.done():
        say("stopping: finishing what is being answered")
        await _stopped(adapters, running)
        return
    stop.cancel()
    if not any(running.result()):
        raise NothingLeft("No platform could be served.", "`readout doctor` tells what each of them needs.")


async def _stopped(adapters: Mapping[str, Adapter], running: asyncio.Future[list[bool]]) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(adapter.stop() for adapter in adapters.values()), return_exceptions=True)
            await running
    except TimeoutError:
        structlog.get_logger().warning("stopped before every answer was finished")
    finally:
        running.cancel()


async def _kept_up(app: App, name: str, adapter: Adapter, say: Say) -> bool:
    """Serve one platform, again and again if need be; False where it refuses us."""
    log = structlog.get_logger().bind(platform=name)

    def worth_trying(error: BaseException) -> bool:
        if isinstance(error, Refused) or not isinstance(error, Exception):
            return False
        app.count(name, "restart")
        log.warning("platform lost", cause=_cause(error), exc_info=not isinstance(error, Problem))
        return True

    pauses = stamina.retry_context(
        on=worth_trying, attempts=None, timeout=None, wait_initial=1.0, wait_max=_LONGEST_PAUSE
    )
    try:
        async for attempt in pauses:
            with attempt:
                await adapter.run(app)
    except Refused as error:
        app.count(name, "refused")
        log.error("platform refuses", cause=error.problem)
        say(f"{name}: {error}")
        return False
    return True


def _cause(error: Exception) -> str:
    return error.problem if isinstance(error, Problem) else type(error).__name__


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


@asynccontextmanager
async def _signals() -> AsyncIterator[asyncio.Event]:
    """Set when somebody wants an end: SIGTERM, or Ctrl-C."""
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    wanted = (signal.SIGTERM, signal.SIGINT)
    for one in wanted:
        loop.add_signal_handler(one, stopping.set)
    try:
        yield stopping
    finally:
        for one in wanted:
            loop.remove_signal_handler(one)
