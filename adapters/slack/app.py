"""Bolt's app: which listener hears what, each delivery once, and what happens when something fails."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from adapters.slack.answering import CountingApp
from adapters.slack.cards import card
from adapters.slack.deliveries import Deliveries
from adapters.slack.forms import CHANGE, CHECK, DIGEST, FEED, Forms
from adapters.slack.home import ADD_DIGEST, ADD_FEED, DEED, EDIT, Home
from adapters.slack.listening import Body, Listener
from adapters.slack.remarks import library_log, told
from adapters.slack.sending import respond, web_client
from adapters.slack.states import ACTION, REPORT
from adapters.slack.workspaces import many_workspaces, one_workspace
from bot.messages import Note, NotNow, PlatformSettings, Refused, Reply, Service, errand_of, on_errand

_TAKEN = "readout_taken"
"""Set in the context of what is surely from Slack and not answered yet."""

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
    client = web_client(None, base, session, lambda: service.count("slack", "rate_limited"))
    sign_in = one_workspace(client, token) if token else None
    app = CountingApp(
        sign_in,
        logger=library_log(),
        client=client,
        signing_secret=secret.get("SLACK_SIGNING_SECRET", ""),
        request_verification_enabled="SLACK_SIGNING_SECRET" in secret,
        oauth_settings=None if token else many_workspaces(service, settings),
        user_facing_authorize_error_message=_UNKNOWN,
    )
    _listen(app, service, session)
    if token:
        app.event("app_uninstalled")(_nothing)
        app.event("tokens_revoked")(_nothing)
    else:
        app.enable_token_revocation_listeners()
    return app


def _listen(app: CountingApp, service: Service, session: aiohttp.ClientSession) -> None:
    listener = Listener(service, session)
    home = Home(service, listener)
    forms = Forms(service, listener, home)
    app.middleware(_each_once(service, session))
    app.command(re.compile("^/.+"))(listener.slash)
    app.action(re.compile(rf"^{ACTION}:"))(listener.pressed)
    app.action(re.compile(rf"^({ADD_DIGEST}|{ADD_FEED}|{REPORT})$"))(forms.open)
    app.action(re.compile(rf"^{DEED}:"))(forms.deed)
    app.action(re.compile(rf"^{EDIT}:"))(forms.edit)
    app.view(DIGEST)(forms.digest)
    app.view(CHANGE)(forms.changed)
    app.view(FEED)(forms.feed)
    app.view(REPORT)(forms.report)
    app.view_closed(re.compile(""))(_acknowledged)
    app.shortcut(CHECK)(forms.check)
    app.event("app_mention")(listener.mentioned)
    app.event("message")(listener.written)
    app.event("app_home_opened")(home.opened)
    app.error(_failed(service, session))


def _each_once(
    service: Service, session: aiohttp.ClientSession
) -> Callable[..., Awaitable[BoltResponse | None]]:
    """Slack repeats a delivery that it takes for lost: the first one counts, the others are acknowledged."""
    deliveries = Deliveries(service)

    async def once(
        body: Body, context: AsyncBoltContext, next_: Callable[[], Awaitable[Any]]
    ) -> BoltResponse | None:
        key = str(body.get("event_id") or body.get("trigger_id") or "")
        try:
            first = not key or await deliveries.first(key)
        except NotNow as error:  # what somebody waits for is not delivered again: they are told so
            return await _not_now(service, session, body, error)
        except Exception as error:  # not acknowledged, so that Slack delivers it again
            structlog.get_logger().error("delivery not taken", platform="slack", **told(error))
            return BoltResponse(status=503, body="")
        if first:
            context[_TAKEN] = True
            with on_errand(errand_of("slack", key) if key else ""):
                await next_()
            return None
        service.count("slack", "repeated")
        return BoltResponse(status=200, body="")

    return once


def _failed(
    service: Service, session: aiohttp.ClientSession
) -> Callable[[Exception, Body, AsyncBoltContext, BoltResponse | None], Awaitable[BoltResponse | None]]:
    """A calm sentence for who waits, and the cause in the log under the same reference."""

    async def failed(
        error: Exception, body: Body, context: AsyncBoltContext, response: BoltResponse | None
    ) -> BoltResponse | None:
        if not context.get(_TAKEN):  # perhaps no request of Slack's: told to nobody, and left undone
            structlog.get_logger().warning("delivery refused", platform="slack", **told(error))
            return BoltResponse(status=503, body="")
        if isinstance(error, NotNow):
            await _not_now(service, session, body, error)
            return BoltResponse(status=200, body="") if response else None
        reference = secrets.token_hex(3)
        service.count("slack", "error")
        structlog.get_logger().error("event failed", platform="slack", reference=reference, **told(error))
        if url := str(body.get("response_url") or ""):
            how = {"response_type": "ephemeral", "replace_original": False}
            await respond(service, url, card(_sorry(reference), ""), session, **how)
        # Bolt takes no other response where the delivery is acknowledged already, and says so by giving none.
        return BoltResponse(status=200, body="") if response else None

    return failed


async def _not_now(
    service: Service, session: aiohttp.ClientSession, body: Body, error: NotNow
) -> BoltResponse:
    """Say calmly that it can't be answered now; what nobody can be told about is delivered again."""
    url = str(body.get("response_url") or "")
    if not url:
        return BoltResponse(status=503, body="")
    how = {"response_type": "ephemeral", "replace_original": False}
    await respond(service, url, card(_said(error), ""), session, **how)
    return BoltResponse(status=200, body="")


def _said(error: NotNow) -> Reply:
    return Reply(title=error.problem, blocks=(Note(text=error.cure),), ok=False)


def _sorry(reference: str) -> Reply:
    note = Note(text=f"It is in the log as {reference}. Try again, or ask in other words.")
    return Reply(title="Something went wrong while answering.", blocks=(note,), ok=False)


async def _acknowledged(ack: AsyncAck) -> None:
    """A form that was closed half way: nothing was asked for."""
    await ack()


async def _nothing() -> None:
    """What Slack tells us and nobody needs to hear."""
