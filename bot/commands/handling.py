"""The one handler: read a command, answer it, or say what was not understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from bot.commands import (
    admin,
    check,
    compare,
    digests,
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
from bot.commands.digest_finding import may_change
from bot.commands.labels import label
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.parsing import read
from bot.commands.request import Request
from bot.commands.reviewers import decides
from bot.messages import Block, Command, Note, Reply, Suggestions

BRIEFS: Mapping[str, Callable[[Context, Request], Reply]] = {
    "overview": overview.answer,
    "stance": stance.answer,
    "compare": compare.answer,
    "tensions": tensions.answer,
    "latest": latest.answer,
    "timeline": timeline.answer,
    "quotes": quotes.answer,
    "search": search.answer,
}
"""Commands whose answer is made of the request and stored evidence alone, so that it may be given again."""

ANSWERS: Mapping[str, Callable[[Context, Request], Reply]] = {
    **BRIEFS,
    "source": source.answer,
    "check": check.answer,
    "help": helping.answer,
}
"""Commands that answer the same everywhere."""

CHANNEL_ANSWERS: Mapping[str, Callable[[Context, Request, Command], Reply]] = {
    "digest": digests.answer,
    "feeds": feeds.answer,
    "report": admin.report,
    "review": review.answer,
    "status": status.answer,
}
"""Commands whose answer depends on who asks, and where."""


def handle(context: Context, command: Command) -> Reply:
    """Answer a command. Whatever somebody types gets a reply; only the store's own errors are raised."""
    try:
        request = read(context.topics, command, context.today())
        if answer := ANSWERS.get(request.command):
            made = partial(answer, context, request)
            again = request.command in BRIEFS
            return context.recent.answer(context.store, request, made) if again else made()
        if not _may(context, request, command):
            return _for_administrators(request, command)
        reply = CHANNEL_ANSWERS[request.command](context, request, command)
        return reply.model_copy(update={"acted": True}) if reply.ok and _acts(request) else reply
    except NotUnderstood as error:
        return _not_understood(context, error)


def _may(context: Context, request: Request, command: Command) -> bool:
    """Whether somebody may ask for this at all. Named reviewers need not administrate anything."""
    if request.command == "digest":
        return may_change(context, request, command)
    rule = request.rule
    reviewing = request.command == "review" and decides(context, command)
    return command.administrator or reviewing or not rule.administrative or request.action in rule.open


def _acts(request: Request) -> bool:
    """Whether the command changes something, so that nobody should give it twice without meaning to."""
    return request.command == "report" or bool(request.action and request.action not in request.rule.open)


def _for_administrators(request: Request, command: Command) -> Reply:
    what = f"“{request.command} {request.action}”".replace(" ”", "”")
    if not command.workspace:
        digest = request.command == "digest"
        why = "A digest is posted to a channel" if digest else "What is read or withheld concerns everybody"
        cure = f"{why}, and in direct messages nobody administrates. Ask in a channel that you may manage."
        title = f"{what} does not work in direct messages."
        return Reply(title=title, blocks=(Note(text=cure),), ok=False)
    return Reply(
        title=f"{what} is for administrators.",
        blocks=(Note(text="Ask somebody who may manage this channel, or the whole server or workspace."),),
        ok=False,
    )


def _not_understood(context: Context, error: NotUnderstood) -> Reply:
    blocks: list[Block] = [Note(text=error.cure)] if error.cure else []
    if commands := error.suggestions:
        blocks.append(
            Suggestions(commands=commands, labels=tuple(_label(context, each) for each in commands))
        )
    return Reply(title=error.problem, blocks=tuple(blocks), ok=False)


def _label(context: Context, command: str) -> str:
    """What a button says for a complete command; "" for one that is not understood either."""
    try:
        return label(read(context.topics, Command(text=command), context.today()))
    except NotUnderstood:
        return ""
