"""Where Readout may post on a Discord server, and in what words it may not."""

from __future__ import annotations

import aiohttp
import discord

from adapters.discord.shards import Shards
from adapters.discord.wire import Denied
from bot.messages import NEW, ChannelGone, NotAllowed, Place, Problem, Unfit, Unreachable

GONE_CHANNEL, GONE_MESSAGE = 10003, 10008
_NO_ACCESS, _LACKING, _NO_DIRECT, _LOCKED = 50001, 50013, 50007, 160005
ARCHIVED = 50083
_ALL = Shards()
_ANOTHER = "Choose another channel."
_GONE_SERVER = (10004, 10007)  # no such server, or we are no member of it
_INVITE = "Invite it again: `readout invite discord`."

Channel = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel


class Unheard(ChannelGone):
    """The gateway has not told of such a channel: it is gone, or quite new."""


class Abroad(Unreachable):
    """The events of that server come to another process: here nothing is known of it without asking."""


class Servers:
    """What discord.py knows of the servers that Readout is in, kept up to date by the gateway."""

    def __init__(self, client: discord.Client, shards: Shards = _ALL) -> None:
        self._client = client
        self._shards = shards

    @property
    def us(self) -> str:
        """Our own id."""
        return str(self._client.user.id) if self._client.user else ""

    def channel(self, place: Place) -> Channel:
        """The channel of a place, in which everything is allowed that a post needs.

        It needs to be read too: only so can be settled whether a post is there whose receipt got lost, since
        Discord shows an empty channel to who may not read it.
        """
        guild = self._server(place.workspace)
        return _open(guild.get_channel(_number(place.channel)), guild.me, place)

    async def abroad(self, place: Place) -> Channel:
        """The same for a server that is ``Abroad``: Discord is asked. Denied where it does not tell."""
        try:
            guild = await self._client.fetch_guild(_number(place.workspace), with_counts=False)
            me = await guild.fetch_member(_number(self.us))
            return _open(await guild.fetch_channel(_number(place.channel)), me, place)
        except discord.HTTPException as error:
            raise Denied(error.status, error.code) from error
        except discord.InvalidData as error:  # it is another server's
            raise ChannelGone("The channel is gone.", _ANOTHER) from error
        except (aiohttp.ClientError, OSError) as error:
            raise Unreachable(f"Discord cannot be reached ({type(error).__name__}).") from error

    def _server(self, workspace: str) -> discord.Guild:
        if not self._client.is_ready():
            raise Unreachable("Readout is not signed in to Discord yet.")
        guild = self._client.get_guild(_number(workspace))
        if guild is None and not self._shards.has(workspace):
            raise Abroad("The server is on a shard of another process.")
        if guild is None:
            raise ChannelGone("Readout was removed from the server.", _INVITE)
        if guild.unavailable:
            raise Unreachable("Discord says that the server is out of order.")
        return guild

    def problem(self, error: Denied, place: Place) -> Problem:
        """What Discord's refusal to post means."""
        if error.code in _GONE_SERVER:
            return ChannelGone("Readout was removed from the server.", _INVITE)
        if error.code == GONE_CHANNEL:
            return ChannelGone("The channel is gone.", _ANOTHER)
        if error.code == GONE_MESSAGE:
            return ChannelGone("The message is gone.", "Nothing is left to change.")
        if error.code in (_LOCKED, ARCHIVED):
            return ChannelGone("The thread is closed.", "Open it again, or choose another one.")
        if error.code == _NO_DIRECT:
            return NotAllowed("Direct Messages", "They can allow it in the server’s privacy settings.")
        if error.code in (_NO_ACCESS, _LACKING):
            return self._refusal(error, place)
        if error.status in (400, 413):
            return Unfit(f"Discord does not take that message (code {error.code}).")
        return Unreachable(f"Discord refused it (status {error.status}, code {error.code}).")

    def _refusal(self, error: Denied, place: Place) -> Problem:
        """Looked at once more, since a permission may have been taken away just now."""
        try:
            self.channel(place)
        except Abroad:
            pass
        except Problem as problem:
            return problem
        lacking = "View Channel" if error.code == _NO_ACCESS else "Send Messages"
        return NotAllowed(lacking, "Give it to Readout’s role in that channel’s settings.")


def _number(id: str) -> int:
    return int(id) if id.isascii() and id.isdecimal() else 0


def _open(found: object, me: discord.Member, place: Place) -> Channel:
    """The channel, if it is one to post to and we may do there what a post needs."""
    if not isinstance(found, Channel):
        raise Unheard("The channel is gone.", _ANOTHER)
    if lacking := _lacking(found, me, place.thread):
        raise NotAllowed(lacking, "Give it to Readout’s role in that channel’s settings.")
    return found


def _lacking(channel: Channel, me: discord.Member, thread: str) -> str:
    """The first permission that is missing, as Discord names it; "" where none is."""
    may = channel.permissions_for(me)
    forum, within = isinstance(channel, discord.ForumChannel), thread not in ("", NEW)
    wanted = {
        "View Channel": may.view_channel,
        "Create Posts" if forum else "Send Messages": may.send_messages or within,
        "Send Messages in Threads": may.send_messages_in_threads or not thread,
        "Create Public Threads": may.create_public_threads or not thread or forum,
        "Embed Links": may.embed_links,
        "Read Message History": may.read_message_history,
    }
    return next((name for name, given in wanted.items() if not given), "")
