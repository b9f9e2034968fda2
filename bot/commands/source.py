"""``source ID``: the stored passage round a citation."""

from __future__ import annotations

from bot.commands.answering import finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.request import Request, spell
from bot.commands.tokens import show
from bot.messages import Note, Reply, Suggestions, Table
from bot.storage.contract import Store
from summaries.briefs import source
from summaries.model import Note as BriefNote
from summaries.when import When

_OFFERED = 3
_WORDS = 80
"""Letters of a passage that a question back shows."""


def answer(context: Context, request: Request) -> Reply:
    """The passages of that citation id, withheld and superseded ones too. NotUnderstood if there are none."""
    spans = context.store.citation(request.id)
    if not spans:
        raise unknown_citation(context, request)
    articles = context.store.articles(sorted({span.article for span in spans}))
    gathering = Gathering(context.store, request)
    brief = source(gathering.material(extra=spans), spans, articles)
    if review := withheld(context.store, request.id):
        brief = brief.model_copy(update={"notes": (*brief.notes, BriefNote(text=review))})
    ids = [span.long_id for span in spans] if len(spans) > 1 else [spans[0].id]
    reports = [go(request, "report", id=id, words="what is wrong") for id in ids[:_OFFERED]]
    return finish(context, request, brief, reports)


def told_apart(context: Context, request: Request) -> Reply | None:
    """A question back, where several passages share the id that something is to be done to; else None.

    Rare: of a million articles with thirty places each, some four hundred pairs share eight letters. What was
    withheld under the short id, before there was another passage, is decided under it.
    """
    spans = context.store.citation(request.id)
    if len(spans) < 2 or withheld(context.store, request.id):
        return None
    rows = tuple((span.long_id, show(span.text, _WORDS)) for span in spans)
    commands = tuple(spell(request.filled(id=span.long_id)) for span in spans[:_OFFERED])
    return Reply(
        title=f"{len(spans)} passages share the id {request.id}.",
        blocks=(
            Note(text="Their longer ids tell them apart. Which one is meant?"),
            Table(headers=("id", "words"), rows=rows),
            Suggestions(commands=commands),
        ),
        ok=False,
    )


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
