"""A load balancer without sticky sessions: each request goes to the next of the processes behind it."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

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
