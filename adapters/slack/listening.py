"""What comes in from Slack, answered: commands, buttons, menus, mentions, messages."""

from __future__ import annotations

import re
from typing import Any

import aiohttp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.administrators import may_administrate
from adapters.slack.cards import card
from adapters.slack.mentions import settled
from adapters.slack.sending import post, respond
from adapters.slack.states import Deed, State, read
from adapters.slack.text import spoken
from bot.messages import Command, Note, Problem, Reply, Service

Body = dict[str, Any]

_GONE = Reply(
    title="This button no longer works.",
    blocks=(Note(text="Ask again for a fresh answer."),),
    ok=False,
)


class Listener:
    """Answers for one Readout; ``session`` carries what is sent to response URLs."""

    def __init__(self, service: Service, session: aiohttp.ClientSession) -> None:
        self._service = service
        self._session = session

    async def slash(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A slash command: acknowledged at once, answered to who asked alone."""
        await ack()
        line = f"{body['command']} {spoken(str(body.get('text', '')))}".strip()
        reply = await self.answer(client, line, body["user_id"], body["channel_id"], body["team_id"])
        await self._privately(str(body["response_url"]), reply, State(Deed.ANSWER, line))

    async def pressed(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A button or a menu."""
        await ack()
        action = body["actions"][0]
        value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
        state, url = await read(self._service, value), str(body.get("response_url") or "")
        if not url:
            return
        if state is None:
            await self._privately(url, _GONE, None)
            return
        channel = str((body.get("channel") or {}).get("id") or "")
        reply = await self.answer(client, state.line, body["user"]["id"], channel, team_of(body))
        if state.deed is Deed.POST and reply.ok:
            shown = card(reply, state.line, state.page)
            how = {"response_type": "in_channel", "replace_original": False}
            await respond(self._service, url, shown, self._session, **how)
        elif state.deed is Deed.PAGE and (body.get("container") or {}).get("is_ephemeral"):
            shown = card(reply, state.line, state.page, private=True)
            await respond(self._service, url, shown, self._session, replace_original=True)
        else:
            await self._privately(url, reply, state)

    async def _privately(self, url: str, reply: Reply, state: State | None) -> None:
        shown = card(reply, state.line, state.page, private=True) if state else card(reply, "")
        how = {"response_type": "ephemeral", "replace_original": False}
        await respond(self._service, url, shown, self._session, **how)

    async def mentioned(self, event: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """A mention: answered in a thread under it."""
        await self._heard(event, client, context, str(event.get("thread_ts") or event["ts"]))

    async def written(self, event: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """A direct message: answered below it."""
        if event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share"):
            await self._heard(event, client, context, event.get("thread_ts"))

    async def _heard(
        self, event: Body, client: AsyncWebClient, context: AsyncBoltContext, thread: str | None
    ) -> None:
        if not event.get("user") or event.get("bot_id"):  # two bots would answer each other for ever
            return
        us = rf"<@{re.escape(str(context.bot_user_id))}(?:\|[^>]*)?>"
        line = spoken(re.sub(us, " ", str(event.get("text") or "")))
        team, channel = str(context.team_id or ""), str(event["channel"])
        within = str(event.get("thread_ts") or "")
        asked = self.answer(client, line, str(event["user"]), channel, team, within) if line else None
        reply = await asked if asked else self._service.greeting()
        await post(self._service, client, card(reply, line), channel, thread, team)

    async def answer(
        self, client: AsyncWebClient, line: str, user: str, channel: str, team: str, thread: str = ""
    ) -> Reply:
        """Answer a line as that user's, given in a thread or in the channel itself."""
        administrator = await may_administrate(self._service, client, line, user, team)
        try:
            line = await settled(client, line, administrator=administrator)
        except Problem as problem:
            return Reply(title=problem.problem, blocks=(Note(text=problem.cure),), ok=False)
        return await self._service.answer(
            Command(
                text=line,
                platform="slack",
                workspace=team,
                channel=channel,
                thread=thread,
                user=user,
                administrator=administrator,
            )
        )


def team_of(body: Body) -> str:
    """The workspace that an interaction comes from."""
    return str((body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or "")
