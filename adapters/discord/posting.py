"""Posting to Discord once: to a channel, a thread or a forum; looking for a post; correcting it in place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import structlog

from adapters.discord import limits
from adapters.discord.cards import card
from adapters.discord.keys import Payload, bears, keyed
from adapters.discord.markup import escaped, plain
from adapters.discord.pages import pages
from adapters.discord.places import ARCHIVED, GONE_CHANNEL, GONE_MESSAGE, Abroad, Channel, Servers, Unheard
from adapters.discord.wire import Denied, Wire
from adapters.paging import settled
from bot.messages import (
    NEW,
    Place,
    Post,
    Posted,
    Problem,
    Reply,
    Service,
    Unfit,
    Unreachable,
    Unsure,
)

_MARGIN = timedelta(minutes=2)
"""By so much Discord's clock may be behind ours."""

_PAGE, _PAGES = 100, 20
"""Messages that are read at once, and how often, before it is too much."""

_THREAD_THERE = 160004
_NOBODY: Payload = {"parse": []}


@dataclass(frozen=True)
class SignedIn:
    """What posting needs, while Readout is signed in."""

    service: Service
    wire: Wire
    servers: Servers


class DiscordPosting:
    """The posting of the adapter; without anything to post by until Readout ``signed_in``."""

    def __init__(self) -> None:
        self._with: SignedIn | None = None

    def signed_in(self, what: SignedIn | None) -> None:
        """From now on by this; None: no more."""
        self._with = what

    @property
    def _now(self) -> SignedIn:
        if self._with is None:
            raise Unreachable("Readout is not signed in to Discord.")
        return self._with

    def pages(self, reply: Reply) -> int:
        """See ``Posting``."""
        return len(pages(settled(reply)))

    async def post(self, place: Place, post: Post) -> Posted:
        """See ``Posting``. For some minutes Discord itself takes no second message of the same key."""
        now = self._now
        channel = await _channel(now, place)
        message = await _message(now.service, post)
        with _refused(now, place):
            if _begins_in_forum(channel, place):
                return await _in_forum(now, place, post, message)
            sent = message | {"nonce": post.key, "enforce_nonce": True}
            try:
                posted = await _sent(now, place, post, sent)
            except Denied as error:
                if error.code == GONE_MESSAGE:  # it was posted, and deleted since
                    return Posted(message="", thread=_thread(place))
                raise
        if place.publish and channel.type is discord.ChannelType.news and not _thread(place):
            await _published(now, place.channel, posted)
        return Posted(message=posted, thread=posted if place.thread == NEW else place.thread)

    async def find(self, place: Place, key: str, since: datetime) -> Posted | None:
        """See ``Posting``."""
        now = self._now
        channel = await _channel(now, place)
        start = discord.utils.time_snowflake(since.astimezone(UTC) - _MARGIN)
        with _refused(now, place):
            if _begins_in_forum(channel, place):
                return await _found_in_forum(now, place, key, start)
            try:
                async for message in _messages(now.wire, _thread(place) or place.channel, start):
                    if message["author"]["id"] == now.servers.us and bears(message, key):
                        id = str(message["id"])
                        return Posted(message=id, thread=id if place.thread == NEW else place.thread)
            except Denied as error:
                if error.code != GONE_CHANNEL or not _thread(place):
                    raise
        return None

    async def edit(self, place: Place, posted: Posted, post: Post) -> None:
        """See ``Posting``."""
        now = self._now
        channel = await _channel(now, place)
        where = posted.thread if _begins_in_forum(channel, place) else _thread(place) or place.channel
        message = await _message(now.service, post) | {"allowed_mentions": _NOBODY}
        path = f"/channels/{where}/messages/{posted.message}"
        with _refused(now, place):
            try:
                await now.wire.ask("PATCH", path, message, harmless=True)
            except Denied as error:
                if error.code != ARCHIVED:
                    raise
                await now.wire.ask("PATCH", f"/channels/{where}", {"archived": False}, harmless=True)
                await now.wire.ask("PATCH", path, message, harmless=True)

    async def tell(self, workspace: str, user: str, reply: Reply) -> None:
        """See ``Posting``. The first page of the reply."""
        now = self._now
        made = await card(now.service, reply, "")
        message = {"embeds": [made.embed.to_dict()], "allowed_mentions": _NOBODY}
        with _refused(now, Place(workspace=workspace, channel=user)):
            to = {"recipient_id": user}
            channel = await now.wire.ask("POST", "/users/@me/channels", to, harmless=True)
            await now.wire.ask("POST", f"/channels/{channel['id']}/messages", message)


async def _channel(now: SignedIn, place: Place) -> Channel:
    """The channel of a place, where everything is allowed that a post needs. One that nobody has told us of
    is asked for: whatever is due there would be given up for good.
    """
    try:
        return now.servers.channel(place)
    except Abroad:
        with _refused(now, place):
            return await now.servers.abroad(place)
    except Unheard as error:
        with _refused(now, place):
            found = await now.wire.ask("GET", f"/channels/{place.channel}", harmless=True)
        if str(found.get("guild_id", "")) != place.workspace:
            raise
        raise Unreachable("Discord has not told of that channel yet.") from error


@contextmanager
def _refused(now: SignedIn, place: Place) -> Iterator[None]:
    """Discord's refusals by their names."""
    try:
        yield
    except Denied as error:
        raise now.servers.problem(error, place) from error


def _thread(place: Place) -> str:
    """The thread that is there already, or ""."""
    return "" if place.thread == NEW else place.thread


def _begins_in_forum(channel: object, place: Place) -> bool:
    """Whether it is a post of its own in a forum: nothing else can be posted to the forum itself."""
    return isinstance(channel, discord.ForumChannel) and not _thread(place)


# ---- what is sent


async def _message(service: Service, post: Post) -> Payload:
    """A page as our answers look, with its key; above it who is called, and what was corrected."""
    reply = (
        post.reply if post.reply.acted else post.reply.model_copy(update={"acted": True})
    )  # no turning pages
    made = await card(service, reply, post.topic, post.page)
    calling, allowed = _mention(post.mention)
    content = " ".join(words for words in (calling, escaped(plain(post.note))) if words)
    message: Payload = {
        "content": limits.CONTENT.cut(content),
        "embeds": [made.embed.to_dict()],
        "components": made.view.to_components(),
        "allowed_mentions": allowed,
    }
    return keyed(message, post.key)


def _mention(whom: str) -> tuple[str, Payload]:
    """How somebody is called, and leave to call nobody else."""
    if whom in ("here", "everyone"):
        return f"@{whom}", {"parse": ["everyone"]}
    id = whom.removeprefix("&")
    if whom and not id.isdecimal():
        raise Unfit("Whom the post is to mention has no id on Discord.", "Choose a role or a member.")
    if whom.startswith("&"):
        return f"<@&{id}>", {"parse": [], "roles": [id]}
    return (f"<@{id}>", {"parse": [], "users": [id]}) if id else ("", _NOBODY)


async def _sent(now: SignedIn, place: Place, post: Post, message: Payload) -> str:
    """The id of the message that was posted. A thread is begun when something is to be posted to it: from
    the message that has its id, so that there are never two of it, and never an empty one.
    """
    thread = _thread(place)
    path = f"/channels/{thread or place.channel}/messages"
    try:
        return str((await now.wire.ask("POST", path, message))["id"])
    except Denied as error:
        if error.code != GONE_CHANNEL or not thread:
            raise
    await _begun(now.wire, place, post)
    return str((await now.wire.ask("POST", path, message))["id"])


async def _begun(wire: Wire, place: Place, post: Post) -> None:
    path = f"/channels/{place.channel}/messages/{place.thread}/threads"
    try:
        await wire.ask("POST", path, {"name": _title(place, post)}, harmless=True)
    except Denied as error:
        if error.code != _THREAD_THERE:
            raise


def _title(place: Place, post: Post) -> str:
    return limits.THREAD.cut(plain(place.title) or plain(post.reply.title) or "Readout")


async def _in_forum(now: SignedIn, place: Place, post: Post, message: Payload) -> Posted:
    """A post of its own in a forum. Discord enforces no nonce there."""
    body = {"name": _title(place, post), "message": message}
    begun = await now.wire.ask("POST", f"/channels/{place.channel}/threads", body)
    return Posted(message=str(begun.get("message", begun)["id"]), thread=str(begun["id"]))


async def _published(now: SignedIn, channel: str, message: str) -> None:
    """Send it on to the channel's followers. It is posted in any case, so a failure is only noted."""
    path = f"/channels/{channel}/messages/{message}/crosspost"
    try:
        await now.wire.ask("POST", path, harmless=True)
    except (Denied, Problem) as error:
        log = structlog.get_logger()
        log.warning("post not published", platform="discord", cause=type(error).__name__)


# ---- what is there


async def _messages(wire: Wire, channel: str, start: int) -> AsyncIterator[dict[str, Any]]:
    """The messages since then, newest first; Unsure where they are too many."""
    before = ""
    for _ in range(_PAGES):
        path = f"/channels/{channel}/messages?limit={_PAGE}{before}"
        found = await wire.ask("GET", path, harmless=True)
        for message in found:
            if int(message["id"]) < start:
                return
            yield message
        if len(found) < _PAGE:
            return
        before = f"&before={found[-1]['id']}"
    raise Unsure("There are too many messages to look through.", "Look at the channel.")


async def _found_in_forum(now: SignedIn, place: Place, key: str, start: int) -> Posted | None:
    """A forum's post by its first message, among those that we began since then."""
    async for thread in _threads(now.wire, place):
        if thread.get("owner_id") != now.servers.us or int(thread["id"]) < start:
            continue
        path = f"/channels/{thread['id']}/messages?limit=1&after=0"
        try:
            oldest = await now.wire.ask("GET", path, harmless=True)
        except Denied as error:
            if error.code != GONE_CHANNEL:
                raise
            continue
        for message in oldest:
            if bears(message, key):
                return Posted(message=str(message["id"]), thread=str(thread["id"]))
    return None


async def _threads(wire: Wire, place: Place) -> AsyncIterator[dict[str, Any]]:
    """A forum's posts: the open ones, then those that were closed last."""
    active = await wire.ask("GET", f"/guilds/{place.workspace}/threads/active", harmless=True)
    for thread in active["threads"]:
        if thread.get("parent_id") == place.channel:
            yield thread
    path = f"/channels/{place.channel}/threads/archived/public?limit={_PAGE}"
    for thread in (await wire.ask("GET", path, harmless=True))["threads"]:
        yield thread
