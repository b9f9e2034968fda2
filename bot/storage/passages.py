"""The paragraphs of an article, as search finds and shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summaries.articles.lines import paragraph_bounds
from summaries.articles.noise import line_noise

_SPACE = re.compile(r"\s*")
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+")
_LONGEST = 1_000


def passages(text: str) -> Iterator[tuple[int, int]]:
    """Start and end (code points) of each paragraph with a letter or digit, in order.

    Captions, share lists and the like are left out. Paragraphs of more than 1,000 characters are cut at a
    sentence's end, else at a space, so that a passage found can be shown.
    """
    for start, end in paragraph_bounds(text, _noisy):
        if not _noisy(text[start:end]):
            yield from _pieces(text, start, end)


def _noisy(line: str) -> bool:
    return line_noise(line, in_body=True) is not None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = _cut(text, start, start + _LONGEST)
        if _worded(text, start, cut):
            yield start, cut
        found = _SPACE.match(text, cut, end)
        start = found.end() if found else cut
    if end > start and _worded(text, start, end):
        yield start, end


def _cut(text: str, start: int, end: int) -> int:
    sentences = [found.start() + len(found[0].rstrip()) for found in _SENTENCE_END.finditer(text, start, end)]
    if sentences:
        return sentences[-1]
    space = max(text.rfind(" ", start + 1, end), text.rfind("\n", start + 1, end))
    return space if space > start else end


def _worded(text: str, start: int, end: int) -> bool:
    return any(letter.isalnum() for letter in text[start:end])
