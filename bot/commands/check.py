"""``check WORDS``: whether they are quoted verbatim, altered, or not to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.commands.answering import finish, go
from bot.commands.context import Context
from bot.commands.evidence import Gathering
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.request import Request, spell
from bot.messages import Reply
from summaries.briefs.check import check, phrases

_RUN = 3
_RUNS = 8
_ALONE = 4
_WORD = re.compile(r"\w{4,}")


def answer(context: Context, request: Request) -> Reply:
    """Look the words up among the stored quotations of the topic. NotUnderstood where there are too few."""
    asked = phrases(request.words)
    if not asked:
        raise NotUnderstood(
            "Too few words to tell a quotation by.",
            "Give at least three words in a row of what is quoted.",
            (spell(go(request, "search").filled(words=request.words or request.topic.title)),),
        )
    gathering = Gathering(context.store, request)
    for phrase in asked:
        for words in _runs(phrase):
            gathering.speech(words=words, newest=10, best=10)
    brief = check(gathering.material(), asked)
    words = " ".join(asked[0].split()[:6])
    return finish(context, request, brief, (go(request, "search").filled(words=words),))


def _runs(phrase: str) -> Iterator[str]:
    """Words to look for: all, then few at a time and the longest alone, since any may be altered."""
    words = _WORD.findall(phrase) or phrase.split()
    yield " ".join(words)
    step = max(1, -(-len(words) // _RUNS))
    for first in range(0, max(1, len(words) - _RUN + 1), step):
        yield " ".join(words[first : first + _RUN])
    yield from sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))[:_ALONE]
