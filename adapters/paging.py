"""Parting a long answer into pages: what stays together, and which sources a page needs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from bot.messages import Block, Citation, Reply, ReplyLine, SourceEntry, Sources, Suggestions


class Piece(Protocol):
    """What stays together on a page, with the lines that it shows."""

    @property
    def lines(self) -> tuple[ReplyLine, ...]:
        """The cited lines that end in this piece."""
        ...

    @property
    def heading(self) -> bool:
        """Whether it may not be the last of a page."""
        ...


P = TypeVar("P", bound=Piece)
Page = TypeVar("Page")

_LATEST = 64
"""Replies whose pages are remembered."""


class Pages(Generic[Page]):
    """How replies are laid out, remembered for the latest: what many ask for is one reply, given to each."""

    def __init__(self, lay_out: Callable[[Reply], tuple[Page, ...]]) -> None:
        self._lay_out = lay_out
        self._latest: OrderedDict[int, tuple[Reply, tuple[Page, ...]]] = OrderedDict()

    def __call__(self, reply: Reply) -> tuple[Page, ...]:
        """The pages of a reply. To be used from one thread."""
        # Found by its identity, which stays its own while it is kept here: to compare all its words takes
        # as long as to lay them out.
        if found := self._latest.get(id(reply)):
            self._latest.move_to_end(id(reply))
            return found[1]
        pages = self._lay_out(reply)
        self._latest[id(reply)] = (reply, pages)
        if len(self._latest) > _LATEST:
            self._latest.popitem(last=False)
        return pages


def grouped(pieces: Iterable[P], fit: Callable[[Sequence[P]], bool]) -> Iterator[tuple[P, ...]]:
    """Pieces as pages: as much as fits, and never a heading alone at a page's end."""
    group: list[P] = []
    for piece in pieces:
        if group and not fit([*group, piece]):
            kept = group[-1:] if group[-1].heading and len(group) > 1 else []
            yield tuple(group[: len(group) - len(kept)])
            group = kept
        group.append(piece)
    if group:
        yield tuple(group)


def sources_of(blocks: Iterable[Block]) -> dict[int, SourceEntry]:
    """The footnotes of a reply by their numbers."""
    sources = (block for block in blocks if isinstance(block, Sources))
    return {entry.number: entry for block in sources for entry in block.entries}


def suggestions_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The commands that a reply offers."""
    offers = (block for block in blocks if isinstance(block, Suggestions))
    return tuple(command for block in offers for command in block.commands)


def cited(group: Iterable[Piece]) -> tuple[Citation, ...]:
    """The citations of a page, each once, in order."""
    found = (citation for piece in group for line in piece.lines for citation in line.citations)
    return tuple({citation.id: citation for citation in found}.values())


def once(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """One citation for each source, in their order."""
    first = {citation.number: citation for citation in reversed(citations)}
    return tuple(reversed(first.values()))


@lru_cache(maxsize=2048)  # a page is measured once for each of its pieces
def described(entry: SourceEntry) -> str:
    """A footnote in words: publisher and whose it is, title and form, byline, date."""
    return ", ".join(" ".join(fact.split()) for fact in entry.facts)


def labels_of(blocks: Iterable[Block]) -> dict[str, str]:
    """What buttons say for the commands that a reply offers, where it says that."""
    offers = (block for block in blocks if isinstance(block, Suggestions))
    pairs = (pair for block in offers for pair in zip(block.commands, block.labels, strict=False))
    return {command: label for command, label in pairs if label}


def settled(reply: Reply) -> Reply:
    """The reply without buttons to turn its pages: each of them is a message of its own. What ``acted`` is
    laid out once for all its pages.
    """
    return reply if reply.acted else reply.model_copy(update={"acted": True})


def label_of(command: str) -> str:
    """What a button says for a command that has no label: "Latest since yesterday"."""
    _, _, words = " ".join(command.split()).partition(" ")
    words = words or command
    return words[:1].upper() + words[1:]


def offers(commands: Iterable[str], *, with_sources: bool, most: int) -> tuple[str, ...]:
    """The suggested commands for buttons; those that a menu of sources offers already are left out, and a
    report, whose reason its sender must write.
    """
    wanted = [
        command
        for command in dict.fromkeys(commands)
        if not is_report(command) and not (with_sources and command.split()[1:2] == ["source"])
    ]
    return tuple(wanted[:most])


def is_report(command: str) -> bool:
    """Whether it reports a quotation, which wants a reason."""
    words = command.split()
    return words[1:2] == ["report"] and words[2:3] != ["undo"]
