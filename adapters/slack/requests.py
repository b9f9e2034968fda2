"""What Slack sends to the web port: events, and workspaces that install the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.answering import CountingApp
from bot.messages import HttpRequest, HttpResponse, PlatformSettings, Route

BIGGEST = 1_000_000
"""Bytes of a request; Slack's own are far smaller."""

_LATER = HttpResponse(503, b"Readout is not ready.\n", {"Retry-After": "5"})
_UNSIGNED = HttpResponse(401, b"This request bears no signature of Slack's.\n")
_UNREADABLE = HttpResponse(400, b"This is no request of Slack's.\n")

Handle = Callable[[HttpRequest], Awaitable[HttpResponse]]
Serving = Callable[[], CountingApp | None]
"""The app that takes requests; None while none does."""


def routes_for(settings: PlatformSettings, serving: Serving) -> Sequence[Route]:
    """The paths that the settings ask for."""
    found: list[Route] = []
    if "SLACK_SIGNING_SECRET" in settings.secrets:
        found.append(Route("POST", "/slack/events", _events(serving), most=BIGGEST))
    if "SLACK_CLIENT_SECRET" in settings.secrets and "SLACK_BOT_TOKEN" not in settings.secrets:
        found.append(Route("GET", "/slack/install", _oauth(serving, finishes=False)))
        found.append(Route("GET", "/slack/oauth_redirect", _oauth(serving, finishes=True)))
    return found


def _events(serving: Serving) -> Handle:
    async def events(request: HttpRequest) -> HttpResponse:
        app = serving()
        if app is None:
            return _LATER
        if not _signed(request):
            return _UNSIGNED
        try:
            given = _in(request)
        except (
            ValueError,
            LookupError,
            AttributeError,
            TypeError,
            RecursionError,
        ):  # no JSON, no UTF-8, nested without an end, or not of Slack's shape
            return _UNREADABLE
        return _out(await app.async_dispatch(given))

    return events


def _signed(request: HttpRequest) -> bool:
    """Whether there is something that may be a signature; Bolt looks whether it is the right one."""
    at, by = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
    return at.isascii() and at.isdecimal() and len(at) <= 12 and by.isascii() and by.startswith("v0=")


def _oauth(serving: Serving, *, finishes: bool) -> Handle:
    async def visited(request: HttpRequest) -> HttpResponse:
        app = serving()
        if app is None or app.oauth_flow is None:
            return _LATER
        flow = app.oauth_flow
        with app.dispatching.one():
            deed = flow.handle_callback if finishes else flow.handle_installation
            return _out(await deed(_in(request)))

    return visited


def _in(request: HttpRequest) -> AsyncBoltRequest:
    given = AsyncBoltRequest(
        body=request.body.decode("utf-8"),
        query=request.query,
        headers={name: [value] for name, value in request.headers.items()},
    )
    if not isinstance(given.body, dict):
        raise ValueError("no JSON object")
    return given


def _out(response: BoltResponse) -> HttpResponse:
    headers = {name: ", ".join(values) for name, values in response.headers.items() if name != "set-cookie"}
    cookies = response.headers.get("set-cookie", [])
    found = headers | ({"Set-Cookie": cookies[0]} if cookies else {})
    return HttpResponse(response.status, (response.body or "").encode(), found)
