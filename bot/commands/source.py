"""``source ID``: the stored passage round a citation."""

from __future__ import annotations

from bot.commands.answering import finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.request import Request, spell
from bot.messages import Reply
from summaries.briefs import source


def answer(context: Context, request: Request) -> Reply:
    """The passages of that citation id, withheld and superseded ones too. NotUnderstood if there are none."""
    spans = context.store.citation(request.id)
    if not spans:
        raise unknown_citation(context, request)
    articles = context.store.articles(sorted({span.article for span in spans}))
    gathering = Gathering(context.store, request)
    brief = source(gathering.material(extra=spans), spans, articles)
    report = go(request, "report", id=spans[0].id, words="what is wrong")
    return finish(context, request, brief, (report,))


def unknown_citation(context: Context, request: Request) -> NotUnderstood:
    """No citation bears the id: those that begin alike are offered."""
    near = context.store.citation_ids(request.topic.id, request.id[:4], 3)
    commands = tuple(spell(go(request, "source", id=id)) for id in near)
    return NotUnderstood(
        f"No citation has the id “{request.id}”.",
        "Did you mean one of these?" if near else "Replies offer ids, as “source …” under the answer.",
        commands or (spell(go(request, "overview")),),
    )
