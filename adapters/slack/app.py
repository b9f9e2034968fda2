"""Bolt's app: which listener hears what, each delivery once, and what happens when something fails."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp
import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse

from adapters.slack.answering import CountingApp
from adapters.slack.cards import card
from adapters.slack.forms import CHECK, DIGEST, FEED, Forms
from adapters.slack.home import ADD_DIGEST, ADD_FEED, Home
from adapters.slack.installing import Installations, Pending
from adapters.slack.listening import Body, Listener
from adapters.slack.manifest import SCOPES
from adapters.slack.remarks import library_log, told
from adapters.slack.sending import respond, web_client
from adapters.slack.states import ACTION
from bot.messages import Note, PlatformSettings, Refused, Reply, Service

_ONCE = "slack-deliveries"
_REPEATED = timedelta(hours=2)
"""Slack repeats what was not acknowledged for about six minutes; with delayed events for an hour or more."""


_UNKNOWN = "Readout cannot sign in to this workspace now. Try again in a minute, or ask who installed it."


def make_app(service: Service, settings: PlatformSettings, session: aiohttp.ClientSession) -> CountingApp:
    """The app, for Socket Mode and for requests alike. Refused where it could sign in to no workspace."""
    secret = {name: value.get_secret_value() for name, value in settings.secrets.items()}
    base = settings.values.get("SLACK_API_BASE", "")
    token = secret.get("SLACK_BOT_TOKEN")
    if not token and "SLACK_CLIENT_SECRET" not in secret:
        raise Refused(
            "Slack needs a token.",
            "Set SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many workspaces.",
        )
    app = CountingApp(
        logger=library_log(),
        client=web_client(token, base, session, lambda: service.count("slack", "rate_limited")),
        token=token,
        signing_secret=secret.get("SLACK_SIGNING_SECRET", ""),
        request_verification_enabled="SLACK_SIGNING_SECRET" in secret,
        oauth_settings=None if token else _oauth(service, settings, secret),
        user_facing_authorize_error_message=_UNKNOWN,
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
        authorization_url=_authorization(settings.values.get("SLACK_API_BASE", "")),
    )


def _authorization(base: str) -> str:
    """Where workspaces agree to an installation: on the server that the calls go to."""
    return (base.rstrip("/").removesuffix("/api") or "https://slack.com") + "/oauth/v2/authorize"


def _listen(app: CountingApp, service: Service, session: aiohttp.ClientSession) -> None:
    listener = Listener(service, session)
    home = Home(service, listener)
    forms = Forms(service, listener, home)
    app.middleware(_each_once(service))
    app.command(re.compile("^/.+"))(listener.slash)
    app.action(re.compile(rf"^{ACTION}:"))(listener.pressed)
    app.action(re.compile(rf"^({ADD_DIGEST}|{ADD_FEED})$"))(forms.open)
    app.view(DIGEST)(forms.digest)
    app.view(FEED)(forms.feed)
    app.view_closed(re.compile(""))(_acknowledged)
    app.shortcut(CHECK)(forms.check)
    app.event("app_mention")(listener.mentioned)
    app.event("message")(listener.written)
    app.event("app_home_opened")(home.opened)
    if app.installation_store is not None:
        app.enable_token_revocation_listeners()
    else:
        app.event("app_uninstalled")(_nothing)
        app.event("tokens_revoked")(_nothing)
    app.error(_failed(service, session))


def _each_once(service: Service) -> Callable[..., Awaitable[BoltResponse | None]]:
    """Slack repeats a delivery that it takes for lost: the first one counts, the others are acknowledged."""

    async def once(body: Body, next_: Callable[[], Awaitable[Any]]) -> BoltResponse | None:
        key = str(body.get("event_id") or body.get("trigger_id") or "")
        try:
            first = not key or await service.keep_first(_ONCE, key, "", _REPEATED)
        except Exception as error:  # not acknowledged, so that Slack delivers it again
            structlog.get_logger().error("delivery not taken", platform="slack", **told(error))
            return BoltResponse(status=503, body="")
        if first:
            await next_()
            return None
        service.count("slack", "repeated")
        return BoltResponse(status=200, body="")

    return once


def _failed(
    service: Service, session: aiohttp.ClientSession
) -> Callable[[Exception, Body], Awaitable[BoltResponse]]:
    """A calm sentence for who waits, and the cause in the log under the same reference."""

    async def failed(error: Exception, body: Body) -> BoltResponse:
        reference = secrets.token_hex(3)
        service.count("slack", "error")
        structlog.get_logger().error("event failed", platform="slack", reference=reference, **told(error))
        if url := str(body.get("response_url") or ""):
            how = {"response_type": "ephemeral", "replace_original": False}
            await respond(service, url, card(_sorry(reference), ""), session, **how)
        return BoltResponse(status=200, body="")

    return failed


def _sorry(reference: str) -> Reply:
    note = Note(text=f"It is in the log as {reference}. Try again, or ask in other words.")
    return Reply(title="Something went wrong while answering.", blocks=(note,), ok=False)


async def _acknowledged(ack: AsyncAck) -> None:
    """A form that was closed half way: nothing was asked for."""
    await ack()


async def _nothing() -> None:
    """What Slack tells us and nobody needs to hear."""
