"""Sending to Slack so that nothing is lost to a rate limit and nothing comes twice."""

from __future__ import annotations

from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.cards import Card
from bot.messages import Service

_TRIES = 5


def web_client(token: str | None, base_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that waits when Slack says so, and sends nothing a second time.

    slack_sdk's own way with broken connections posts again when only the reply was lost: it is left out.
    """
    address = base_url.rstrip("/") + "/" if base_url else AsyncWebClient.BASE_URL
    return AsyncWebClient(token=token, base_url=address, session=session, retry_handlers=_patience())


def _patience() -> list[Any]:
    return [AsyncRateLimitErrorRetryHandler(max_retry_count=_TRIES)]


async def respond(service: Service, url: str, card: Card, session: aiohttp.ClientSession, **how: Any) -> bool:
    """Answer through a response URL; whether Slack took it.

    ``how`` are Slack's own words: ``response_type``, ``replace_original``.
    """
    client = AsyncWebhookClient(url, session=session, retry_handlers=_patience())
    try:
        answer = await client.send(text=card.text, blocks=card.blocks, **how)
    except (aiohttp.ClientError, TimeoutError) as error:  # it may have arrived: once more could be twice
        service.count("slack", "lost")
        structlog.get_logger().warning("response lost", platform="slack", cause=type(error).__name__)
        return False
    if answer.status_code != 200:
        service.count("slack", "refused_response")
        structlog.get_logger().warning("response refused", platform="slack", status=answer.status_code)
    return answer.status_code == 200


async def post(
    service: Service, client: AsyncWebClient, card: Card, channel: str, thread: str | None = None
) -> None:
    """Post a message to a channel or a direct conversation, in a thread where one is named."""
    try:
        await client.chat_postMessage(
            channel=channel,
            thread_ts=thread,
            text=card.text,
            blocks=card.blocks,
            unfurl_links=False,
            unfurl_media=False,
        )
    except SlackApiError as error:
        why = str(error.response.get("error", "")) if error.response is not None else ""
        if why not in _GONE:
            raise
        await service.trouble("slack", channel, f"Slack says: {why}.", _GONE[why])


_GONE = {
    "channel_not_found": "Choose another channel.",
    "is_archived": "Restore the channel, or choose another one.",
    "not_in_channel": "Invite the bot to the channel.",
    "restricted_action": "Ask a workspace admin to let the bot post there.",
    "account_inactive": "Install the bot again.",
}
