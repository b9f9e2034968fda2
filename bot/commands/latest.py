"""``latest``: dated developments, newest first."""

from __future__ import annotations

from bot.commands.answering import finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.request import Request
from bot.messages import Reply
from bot.storage.contract import Window
from summaries.briefs import latest
from summaries.model import Development


def answer(context: Context, request: Request) -> Reply:
    """What happened, of ``request.actor`` if one is given."""
    gathering = Gathering(context.store, request)
    gathering.events(request.actor)
    newest = _newest(context, request)
    brief = latest(gathering.material(), request.actor, newest)
    onward = [go(request, "timeline", actor=request.actor)]
    if request.actor:
        onward += [go(request, "stance", actor=request.actor), go(request, "latest")]
    else:
        onward += [go(request, "overview")]
    return finish(context, request, brief, tuple(onward))


def _newest(context: Context, request: Request) -> Development | None:
    """The newest development before the window, to say what the silence follows."""
    window = Window(as_of=request.as_of)
    found = context.store.developments(request.topic.id, actor=request.actor, window=window, limit=1)
    return found[0] if found and found[0].when.start else None
