"""The one handler: read a command, answer it, or say what was not understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.commands import (
    admin,
    check,
    compare,
    feeds,
    latest,
    overview,
    quotes,
    review,
    search,
    source,
    stance,
    status,
    tensions,
    timeline,
)
from bot.commands import help as helping
from bot.commands.context import Context
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.parsing import read
from bot.commands.request import Request
from bot.messages import Block, Command, Note, Reply, Suggestions

ANSWERS: Mapping[str, Callable[[Context, Request], Reply]] = {
    "overview": overview.answer,
    "stance": stance.answer,
    "compare": compare.answer,
    "tensions": tensions.answer,
    "latest": latest.answer,
    "timeline": timeline.answer,
    "quotes": quotes.answer,
    "source": source.answer,
    "search": search.answer,
    "check": check.answer,
    "status": status.answer,
    "help": helping.answer,
}
"""Commands that answer the same everywhere."""

CHANNEL_ANSWERS: Mapping[str, Callable[[Context, Request, Command], Reply]] = {
    "digest": admin.digest,
    "feeds": feeds.answer,
    "report": admin.report,
    "review": review.answer,
}
"""Commands whose answer depends on who asks, and where."""


def handle(context: Context, command: Command) -> Reply:
    """Answer a command. Whatever somebody types gets a reply; only the store's own errors are raised."""
    try:
        request = read(context.topics, command, context.today())
        if answer := ANSWERS.get(request.command):
            return answer(context, request)
        if not _may(request, command):
            return _for_administrators(request)
        return CHANNEL_ANSWERS[request.command](context, request, command)
    except NotUnderstood as error:
        return _not_understood(error)


def _may(request: Request, command: Command) -> bool:
    rule = request.rule
    return command.administrator or not rule.administrative or request.action in rule.open


def _for_administrators(request: Request) -> Reply:
    what = f"“{request.command} {request.action}”".replace(" ”", "”")
    return Reply(
        title=f"{what} is for administrators.",
        blocks=(Note(text="Ask somebody who may manage this channel, or the whole server or workspace."),),
        ok=False,
    )


def _not_understood(error: NotUnderstood) -> Reply:
    blocks: list[Block] = [Note(text=error.cure)] if error.cure else []
    blocks += [Suggestions(commands=error.suggestions)] if error.suggestions else []
    return Reply(title=error.problem, blocks=tuple(blocks), ok=False)
