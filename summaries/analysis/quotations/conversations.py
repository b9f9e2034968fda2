"""Conversations taken down: transcripts by labels, interviews by turns, and who is quoted in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from summaries.analysis.attribution import Attribution
from summaries.analysis.contents import Contents
from summaries.analysis.document import Document
from summaries.analysis.quotations.dialogues import find_dialogue
from summaries.analysis.quotations.transcripts import find_turns

_PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we", "you", "who", "that", "which", "one"))
_TOLD = 0.8
"""What confidence is multiplied by where a speaker quotes somebody."""


def find_conversation(document: Document) -> tuple[Attribution, ...]:
    """The turns of a conversation, each paragraph a quotation; () where the text is none."""
    return find_turns(document) or find_dialogue(document)


def retold(document: Document, turns: Contents, direct: Iterable[Attribution]) -> Iterator[Attribution]:
    """The words in marks inside a turn: theirs whom the speaker names, never whom a pronoun may mean."""
    for one in direct:
        if one.source is None or one.cue is None or not one.content:
            continue
        named = document.text[slice(*one.source)].casefold() not in _PRONOUNS
        place = min(one.content[0][0], one.cue[0], one.source[0]), max(one.content[-1][1], one.cue[1])
        if named and any(True for _ in turns.holding(place)):
            yield replace(one, confidence=round(one.confidence * _TOLD, 3))
