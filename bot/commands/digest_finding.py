"""Which digest is meant, whose it is, and what of it may be seen from where somebody asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.commands.context import Context
from bot.commands.grammar import SlotType
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.request import Request
from bot.commands.tokens import show
from bot.digests.values import CROCKFORD
from bot.messages import Command
from bot.places import channel_named
from bot.storage.digest_contract import StoredDigest

_READ_ALOUD = str.maketrans("oil", "011")
_LISTED = 5
_NEAR = 70.0
"""How alike two words are, of 100, where one may be the other mistyped."""

_DIGIT = re.compile(r"\d")
_OTHER_WORDS = {
    "create": "add",
    "new": "add",
    "set": "add",
    "schedule": "add",
    "subscribe": "add",
    "change": "edit",
    "stop": "pause",
    "continue": "resume",
    "start": "resume",
    "cancel": "remove",
    "delete": "remove",
    "unsubscribe": "remove",
    "show": "preview",
    "test": "preview",
    "log": "history",
}
"""What others call what can be done with a digest."""


def place_named(channel: str) -> dict[str, str]:
    """The fields of a Command for a channel that is written "slack:T0123/C0456" or "discord:SERVER/CHANNEL".

    Raises BotError for what is written otherwise.
    """
    return channel_named(channel)._asdict()


def asker(command: Command) -> str:
    """Whoever asks, as the platform names them; somebody at the command line has no name there."""
    return command.user or "operator"


def everywhere(command: Command) -> bool:
    """Whether no channel was asked in: at the terminal, or on a page that is a whole workspace's."""
    return command.platform == "terminal" or bool(command.workspace and not command.channel)


def visible(context: Context, command: Command) -> tuple[StoredDigest, ...]:
    """The digests that may be seen from here, the oldest first.

    The channel's in a channel; all at the terminal; on a page of a workspace its administrators see all of
    its digests, others those that they set up.
    """
    if command.platform == "terminal":
        return context.store.digests.listing()
    found = context.store.digests.listing(command.platform, command.workspace, command.channel)
    return tuple(digest for digest in found if _seen(digest, command))


def may_change(context: Context, request: Request, command: Command) -> bool:
    """Whether somebody may do this with a digest: administrators anything, others with what they set up."""
    if command.administrator or request.action in request.rule.open:
        return True
    if request.action == "add" or not command.user:
        return False
    try:
        return named(context, request, command)[0].who == command.user
    except NotUnderstood:
        return False


def named(context: Context, request: Request, command: Command) -> tuple[StoredDigest, str]:
    """The digest meant and the words after its id; without an id the only one there is.

    A removed one is found by its id, so that removing can be undone. Raises NotUnderstood.
    """
    first, _, rest = request.words.partition(" ")
    if id := as_id(first):
        found = context.store.digests.find(id)
        if found and _seen(found, command):
            return found, rest.strip()
        if len(visible(context, command)) != 1 or request.action != "edit":
            raise _unknown(context, request, command, f"No digest here has the id “{id}”.")
    here = visible(context, command)
    if len(here) == 1 and (not first or request.action == "edit"):
        return here[0], request.words
    what = f"I can't tell which digest “{show(first, 40)}” is." if first else "Say which digest."
    raise _unknown(context, request, command, what)


def not_an_action(request: Request) -> NotUnderstood:
    """What may be meant by words that begin with nothing that can be done with a digest."""
    first, _, rest = request.words.partition(" ")
    slot, word = request.rule.takes(SlotType.CHOICE), first.casefold()
    known = _OTHER_WORDS | {each: each for each in (slot.choices if slot else ())}
    near = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if id := as_id(first):
        meant = [f"preview {id}", f"history {id}"]
    elif near:
        meant = [f"{known[near[0]]} {rest}"]
    else:  # a sentence without the word that says what it is for
        meant = (
            [f"{action} {request.words}" for action in ("add", "preview")]
            if _DIGIT.search(rest)
            else ["list"]
        )
    ways = tuple(show(f"/{request.topic.id} digest {each.strip()}", 200) for each in meant)
    return NotUnderstood(
        f"Say what to do with a digest: “{show(first, 40)}” is none of it.", "Did you mean this?", ways
    )


def as_id(word: str) -> str:
    """The id that a word is, however it was read aloud; "" where it is none."""
    id = word.strip("#.,:").casefold()
    if len(id) != 4 or not id.isalnum():
        return ""
    id = id.translate(_READ_ALOUD)
    return id if set(id) <= set(CROCKFORD) else ""


def _seen(digest: StoredDigest, command: Command) -> bool:
    if command.platform == "terminal":
        return True
    if (digest.platform, digest.workspace) != (command.platform, command.workspace):
        return False
    if everywhere(command):
        return command.administrator or digest.who == command.user
    return digest.channel == command.channel


def _unknown(context: Context, request: Request, command: Command, problem: str) -> NotUnderstood:
    here = visible(context, command)
    if not here:
        return NotUnderstood(
            "There is no digest here.", "Set one up:", (f"/{request.topic.id} digest add weekdays at 08:00",)
        )
    return NotUnderstood(problem, "Did you mean one of these?", _offers(request, here))


def _offers(request: Request, here: Sequence[StoredDigest]) -> tuple[str, ...]:
    if request.action == "edit":
        return tuple(f"/{request.topic.id} digest preview {each.id}" for each in here[:_LISTED])
    action = request.action or "preview"
    return tuple(f"/{request.topic.id} digest {action} {each.id}" for each in here[:_LISTED])
