"""App Home: the workspace's digests, what is read, and buttons to add to both."""

from __future__ import annotations

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.cards import BlockKit, body
from adapters.slack.listening import Body, Listener
from bot.messages import Service

ADD_DIGEST, ADD_FEED = "readout-add-digest", "readout-add-feed"
_MOST = 95


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
        blocks: list[BlockKit] = []
        for topic in self._service.topics():
            blocks += [*await self._topic(client, topic.id, topic.title, user, team), {"type": "divider"}]
        await client.views_publish(user_id=user, view={"type": "home", "blocks": blocks[:_MOST]})

    async def _topic(
        self, client: AsyncWebClient, topic: str, title: str, user: str, team: str
    ) -> list[BlockKit]:
        answers = [
            await self._listener.answer(client, f"/{topic} {line}", user, user, team)
            for line in ("digest list", "feeds list", "status")
        ]
        parts = [block for answer in answers for block in body(answer)]
        heading = {"type": "header", "text": {"type": "plain_text", "text": title[:150], "emoji": False}}
        return [heading, _buttons(topic), *parts]


def _buttons(topic: str) -> BlockKit:
    labels = ((ADD_DIGEST, "Add a digest"), (ADD_FEED, "Add a feed"))
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": action,
                "text": {"type": "plain_text", "text": label, "emoji": False},
                "value": topic,
            }
            for action, label in labels
        ],
    }
