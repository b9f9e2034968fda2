"""``timeline``: developments over time, oldest first."""

from __future__ import annotations

from bot.commands.answering import finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.request import Request
from bot.messages import Reply
from summaries.briefs import timeline


def answer(context: Context, request: Request) -> Reply:
    """What happened, month by month, of ``request.actor`` if one is given."""
    gathering = Gathering(context.store, request)
    gathering.events(request.actor)
    brief = timeline(gathering.material(), request.actor)
    onward = [go(request, "latest", actor=request.actor)]
    if request.actor:
        onward.append(go(request, "stance", actor=request.actor))
    return finish(context, request, brief, tuple(onward))
