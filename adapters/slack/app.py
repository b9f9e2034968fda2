"""Bolt's app: which listener hears what, each delivery once, errors told to nobody but the log."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp
import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse

from adapters.slack.forms import CHECK, DIGEST, FEED, Forms
from adapters.slack.home import ADD_DIGEST, ADD_FEED, Home
from adapters.slack.installing import Installations, Pending
from adapters.slack.listening import Body, Listener
from adapters.slack.manifest import SCOPES
from adapters.slack.sending import web_client
from adapters.slack.states import ACTION
from bot.messages import PlatformSettings, Service

_ONCE = "slack-deliveries"
_REPEATED = timedelta(hours=2)
"""Slack repeats what was not acknowledged for about six minutes; with delayed events for an hour or more."""


def make_app(service: Service, settings: PlatformSettings, session: aiohttp.ClientSession) -> AsyncApp:
    """The app, for Socket Mode and for requests alike."""
    secret = {name: value.get_secret_value() for name, value in settings.secrets.items()}
    base = settings.values.get("SLACK_API_BASE", "")
    token = secret.get("SLACK_BOT_TOKEN")
    app = AsyncApp(
        client=web_client(token, base, session),
        token=token,
        signing_secret=secret.get("SLACK_SIGNING_SECRET", ""),
        request_verification_enabled="SLACK_SIGNING_SECRET" in secret,
        oauth_settings=None if token else _oauth(service, settings, secret),
    )
    _listen(app, service, session)
    return app


def _oauth(service: Service, settings: PlatformSettings, secret: dict[str, str]) -> AsyncOAuthSettings:
    return AsyncOAuthSettings(
        client_id=settings.values.get("SLACK_CLIENT_ID", ""),
        client_secret=secret.get("SLACK_CLIENT_SECRET", ""),
        scopes=list(SCOPES),
        installation_store=Installations(service),
        state_store=Pending(service),
        install_path="/slack/install",
        redirect_uri_path="/slack/oauth_redirect",
        redirect_uri=f"{settings.public_url}/slack/oauth_redirect" if settings.public_url else None,
    )


def _listen(app: AsyncApp, service: Service, session: aiohttp.ClientSession) -> None:
    listener = Listener(service, session)
    home, forms = Home(service, listener), Forms(service, listener)
    app.middleware(_each_once(service))
    app.command(re.compile("^/.+"))(listener.slash)
    app.action(re.compile(rf"^{ACTION}:"))(listener.pressed)
    app.action(re.compile(rf"^({ADD_DIGEST}|{ADD_FEED})$"))(forms.open)
    app.view(DIGEST)(forms.digest)
    app.view(FEED)(forms.feed)
    app.shortcut(CHECK)(forms.check)
    app.event("app_mention")(listener.mentioned)
    app.event("message")(listener.written)
    app.event("app_home_opened")(home.opened)
    if app.installation_store is not None:
        app.enable_token_revocation_listeners()
    else:
        app.event("app_uninstalled")(_nothing)
        app.event("tokens_revoked")(_nothing)
    app.error(_failed(service))


def _each_once(service: Service) -> Callable[..., Awaitable[BoltResponse | None]]:
    """Slack repeats a delivery that it takes for lost: the first one counts, the others are acknowledged."""

    async def once(body: Body, next_: Callable[[], Awaitable[Any]]) -> BoltResponse | None:
        key = str(body.get("event_id") or body.get("trigger_id") or "")
        if body.get("type") == "block_suggestion" or not key:
            await next_()
            return None
        if await service.keep_first(_ONCE, key, "", _REPEATED):
            await next_()
            return None
        service.count("slack", "repeated")
        return BoltResponse(status=200, body="")

    return once


def _failed(service: Service) -> Callable[..., Awaitable[BoltResponse]]:
    async def failed(error: Exception) -> BoltResponse:
        service.count("slack", "error")
        structlog.get_logger().error("event failed", platform="slack", exc_info=error)
        return BoltResponse(status=200, body="")

    return failed


async def _nothing() -> None:
    """What Slack tells us and nobody needs to hear."""
