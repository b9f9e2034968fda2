"""``quotes ACTOR-or-PERSON``: what somebody said, word for word."""

from __future__ import annotations

from bot.commands.answering import finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.naming import issue_of
from bot.commands.request import Request
from bot.messages import Reply
from summaries.briefs import quotes


def answer(context: Context, request: Request) -> Reply:
    """Verbatim quotations of a person or an actor, that hold ``request.words`` or are on that issue."""
    gathering = Gathering(context.store, request)
    gathering.speech(actor=request.actor, person=request.person, words=request.words)
    if request.words and (issue := issue_of(request.topic, request.words)):
        gathering.speech(actor=request.actor, person=request.person, issue=issue)
    last = None if gathering.quotations else gathering.last_statement()
    material = gathering.material()
    brief = quotes(material, request.actor, request.person, request.words, last)
    onward = [go(request, "stance", actor=request.actor, person=request.person)]
    onward.append(go(request, "tensions", actor=request.actor))
    return finish(context, request, brief, tuple(onward))
