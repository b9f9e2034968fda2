"""One page of a reply as Block Kit, with a fallback in plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any

from adapters.length import Limit
from adapters.paging import is_report, label_of, labels_of, offers, suggestions_of
from adapters.slack import limits
from adapters.slack.pages import Kind, Page, Piece, pages
from adapters.slack.states import ACTION, REPORT, Deed, State
from adapters.slack.text import clean, escaped
from bot.messages import Reply, ReplyLine

BlockKit = dict[str, Any]


_LARGEST = 12_500
"""Characters of a message's blocks as JSON."""


@dataclass(frozen=True)
class Card:
    """What is sent: blocks, and the same as plain text for notifications and screen readers.

    ``kept`` are commands too long for a button, by the keys under which the buttons look for them.
    """

    blocks: list[BlockKit]
    text: str
    kept: Mapping[str, str] = field(default_factory=dict)


def card(reply: Reply, line: str, page: int = 1, *, private: bool = False) -> Card:
    """The page of that number (the last one, where there are fewer) of the reply to ``line``.

    ``line`` is the command with its slash, for the buttons; a ``private`` card can be posted to its channel.
    """
    all_pages = pages(reply)
    shown = all_pages[min(page, len(all_pages)) - 1]
    kept: dict[str, str] = {}
    text, small = [*_text(shown)], [*_small(shown)]
    turns = () if reply.acted else _turns(shown, line, kept, private=private)
    first, second = _row(0, [*_menu(shown.lines, line, kept), *turns]), _offers(reply, shown, kept)
    blocks = next(_within(text, small, first, second))
    return Card(blocks, _fallback(shown), kept)


def _within(*parts: list[BlockKit]) -> Iterator[list[BlockKit]]:
    """The message, without what can be spared where it would be too large: offers, then the small print."""
    text, small, first, second = parts
    for blocks in ([*text, *small, *first, *second], [*text, *small, *first]):
        if len(json.dumps(blocks, ensure_ascii=False)) <= _LARGEST:
            yield blocks
    yield [*text, *first]


def body(reply: Reply, most: int = limits.VIEW) -> list[BlockKit]:
    """All pages without buttons, as for a modal, in at most so many blocks."""
    first, *others = pages(reply)
    rest = ([*_shown_all(page.pieces), *_printed(page.sources)] for page in others)
    return [*_text(first), *_printed(first.sources), *chain.from_iterable(rest)][:most]


def _text(page: Page) -> Iterator[BlockKit]:
    yield {"type": "header", "text": plain(page.title or "Readout")}
    yield from _shown_all(page.pieces)


def _small(page: Page) -> Iterator[BlockKit]:
    count = [f"Page {page.number} of {page.count}"] if page.count > 1 else []
    yield from _printed([*page.sources, *count])


def _printed(small: Sequence[str]) -> Iterator[BlockKit]:
    if small:
        yield from (_context(text) for text in limits.CONTEXT.pieces("\n".join(small)))


def _shown_all(pieces: Sequence[Piece]) -> Iterator[BlockKit]:
    for kind, alike in groupby(pieces, lambda piece: piece.kind):
        yield from _shown(kind, list(alike))


def _shown(kind: Kind, pieces: Sequence[Piece]) -> Iterator[BlockKit]:
    """Pieces of one kind in few blocks, a new one at each heading."""
    joined: list[str] = []
    for piece in pieces:
        together = "\n".join([*joined, piece.text])
        if joined and (piece.heading or not _most(kind).holds(together)):
            yield _block(kind, "\n".join(joined))
            joined = []
        joined.append(piece.text)
    if joined:
        yield _block(kind, "\n".join(joined))


def _most(kind: Kind) -> Limit:
    return limits.CONTEXT if kind is Kind.NOTE else limits.SECTION


def _block(kind: Kind, text: str) -> BlockKit:
    if kind is Kind.NOTE:
        return _context(text)
    if kind is Kind.EXACT:
        return {"type": "section", "text": plain(text)}
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def plain(text: str) -> BlockKit:
    """Text in which Slack reads no markup and no emoji."""
    return {"type": "plain_text", "text": text, "emoji": False}


def _context(text: str) -> BlockKit:
    return {"type": "context", "elements": [plain(text)]}


# ---- buttons -----------------------------------------------------------------------------------------


def _offers(reply: Reply, page: Page, kept: dict[str, str]) -> list[BlockKit]:
    suggested = suggestions_of(reply.blocks)
    commands = offers(suggested, with_sources=bool(page.lines), most=limits.OFFERS)
    named = labels_of(reply.blocks)
    asked = [
        _button(clean(named.get(c, "")) or label_of(clean(c)) or "Ask", State(Deed.ANSWER, c), kept)
        for c in commands
    ]
    return _row(1, [*asked, *[_report(c) for c in suggested if is_report(c)][:1]])


def _report(command: str) -> BlockKit:
    """A button that opens a form: pressing alone is no reason to withhold a quotation."""
    value = limits.VALUE.cut(" ".join(command.split()[:3]))
    return {"type": "button", "text": plain("Report …"), "value": value, "action_id": REPORT}


def _row(number: int, elements: Sequence[BlockKit]) -> list[BlockKit]:
    named = [{"action_id": f"{ACTION}:{number}:{n}"} | each for n, each in enumerate(elements)]
    return [{"type": "actions", "elements": named}] if named else []


def _menu(lines: Sequence[ReplyLine], line: str, kept: dict[str, str]) -> Iterator[BlockKit]:
    """The sources of a page, to choose one and see the stored passage."""
    topic = line.split(" ", 1)[0]
    options: dict[str, BlockKit] = {}
    for each in lines:
        for citation in each.citations:
            label = limits.OPTION.cut(f"[{citation.number}] {clean(each.text)}")
            state = State(Deed.EVIDENCE, f"{topic} source {citation.id}")
            options.setdefault(citation.id, {"text": plain(label), "value": _spelled(state, kept)})
    if options:
        yield {
            "type": "static_select",
            "placeholder": plain("Show the source of …"),
            "options": list(options.values())[: limits.OPTIONS],
        }


def _turns(page: Page, line: str, kept: dict[str, str], *, private: bool) -> Iterator[BlockKit]:
    if page.number > 1:
        yield _button("Back", State(Deed.PAGE, line, page.number - 1), kept)
    if page.number < page.count:
        yield _button("More", State(Deed.PAGE, line, page.number + 1), kept) | {"style": "primary"}
    if private and page.ok:
        yield _button("Post to channel", State(Deed.POST, line, page.number), kept)


def _button(label: str, state: State, kept: dict[str, str]) -> BlockKit:
    text = plain(limits.BUTTON.cut(label))
    return {"type": "button", "text": text, "value": _spelled(state, kept)}


def _spelled(state: State, kept: dict[str, str]) -> str:
    if state.key:
        kept[state.key] = state.line
    return state.spelled()


def _fallback(page: Page) -> str:
    """Title, text and sources, a line each, as many as fit; escaped, as Slack reads markup here too."""
    room, told = limits.FALLBACK.most, list[str]()
    for text in (page.title or "Readout", *(piece.plain.strip() for piece in page.pieces), *page.sources):
        safe = escaped(text)
        if len(safe) + 3 > room:
            told.append("…")
            break
        told.append(safe)
        room -= len(safe) + 1
    return "\n".join(told)
