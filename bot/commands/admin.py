"""``report``: what readers say is wrong, and taking that back."""

from __future__ import annotations

from bot.commands.answering import go
from bot.commands.context import Context
from bot.commands.request import Request, spell
from bot.commands.reviewers import decides
from bot.commands.source import told_apart, unknown_citation, withheld
from bot.commands.tokens import show
from bot.errands import leave
from bot.messages import Command, Note, Reply, Suggestions

_REASON = 120
"""Letters of a reason that an answer repeats."""


def report(context: Context, request: Request, command: Command) -> Reply:
    """Withhold the evidence under a citation id, or take that back; both say how to undo it."""
    spans = context.store.citation(request.id)
    if not spans:
        raise unknown_citation(context, request)
    if which := told_apart(context, request):
        return which
    who = f"{command.platform}:{command.user}" if command.user else command.platform
    if request.action == "undo":
        if not (decides(context, command) or _reported(context, request.id, who)):
            return _not_yours(context)
        return _restored(context, request, who)
    if withheld(context.store, request.id):  # or whoever reports it again could take the first report back
        count = 0
    else:
        leave(context.store, context.now(), citation=request.id)
        count = context.store.quarantine(request.id, why=request.words, who=who, at=context.now())
    undo = spell(go(request, "report").filled(action="undo", id=request.id))
    offers = Suggestions(commands=(undo, spell(go(request, "source", id=request.id))))
    if not count:
        note = "It is withheld already, or no evidence was taken from it."
        return Reply(
            title=f"Nothing more to withhold under {request.id}.", blocks=(Note(text=note), offers), ok=False
        )
    what = "1 piece of evidence is" if count == 1 else f"{count} pieces of evidence are"
    notes = (
        Note(
            text=f"{what} withheld from every answer until somebody reviews it. The article stays as it is."
        ),
        Note(text=f"To undo: {undo}"),
    )
    return Reply(title=f"Reported {request.id}: {show(request.words, _REASON)}", blocks=(*notes, offers))


def _reported(context: Context, id: str, who: str) -> bool:
    """Whether the latest report of a citation is that user's."""
    latest = next(iter(context.store.reviews(id, 1)), None)
    return latest is not None and latest.action == "quarantine" and latest.who == who


def _not_yours(context: Context) -> Reply:
    decider = "A reviewer" if context.reviewers else "An administrator"
    note = Note(text=f"{decider} can restore it with “review”.")
    return Reply(title="Only who reported it may take it back.", blocks=(note,), ok=False)


def _restored(context: Context, request: Request, who: str) -> Reply:
    leave(context.store, context.now(), citation=request.id)
    count = context.store.restore(request.id, who=who, at=context.now())
    offers = Suggestions(commands=(spell(go(request, "source", id=request.id)),))
    if not count:
        note = Note(text="Nothing was withheld under that id.")
        return Reply(title=f"Nothing to take back for {request.id}.", blocks=(note, offers), ok=False)
    what = "1 piece of evidence is" if count == 1 else f"{count} pieces of evidence are"
    return Reply(
        title=f"The report of {request.id} is taken back.", blocks=(Note(text=f"{what} shown again."), offers)
    )
