"""Discord as a platform: signed in, served, stopped and examined."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp
import discord
import yarl

from adapters.discord.client import Client
from adapters.discord.examination import examine
from adapters.discord.inviting import invitation
from adapters.discord.places import Servers
from adapters.discord.posting import DiscordPosting, SignedIn
from adapters.discord.shards import Shards, shards_of
from adapters.discord.wire import Wire
from bot.messages import (
    Finding,
    PlatformSettings,
    Refused,
    Route,
    Service,
    TopicDescription,
    Unreachable,
)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody is going to speak

TOKEN_CURE = "Make a new token at discord.com/developers under Bot, and set DISCORD_TOKEN to it."  # noqa: S105 a sentence, no secret
SHARDS_CURE = "Set READOUT_DISCORD_SHARDS to another number of shards, the same one in every process."
_WRONG_TOKEN, _INVALID_SHARD, _TOO_FEW_SHARDS, _DISALLOWED_INTENTS = 4004, 4010, 4011, 4014


class Discord:
    """The adapter that the entry point ``discord`` names."""

    def __init__(self, settings: PlatformSettings) -> None:
        self._settings = settings
        self._client: Client | None = None
        self._shards = shards_of(settings.values.get("READOUT_DISCORD_SHARDS", ""))
        self.posting = DiscordPosting()

    async def run(self, service: Service) -> None:
        """Serve until ``stop``. discord.py brings a lost connection back by itself."""
        point_to(self._settings)
        guild = self._settings.values.get("DISCORD_DEVELOPMENT_GUILD", "")
        token = self._settings.secrets["DISCORD_TOKEN"].get_secret_value()
        async with (
            Client(service, int(guild) if guild else None, self._shards) as client,
            aiohttp.ClientSession() as session,
        ):
            self._client = client
            wire = Wire(session, discord.http.Route.BASE, token, self._shards.share)
            self.posting.signed_in(SignedIn(service, wire, Servers(client, self._shards)))
            try:
                await client.start(token)
            except discord.LoginFailure as error:
                raise Refused("Discord refuses the token.", TOKEN_CURE) from error
            except discord.PrivilegedIntentsRequired as error:
                raise _intents() from error
            except discord.ConnectionClosed as error:
                raise _closed(error) from error
            except (aiohttp.ClientError, discord.HTTPException, discord.GatewayNotFound, OSError) as error:
                raise Unreachable(f"Discord cannot be reached ({type(error).__name__}).") from error
            finally:
                self.posting.signed_in(None)

    async def stop(self) -> None:
        """Finish what is being answered, then leave."""
        if self._client is not None:
            await self._client.finish()
            await self._client.close()

    @property
    def ready(self) -> bool:
        """Whether every shard is connected."""
        client = self._client
        if client is None or client.shards_lost:
            return False
        return client.is_ready() and not client.is_closed()

    def sending(self, service: Service) -> None:
        """None: what is known of servers and their channels comes over the gateway."""

    @property
    def lanes(self) -> Sequence[str]:
        """The shards of this process, or one for all."""
        return [str(shard) for shard in self._shards.mine] or [""]

    @property
    def shared_out(self) -> int:
        """As many as there are shards, or one."""
        return self._shards.count or 1

    def lane(self, workspace: str, of: int) -> str:
        """The shard of a server, where shards are shared out."""
        return str(Shards(count=of).of(workspace)) if of > 1 else self.lanes[0]

    def routes(self, service: Service) -> Sequence[Route]:
        """None: everything comes over the gateway."""
        return ()

    @staticmethod
    def invite(topics: Sequence[TopicDescription], settings: PlatformSettings) -> str:
        """The address that adds the bot to a server. Refused where the token names no application."""
        return invitation(settings)

    async def examine(self) -> Sequence[Finding]:
        """Token, scopes, permissions and topics, told apart."""
        point_to(self._settings)
        token = self._settings.secrets["DISCORD_TOKEN"].get_secret_value()
        return await examine(token, self._settings.topics, self._settings.alerts)


def point_to(settings: PlatformSettings) -> None:
    """Lead discord.py to another server than Discord's own, where the settings name one.

    It keeps both addresses in its classes, so there is one of each for a process.
    """
    if base := settings.values.get("DISCORD_API_BASE"):
        discord.http.Route.BASE = base.rstrip("/")
    if gateway := settings.values.get("DISCORD_GATEWAY_URL"):
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)


def _closed(error: discord.ConnectionClosed) -> Exception:
    if error.code == _WRONG_TOKEN:
        return Refused("Discord refuses the token.", TOKEN_CURE)
    if error.code == _DISALLOWED_INTENTS:
        return _intents()
    if error.code in (_INVALID_SHARD, _TOO_FEW_SHARDS):
        few = error.code == _TOO_FEW_SHARDS
        return Refused(f"Discord wants {'more shards' if few else 'other shards'} of this bot.", SHARDS_CURE)
    return Unreachable(f"Discord closed the connection (code {error.code}).")


def _intents() -> Refused:
    return Refused(
        "Discord refuses the intents that Readout asks for.",
        "Readout needs no privileged intent: check that DISCORD_TOKEN is that of Readout's own application.",
    )
