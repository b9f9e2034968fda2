"""One page of a reply as Block Kit, with a fallback in plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from adapters.length import Limit
from adapters.paging import label_of, offers, suggestions_of
from adapters.slack import limits
from adapters.slack.pages import Kind, Page, Piece, pages
from adapters.slack.states import ACTION, Deed, State
from adapters.slack.text import clean, escaped
from bot.messages import Reply, ReplyLine

BlockKit = dict[str, Any]


@dataclass(frozen=True)
class Card:
    """What is sent: blocks, and the same as plain text for notifications and screen readers."""

    blocks: list[BlockKit]
    text: str


def card(reply: Reply, line: str, page: int = 1, *, private: bool = False) -> Card:
    """The page of that number (the last one, where there are fewer) of the reply to ``line``.

    ``line`` is the command with its slash, for the buttons; a ``private`` card can be posted to its channel.
    """
    all_pages = pages(reply)
    shown = all_pages[min(page, len(all_pages)) - 1]
    blocks = [*_body(shown), *_actions(reply, shown, line, private=private)]
    return Card(blocks, _fallback(shown))


def body(reply: Reply) -> list[BlockKit]:
    """The first page without buttons, as for a modal."""
    return list(_body(pages(reply)[0]))


def _body(page: Page) -> Iterator[BlockKit]:
    yield {"type": "header", "text": _plain(page.title or "Readout")}
    for kind, pieces in groupby(page.pieces, lambda piece: piece.kind):
        yield from _shown(kind, list(pieces))
    count = [f"Page {page.number} of {page.count}"] if page.count > 1 else []
    if small := [*page.sources, *count]:
        for text in limits.CONTEXT.pieces("\n".join(small)):
            yield _context(text)


def _shown(kind: Kind, pieces: Sequence[Piece]) -> Iterator[BlockKit]:
    """Pieces of one kind in as few blocks as hold them."""
    joined: list[str] = []
    for piece in pieces:
        together = "\n".join([*joined, piece.text])
        if joined and not _most(kind).holds(together):
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
        return {"type": "section", "text": _plain(text)}
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _plain(text: str) -> BlockKit:
    return {"type": "plain_text", "text": text, "emoji": False}


def _context(text: str) -> BlockKit:
    return {"type": "context", "elements": [_plain(text)]}


# ---- buttons -----------------------------------------------------------------------------------------


def _actions(reply: Reply, page: Page, line: str, *, private: bool) -> Iterator[BlockKit]:
    first = [*_menu(page.lines, line), *_turns(page, line, private=private)]
    commands = offers(suggestions_of(reply.blocks), with_sources=bool(page.lines), most=limits.OFFERS)
    second = [_button(label_of(clean(command)), State(Deed.ANSWER, command)) for command in commands]
    for row, elements in enumerate((first, second)):
        if elements:
            named = [e | {"action_id": f"{ACTION}:{row}:{n}"} for n, e in enumerate(elements)]
            yield {"type": "actions", "elements": named}


def _menu(lines: Sequence[ReplyLine], line: str) -> Iterator[BlockKit]:
    """The sources of a page, to choose one and see the stored passage."""
    topic = line.split(" ", 1)[0]
    options: dict[str, BlockKit] = {}
    for each in lines:
        for citation in each.citations:
            label = limits.OPTION.cut(f"[{citation.number}] {clean(each.text)}")
            state = State(Deed.EVIDENCE, f"{topic} source {citation.id}")
            options.setdefault(citation.id, {"text": _plain(label), "value": state.spelled()})
    if options:
        yield {
            "type": "static_select",
            "placeholder": _plain("Show the source of …"),
            "options": list(options.values())[: limits.OPTIONS],
        }


def _turns(page: Page, line: str, *, private: bool) -> Iterator[BlockKit]:
    if page.number > 1:
        yield _button("Back", State(Deed.PAGE, line, page.number - 1))
    if page.number < page.count:
        yield _button("More", State(Deed.PAGE, line, page.number + 1), style="primary")
    if private and page.ok:
        yield _button("Post to channel", State(Deed.POST, line, page.number))


def _button(label: str, state: State, style: str = "") -> BlockKit:
    button = {"type": "button", "text": _plain(limits.BUTTON.cut(label)), "value": state.spelled()}
    return button | ({"style": style} if style else {})


def _fallback(page: Page) -> str:
    """Title, lines and sources, one a line; escaped, since Slack reads markup here too."""
    told = [page.title, *(f"• {clean(line.text)}" for line in page.lines), *page.sources]
    if not page.lines:
        told = [page.title, *(piece.text for piece in page.pieces if piece.kind is Kind.NOTE)]
    return escaped(limits.FALLBACK.cut("\n".join(told)))
