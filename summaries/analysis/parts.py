"""Long articles, read part by part: where they are cut, and how what the parts hold is put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from summaries.articles.layout import Block, BlockKind, layout
from summaries.articles.sentences import sentences
from summaries.model import Article, Evidence, Span, Value

LONGEST = 60_000
"""Code points of a part, at most. Nearly every article is shorter and thus one part; a longer one is a
transcript, a report or a broken page. So memory has a bound, and time grows as the text does, whatever a rule
does with all the names or quotations before it. Nobody named in one part is "he" in the next."""

_Some = TypeVar("_Some")


class Part(NamedTuple):
    """A part of an article as an article of its own, which begins at ``offset`` of the whole."""

    article: Article
    blocks: tuple[Block, ...]
    offset: int
    is_last: bool


def cut(article: Article, longest: int = LONGEST) -> Iterator[Part]:
    """The parts of an article, in order and of similar size: whole blocks, or sentences of a long one."""
    blocks = layout(article.text, article.title)
    length = len(article.text)
    told = [block for block in blocks if block.kind is not BlockKind.NOISE]
    if length <= longest or not told:
        yield Part(article, blocks, 0, is_last=True)
        return
    groups = list(_grouped(article.text, told, length // (length // longest + 1)))
    for number, group in enumerate(groups):
        yield _part(article, group, is_last=number == len(groups) - 1)


def _grouped(text: str, blocks: Sequence[Block], most: int) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in blocks:
        for piece in _pieces(text, block, most):
            if group and piece.end - group[0].start > most:
                yield group
                group = []
            group.append(piece)
    if group:
        yield group


def _pieces(text: str, block: Block, most: int) -> Iterator[Block]:
    if block.end - block.start <= most:
        yield block
        return
    first = block.start
    reached = first
    for _, end in sentences(text, block.start, block.end):
        if end - first > most:
            yield block._replace(start=first, end=reached)
            first = reached
        reached = end
    yield block._replace(start=first)


def _part(article: Article, group: Sequence[Block], *, is_last: bool) -> Part:
    start, end = group[0].start, group[-1].end
    moved = tuple(block._replace(start=block.start - start, end=block.end - start) for block in group)
    return Part(article.model_copy(update={"text": article.text[start:end]}), moved, start, is_last)


def join(found: Sequence[Evidence]) -> Evidence:
    """The evidence of a whole article from that of its parts, in order, each ``moved`` to its place."""
    if len(found) == 1:
        return found[0]
    return Evidence(
        article=found[0].article,
        quotations=tuple(one for evidence in found for one in evidence.quotations),
        stances=tuple(one for evidence in found for one in evidence.stances),
        developments=tuple(one for evidence in found for one in evidence.developments),
        remarks=tuple(one for evidence in found for one in evidence.remarks),
    )


def moved(value: _Some, offset: int) -> _Some:
    """The same value with each span in it so many code points later; what holds none is not copied."""
    if isinstance(value, Span):
        return value.model_copy(update={"start": value.start + offset, "end": value.end + offset})
    if isinstance(value, tuple):
        return tuple(moved(one, offset) for one in value)  # type: ignore[return-value]
    if isinstance(value, Value):
        return value.model_copy(update={name: moved(one, offset) for name, one in value})
    return value
