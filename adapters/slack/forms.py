"""Modals: adding a digest, adding a feed, reporting a quotation, checking one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from adapters.length import Limit
from adapters.slack import limits
from adapters.slack.administrators import may_administrate
from adapters.slack.cards import BlockKit, body, plain
from adapters.slack.home import ADD_DIGEST, ADD_FEED, Home
from adapters.slack.listening import Body, Listener, team_of
from adapters.slack.states import REPORT
from adapters.slack.text import clean, spoken
from bot.messages import Command, Note, Reply, Service

DIGEST, CHANGE, FEED, CHECK = "readout-digest", "readout-change", "readout-feed", "readout-check"

_IN_TIME = 2.0
"""Seconds after which a form is acknowledged without its answer; Slack waits three."""

_ERROR = Limit(300)
_WORKING = Reply(title="One moment …")
_CHECKING = Reply(title="Looking the words up …")
_NOTHING = Reply(
    title="There are no words in this message to check.",
    blocks=(Note(text="Pictures and files are not read."),),
    ok=False,
)


class Forms:
    """Opens forms, and answers what was filled in."""

    def __init__(self, service: Service, listener: Listener, home: Home) -> None:
        self._service = service
        self._listener = listener
        self._home = home

    async def open(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A button that needs more than a press: its form."""
        await ack()
        action = body["actions"][0]
        made = {ADD_DIGEST: _digest, ADD_FEED: _feed, REPORT: _report}[str(action["action_id"])](
            str(action["value"])
        )
        await client.views_open(trigger_id=body["trigger_id"], view=made)

    async def edit(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A button that changes a digest: its own sentence in a form, as it is now."""
        await ack()
        line = str(body["actions"][0]["value"])
        user, team = str(body["user"]["id"]), team_of(body)
        asked = Command(text=f"{line} ", platform="slack", workspace=team, user=user)
        admin = await may_administrate(self._service, client, line, user, team)
        asked = asked.model_copy(update={"administrator": admin})
        ways = await asyncio.to_thread(self._service.complete, asked)
        await client.views_open(
            trigger_id=body["trigger_id"], view=_change(line, ways[0].text if ways else "")
        )

    async def changed(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The form of a change, filled in."""
        await self._submitted(ack, body, client, _given(body).get("sentence", ""), None)

    async def deed(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A button beside a digest on App Home: done at once, told in a window of its own, drawn anew."""
        await ack()
        opened = await client.views_open(trigger_id=body["trigger_id"], view=_told(_WORKING))
        user, team = str(body["user"]["id"]), team_of(body)
        reply = await self._listener.answer(client, str(body["actions"][0]["value"]), user, "", team)
        view = opened.get("view") or {}
        await client.views_update(view_id=str(view.get("id")), view=_told(reply))
        if reply.acted:
            await self._home.publish(client, user, team)

    async def digest(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The form of a digest, filled in: the command that says the same, for the chosen channel."""
        given = _given(body)
        words = _sentence(given)
        await self._submitted(ack, body, client, f"digest add {words}", given.get("channel", ""))

    async def feed(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The form of a feed, filled in."""
        await self._submitted(ack, body, client, f"feeds add {_given(body).get('address', '')}", "")

    async def report(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The form of a report, filled in: what is wrong with a quotation."""
        await self._submitted(ack, body, client, _given(body).get("why", ""), "")

    async def _submitted(
        self, ack: AsyncAck, body: Body, client: AsyncWebClient, words: str, channel: str | None
    ) -> None:
        """Answer; what was not done as asked stands in the form, with all that was typed still there."""
        view, user, team = body["view"], str(body["user"]["id"]), team_of(body)
        line = f"/{str(view['private_metadata']).removeprefix('/')} {words}".strip()
        where = "" if channel is None else channel or user  # "" is the whole workspace
        answer = asyncio.ensure_future(self._listener.answer(client, line, user, where, team))
        done, _ = await asyncio.wait((answer,), timeout=_IN_TIME)
        if not done:
            await ack(response_action="update", view=_told(_WORKING))
            await client.views_update(view_id=str(view["id"]), view=_told(await answer))
        elif answer.result().ok:
            await ack(response_action="update", view=_told(answer.result()))
        else:
            await ack(response_action="errors", errors=_refused(view, answer.result(), _given(body)))
            return
        if view.get("callback_id") in (DIGEST, CHANGE, FEED):
            await self._home.publish(client, user, team)

    async def check(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The shortcut "Check this quote" on a message: verbatim, altered or not found, for each topic."""
        await ack()
        opened = await client.views_open(trigger_id=body["trigger_id"], view=_told(_CHECKING))
        words = spoken(str((body.get("message") or {}).get("text") or ""))
        lines = [self._service.line(t.id, "check", {"words": words}) for t in self._service.topics() if words]
        user, team = str(body["user"]["id"]), team_of(body)
        replies = [await self._listener.answer(client, line, user, user, team) for line in lines]
        view = opened.get("view") or {}
        await client.views_update(view_id=str(view.get("id")), view=_told(*(replies or [_NOTHING])))


def _sentence(given: Mapping[str, str]) -> str:
    """The fields of a digest's form as the sentence that says the same."""
    when = given.get("when", "")
    if about := given.get("about", ""):
        when = f"{when} on {about}"
    further = {"most": "most {} lines", "quiet": "quiet {}", "mention": "mention {}"}
    further |= {"empty": "{}", "place": "{}"}
    given = dict(given) | ({"mention": f"<@{given['mention']}>"} if given.get("mention") else {})
    added = [form.format(given[name]) for name, form in further.items() if given.get(name)]
    return ", ".join(part for part in (when, *added) if part)


def _given(body: Body) -> dict[str, str]:
    """What was typed and chosen, by the names of the blocks."""
    values: Mapping[str, Mapping[str, Body]] = (body["view"].get("state") or {}).get("values") or {}
    return {
        name: spoken(
            str(
                element.get("value")
                or element.get("selected_conversation")
                or element.get("selected_user")
                or (element.get("selected_option") or {}).get("value")
                or ""
            )
        )
        for name, elements in values.items()
        for element in elements.values()
    }


def _refused(view: Body, reply: Reply, given: Mapping[str, str]) -> dict[str, str]:
    """Why not, beside what it is about; beside the first field where that can't be told."""
    inputs = [str(block["block_id"]) for block in view["blocks"] if block.get("type") == "input"]
    notes = (block.text for block in reply.blocks if isinstance(block, Note))
    return {_blamed(inputs, reply.title, given): _ERROR.cut(clean(" ".join((reply.title, *notes))))}


def _blamed(inputs: Sequence[str], problem: str, given: Mapping[str, str]) -> str:
    """The field whose words the problem quotes, or of which it speaks."""
    first, *others = inputs
    quoted = [words for words in _QUOTED.findall(problem) if words not in given.get(first, "")]
    for name in others:
        spoken_of = name in _SPOKEN_OF and _SPOKEN_OF[name] in problem.casefold()
        if given.get(name) and (spoken_of or any(words in given[name] for words in quoted)):
            return name
    return first


_QUOTED = re.compile("“([^”]+)”")
_SPOKEN_OF = {"most": "lines", "quiet": "quiet", "mention": "mention"}


# ---- what they look like


def _digest(topic: str) -> BlockKit:
    conversations = {
        "type": "conversations_select",
        "placeholder": plain("Choose a channel"),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return _form(
        DIGEST,
        "Add a digest",
        topic,
        _text("when", "When", "weekdays at 08:00 Europe/Oslo"),
        _text("about", "About", "russia, usa", hint="Nothing here means everything.", optional=True),
        _input("channel", "Where to", conversations),
        _text("most", "Lines at most", "12", optional=True),
        _input("empty", "When nothing is new", _chosen(_WHEN_EMPTY), optional=True),
        _text("quiet", "Quiet hours", "22:00-07:00", optional=True),
        _input("mention", "Mention", _SOMEBODY, optional=True)
        | {"hint": plain(f"A user group: /{topic} digest add … mention @group")},
        _input("place", "Where in the channel", _chosen(_PLACES), optional=True),
    )


def _change(line: str, sentence: str) -> BlockKit:
    """A digest in one sentence, to be changed."""
    element = {"type": "plain_text_input", "multiline": True, "max_length": 1000}
    if sentence:
        element["initial_value"] = sentence
    id = line.rpartition(" ")[2]
    return _form(CHANGE, f"Change digest {id}", line, _input("sentence", "When and what", element))


_SOMEBODY = {"type": "users_select", "placeholder": plain("Somebody")}
_PLACES = {"in the channel": "In the channel itself", "in a thread": "In a thread of its own"}
_WHEN_EMPTY = {"say so": "Say so in one line", "silent": "Post nothing"}


def _chosen(options: Mapping[str, str]) -> BlockKit:
    made = [{"text": plain(shown), "value": value} for value, shown in options.items()]
    return {"type": "static_select", "options": made, "initial_option": made[0]}


def _feed(topic: str) -> BlockKit:
    hint = "A feed (RSS or Atom), or a page with articles."
    return _form(
        FEED, "Add a feed", topic, _text("address", "Address", "https://example.org/news.xml", hint=hint)
    )


def _report(command: str) -> BlockKit:
    hint = "It is withheld at once, until an administrator has looked at it."
    return _form(
        REPORT, "Report a quotation", command, _text("why", "What is wrong?", "wrong speaker", hint=hint)
    )


def _form(name: str, title: str, topic: str, *inputs: BlockKit) -> BlockKit:
    return {
        "type": "modal",
        "callback_id": name,
        "private_metadata": topic,
        "title": plain(title),
        "submit": plain({REPORT: "Report", CHANGE: "Change"}.get(name, "Add")),
        "close": plain("Cancel"),
        "blocks": list(inputs),
    }


def _text(name: str, label: str, example: str, *, hint: str = "", optional: bool = False) -> BlockKit:
    element = {"type": "plain_text_input", "placeholder": plain(example), "max_length": 1000}
    return _input(name, label, element, optional=optional) | ({"hint": plain(hint)} if hint else {})


def _input(name: str, label: str, element: BlockKit, *, optional: bool = False) -> BlockKit:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "optional": optional,
        "element": element | {"action_id": name},
    }


def _told(*replies: Reply) -> BlockKit:
    return {
        "type": "modal",
        "callback_id": CHECK,
        "title": plain(limits.MODAL_TITLE.cut("Readout")),
        "close": plain("Close"),
        "blocks": [block for reply in replies for block in body(reply)][: limits.VIEW],
    }
