"""``compare ACTOR ACTOR``: two actors side by side."""

from __future__ import annotations

from bot.commands.answering import finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.request import Request
from bot.messages import Reply
from summaries.briefs import compare
from summaries.model import RemarkKind

_SPEECH = 8
_DEVELOPMENTS = 30


def answer(context: Context, request: Request) -> Reply:
    """Where ``request.actor`` and ``request.other`` differ and meet, on ``request.issue`` if given."""
    pair = (request.actor or "", request.other or "")
    if pair[0] == pair[1]:
        raise NotUnderstood("A comparison needs two different actors.", "Name a second one.")
    gathering = Gathering(context.store, request)
    issues = {issue.id for issue in request.topic.issues}
    on_issue = request.issue if request.issue in issues else None
    for actor in pair:
        if request.issue:
            gathering.positions(actor=actor, target=request.issue)
        else:
            gathering.positions_of(actor)
        gathering.speech(actor=actor, issue=on_issue, newest=0, best=_SPEECH)
        if on_issue is None:
            gathering.speech_on_issues(actor)
        gathering.events(actor, _DEVELOPMENTS)
    gathering.observations(RemarkKind.OBSTACLE)
    brief = compare(gathering.material(), *pair, request.issue)
    onward = [go(request, "stance", actor=actor, issue=request.issue) for actor in pair]
    return finish(context, request, brief, (*onward, go(request, "tensions")))
