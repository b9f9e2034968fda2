"""``tensions``: statements of one actor that pull apart."""

from __future__ import annotations

from bot.commands.answering import finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.request import Request
from bot.messages import Reply
from summaries.briefs import tensions
from summaries.model import RemarkKind

_EACH = 24
_QUOTATIONS = 12


def answer(context: Context, request: Request) -> Reply:
    """Pairs of opposed statements of ``request.actor``, or of every actor."""
    gathering = Gathering(context.store, request)
    if request.actor:
        gathering.positions_of(request.actor, many=2)
        gathering.speech(actor=request.actor, newest=_QUOTATIONS, best=_QUOTATIONS)
        gathering.speech_on_issues(request.actor)
    else:
        gathering.positions_of_all(_EACH)
        gathering.speech_of_all(_QUOTATIONS)
    gathering.observations(RemarkKind.INCONSISTENCY, actor=request.actor)
    brief = tensions(gathering.material(), request.actor)
    first = request.actor or request.topic.actors[0].id
    return finish(
        context, request, brief, (go(request, "stance", actor=first), go(request, "quotes", actor=first))
    )
