"""Sending to Slack so that nothing is lost to a rate limit and nothing comes twice."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.cards import Card
from adapters.slack.remarks import library_log, reason
from adapters.slack.states import SPACE
from bot.messages import Service

_TRIES = 5
_REMEMBERED = timedelta(days=365)
_SEARCHED = 30
"""Newest messages of a channel among which one of ours is looked for whose acceptance got lost."""

_MARK = "readout_answer"
_UNSURE = (aiohttp.ClientError, TimeoutError)


def web_client(
    token: str | None,
    base_url: str,
    session: aiohttp.ClientSession,
    limited: Callable[[], None] = lambda: None,
) -> AsyncWebClient:
    """A client that waits when Slack says so (``limited`` counts it), and sends nothing a second time.

    slack_sdk's own way with broken connections posts again when only the reply was lost: it is left out.
    """
    address = base_url.rstrip("/") + "/" if base_url else AsyncWebClient.BASE_URL
    return AsyncWebClient(
        token=token,
        base_url=address,
        session=session,
        retry_handlers=_patience(limited),
        logger=library_log(),
    )


class _Patience(AsyncRateLimitErrorRetryHandler):
    """Waits as long as Slack says, and counts it."""

    def __init__(self, limited: Callable[[], None]) -> None:
        super().__init__(max_retry_count=_TRIES)
        self._limited = limited

    async def prepare_for_next_attempt_async(self, **what: Any) -> None:
        self._limited()
        await super().prepare_for_next_attempt_async(**what)


def _patience(limited: Callable[[], None]) -> list[Any]:
    """Once more after a rate limit, or where there was no connection over which anything could be sent."""
    never_sent = AsyncConnectionErrorRetryHandler(
        max_retry_count=2, error_types=[aiohttp.ClientConnectorError]
    )
    return [_Patience(limited), never_sent]


# ---- response URLs


async def respond(service: Service, url: str, card: Card, session: aiohttp.ClientSession, **how: Any) -> bool:
    """Answer through a response URL; whether Slack took it.

    ``how`` are Slack's own words: ``response_type``, ``replace_original``.
    """
    await keep_lines(service, card)
    client = AsyncWebhookClient(
        url, session=session, retry_handlers=_patience(_limited(service)), logger=library_log()
    )
    try:
        answer = await client.send(text=card.text, blocks=card.blocks, **how)
        if answer.status_code >= 500 and how.get("response_type") != "in_channel":
            await asyncio.sleep(1)  # at the worst, one person sees it twice
            answer = await client.send(text=card.text, blocks=card.blocks, **how)
    except _UNSURE as error:  # it may have arrived: once more could be twice
        service.count("slack", "lost")
        structlog.get_logger().warning("response lost", platform="slack", cause=type(error).__name__)
        return False
    if answer.status_code != 200:
        service.count("slack", "refused_response")
        structlog.get_logger().warning("response refused", platform="slack", status=answer.status_code)
    return answer.status_code == 200


def _limited(service: Service) -> Callable[[], None]:
    return lambda: service.count("slack", "rate_limited")


async def keep_lines(service: Service, card: Card) -> None:
    """Remember what the card's buttons mean, where that is too long for them."""
    for key, line in card.kept.items():
        await service.keep(SPACE, key, line, _REMEMBERED)


# ---- messages


async def post(
    service: Service,
    client: AsyncWebClient,
    card: Card,
    channel: str,
    thread: str | None = None,
    team: str = "",
) -> bool:
    """Post to a channel or a direct conversation, in a thread where one is named; whether it is there.

    A channel that takes no messages from us is reported to the service as its ``team``'s, and not tried
    again.
    """
    await keep_lines(service, card)
    mark = secrets.token_hex(8)
    try:
        return await _surely_posted(service, client, card, channel, thread, mark)
    except SlackApiError as error:
        why = reason(error)
        cure = next((cure for word, cure in _GONE.items() if why.startswith(word)), None)
        if cure is None:
            raise
        await service.trouble("slack", channel, f"Slack says: {why}.", cure, team)
        return False


async def _surely_posted(
    service: Service, client: AsyncWebClient, card: Card, channel: str, thread: str | None, mark: str
) -> bool:
    """Post; where it is unsure whether Slack took it, look, and post once more if it isn't there."""
    try:
        return await _posted(client, card, channel, thread, mark)
    except _UNSURE as error:
        cause = type(error).__name__
    except SlackApiError as error:
        if error.response is None or error.response.status_code < 500:
            raise
        cause = reason(error)
    service.count("slack", "lost")
    structlog.get_logger().warning("message lost, or only its receipt", platform="slack", cause=cause)
    if await _arrived(client, channel, thread, mark):
        return True
    return await _posted(client, card, channel, thread, mark)


async def _posted(client: AsyncWebClient, card: Card, channel: str, thread: str | None, mark: str) -> bool:
    await client.chat_postMessage(
        channel=channel,
        thread_ts=thread,
        text=card.text,
        blocks=card.blocks,
        unfurl_links=False,
        unfurl_media=False,
        metadata={"event_type": _MARK, "event_payload": {"mark": mark}},
    )
    return True


async def _arrived(client: AsyncWebClient, channel: str, thread: str | None, mark: str) -> bool:
    """Whether the message with that mark is there; where we may not look, it is taken to be."""
    how: dict[str, Any] = {"channel": channel, "limit": _SEARCHED, "include_all_metadata": True}
    await asyncio.sleep(1)
    try:
        if thread:
            found = await client.conversations_replies(ts=thread, **how)
        else:
            found = await client.conversations_history(**how)
    except (*_UNSURE, SlackApiError):
        return True
    marks = (message.get("metadata") or {} for message in found.get("messages") or ())
    return any(each.get("event_payload", {}).get("mark") == mark for each in marks)


_GONE = {
    "channel_not_found": "Choose another channel.",
    "is_archived": "Restore the channel, or choose another one.",
    "not_in_channel": "Invite the bot to the channel.",
    "restricted_action": "Ask a workspace admin to let the bot post there.",
    "no_permission": "Ask a workspace admin to let the bot post there.",
    "team_access_not_granted": "Ask a workspace admin to let the bot post there.",
    "account_inactive": "Install the bot again.",
    "token_revoked": "Install the bot again.",
}
