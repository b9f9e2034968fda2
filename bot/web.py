"""The web port: health, readiness, metrics, and the paths that adapters serve."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import SettingsError
from bot.messages import HttpRequest, Route
from bot.metrics import Metrics

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Ready = Callable[[], Awaitable[Mapping[str, bool]]]
"""What has to be ready, by name, and whether it is."""

_CALM = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@asynccontextmanager
async def serving(
    host: str, port: int, routes: Sequence[Route], metrics: Metrics, ready: Ready
) -> AsyncIterator[int]:
    """Serve while the block lasts; yields the port, which may be given as 0 for any free one.

    SettingsError where the port cannot be had.
    """
    site = web.Application(client_max_size=max((route.most for route in routes), default=0) + 1)
    site.add_routes(
        [
            web.get("/healthz", _alive),
            web.get("/readyz", _readiness(ready)),
            web.get("/metrics", _page(metrics)),
            *(web.route(route.method, route.path, _adapted(route)) for route in routes),
        ]
    )
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        yield await _listening(runner, host, port)
    finally:
        await runner.cleanup()


async def _listening(runner: web.AppRunner, host: str, port: int) -> int:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise SettingsError(
            f"READOUT_WEB_PORT: port {port} on {host} cannot be opened ({error.strerror or error}).",
            "End the program that holds it, choose another port, or 0 for none.",
        ) from error
    return int(runner.addresses[0][1])


async def _alive(_: web.Request) -> web.Response:
    return web.Response(text="ok\n", headers=_CALM)


def _readiness(ready: Ready) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        parts = await ready()
        status = 200 if all(parts.values()) else 503
        body = json.dumps({"ready": status == 200, "parts": parts}, sort_keys=True)
        return web.Response(text=body + "\n", status=status, content_type="application/json", headers=_CALM)

    return answer


def _page(metrics: Metrics) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return web.Response(body=metrics.page(), headers=_CALM | {"Content-Type": kind})

    return answer


def _adapted(route: Route) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        body = await request.read()
        if len(body) > route.most:
            raise web.HTTPRequestEntityTooLarge(max_size=route.most, actual_size=len(body))
        headers = {name.lower(): value for name, value in request.headers.items()}
        given = await route.handle(
            HttpRequest(request.method, request.path, request.query_string, headers, body)
        )
        return web.Response(status=given.status, body=given.body, headers=_CALM | dict(given.headers))

    return answer
