"""What a line tells, as keys that stay the same: by them a channel is told everything once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from summaries.briefs.utterances import Utterance
from summaries.folding import fold
from summaries.model import Brief, Development, Line, Span

_FEWEST_WORDS = 5
"""Fewer words may be said twice and mean two things ("No comment"): they are known by their place only."""


def told_key(line: Line) -> frozenset[str]:
    """The keys of what a line tells: of each passage it cites, its place and its words.

    A line tells what was told before when it shares a key with it. The place is a citation id; the words
    ("=" and 16 hexadecimal digits) are found again in a copy, and in a new version of the article.
    """
    return passage_keys(line.citations)


def told_keys(brief: Brief) -> frozenset[str]:
    """The keys of all that a brief tells."""
    return frozenset(key for line in brief.lines() for key in told_key(line))


def utterance_keys(said: Utterance) -> frozenset[str]:
    """The keys that any line would have that tells this utterance, in whichever of its wordings."""
    return passage_keys(span for q in said.all for span in (*q.content, q.context))


def event_keys(development: Development) -> frozenset[str]:
    """The keys that any line would have that tells this event, in whichever of its tellings."""
    return passage_keys(development.spans)


def passage_keys(spans: Iterable[Span]) -> frozenset[str]:
    """The keys of passages."""
    return frozenset(key for span in spans for key in _keys(span))


def _keys(span: Span) -> tuple[str, ...]:
    return (span.id, *_words_key(span.text))


@lru_cache(maxsize=8192)  # a window's passages are asked for again by every digest that is made of them
def _words_key(text: str) -> tuple[str, ...]:
    words = fold(text).split()
    if len(words) < _FEWEST_WORDS:
        return ()
    digest = hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()
    return (f"={digest[:16]}",)
