"""Interviews without labels: questions and answers by turns, by dashes, bold type or question marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summaries.analysis.attribution import Attribution
from summaries.analysis.document import Document, Paragraph
from summaries.analysis.passage import trim
from summaries.analysis.quotations.transcripts import is_edited, without_directions
from summaries.articles.cues import quotes_somebody
from summaries.model import Kind, QuotationType

_SURE = 0.9
_LEAST = 2
"""So many questions, each with its answer, make an interview."""

_LONGEST_QUESTION = 90
"""Words of a question, which may have a few sentences before the one that asks."""

_DASH = re.compile(r"(?:[–—―]|-(?=\s))\s*")
_BOLD = re.compile(r"(?:\*\*|__)(?=\S)[^\n]*(?:\*\*|__)")
_ASKS = re.compile(r"[?？][”\"’')*_\s]*$")
_FIRST = re.compile(r"\b(?:I|I[’'](?:m|ve|d|ll)|[Ww]e|[Ww]e[’'](?:re|ve|d|ll)|[Mm]y|[Oo]ur|me|us)\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_INTERVIEW = re.compile(
    r"\b(?:interview|interviewed|Q ?(?:&|and) ?A|conversation with|spoke (?:to|with)|sat down)\b"
)
_MARKUP = " \t\n\r\xa0*_–—―-"


@dataclass(frozen=True, slots=True)
class _Turn:
    paragraphs: Sequence[Paragraph]
    asks: bool


def find_dialogue(document: Document) -> tuple[Attribution, ...]:
    """The questions and answers of an interview that has no labels; () where the text is none.

    Answers have no source: they are given by whoever is interviewed. Questions are nobody's. The text must
    alternate; where nothing but question marks shows it, it must also call itself an interview, and the
    answers speak of "I" or "we": explainers ask questions too.
    """
    paragraphs = [p for p in document.paragraphs if p.kind != "title"]
    for turns in (_by_dashes(document, paragraphs), _by_questions(document, paragraphs)):
        if turns:
            return tuple(a for turn in turns for a in _said(document, turn))
    return ()


def _by_dashes(document: Document, paragraphs: Sequence[Paragraph]) -> list[_Turn]:
    """The paragraphs that a dash opens: a question and its answer by turns."""
    text = document.text
    led = [p for p in paragraphs if _DASH.match(text, p.start, p.end)]
    turns = [_Turn([p], _ASKS.search(text, p.start, p.end) is not None) for p in led]
    pairs = sum(a.asks and not b.asks for a, b in pairwise(turns))
    listed = sum(not a.asks and not b.asks for a, b in pairwise(turns))
    together = bool(led) and led[-1].index - led[0].index < 2 * len(led)
    return turns if pairs >= _LEAST and pairs > listed and together else []


def _by_questions(document: Document, paragraphs: Sequence[Paragraph]) -> list[_Turn]:
    text = document.text
    bold = [p for p in paragraphs if _BOLD.fullmatch(text, p.start, p.end)]
    asking = (
        bold if sum(_asks(text, p) for p in bold) >= _LEAST else [p for p in paragraphs if _asks(text, p)]
    )
    if len(asking) < _LEAST:
        return []
    turns = list(_alternating(document, paragraphs, {p.index for p in asking}))
    answers = [turn for turn in turns if not turn.asks]
    own = sum(any(_is_own(text, p) for p in turn.paragraphs) for turn in answers)
    opening = text[: asking[0].start]
    announced = asking is bold or _INTERVIEW.search(opening) is not None
    return turns if announced and len(answers) >= _LEAST and 2 * own > len(answers) else []


def _asks(text: str, paragraph: Paragraph) -> bool:
    words = text[paragraph.start : paragraph.end]
    return (
        _ASKS.search(words) is not None
        and len(words.split(None, _LONGEST_QUESTION)) < _LONGEST_QUESTION
        and not words.startswith(("“", '"', "«", "„"))
        and not quotes_somebody(words)
    )


def _is_own(text: str, paragraph: Paragraph) -> bool:
    """Whether it speaks in the first person outside quotation marks."""
    return _FIRST.search(_QUOTED.sub("", text[paragraph.start : paragraph.end])) is not None


def _alternating(document: Document, paragraphs: Sequence[Paragraph], asking: set[int]) -> Iterator[_Turn]:
    """Each question and what follows it to the next; after the last one, what is surely still the answer."""
    answer: list[Paragraph] = []
    begun, left = False, len(asking)
    for paragraph in paragraphs:
        if paragraph.index in asking:
            if answer:
                yield _Turn(answer, False)
            yield _Turn([paragraph], True)
            answer, begun, left = [], True, left - 1
        elif begun and _goes_on(document, paragraph, last=not left, first=not answer):
            answer.append(paragraph)
        elif begun and not left:
            break
    if answer:
        yield _Turn(answer, False)


def _goes_on(document: Document, paragraph: Paragraph, *, last: bool, first: bool) -> bool:
    words = document.text[paragraph.start : paragraph.end]
    if paragraph.kind != "paragraph" or is_edited(words):
        return False
    return first or not last or _is_own(document.text, paragraph)


def _said(document: Document, turn: _Turn) -> Iterator[Attribution]:
    for paragraph in turn.paragraphs:
        place = trim(document.text, paragraph.start, paragraph.end, marks=_MARKUP)
        content = tuple(without_directions(document, *place)) if place is not None else ()
        if content:
            yield Attribution(
                Kind.DIRECT, QuotationType.STATEMENT, content, None, None, _SURE, turn=not turn.asks
            )
