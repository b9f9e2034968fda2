"""What answers about digests share: the next runs, and what a digest would say now."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise

from bot.commands.context import Context
from bot.commands.request import Request
from bot.digests.composing import Composed, compose
from bot.digests.schedule import Schedule, next_runs, preview
from bot.digests.values import Contents
from bot.digests.wording import Reading
from bot.messages import Block, Command, Heading, Note, Suggestions

SHORTEST = timedelta(days=1)
"""How far back a digest looks that has never been posted, at least."""

_LONGEST = timedelta(days=31)


def how_to_add(request: Request, command: Command) -> Note:
    """How a digest is set up, as an example."""
    sentence = "weekdays at 08:00 Europe/Oslo"
    if command.platform == "terminal":
        return Note(text=f"Set one up: readout digest add “{sentence}” --channel slack:TEAM/CHANNEL")
    return Note(text=f"An administrator sets one up in a channel: /{request.topic.id} digest add {sentence}")


def when(context: Context, reading: Reading) -> tuple[Note, ...]:
    """The next three runs on the digest's own clock, and whose clock that is where none was named."""
    coming = reading.terms.runs
    runs = Note(text=f"Next: {preview(next_runs(coming, context.now()))} ({coming.zone}).")
    return (runs, Note(text=reading.note)) if reading.note else (runs,)


def span_before(schedule: Schedule, now: datetime) -> datetime:
    """As far back as the digest will usually look, a day at least: there was none before it."""
    runs = next_runs(schedule, now)
    longest = max((later - earlier for earlier, later in pairwise(runs)), default=SHORTEST)
    return now - min(max(longest, SHORTEST), _LONGEST)


def composed_now(context: Context, contents: Contents, command: Command, after: datetime) -> Composed:
    """What a digest of the channel would say of what was stored after ``after``, some days ago."""
    now = context.now()
    where = (contents.topic, command.platform, command.workspace, command.channel)
    told = partial(context.store.digests.told, *where)
    topic = context.topics[contents.topic]
    return compose(context.store, topic, contents, after, now, told, _within(now - after))


def _within(span: timedelta) -> str:
    days = round(span / timedelta(days=1))
    return f"within the last {days} days" if days > 1 else "within the last 24 hours"


def said_now(made: Composed, lead: str = "") -> tuple[Block, ...]:
    """What a digest says, under a heading; what it offers next is left to the command."""
    said = (block for block in made.reply.blocks if not isinstance(block, Suggestions))
    return (Heading(text=f"{lead}{made.reply.title}"), *said)


def onward(request: Request, id: str) -> Suggestions:
    """What to do next with a digest."""
    topic = request.topic.id
    return Suggestions(commands=(f"/{topic} digest preview {id}", f"/{topic} digest list"))
