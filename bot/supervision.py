"""One platform kept up: started, brought back when it falls, let go when it refuses us or all is to end."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import structlog

from bot.app import App
from bot.commands.context import Standing
from bot.messages import Adapter, Problem, Refused
from bot.storage.contract import NOT_SERVED, Event
from bot.storage.errors import StorageError

Say = Callable[[str], None]
"""Tells whoever runs Readout something, a line at a time."""

SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between two tries: the longer, the more have failed."""

HEALTHY = 300.0
"""After so many seconds of service a fall counts as the first one again."""

GLANCE = 1.0
"""Seconds between two looks at whether a platform is connected."""

_AWAY = 3
"""Glances without a connection before anybody is told: platforms ask for a fresh one now and then."""


class Supervision:
    """Serves one platform for as long as it can be served."""

    def __init__(self, name: str, adapter: Adapter, app: App, say: Say, stopping: asyncio.Event) -> None:
        self._name = name
        self._adapter = adapter
        self._app = app
        self._say = say
        self._stopping = stopping
        self._log = structlog.get_logger().bind(platform=name)
        self._away = 0
        self._served_before = False
        self.standing = Standing(platform=name)
        """How it stands now, for ``status``."""

    async def serve(self) -> bool:
        """Serve until it ends by itself or all is to stop; False where the platform refuses us."""
        watch = asyncio.create_task(self._watch())
        try:
            return await self._again_and_again()
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    async def _again_and_again(self) -> bool:
        falls = 0
        while not self._stopping.is_set():
            begun = time.monotonic()
            try:
                await self._adapter.run(self._app)
            except Refused as error:
                await self._refused(error)
                return False
            except (Exception, asyncio.CancelledError) as error:
                if _we_are_cancelled():
                    raise
                falls = 0 if time.monotonic() - begun > HEALTHY else falls
                await self._fell(error)
            else:
                return True
            await self._pause(falls)
            falls += 1
        return True

    async def _pause(self, falls: int) -> None:
        """Wait before another try, unless all is to stop; not all bots at the same moment."""
        longest = min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** min(falls, 16))
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), longest * random.uniform(0.5, 1.0))  # noqa: S311 no secret

    # ---- what becomes of it

    async def _refused(self, error: Refused) -> None:
        self._app.count(self._name, "refused")
        self._log.error("platform refuses", cause=error.problem)
        self._say(f"{self._name}: {error}")
        await self._stands(error.problem, error.cure)

    async def _fell(self, error: BaseException) -> None:
        self._app.count(self._name, "restart")
        problem = isinstance(error, Problem)
        cause = error.problem if isinstance(error, Problem) else "An error that nobody foresaw; see the log."
        self._log.warning("platform lost", cause=cause, exc_info=None if problem else error)
        if self.standing.trouble != cause:
            self._say(f"{self._name}: {cause} Trying again until it works.")
            await self._stands(cause, "It is tried again by itself.")

    async def _stands(self, trouble: str, cure: str) -> None:
        """Note what is the matter, for ``status`` now and later."""
        self.standing = Standing(platform=self._name, trouble=trouble)
        self._app.connected(self._name, yes=False)
        at, detail = self._app.context.now(), f"{trouble} {cure}".strip()
        event = Event(at=at, source=self._name, outcome=NOT_SERVED, detail=detail)
        try:
            await asyncio.to_thread(self._app.context.store.record, event)
        except StorageError as error:
            self._log.warning("trouble not recorded", cause=error.problem)

    # ---- watching

    async def _watch(self) -> None:
        while True:
            self._glance(ready=self._adapter.ready)
            await asyncio.sleep(GLANCE)

    def _glance(self, *, ready: bool) -> None:
        """Tell, once each, that the platform is connected, and that it has not been for a while."""
        self._app.connected(self._name, yes=ready)
        self._away = 0 if ready else self._away + 1
        if ready and self.standing.since is None:
            self.standing = Standing(platform=self._name, since=self._app.context.now())
            self._say(f"{self._name}: connected{' again' if self._served_before else ''}")
            self._served_before = True
        elif self.standing.since and self._away == _AWAY and not self._stopping.is_set():
            self.standing = Standing(platform=self._name, trouble="The connection was lost.")
            self._log.warning("connection lost", seconds=timedelta(seconds=_AWAY * GLANCE).seconds)
            self._say(f"{self._name}: connection lost; it comes back by itself")


def _we_are_cancelled() -> bool:
    """Whether somebody ends us, rather than something inside the platform having been cancelled."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
