"""``search WORDS``: passages that hold the words."""

from __future__ import annotations

from bot.commands.answering import finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.request import Request
from bot.messages import Reply
from summaries.briefs import search


def answer(context: Context, request: Request) -> Reply:
    """Paragraphs that hold all the words, best first."""
    gathering = Gathering(context.store, request)
    hits = context.store.search(request.topic.id, request.words, window=gathering.window)
    material = gathering.material(extra=(hit.passage for hit in hits))
    brief = search(material, request.words, hits)
    return finish(context, request, brief, (go(request, "overview"), go(request, "latest")))
