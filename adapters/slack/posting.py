"""Posting to Slack once: to a channel or a thread; looking for a post; correcting it in place.

Slack knows no way to be told that two requests are one. So nothing is sent a second time here but what Slack
surely refused, and every post bears its key as metadata, which no reader sees.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.length import Limit
from adapters.paging import settled
from adapters.slack.cards import BlockKit, Card, card, plain
from adapters.slack.installing import Installations
from adapters.slack.pacing import Pacing
from adapters.slack.pages import pages
from adapters.slack.refusals import LOST, NOT_IN_CHANNEL, ThreadGone, problem
from adapters.slack.remarks import library_log, reason
from adapters.slack.sending import keep_lines
from adapters.slack.text import clean, escaped
from bot.messages import (
    NEW,
    ChannelGone,
    Place,
    PlatformSettings,
    Post,
    Posted,
    Problem,
    Reply,
    Service,
    Throttled,
    Unfit,
    Unreachable,
    Unsure,
)

EVENT = "readout_digest"
"""The type of the metadata that bears a post's key."""

_MARGIN = timedelta(minutes=2)
"""By so much Slack's clock may be behind ours."""

_PAGE, _PAGES = 100, 10
"""Messages that are read at once, and how often, before it is too much."""

_SHORT, _WAITS = 5.0, 3
"""Seconds that are waited here when Slack says so, and how often."""

_NOTE = Limit(300)
_ID = re.compile("[A-Z0-9]+")
_QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}


@dataclass(frozen=True)
class SignedIn:
    """What posting needs, while Readout is signed in."""

    service: Service
    settings: PlatformSettings
    session: aiohttp.ClientSession

    async def client(self, workspace: str) -> AsyncWebClient:
        """A client that sends everything once: slack_sdk's own would post again where a reply was lost."""
        base = self.settings.values.get("SLACK_API_BASE", "")
        return AsyncWebClient(
            token=await self._token(workspace),
            base_url=base.rstrip("/") + "/" if base else AsyncWebClient.BASE_URL,
            session=self.session,
            retry_handlers=[],
            logger=library_log(),
        )

    async def _token(self, workspace: str) -> str:
        if token := self.settings.secrets.get("SLACK_BOT_TOKEN"):
            return token.get_secret_value()
        bot = await Installations(self.service).async_find_bot(enterprise_id=None, team_id=workspace)
        if bot is None or not bot.bot_token:
            raise ChannelGone("Readout was removed from the workspace.", "Install the bot again.")
        return bot.bot_token


class SlackPosting:
    """The posting of the adapter; without anything to post by until Readout ``signed_in``."""

    def __init__(self) -> None:
        self._with: SignedIn | None = None

    def signed_in(self, what: SignedIn | None) -> None:
        """From now on by this; None: no more."""
        self._with = what

    @property
    def _now(self) -> SignedIn:
        if self._with is None:
            raise Unreachable("Readout is not signed in to Slack.")
        return self._with

    def pages(self, reply: Reply) -> int:
        """See ``Posting``."""
        return len(pages(settled(reply)))

    async def post(self, place: Place, post: Post) -> Posted:
        """See ``Posting``."""
        now = self._now
        client = await now.client(place.workspace)
        what = await _message(now.service, post) | _QUIET
        thread: dict[str, Any] = {"thread_ts": place.thread} if _thread(place) else {}
        answer = await _in_turn(
            now, client, place, lambda: client.chat_postMessage(channel=place.channel, **thread, **what)
        )
        return _posted(str(answer["ts"]), place)

    async def find(self, place: Place, key: str, since: datetime) -> Posted | None:
        """See ``Posting``. Slack shows nothing to who is not in a channel: a public one is joined for it."""
        client = await self._now.client(place.workspace)
        start = (since - _MARGIN).timestamp()
        async for message in _messages(client, place, start):
            if float(message["ts"]) >= start and _key(message) == key:
                return _posted(str(message["ts"]), place)
        return None

    async def edit(self, place: Place, posted: Posted, post: Post) -> None:
        """See ``Posting``."""
        now = self._now
        client = await now.client(place.workspace)
        what = await _message(now.service, post.model_copy(update={"mention": ""}))
        await _asked(
            lambda: client.chat_update(channel=place.channel, ts=posted.message, **what), harmless=True
        )

    async def tell(self, workspace: str, user: str, reply: Reply) -> None:
        """See ``Posting``. The first page of the reply."""
        now = self._now
        client = await now.client(workspace)
        made = card(reply.model_copy(update={"acted": True}), "/")
        await keep_lines(now.service, made)
        await _asked(
            lambda: client.chat_postMessage(channel=user, text=made.text, blocks=made.blocks, **_QUIET)
        )


def _posted(ts: str, place: Place) -> Posted:
    return Posted(message=ts, thread=ts if place.thread == NEW else place.thread)


def _thread(place: Place) -> str:
    """The thread that is there already, or ""."""
    return "" if place.thread == NEW else place.thread


# ---- what is sent


async def _message(service: Service, post: Post) -> dict[str, Any]:
    """A page as our answers look, with its key; above it who is called, and what was corrected."""
    made = card(settled(post.reply), f"/{post.topic}", post.page)
    await keep_lines(service, made)
    calling, note = _mention(post.mention), _NOTE.cut(clean(post.note))
    above: list[BlockKit] = [
        *([{"type": "section", "text": {"type": "mrkdwn", "text": calling}}] if calling else []),
        *([{"type": "context", "elements": [plain(note)]}] if note else []),
    ]
    return {
        "text": _told(made, calling, note),
        "blocks": [*above, *made.blocks],
        "metadata": {"event_type": EVENT, "event_payload": {"key": post.key}},
    }


def _told(made: Card, calling: str, note: str) -> str:
    return "\n".join(words for words in (calling, escaped(note), made.text) if words)


def _mention(whom: str) -> str:
    """How somebody is called in Slack's markup."""
    if whom in ("here", "everyone"):
        return "<!here>" if whom == "here" else "<!channel>"
    id = whom.removeprefix("&")
    if whom and not _ID.fullmatch(id):
        raise Unfit("Whom the post is to mention has no id on Slack.", "Choose a member or a user group.")
    if whom.startswith("&"):
        return f"<!subteam^{id}>"
    return f"<@{id}>" if id else ""


# ---- asking


async def _once(ask: Callable[[], Awaitable[Any]], *, harmless: bool = False) -> Any:
    """Slack's answer, or what is the matter."""
    try:
        return await ask()
    except (SlackApiError, *LOST) as error:
        raise problem(error, harmless=harmless) from error


async def _asked(ask: Callable[[], Awaitable[Any]], *, harmless: bool = False) -> Any:
    """The same; asked again only where Slack surely did nothing, and says to come back soon."""
    for _ in range(_WAITS):
        try:
            return await _once(ask, harmless=harmless)
        except Throttled as found:
            if found.retry_after > _SHORT:
                raise
            await asyncio.sleep(found.retry_after)
    raise Throttled(_SHORT)


async def _in_turn(
    now: SignedIn, client: AsyncWebClient, place: Place, ask: Callable[[], Awaitable[Any]]
) -> Any:
    """Slack's answer to a post, which waits for the channel's turn; where Slack says to come back later, all
    processes that post there do.
    """
    pacing = Pacing(now.service)
    for _ in range(_WAITS):
        await pacing.turn(place.workspace, place.channel)
        try:
            return await _within(client, place, ask, _once)
        except Throttled as found:
            await pacing.held(place.workspace, place.channel, found.retry_after)
            if found.retry_after > _SHORT:
                raise
    raise Throttled(_SHORT)


async def _within(
    client: AsyncWebClient,
    place: Place,
    ask: Callable[[], Awaitable[Any]],
    asked: Callable[..., Awaitable[Any]] = _asked,
    *,
    harmless: bool = False,
) -> Any:
    """What is ``asked``, from within the channel: joined where we are not in it and it is public."""
    try:
        return await asked(ask, harmless=harmless)
    except Problem as found:
        cause = found.__cause__
        if not isinstance(cause, SlackApiError) or reason(cause) != NOT_IN_CHANNEL:
            raise
        try:
            await _asked(lambda: client.conversations_join(channel=place.channel), harmless=True)
        except (Throttled, Unreachable):
            raise
        except Problem:
            raise found from cause  # what helps is an invitation
    return await asked(ask, harmless=harmless)


# ---- what is there


def _key(message: dict[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT:
        return ""
    return str((metadata.get("event_payload") or {}).get("key", ""))


async def _messages(client: AsyncWebClient, place: Place, start: float) -> AsyncIterator[dict[str, Any]]:
    """The messages since then; Unsure where they are too many."""
    how: dict[str, Any] = {
        "channel": place.channel,
        "limit": _PAGE,
        "oldest": f"{start:.6f}",
        "include_all_metadata": True,
    }
    for _ in range(_PAGES):
        try:
            answer = await _within(client, place, lambda: _read(client, place, how), harmless=True)
        except ChannelGone as error:
            if isinstance(error, ThreadGone):  # it was never begun, or is gone with all that was in it
                return
            raise
        for message in answer.get("messages") or ():
            yield message
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not answer.get("has_more") or not cursor:
            return
        how["cursor"] = cursor
    raise Unsure("There are too many messages to look through.", "Look at the channel.")


def _read(client: AsyncWebClient, place: Place, how: dict[str, Any]) -> Awaitable[Any]:
    if thread := _thread(place):
        return client.conversations_replies(ts=thread, **how)
    return client.conversations_history(**how)
