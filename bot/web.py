"""The web port: health, readiness, metrics, and the paths that adapters serve."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from bot.errors import SettingsError
from bot.messages import HttpRequest, HttpResponse, Route
from bot.metrics import Metrics

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Ready = Callable[[], Awaitable[Mapping[str, bool]]]
"""What has to be ready, by name, and whether it is."""

Refresh = Callable[[], Awaitable[None]]
"""Brings figures up to date before they are shown."""

BODY_PATIENCE = 10.0
"""Seconds that a body may take to arrive: longer than any platform waits for its answer."""

_KEPT_OPEN = 75.0
_LEAVING = 1.0
_CALM = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""On every response, where its maker says nothing else."""


async def _as_they_are() -> None:
    """Nothing is to be found out."""


@asynccontextmanager
async def serving(
    host: str,
    port: int,
    routes: Sequence[Route],
    metrics: Metrics,
    ready: Ready,
    refresh: Refresh = _as_they_are,
) -> AsyncIterator[int]:
    """Serve while the block lasts; yields the port, which may be given as 0 for any free one.

    SettingsError where the port cannot be had.
    """
    site = web.Application(middlewares=[_calmly])
    site.on_response_prepare.append(_headers)
    site.add_routes(
        [
            web.get("/healthz", _alive),
            web.get("/readyz", _readiness(ready)),
            web.get("/metrics", _page(metrics, refresh)),
            *(web.route(route.method, route.path, _adapted(route)) for route in routes),
        ]
    )
    runner = web.AppRunner(
        site, access_log=None, shutdown_timeout=_LEAVING, keepalive_timeout=_KEPT_OPEN, lingering_time=1.0
    )
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


# ---- every request -------------------------------------------------------------------------------------


@web.middleware
async def _calmly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever goes wrong is answered in a line; what it was stands in the log."""
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        allowed = {name: value for name, value in refusal.headers.items() if name == "Allow"}
        return web.Response(text=f"{refusal.reason}\n", status=refusal.status, headers=allowed)
    except Exception as error:
        reference = secrets.token_hex(3)
        structlog.get_logger().error("request failed", reference=reference, exc_info=error)
        return web.Response(text=f"Something went wrong. It is in the log as {reference}.\n", status=500)


async def _headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers["Server"] = "readout"  # not which versions of what it is made of
    for name, value in _CALM.items():
        response.headers.setdefault(name, value)


# ---- our own pages -------------------------------------------------------------------------------------


async def _alive(_: web.Request) -> web.Response:
    return web.Response(text="ok\n")


def _readiness(ready: Ready) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        parts = await ready()
        status = 200 if all(parts.values()) else 503
        body = json.dumps({"ready": status == 200, "parts": parts}, sort_keys=True)
        return web.Response(text=body + "\n", status=status, content_type="application/json")

    return answer


def _page(metrics: Metrics, refresh: Refresh) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        await refresh()
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return web.Response(body=metrics.page(), headers={"Content-Type": kind})

    return answer


# ---- adapters' paths -----------------------------------------------------------------------------------


def _adapted(route: Route) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        body = await _body(request, route.most)
        headers = {name.lower(): value for name, value in request.headers.items()}
        given: HttpResponse = await route.handle(
            HttpRequest(request.method, request.path, request.query_string, headers, body)
        )
        return web.Response(status=given.status, body=given.body, headers=dict(given.headers))

    return answer


async def _body(request: web.Request, most: int) -> bytes:
    """The body, of which no more than ``most`` bytes are ever held."""
    too_large = web.HTTPRequestEntityTooLarge(max_size=most, actual_size=request.content_length or most + 1)
    if (request.content_length or 0) > most:
        raise too_large
    held = bytearray()
    try:
        async with asyncio.timeout(BODY_PATIENCE):
            async for piece in request.content.iter_any():
                held += piece
                if len(held) > most:
                    raise too_large
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    return bytes(held)
