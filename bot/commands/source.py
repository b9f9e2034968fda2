"""``source ID``: the stored passage round a citation."""

from __future__ import annotations

from bot.commands.answering import finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.request import Request, spell
from bot.messages import Reply
from bot.storage.contract import Store
from summaries.briefs import source
from summaries.model import Note
from summaries.when import When


def answer(context: Context, request: Request) -> Reply:
    """The passages of that citation id, withheld and superseded ones too. NotUnderstood if there are none."""
    spans = context.store.citation(request.id)
    if not spans:
        raise unknown_citation(context, request)
    articles = context.store.articles(sorted({span.article for span in spans}))
    gathering = Gathering(context.store, request)
    brief = source(gathering.material(extra=spans), spans, articles)
    if review := withheld(context.store, request.id):
        brief = brief.model_copy(update={"notes": (*brief.notes, Note(text=review))})
    report = go(request, "report", id=spans[0].id, words="what is wrong")
    return finish(context, request, brief, (report,))


def withheld(store: Store, id: str) -> str:
    """A sentence about a citation whose evidence is withheld now; "" for any other.

    Not why: those are words of somebody who may sit in another server, for who decides (``review``).
    """
    latest = next(iter(store.reviews(id, 1)), None)
    if latest is None or latest.action == "restore":
        return ""
    return f"Withheld from answers since {When.day(latest.at.date())}, after a report."


def unknown_citation(context: Context, request: Request) -> NotUnderstood:
    """No citation bears the id: those that begin alike are offered."""
    near = context.store.citation_ids(request.topic.id, request.id[:4], 3)
    commands = tuple(spell(go(request, "source", id=id)) for id in near)
    return NotUnderstood(
        f"No citation has the id “{request.id}”.",
        "Did you mean one of these?" if near else "Replies offer ids, as “source …” under the answer.",
        commands or (spell(go(request, "overview")),),
    )
