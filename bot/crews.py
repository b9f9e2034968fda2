"""Processes that work is handed to: one that crashes, hangs or eats memory is replaced and hurts nobody."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, Generic, NamedTuple, TypeVar

A = TypeVar("A")
R = TypeVar("R")

WORN = 2_000
"""Pieces of work after which a process gives way to a fresh one: libraries leak."""


class Lost(Exception):
    """The process ended before it had a result."""


class TooLong(Exception):
    """The process had no result in time, and was ended."""


class Task(NamedTuple, Generic[R]):
    """Work under way, and where."""

    future: Future[R]
    pool: _Pool


class Crew:
    """``jobs`` processes, each made ready by ``begin(*given)``, and replaced together when one is lost.

    ``memory`` limits each of them (bytes of address space, where the system can; 0: no limit); ``nice`` lets
    others go first. They start when there is work, end with their parent, and leave Ctrl-C to it.
    """

    def __init__(
        self, jobs: int, begin: Callable[..., object], *given: object, memory: int = 0, nice: int = 0
    ) -> None:
        self._jobs = jobs
        self._ready = (memory, nice, begin, given)
        self._pool = self._started()

    def submit(self, work: Callable[[A], R], on: A) -> Task[R]:
        """Hand work to the next process that is free."""
        try:
            return Task(self._pool.submit(work, on), self._pool)
        except BrokenProcessPool:
            self.replace()
            return Task(self._pool.submit(work, on), self._pool)

    def result(self, task: Task[R], patience: float) -> R:
        """Wait for a result, so many seconds at most; raises Lost, TooLong, or what the work raised."""
        try:
            return task.future.result(timeout=patience)
        except (BrokenProcessPool, CancelledError) as error:
            self._lost(task)
            raise Lost from error
        except TimeoutError as error:
            if task.future.done():
                raise  # the work itself raised it
            self._lost(task)
            raise TooLong from error

    def replace(self) -> None:
        """End every process, whatever it is doing, and start new ones when there is work."""
        self.close()
        self._pool = self._started()

    def close(self) -> None:
        """End every process, whatever it is doing."""
        self._pool.end()

    def _lost(self, task: Task[R]) -> None:
        if task.pool is self._pool:
            self.replace()

    def _started(self) -> _Pool:
        return _Pool(self._jobs, self._ready)


class Bench:
    """Crews of one for an event loop: each piece of work has a process to itself while it lasts."""

    def __init__(
        self, jobs: int, begin: Callable[..., object], *given: object, memory: int = 0, nice: int = 0
    ) -> None:
        self._crews = [Crew(1, begin, *given, memory=memory, nice=nice) for _ in range(jobs)]
        self._free: asyncio.LifoQueue[Crew] = asyncio.LifoQueue()
        self._done = dict.fromkeys(self._crews, 0)
        for crew in self._crews:
            self._free.put_nowait(crew)

    async def do(self, work: Callable[[A], R], on: A, patience: float) -> R:
        """What ``work(on)`` returns, in so many seconds once a process is free; raises as ``Crew.result``."""
        crew = await self._free.get()
        try:
            return await self._watched(crew, crew.submit(work, on), patience)
        finally:
            self._free.put_nowait(crew)

    def rest(self) -> None:
        """End the processes that have nothing to do; they start again when there is work."""
        for _ in range(self._free.qsize()):
            crew = self._free.get_nowait()
            crew.replace()
            self._free.put_nowait(crew)

    def close(self) -> None:
        """End every process, whatever it is doing."""
        for crew in self._crews:
            crew.close()

    async def _watched(self, crew: Crew, task: Task[R], patience: float) -> R:
        waiting = asyncio.wrap_future(task.future)
        waiting.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody may be left to
        try:
            done, _ = await asyncio.wait((waiting,), timeout=patience)
        except asyncio.CancelledError:
            crew.replace()
            raise
        if not done:
            crew.replace()
            with suppress(BaseException):
                await waiting
            raise TooLong
        try:
            return await waiting
        except (BrokenProcessPool, asyncio.CancelledError, MemoryError) as error:
            crew.replace()
            raise Lost from error
        finally:
            self._wear(crew)

    def _wear(self, crew: Crew) -> None:
        self._done[crew] += 1
        if self._done[crew] >= WORN:
            self._done[crew] = 0
            crew.replace()


class _Pool(ProcessPoolExecutor):
    """A pool that knows its processes, so that it can end them."""

    def __init__(self, jobs: int, ready: tuple[int, int, Callable[..., object], tuple[object, ...]]) -> None:
        self._context = _Recording()
        super().__init__(jobs, mp_context=self._context, initializer=_begin, initargs=ready)

    def end(self) -> None:
        """End every process, whatever it is doing."""
        self.shutdown(wait=False, cancel_futures=True)
        for process in self._context.made:
            with suppress(ValueError):  # it has been closed
                process.kill()


class _Recording(SpawnContext):
    """Starts processes afresh, so that they inherit no lock and no connection, and remembers them."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[SpawnProcess] = []

    def Process(self, *args: Any, **named: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802 its name there
        """A process, remembered."""
        process = SpawnProcess(*args, **named)
        self.made.append(process)
        return process


# ---- inside a process --------------------------------------------------------------------------------


def _begin(memory: int, nice: int, begin: Callable[..., object], given: tuple[object, ...]) -> None:
    """Make this process ready. A Ctrl-C is for the process that waits for the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_outlive_nobody, args=(parent.sentinel,), daemon=True).start()
    if nice:
        os.nice(nice)
    if memory:
        _limit(memory)
    begin(*given)


def _outlive_nobody(parent: int) -> None:
    """A parent that is killed cannot end its processes: they see to it themselves."""
    wait([parent])
    os._exit(1)


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    with suppress(ValueError, OSError):  # where the system's own limit is lower
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
