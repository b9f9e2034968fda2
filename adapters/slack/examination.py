"""What `readout doctor` finds on Slack: a wrong token, a missing scope, an unreachable server."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.manifest import SCOPES
from adapters.slack.refusals import NOT_IN_CHANNEL, problem
from adapters.slack.remarks import reason
from adapters.slack.sending import web_client
from bot.messages import Finding, PlatformSettings

_ADDRESS = "Check the network, any proxy, and SLACK_API_BASE if it is set."


async def examine(settings: PlatformSettings) -> Sequence[Finding]:
    """The findings, in the order in which things build on each other."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        try:
            found = [*await _bot(settings, session), *await _socket(settings, session)]
            return [*found, *[await _alerts(settings, session, *place) for place in settings.alerts]]
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            wrong = f"Slack cannot be reached ({type(error).__name__})."
            return [Finding(what="slack", wrong=wrong, cure=_ADDRESS)]


async def _bot(settings: PlatformSettings, session: aiohttp.ClientSession) -> list[Finding]:
    token = settings.secrets.get("SLACK_BOT_TOKEN")
    if token is None:
        return [Finding(what="slack", detail="installed by OAuth into each workspace")]
    client = web_client(token.get_secret_value(), settings.values.get("SLACK_API_BASE", ""), session)
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        cure = "Copy the Bot User OAuth Token (xoxb-…) from api.slack.com/apps, OAuth & Permissions."
        return [_refused("slack", "SLACK_BOT_TOKEN", error, cure)]
    found = [Finding(what="slack", detail=f"{answer.get('user')} in {answer.get('team')}")]
    granted = {
        scope.strip()
        for name, value in answer.headers.items()
        if name.lower() == "x-oauth-scopes"
        for scope in str(value).split(",")
    }
    missing = [scope for scope in SCOPES if granted and scope not in granted]
    if missing:
        cure = "Bring the app up to date with what `readout manifest slack` prints, and install it again."
        found.append(Finding(what="slack scopes", wrong=f"Missing: {', '.join(missing)}.", cure=cure))
    return found


async def _socket(settings: PlatformSettings, session: aiohttp.ClientSession) -> list[Finding]:
    token = settings.secrets.get("SLACK_APP_TOKEN")
    if token is None:
        if "SLACK_SIGNING_SECRET" in settings.secrets:
            return [Finding(what="slack requests", detail="signed requests to /slack/events on the web port")]
        cure = "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for requests."
        return [Finding(what="slack requests", wrong="Slack has no way to reach Readout.", cure=cure)]
    client = web_client(None, settings.values.get("SLACK_API_BASE", ""), session)
    try:
        await client.apps_connections_open(app_token=token.get_secret_value())
    except SlackApiError as error:
        cure = "Make an app-level token (xapp-…) with connections:write, and switch Socket Mode on."
        return [_refused("slack socket", "SLACK_APP_TOKEN", error, cure)]
    return [Finding(what="slack socket", detail="Socket Mode can be opened")]


async def _alerts(
    settings: PlatformSettings, session: aiohttp.ClientSession, workspace: str, channel: str
) -> Finding:
    """Whether a channel for alerts is there and can be read. Slack tells only who posts whether they may."""
    what = f"alerts slack:{workspace}/{channel}"
    token = settings.secrets.get("SLACK_BOT_TOKEN")
    if token is None:
        return Finding(what=what, detail="not looked at: the workspace is installed by OAuth")
    client = web_client(token.get_secret_value(), settings.values.get("SLACK_API_BASE", ""), session)
    try:
        team = (await client.auth_test()).get("team_id")
        if team != workspace:
            cure = f"Write slack:{team}/CHANNEL in READOUT_ALERTS."
            return Finding(what=what, wrong=f"SLACK_BOT_TOKEN is of the workspace {team}.", cure=cure)
        await client.conversations_history(channel=channel, limit=1)
    except SlackApiError as error:
        if reason(error) != NOT_IN_CHANNEL:  # a public one, which is joined
            found = problem(error, harmless=True)
            return Finding(what=what, wrong=found.problem, cure=found.cure)
    return Finding(what=what, detail="is there")


def _refused(what: str, token: str, error: SlackApiError, cure: str) -> Finding:
    why = reason(error)
    if why.startswith("status 5"):
        wrong, cure = f"Slack is out of order ({why}).", "Try again later; slack-status.com tells more."
        return Finding(what=what, wrong=wrong, cure=cure)
    return Finding(what=what, wrong=f"Slack refuses {token} ({why}).", cure=cure)
