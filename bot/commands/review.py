"""``review``: what was reported and waits, and the decision: it stays withheld, or is shown again."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.answering import go
from bot.commands.context import Context
from bot.commands.request import Request, spell
from bot.commands.reviewers import decides, refusal
from bot.commands.source import told_apart, unknown_citation
from bot.errands import leave
from bot.messages import Block, Command, Note, Reply, Suggestions, Table
from bot.storage.contract import Review
from summaries.briefs import holds
from summaries.model import Span

_MOST = 10
_SHOWN = 160
_FAILED = "not shown: the stored article no longer holds them"


def answer(context: Context, request: Request, command: Command) -> Reply:
    """The list of what waits; or confirm or restore one of them."""
    if not request.action:
        return _list(context, request)
    if not decides(context, command):
        return refusal(f"review {request.action}")
    if not context.store.citation(request.id):
        raise unknown_citation(context, request)
    if which := told_apart(context, request):
        return which
    who = f"{command.platform}:{command.user}" if command.user else command.platform
    at, id = context.now(), request.id
    if request.action == "confirm":
        count = context.store.confirm(id, why=request.words, who=who, at=at)
        done = f"Confirmed: {id} stays withheld."
    else:
        leave(context.store, at, citation=id)
        count = context.store.restore(id, who=who, at=at)
        done = f"Restored: {id} is shown again."
    if not count:
        note = Note(text="Nothing is withheld under that id, or somebody else has decided meanwhile.")
        return Reply(title=f"Nothing to {request.action} for {id}.", blocks=(note, _back(request)), ok=False)
    return Reply(title=done, blocks=(Note(text=_pieces(count)), _back(request)))


def _list(context: Context, request: Request) -> Reply:
    waiting = context.store.waiting(request.topic.id, _MOST + 1)
    if not waiting:
        return Reply(title="Nothing waits for review.", blocks=(_back(request, "status"),))
    return Reply(title="Reported, and waiting for review", blocks=tuple(_blocks(context, request, waiting)))


def _blocks(context: Context, request: Request, waiting: tuple[Review, ...]) -> Iterator[Block]:
    rows = tuple(_row(context, review) for review in waiting[:_MOST])
    yield Table(headers=("citation", "words", "why", "from", "when (UTC)"), rows=rows)
    if len(waiting) > _MOST:
        yield Note(text="There are more; these are the oldest.")
    yield Note(text="“review confirm ID” keeps it withheld for good, “review restore ID” shows it again.")
    first = waiting[0].citation
    actions = (go(request, "review").filled(action=action, id=first) for action in ("confirm", "restore"))
    yield Suggestions(commands=(*(spell(each) for each in actions), spell(go(request, "source", id=first))))


def _row(context: Context, review: Review) -> tuple[str, ...]:
    words = _words(context, review.citation)
    return (review.citation, words, review.why, review.who.partition(":")[0], f"{review.at:%Y-%m-%d %H:%M}")


def _words(context: Context, id: str) -> str:
    """What a citation id names, checked against the stored article as a brief's line is: of what fails
    nothing is printed.
    """
    spans = context.store.citation(id)
    articles = context.store.articles(sorted({span.article for span in spans}))
    held = [span for span in spans if id in (span.id, span.long_id) and holds(span, articles)]
    return " or ".join(map(_cut, held)) or _FAILED


def _cut(span: Span) -> str:
    words = " ".join(span.text.split())
    return f"“{words}”" if len(words) <= _SHOWN else f"“{words[: _SHOWN - 1]}…”"


def _pieces(count: int) -> str:
    return "It concerns 1 piece of evidence." if count == 1 else f"It concerns {count} pieces of evidence."


def _back(request: Request, command: str = "review") -> Suggestions:
    return Suggestions(commands=(spell(go(request, command)),))
