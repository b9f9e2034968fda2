"""JSON Lines of articles in, JSON Lines of what was found in them out, in the same order; no database."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bot.workers import INLINE_LENGTH, Failed, Result, analyse
from summaries.articles.reading import read_jsonl_row
from summaries.errors import UnreadableArticle
from summaries.model import Article, Development, Evidence, Quotation, Span, StanceStatement
from summaries.topics import Topic

_MOST_INLINE = 200


@dataclass(frozen=True)
class Malformed:
    """A line that is no document: its id where that could be read, and what is wrong in one sentence."""

    error: str
    id: str | int | None = None

    def record(self) -> dict[str, Any]:
        """The line of output that stands in its place."""
        return {"error": self.error} if self.id is None else {"id": self.id, "error": self.error}


def read_lines(lines: Iterable[bytes]) -> Iterator[Article | Malformed]:
    """Each line as an article, or what is wrong with it. Empty lines are passed over."""
    for line in lines:
        if line.strip():
            yield _read(line)


def extract(topic: Topic, lines: Iterable[bytes], *, jobs: int) -> Iterator[dict[str, Any]]:
    """One record for each line that is not empty, in order; a few batches are read ahead.

    Short input is analysed in this process, since starting others would take longer.
    """
    read, jobs = _worth_processes(read_lines(lines), jobs)
    waiting: deque[Article | Malformed] = deque()

    def articles() -> Iterator[Article]:
        for item in read:
            waiting.append(item)
            if isinstance(item, Article):
                yield item

    for result in analyse(topic, articles(), jobs=jobs):
        yield from _malformed(waiting)
        waiting.popleft()
        yield _record(result)
    yield from _malformed(waiting)


def record(evidence: Evidence) -> dict[str, Any]:
    """What was found in one article, in the shape that `readout extract` promises."""
    return {
        "id": evidence.article,
        "quotations": [_quotation(quotation) for quotation in evidence.quotations],
        "stances": [_stance(stance) for stance in evidence.stances],
        "developments": [_development(development) for development in evidence.developments],
    }


def _record(result: Result) -> dict[str, Any]:
    return (
        {"id": result.article, "error": str(result.error)} if isinstance(result, Failed) else record(result)
    )


def _malformed(waiting: deque[Article | Malformed]) -> Iterator[dict[str, Any]]:
    while waiting and isinstance(item := waiting[0], Malformed):
        waiting.popleft()
        yield item.record()


def _worth_processes(
    read: Iterator[Article | Malformed], jobs: int
) -> tuple[Iterator[Article | Malformed], int]:
    """The same input, and how many processes it is worth: none when it ends within the first few pages."""
    first: list[Article | Malformed] = []
    length = 0
    for item in read:
        first.append(item)
        length += len(item.text) if isinstance(item, Article) else 0
        if length > INLINE_LENGTH or len(first) > _MOST_INLINE:
            return chain(first, read), jobs
    return iter(first), 0


def _read(line: bytes) -> Article | Malformed:
    try:
        return read_jsonl_row(line)
    except UnreadableArticle as error:
        return Malformed(str(error), _id(line))


def _id(line: bytes) -> str | int | None:
    """The id of a line that is no article, where it has one all the same."""
    try:
        named = json.loads(line)
    except (ValueError, RecursionError):
        return None
    name = named.get("id") if isinstance(named, dict) else None
    return name if isinstance(name, str | int) else None


def _quotation(quotation: Quotation) -> dict[str, Any]:
    return {
        "kind": quotation.kind.value,
        "content": [_offsets(span) for span in quotation.content],
        "source": _offsets(quotation.speaker) if quotation.speaker else None,
        "cue": _offsets(quotation.cue) if quotation.cue else None,
        "speaker": quotation.name,
        "actor": quotation.actor,
        "type": quotation.type.value,
    }


def _stance(stance: StanceStatement) -> dict[str, Any]:
    return {
        "actor": stance.actor,
        "target": stance.target,
        "position": stance.position.value,
        "act": stance.act.value,
        "span": _offsets(stance.span),
    }


def _development(development: Development) -> dict[str, Any]:
    return {
        "date": development.when.iso() or None,
        "precision": development.when.precision.value,
        "type": development.type.value if development.type else None,
        "actors": list(development.actors),
        "span": _offsets(development.spans[0]),
    }


def _offsets(span: Span) -> list[int]:
    return [span.start, span.end]
