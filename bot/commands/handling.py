"""The one handler: read a command, answer it, or say what was not understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.commands import (
    admin,
    compare,
    latest,
    overview,
    quotes,
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
    "status": status.answer,
    "help": helping.answer,
}
"""Commands that answer the same everywhere."""

CHANNEL_ANSWERS: Mapping[str, Callable[[Context, Request, Command], Reply]] = {
    "digest": admin.digest,
    "feeds": admin.feeds,
    "report": admin.report,
}
"""Commands whose answer depends on who asks, and where."""


def handle(context: Context, command: Command) -> Reply:
    """Answer a command. Whatever somebody types gets a reply; only the store's own errors are raised."""
    try:
        request = read(context.topics, command, context.today())
        if answer := ANSWERS.get(request.command):
            return answer(context, request)
        return CHANNEL_ANSWERS[request.command](context, request, command)
    except NotUnderstood as error:
        return _not_understood(error)


def _not_understood(error: NotUnderstood) -> Reply:
    blocks: list[Block] = [Note(text=error.cure)] if error.cure else []
    blocks += [Suggestions(commands=error.suggestions)] if error.suggestions else []
    return Reply(title=error.problem, blocks=tuple(blocks), ok=False)
