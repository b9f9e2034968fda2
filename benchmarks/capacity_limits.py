"""What Discord and Slack allow, each figure with the document that says it."""

from __future__ import annotations

from typing import NamedTuple

DISCORD_SECOND = 50
DISCORD_INVALID, DISCORD_INVALID_SECONDS = 10_000, 600
DISCORD_SHARD_SERVERS = 2_500
DISCORD_LARGE = 150_000
DISCORD_SESSIONS = 1_000
DISCORD_IDENTIFY_SECONDS = 5
SLACK_CHANNEL_SECONDS = 1.0
SLACK_EVENTS_HOUR = 30_000
SLACK_SOCKETS = 10

_RATES = "https://docs.discord.com/developers/topics/rate-limits"
_GATEWAY = "https://docs.discord.com/developers/events/gateway"
_SUPPORT = "https://support-dev.discord.com/hc/en-us/articles/6223003921559-My-Bot-is-Being-Rate-Limited"
_SLACK = "https://docs.slack.dev/apis/web-api/rate-limits"
_POST = "https://docs.slack.dev/reference/methods/chat.postMessage"
_HISTORY = "https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps"
_SOCKET = "https://docs.slack.dev/apis/events-api/using-socket-mode/"


class Limit(NamedTuple):
    """A limit in words, what it means for Readout, and where it is written."""

    platform: str
    limit: str
    meaning: str
    source: str


LIMITS = (
    Limit(
        "Discord",
        f"{DISCORD_SECOND} requests a second for one bot, over all its processes; answers to commands are"
        " not counted",
        "the wall for digests; commands are free of it",
        _RATES,
    ),
    Limit(
        "Discord",
        "a bucket for each route and channel, told in headers (now 5 posts in 5 s)",
        "meets only digests of more than five messages",
        _RATES,
    ),
    Limit(
        "Discord",
        f"{DISCORD_INVALID:,} answers of 401, 403 or 429 in ten minutes from one address, then a block",
        "why Readout keeps below the limit instead of trying",
        _RATES,
    ),
    Limit(
        "Discord",
        "the global limit is raised “under very few circumstances”",
        "ask, but do not plan with it",
        _SUPPORT,
    ),
    Limit(
        "Discord",
        f"{DISCORD_SHARD_SERVERS:,} servers a shard; one IDENTIFY each {DISCORD_IDENTIFY_SECONDS} s (times"
        f" `max_concurrency`), {DISCORD_SESSIONS:,} a day",
        "how long a cold start takes",
        _GATEWAY,
    ),
    Limit(
        "Discord",
        f"from {DISCORD_LARGE:,} servers: shards a multiple of Discord's number, more sessions a day"
        " (servers / 200, at least 2,000) and at once",
        "`READOUT_DISCORD_SHARDS` has to follow it",
        _GATEWAY,
    ),
    Limit(
        "Discord",
        "120 events sent to the gateway in 60 s on a connection",
        "Readout sends heartbeats only",
        _GATEWAY,
    ),
    Limit(
        "Slack",
        "one message a second to a channel, short bursts above it",
        "only the parts of one digest wait for each other",
        _POST,
    ),
    Limit(
        "Slack",
        "“several hundred” messages a minute to a workspace",
        "the only wall: one workspace with hundreds of digests at one time",
        _POST,
    ),
    Limit(
        "Slack",
        "methods in tiers of 1, 20, 50, 100 a minute, each for itself in each workspace",
        "`chat.update` (50): corrections of many messages in one workspace",
        _SLACK,
    ),
    Limit(
        "Slack",
        f"{SLACK_EVENTS_HOUR:,} events an hour from a workspace",
        "Readout hears mentions and direct messages only",
        _SLACK,
    ),
    Limit(
        "Slack",
        "`conversations.history` and `.replies`: one a minute, 15 messages, for apps sold outside the"
        " Marketplace; Marketplace and internal apps 50 a minute",
        "looking for a post whose answer got lost takes minutes; be in the Marketplace, or internal",
        _HISTORY,
    ),
    Limit(
        "Slack",
        f"{SLACK_SOCKETS} Socket Mode connections an app, and none for apps in the Marketplace",
        "HTTP mode beyond one organisation",
        _SOCKET,
    ),
)
