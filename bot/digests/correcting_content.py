"""What a posted digest says once something in it is withdrawn: in its line's place, and above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import Block, Lines, Note, Part, Post, Reply, ReplyLine, Style
from bot.storage.correction_contract import Withdrawal

_LONG, _SHORT = "Withdrawn after a report.", "Withdrawn."


def citations_of(reply: Reply) -> frozenset[str]:
    """The ids of all that a reply cites."""
    return frozenset(citation.id for line in _lines(reply.blocks) for citation in line.citations)


def corrected(reply: Reply, withdrawn: AbstractSet[str], words: str = _LONG) -> tuple[Reply, int]:
    """The reply with a sentence in place of each line that cites something withdrawn; how many there are.

    The places it cites stay: a footnote keeps its number, and ``source`` shows what was withdrawn.
    """
    blocks = tuple(_block(block, withdrawn, words) for block in reply.blocks)
    pairs = zip(_lines(blocks), _lines(reply.blocks), strict=True)
    count = sum(new is not old for new, old in pairs)
    return reply.model_copy(update={"blocks": blocks}), count


def _lines(blocks: Iterable[Block]) -> Iterator[ReplyLine]:
    return (line for block in blocks if isinstance(block, Lines) for line in block.lines)


def _block(block: Block, withdrawn: AbstractSet[str], words: str) -> Block:
    if not isinstance(block, Lines):
        return block
    return block.model_copy(update={"lines": tuple(_line(line, withdrawn, words) for line in block.lines)})


def _line(line: ReplyLine, withdrawn: AbstractSet[str], words: str) -> ReplyLine:
    if not any(citation.id in withdrawn for citation in line.citations):
        return line
    # Menus of sources show a citation's words too.
    citations = tuple(each.model_copy(update={"text": words}) for each in line.citations)
    parts = (Part(text=words, style=Style.FAINT),)
    return line.model_copy(update={"parts": parts, "citations": citations, "position": ""})


def note_of(count: int, at: datetime, zone: str) -> str:
    """What stands above it: since when, on the digest's own clock; nothing withdrawn any more says that."""
    if not count:
        return f"Restored {_minute(at, zone)}: it stands as it was posted."
    lines = "1 line is" if count == 1 else f"{count} lines are"
    return f"Corrected {_minute(at, zone)}: {lines} withdrawn after a report."


def _minute(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    name = local.tzname() or zone
    return f"{local.day} {local:%b %Y, %H:%M} {name if name.isalpha() else f'UTC{name}'}"


def fitted(post: Post, withdrawal: Withdrawal, zone: str, parts: int, pages: Callable[[Reply], int]) -> Post:
    """A part as it stands with what is withdrawn. It stays as many messages as it was: ``parts``."""
    reply, count = corrected(post.reply, withdrawal.citations)
    if pages(reply) > parts:
        reply, count = corrected(post.reply, withdrawal.citations, _SHORT)
    if post.page > pages(reply):
        moved = Note(text="What stood here is in the message before.")
        reply = Reply(title=reply.title, blocks=(moved,), acted=True)
        post = post.model_copy(update={"page": 1})
    note = note_of(count, withdrawal.at, zone) if withdrawal.at else ""
    return post.model_copy(update={"reply": reply, "note": note})
