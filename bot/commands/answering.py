"""The last steps that every brief takes: checked, presented, with commands to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.commands.context import Context
from bot.commands.evidence import cited_articles
from bot.commands.labels import label
from bot.commands.request import Request, spell
from bot.messages import Reply
from bot.present import present
from summaries.briefs import Material, verify
from summaries.model import Brief


def finish(context: Context, request: Request, brief: Brief, onward: Sequence[Request] = ()) -> Reply:
    """Check a brief, present it, and offer ``onward`` as next commands."""
    articles = cited_articles(context.store, brief)
    checked = verify(brief, articles)
    notes = (f"Read as: {request.understood}",) if request.understood else ()
    offered = {spell(next): label(next, request) for next in onward}
    return present(checked, articles, topic=request.topic, suggestions=offered, notes=notes)


def go(request: Request, command: str, **slots: str | None) -> Request:
    """Another command with the same dates: only ``slots`` are filled."""
    blank = Request(request.topic, command, since=request.since, as_of=request.as_of)
    return blank.filled(**slots)


def busiest(material: Material, *besides: str | None) -> Sequence[str]:
    """The actors to ask about next: the topic's except ``besides``, most told of first."""
    counts = Counter(actor for development in material.developments for actor in development.actors)
    counts.update(name for stance in material.stances for name in (stance.actor, stance.target))
    ids = [actor.id for actor in material.topic.actors if actor.id not in besides]
    return sorted(ids, key=lambda actor: -counts[actor])
