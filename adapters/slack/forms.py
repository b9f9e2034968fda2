"""Modals: adding a digest, adding a feed, checking a quotation."""

from __future__ import annotations

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import limits
from adapters.slack.cards import BlockKit, body
from adapters.slack.home import ADD_DIGEST, ADD_FEED
from adapters.slack.listening import Body, Listener
from adapters.slack.text import spoken
from bot.messages import Reply, Service

DIGEST, FEED, CHECK = "readout-digest", "readout-feed", "readout-check"


class Forms:
    """Opens forms, and answers what was filled in."""

    def __init__(self, service: Service, listener: Listener) -> None:
        self._service = service
        self._listener = listener

    async def open(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A button of App Home: its form."""
        await ack()
        action = body["actions"][0]
        made = {ADD_DIGEST: _digest, ADD_FEED: _feed}[str(action["action_id"])](str(action["value"]))
        await client.views_open(trigger_id=body["trigger_id"], view=made)

    async def digest(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The form of a digest, filled in: the command that says the same, for the chosen channel."""
        given = _given(body)
        words = " on ".join(part for part in (given.get("when", ""), given.get("about", "")) if part)
        await self._submitted(ack, body, client, f"digest add {words}", given.get("channel", ""))

    async def feed(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The form of a feed, filled in."""
        await self._submitted(ack, body, client, f"feeds add {_given(body).get('address', '')}", "")

    async def _submitted(
        self, ack: AsyncAck, body: Body, client: AsyncWebClient, words: str, channel: str
    ) -> None:
        line = f"/{body['view']['private_metadata']} {words}"
        user, team = str(body["user"]["id"]), str((body.get("team") or {}).get("id", ""))
        reply = await self._listener.answer(client, line, user, channel or user, team)
        await ack(response_action="update", view=_told(reply))

    async def check(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The shortcut "Check this quote" on a message: verbatim, altered or not found."""
        await ack()
        opened = await client.views_open(trigger_id=body["trigger_id"], view=_told(_CHECKING))
        quoted = spoken(str(body.get("message", {}).get("text", "")))
        topic = next(iter(self._service.topics()), None)
        user, team = str(body["user"]["id"]), str((body.get("team") or {}).get("id", ""))
        line = f"/{topic.id if topic else ''} check {quoted}"
        reply = await self._listener.answer(client, line, user, user, team)
        view = opened.get("view") or {}
        await client.views_update(view_id=str(view.get("id")), view=_told(reply))


_CHECKING = Reply(title="Looking the words up …")


def _given(body: Body) -> dict[str, str]:
    """What was typed and chosen, by the names of the blocks."""
    values = body["view"]["state"]["values"]
    return {
        name: spoken(str(element.get("value") or element.get("selected_conversation") or ""))
        for name, elements in values.items()
        for element in elements.values()
    }


def _digest(topic: str) -> BlockKit:
    return _form(
        DIGEST,
        "Add a digest",
        topic,
        _text("when", "When", "weekdays at 08:00 Europe/Oslo"),
        _text("about", "About", "russia, usa", optional=True),
        _input(
            "channel",
            "Where to",
            {"type": "conversations_select", "default_to_current_conversation": True},
        ),
    )


def _feed(topic: str) -> BlockKit:
    return _form(FEED, "Add a feed", topic, _text("address", "Address", "https://example.org/news.xml"))


def _form(name: str, title: str, topic: str, *inputs: BlockKit) -> BlockKit:
    return {
        "type": "modal",
        "callback_id": name,
        "private_metadata": topic,
        "title": _plain(title),
        "submit": _plain("Add"),
        "close": _plain("Cancel"),
        "blocks": list(inputs),
    }


def _text(name: str, label: str, example: str, *, optional: bool = False) -> BlockKit:
    element = {"type": "plain_text_input", "placeholder": _plain(example), "max_length": 1000}
    return _input(name, label, element, optional=optional)


def _input(name: str, label: str, element: BlockKit, *, optional: bool = False) -> BlockKit:
    return {
        "type": "input",
        "block_id": name,
        "label": _plain(label),
        "optional": optional,
        "element": element | {"action_id": name},
    }


def _told(reply: Reply) -> BlockKit:
    return {
        "type": "modal",
        "callback_id": CHECK,
        "title": _plain(limits.MODAL_TITLE.cut("Readout")),
        "close": _plain("Close"),
        "blocks": body(reply),
    }


def _plain(text: str) -> BlockKit:
    return {"type": "plain_text", "text": text, "emoji": False}
