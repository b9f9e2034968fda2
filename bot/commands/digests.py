"""``digest``: what is posted to a channel regularly; set up, changed, shown as it would be now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from bot.commands import digest_changing
from bot.commands.context import Context
from bot.commands.digest_finding import as_id, everywhere, named, not_an_action, visible
from bot.commands.digest_listing import delivered, listed, readable, said
from bot.commands.digest_preview import (
    SHORTEST,
    composed_now,
    how_to_add,
    onward,
    said_now,
    span_before,
    when,
)
from bot.commands.digest_reading import read_sentence
from bot.commands.request import Request
from bot.digests.composing import compose
from bot.digests.schedule import next_runs, preview
from bot.digests.telling import covered, describe
from bot.digests.values import Contents
from bot.messages import Block, Command, Note, Reply, Suggestions
from bot.storage.digest_contract import StoredDigest

_BUTTONS = 20
_LISTED = 100


def answer(context: Context, request: Request, command: Command) -> Reply:
    """What was asked for; what a sentence can't mean is raised, with an example that works."""
    if request.words and not request.action:
        raise not_an_action(request)
    return _ANSWERS.get(request.action, _list)(context, request, command)


# ---- looking -----------------------------------------------------------------------------------------


def _list(context: Context, request: Request, command: Command) -> Reply:
    here, topic = visible(context, command), request.topic.id
    if everywhere(command) and command.platform != "terminal":  # such a page has a part for each topic
        here = tuple(each for each in here if each.topic == topic)
    if not here:
        return Reply(title=_none(command), blocks=(how_to_add(request, command),))
    count = "1 digest" if len(here) == 1 else f"{len(here)} digests"
    where = "" if everywhere(command) else " for this channel"
    blocks: list[Block] = [listed(context, here[:_LISTED], places=everywhere(command))]
    if len(here) > _LISTED:
        blocks.append(Note(text=f"{len(here) - _LISTED:,} more are not shown."))
    if everywhere(command) and command.platform != "terminal":
        blocks.append(_deeds(topic, here[:_BUTTONS]))
    else:
        blocks.append(
            Suggestions(
                commands=(f"/{topic} digest preview {here[0].id}", f"/{topic} digest history {here[0].id}")
            )
        )
    return Reply(title=f"{count}{where}", blocks=tuple(blocks))


def _deeds(topic: str, here: tuple[StoredDigest, ...]) -> Suggestions:
    """What can be done with each digest, for a page with buttons."""
    deeds = [
        (action, each.id)
        for each in here
        for action in ("preview", "edit", "resume" if each.state == "paused" else "pause", "remove")
    ]
    return Suggestions(
        commands=tuple(f"/{topic} digest {action} {id}" for action, id in deeds),
        labels=tuple(f"{action.capitalize()} {id}" for action, id in deeds),
    )


def _none(command: Command) -> str:
    return "No digest is set up." if everywhere(command) else "This channel has no digest."


def _history(context: Context, request: Request, command: Command) -> Reply:
    digest, _ = named(context, request, command)
    past = context.store.digests.history(digest.id)
    corrections = context.store.corrections.of(digest.id)
    title = f"Digest {digest.id}: {said(context, digest)}"
    if not past:
        note = Note(text="Nothing has been posted yet.")
        return Reply(title=title, blocks=(note, onward(request, digest.id)))
    return Reply(title=title, blocks=(delivered(digest, past, corrections), onward(request, digest.id)))


def _preview(context: Context, request: Request, command: Command) -> Reply:
    """A digest as it would be now: one that is set up, or one of a sentence; or all of the topic."""
    word = request.words.partition(" ")[0]
    if (as_id(word) and word == request.words) or (
        not word and command.platform != "terminal" and len(visible(context, command)) == 1
    ):
        return _of_digest(context, request, command)
    if not word:
        contents, after = Contents(topic=request.topic.id), context.now() - SHORTEST
        made = composed_now(context, contents, command, after)
        title = f"A digest of {request.topic.title} would say now"
        return Reply(title=title, blocks=said_now(made))
    reading = read_sentence(context, request.topic, request.words, command.platform)
    made = composed_now(
        context, reading.terms.contents, command, span_before(reading.terms.schedule, context.now())
    )
    title = f"A digest {describe(reading.terms, request.topic)}"
    return Reply(title=title, blocks=(*when(context, reading), *said_now(made)))


def _of_digest(context: Context, request: Request, command: Command) -> Reply:
    stored, _ = named(context, request, command)
    digest, topic = readable(stored), context.topics.get(stored.topic)
    if digest is None or topic is None:
        what = "Its time zone" if topic else f"The topic “{stored.topic}”"
        cure = "Whoever runs Readout can bring it back; “digest edit” gives it another time."
        return Reply(title=f"{what} is not known here.", blocks=(Note(text=cure),), ok=False)
    told = partial(
        context.store.digests.told, stored.topic, stored.platform, stored.workspace, stored.channel
    )
    now = max(context.now(), stored.cutoff + timedelta(microseconds=1))
    covers = covered(digest, stored.cutoff, stored)
    made = compose(context.store, topic, digest.contents, stored.cutoff, now, told, covers)
    runs = next_runs(digest.runs, context.now()) if stored.state == "active" else ()
    when = f"Next: {preview(runs)} ({digest.schedule.zone})." if runs else f"It is {stored.state}."
    title = f"Digest {stored.id} as it would be now: {said(context, stored)}"
    return Reply(title=title, blocks=(Note(text=when), *said_now(made)))


_ANSWERS: Mapping[str, Callable[[Context, Request, Command], Reply]] = {
    "add": digest_changing.add,
    "list": _list,
    "edit": digest_changing.edit,
    "pause": digest_changing.pause,
    "resume": digest_changing.resume,
    "remove": digest_changing.remove,
    "preview": _preview,
    "history": _history,
}
