"""Answers given lately, to be given again while nothing that they are made of has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from bot.commands.request import Request
from bot.messages import Citation, Lines, Reply
from bot.storage.contract import Store

MOST = 128
"""Answers that are remembered; of some 100 kB each in memory, seldom more than 200."""

_Asked = tuple[object, ...]


class _Given(NamedTuple):
    revision: int
    reply: Reply


class RecentAnswers:
    """The latest answers that were made of one topic's evidence alone. Safe to use from several threads.

    The same evidence gives the same brief, and the store's revision tells whether it is the same, whichever
    process changed it: what was reported elsewhere a moment ago is not shown again.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._given: OrderedDict[_Asked, _Given] = OrderedDict()
        self._lock = Lock()

    def answer(self, store: Store, request: Request, make: Callable[[], Reply]) -> Reply:
        """The reply to the request: the one given before, or else the one that ``make`` makes."""
        asked = _asked(request)
        revision = store.revision()  # read first, so that what changes meanwhile counts as new
        given = self._found(asked)
        # The revision tells what Readout itself changed. Whether the articles still say what is cited, only
        # they can tell: a line is checked each time it is sent. Where one fails, the answer is made anew, and
        # what makes it leaves out and reports the lines that no longer hold.
        if given and given.revision == revision and _holds(given.reply, store):
            return given.reply
        reply = make()
        self._remember(asked, _Given(revision, reply))
        return reply

    def _found(self, asked: _Asked) -> _Given | None:
        with self._lock:
            given = self._given.get(asked)
            if given:
                self._given.move_to_end(asked)
            return given

    def _remember(self, asked: _Asked, given: _Given) -> None:
        with self._lock:
            self._given[asked] = given
            self._given.move_to_end(asked)
            if len(self._given) > self._most:
                self._given.popitem(last=False)


def _asked(request: Request) -> _Asked:
    """All of the request that a reply depends on, fit to be a key; a topic is known by its id."""
    return (request.topic.id, *(value for name, value in vars(request).items() if name != "topic"))


def _holds(reply: Reply, store: Store) -> bool:
    """Whether the stored articles still say every word that is cited; no line quotes what it doesn't cite."""
    citations = [citation for block in reply.blocks for citation in _citations(block)]
    articles = store.articles(tuple(dict.fromkeys(citation.article for citation in citations)))
    return all(
        c.article in articles and articles[c.article].text[c.start : c.end] == c.text for c in citations
    )


def _citations(block: object) -> list[Citation]:
    lines = block.lines if isinstance(block, Lines) else ()
    return [citation for line in lines for citation in line.citations]
