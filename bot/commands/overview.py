"""``overview``: the situation in one message."""

from __future__ import annotations

from bot.commands.answering import busiest, finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.request import Request
from bot.messages import Reply
from summaries.briefs import overview

_EACH = 12
_QUOTATIONS = 6
_DEVELOPMENTS = 30


def answer(context: Context, request: Request) -> Reply:
    """Each actor's position in a line and the latest developments; on ``request.issue`` only, if given."""
    gathering = Gathering(context.store, request)
    issues = {issue.id for issue in request.topic.issues}
    on_issue = request.issue if request.issue in issues else None
    gathering.positions_of_all(_EACH, request.issue)
    if on_issue:
        gathering.speech(issue=on_issue, newest=0, best=_EACH)
    else:
        gathering.speech_of_all(_QUOTATIONS)
    gathering.events(limit=_DEVELOPMENTS)
    material = gathering.material()
    brief = overview(material)
    if request.issue:
        brief = brief.model_copy(update={"title": f"{brief.title} ({material.target(request.issue)})"})
    first, *others = busiest(material, request.issue) or [request.topic.actors[0].id]
    onward = [go(request, "stance", actor=first, issue=request.issue)]
    onward += [go(request, "compare", actor=first, other=other, issue=request.issue) for other in others[:1]]
    return finish(context, request, brief, (*onward, go(request, "latest")))
