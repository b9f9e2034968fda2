"""``stance ACTOR``: where an actor, or one person of it, stands on each issue."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.answering import busiest, finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.request import Request
from bot.messages import Reply
from summaries.briefs import Material, stance
from summaries.model import RemarkKind

_ON_ONE = 16
_SPEECH = 12
_DEVELOPMENTS = 24


def answer(context: Context, request: Request) -> Reply:
    """The stance of ``request.actor``, or of ``request.person``, on everything or on ``request.issue``."""
    gathering = Gathering(context.store, request)
    actor = request.actor or ""
    if request.issue:
        gathering.positions(
            actor=actor, person=request.person, target=request.issue, newest=_ON_ONE, best=_ON_ONE
        )
    else:
        gathering.positions_of(actor, request.person)
    _speech(gathering, request)
    if request.issue is None and request.person is None:
        gathering.events(request.actor, _DEVELOPMENTS)
        gathering.observations(*RemarkKind, actor=request.actor)
    last = None if gathering.stances and gathering.quotations else gathering.last_statement()
    material = gathering.material()
    brief = stance(material, actor, request.person, request.issue, last)
    return finish(context, request, brief, tuple(_onward(request, material)))


def _speech(gathering: Gathering, request: Request) -> None:
    issues = {issue.id for issue in request.topic.issues}
    on_issue = request.issue if request.issue in issues else None
    gathering.speech(actor=request.actor, person=request.person, issue=on_issue, newest=_SPEECH, best=_SPEECH)
    if on_issue is None:
        gathering.speech_on_issues(request.actor, request.person)


def _onward(request: Request, material: Material) -> Iterator[Request]:
    yield go(request, "quotes", actor=request.actor, person=request.person)
    for other in busiest(material, request.actor, request.issue)[:1]:
        yield go(request, "compare", actor=request.actor, other=other, issue=request.issue)
    yield go(request, "tensions", actor=request.actor)
