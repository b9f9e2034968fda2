"""App Home: what Readout is, this workspace's digests, what is read, and buttons to add to both."""

from __future__ import annotations

import asyncio
import re

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.length import Limit
from adapters.slack import limits
from adapters.slack.cards import BlockKit, body, plain
from adapters.slack.listening import Body, Listener
from adapters.slack.text import escaped
from bot.messages import Reply, Service, Suggestions, Table, TopicDescription

ADD_DIGEST, ADD_FEED = "readout-add-digest", "readout-add-feed"
DEED, EDIT = "readout-deed", "readout-edit"
"""How the ids of buttons begin that do something with one digest, and of those that open its form."""

_PART = 25
"""Blocks of a section; whoever wants more asks for it."""

_PROMISE = (
    "Who stands where, in their own words. Readout reads the news on this topic, and every line that it "
    "writes leads to the sentence it came from."
)


class Home:
    """Draws App Home for whoever opens it."""

    def __init__(self, service: Service, listener: Listener) -> None:
        self._service = service
        self._listener = listener

    async def opened(self, event: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """Somebody looks at the app's own page."""
        if event.get("tab", "home") == "home":
            await self.publish(client, str(event["user"]), str(context.team_id or ""))

    async def publish(self, client: AsyncWebClient, user: str, team: str) -> None:
        """Draw the page anew."""
        drawn = [await self._topic(client, topic, user, team) for topic in self._service.topics()]
        blocks = [block for part in drawn for block in (*part, _DIVIDER)][:-1]
        await client.views_publish(user_id=user, view={"type": "home", "blocks": blocks[: limits.VIEW]})

    async def _topic(
        self, client: AsyncWebClient, topic: TopicDescription, user: str, team: str
    ) -> list[BlockKit]:
        digests, feeds, status = await asyncio.gather(
            *(
                self._listener.answer(client, f"/{topic.id} {line}", user, channel, team)
                for line, channel in (("digest list", ""), ("feeds list", user), ("status", ""))
            )
        )
        return [
            {"type": "header", "text": plain(limits.HEADER.cut(topic.title))},
            _section(_PROMISE),
            _small(f"Type /{topic.id} in any conversation, mention Readout, or write to it under Messages."),
            *_digests(digests),
            _button(ADD_DIGEST, "Add a digest", topic.id),
            *_section_of("What is read", feeds),
            *_listed(status),
            _button(ADD_FEED, "Add a feed", topic.id),
        ]


_DIVIDER: BlockKit = {"type": "divider"}
_SENTENCE = Limit(limits.SECTION.most // 2)
_CHANNEL = re.compile("[CG][A-Z0-9]+")
_TALK = re.compile("D[A-Z0-9]+")
_MOST = 40
"""Blocks of digests: twenty of them, each with its buttons."""


def _section_of(title: str, reply: Reply) -> list[BlockKit]:
    """A reply under a title of our own; calmly in small print where it tells what cannot be had."""
    heading: BlockKit = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": f"*{title}*", "verbatim": True},
    }
    if reply.ok:
        return [heading, *_listed(reply)]
    return [heading, _small(reply.title)]


def _listed(reply: Reply) -> list[BlockKit]:
    """A reply without its title."""
    return body(reply)[1 : _PART + 1]


def _digests(digests: Reply) -> list[BlockKit]:
    """Each digest as a paragraph with its buttons under it; as it is told where none is listed."""
    deeds, drawn = _deeds(digests), list[BlockKit]()
    for block in digests.blocks:
        for id, what, coming, where in block.rows if isinstance(block, Table) and deeds else ():
            drawn += [_paragraph(what, coming, where), *_row(deeds.get(id, []))]
    return (
        [*_section_of("Digests", Reply(title="")), *drawn[:_MOST]]
        if drawn
        else _section_of("Digests", digests)
    )


def _paragraph(what: str, coming: str, where: str) -> BlockKit:
    """What a digest is, with its channel's name as Slack shows it to who may see it."""
    id = where.rpartition("/")[2]
    talk = "a direct message" if _TALK.fullmatch(id) else escaped(where)  # Slack shows no name for one
    channel = f"<#{id}>" if _CHANNEL.fullmatch(id) else talk
    stopped = coming.startswith(("paused", "removed"))
    when = f"In {channel}, {escaped(coming)}" if stopped else f"Next: {escaped(coming)} in {channel}"
    text = f"{escaped(_SENTENCE.cut(what))}\n{when}"
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _row(buttons: list[BlockKit]) -> list[BlockKit]:
    return [{"type": "actions", "elements": buttons}] if buttons else []


def _deeds(digests: Reply) -> dict[str, list[BlockKit]]:
    """The buttons for each digest: what the list offers for it, told by the id at the command's end."""
    rows: dict[str, list[BlockKit]] = {}
    for block in digests.blocks:
        if isinstance(block, Suggestions):
            for command, label in zip(block.commands, block.labels, strict=False):
                rows.setdefault(command.rpartition(" ")[2], []).append(_deed(command, label))
    return rows


def _deed(command: str, label: str) -> BlockKit:
    kind = EDIT if " edit " in command else DEED
    action = f"{kind}:{':'.join(command.split()[-2:])}"  # a row's ids have to differ
    button = {"type": "button", "action_id": action, "text": plain(label), "value": command}
    if " remove " in command:
        button["style"] = "danger"
        button["confirm"] = {
            "title": plain("Remove this digest?"),
            "text": plain("What it posted stays. It can be brought back with “digest resume”."),
            "confirm": plain("Remove"),
            "deny": plain("Keep"),
        }
    return button


def _section(text: str) -> BlockKit:
    return {"type": "section", "text": plain(_SENTENCE.cut(text))}


def _small(text: str) -> BlockKit:
    return {"type": "context", "elements": [plain(limits.CONTEXT.cut(text))]}


def _button(action: str, label: str, topic: str) -> BlockKit:
    button = {"type": "button", "action_id": action, "text": plain(label), "value": topic}
    return {"type": "actions", "elements": [button]}
