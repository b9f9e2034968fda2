"""A load balancer without sticky sessions: each request goes to the next of the processes behind it."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import aiohttp
from aiohttp import web

_ITS_OWN = frozenset({"host", "connection", "content-length", "transfer-encoding", "content-encoding"})


class Balancer:
    """``url`` is where it is reached; ``went`` says which process each request went to."""

    def __init__(self, processes: Sequence[str]) -> None:
        self._processes = processes
        self._next = itertools.cycle(range(len(processes)))
        self.went: list[int] = []
        self.url = ""

    @asynccontextmanager
    async def open(self, port: int = 0) -> AsyncIterator[Balancer]:
        site = web.Application()
        site.router.add_route("*", "/{path:.*}", self._passed_on)
        runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as self._session:
            await runner.setup()
            try:
                await web.TCPSite(runner, "127.0.0.1", port).start()
                self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
                yield self
            finally:
                await runner.cleanup()

    async def _passed_on(self, request: web.Request) -> web.Response:
        chosen = next(self._next)
        self.went.append(chosen)
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _ITS_OWN}
        async with self._session.request(
            request.method,
            f"{self._processes[chosen]}{request.path_qs}",
            headers=headers,
            data=await request.read(),
            allow_redirects=False,
        ) as answer:
            response = web.Response(status=answer.status, body=await answer.read())
            for name, value in answer.headers.items():
                if name == "Content-Type":
                    response.headers[name] = value
                elif name.lower() not in _ITS_OWN:
                    response.headers.add(name, value)
            return response


@contextmanager
def balanced(processes: Sequence[str], port: int) -> Iterator[Balancer]:
    """One that runs in a thread of its own, for tests that have no event loop."""
    loop, over, made = asyncio.new_event_loop(), asyncio.Event(), Balancer(processes)
    open_now = threading.Event()

    async def run() -> None:
        async with made.open(port):
            open_now.set()
            await over.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    try:
        assert open_now.wait(20)
        yield made
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
