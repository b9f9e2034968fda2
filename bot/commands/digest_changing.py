"""Setting up, changing, pausing, resuming and removing digests; each answer says how to undo it."""

from __future__ import annotations

from datetime import datetime

from bot.commands.context import Context
from bot.commands.digest_finding import asker, named, visible
from bot.commands.digest_listing import readable, said
from bot.commands.digest_preview import (
    composed_now,
    how_to_add,
    onward,
    said_now,
    span_before,
    when,
)
from bot.commands.digest_reading import read_sentence
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.request import Request
from bot.digests.ledger import terms_of, written
from bot.digests.schedule import next_runs, preview
from bot.digests.telling import describe, spell
from bot.digests.values import Digest, Terms, new_id
from bot.digests.windows import first
from bot.messages import Command, Note, Reply
from bot.storage.digest_contract import StoredDigest

MOST = 25
"""Digests that one channel can have."""

_TRIES = 20  # ids drawn until one is free
_WHY = 200


def add(context: Context, request: Request, command: Command) -> Reply:
    """Set one up; composed first, since that may fail."""
    if not command.channel:
        return Reply(
            title="A digest is posted to a channel, and there is none here.",
            blocks=(how_to_add(request, command),),
            ok=False,
        )
    here = [each for each in visible(context, command) if each.channel == command.channel]
    if len(here) >= MOST:
        return Reply(
            title=f"This channel has {len(here)} digests, the most that one can have.",
            blocks=(Note(text=f"Remove one first: /{request.topic.id} digest remove {here[0].id}"),),
            ok=False,
        )
    reading, now = read_sentence(context, request.topic, request.words, command.platform), context.now()
    due = first(reading.terms.runs, now)
    after = span_before(reading.terms.schedule, now)
    made = composed_now(context, reading.terms.contents, command, after)  # before it is set up: this may fail
    id = _create(context, command, reading.terms, now, due)
    undo = f"/{request.topic.id} digest remove {id}"
    return Reply(
        title=f"Digest {id} is set up: {describe(reading.terms, request.topic)}",
        blocks=(
            *when(context, reading),
            Note(text=f"To undo: {undo}"),
            *said_now(made, "Now it would say: "),
            onward(request, id),
        ),
    )


def _create(context: Context, command: Command, terms: Terms, now: datetime, due: datetime | None) -> str:
    for _ in range(_TRIES):
        digest = Digest(
            **dict(terms),
            id=new_id(),
            platform=command.platform,
            workspace=command.workspace,
            channel=command.channel,
            thread=command.thread,
            who=asker(command),
        )
        if context.store.digests.create(written(digest), at=now, due=due, most=MOST):
            return digest.id
    raise NotUnderstood("No id was free for another digest.", "Try again.")


def edit(context: Context, request: Request, command: Command) -> Reply:
    """Give it other terms."""
    digest, words = named(context, request, command)
    old = readable(digest)
    if not words:
        sentence = spell(old.terms) if old else "weekdays at 08:00 Europe/Oslo"
        raise NotUnderstood(
            "Say the whole digest anew, as it is to be.",
            f"For example: /{request.topic.id} digest edit {digest.id} {sentence}",
            (f"/{request.topic.id} digest preview {digest.id}",),
        )
    topic = context.topics.get(digest.topic, request.topic)
    reading, now = read_sentence(context, topic, words, digest.platform), context.now()
    due = first(reading.terms.runs, now) if digest.state == "active" else None
    context.store.digests.edit(digest.id, terms_of(reading.terms), who=asker(command), at=now, due=due)
    undo = f"/{request.topic.id} digest edit {digest.id} {spell(old.terms)}" if old else ""
    return Reply(
        title=f"Digest {digest.id} is changed: {describe(reading.terms, topic)}",
        blocks=(
            *when(context, reading),
            *_taken_over(context, digest, command),
            *([Note(text=f"To undo: {undo}")] if undo else []),
            onward(request, digest.id),
        ),
    )


def pause(context: Context, request: Request, command: Command) -> Reply:
    """Post nothing until it is resumed."""
    digest, words = named(context, request, command)
    if digest.state != "active":
        return _already(request, digest, digest.state)
    why = words[:_WHY] or "Paused by hand."
    _change(context, digest, command, "paused", why)
    return Reply(
        title=f"Digest {digest.id} is paused.",
        blocks=(
            Note(text="Nothing is lost: when it goes on, it tells what came in meanwhile."),
            Note(text=f"To undo: /{request.topic.id} digest resume {digest.id}"),
        ),
    )


def resume(context: Context, request: Request, command: Command) -> Reply:
    """Go on, also with a removed one."""
    digest, _ = named(context, request, command)
    if digest.state == "active":
        return _already(request, digest, "active")
    known = readable(digest)
    if known is None:
        raise NotUnderstood(
            "Its time zone is not known on this machine.",
            f"Give it another: /{request.topic.id} digest edit {digest.id} weekdays at 08:00 Europe/Oslo",
        )
    here = context.store.digests.listing(digest.platform, digest.workspace, digest.channel)
    if digest.state == "removed" and len(here) >= MOST:
        raise NotUnderstood(f"This channel has {MOST} digests, the most that one can have.", "Remove one.")
    due = first(known.runs, context.now())
    change = context.store.digests.change_state
    change(digest.id, "active", who=asker(command), at=context.now(), due=due, most=MOST)
    runs = preview(next_runs(known.runs, context.now()))
    return Reply(
        title=f"Digest {digest.id} goes on: {said(context, digest)}",
        blocks=(
            Note(text=f"Next: {runs} ({known.schedule.zone})."),
            *_taken_over(context, digest, command),
            Note(text=f"To undo: /{request.topic.id} digest pause {digest.id}"),
        ),
    )


def remove(context: Context, request: Request, command: Command) -> Reply:
    """Post nothing any more."""
    digest, _ = named(context, request, command)
    if digest.state == "removed":
        return _already(request, digest, "removed")
    _change(context, digest, command, "removed", "Removed by hand.")
    return Reply(
        title=f"Digest {digest.id} is removed.",
        blocks=(
            Note(text="What it posted stays."),
            Note(text=f"To undo: /{request.topic.id} digest resume {digest.id}"),
        ),
    )


def _change(context: Context, digest: StoredDigest, command: Command, state: str, why: str) -> None:
    context.store.digests.change_state(
        digest.id,
        "paused" if state == "paused" else "removed",
        who=asker(command),
        why=why,
        at=context.now(),
    )


def _already(request: Request, digest: StoredDigest, state: str) -> Reply:
    blocks = (onward(request, digest.id),)
    return Reply(title=f"Digest {digest.id} is {state} already.", blocks=blocks, ok=False)


def _taken_over(context: Context, digest: StoredDigest, command: Command) -> list[Note]:
    """Whoever brings a digest in order answers for it from then on, so that none is left alone."""
    if digest.who == asker(command) or command.platform == "terminal" or not command.user:
        return []
    context.store.digests.hand_over(digest.id, who=asker(command))
    return [Note(text="It is yours now: you are told when it cannot be posted.")]
