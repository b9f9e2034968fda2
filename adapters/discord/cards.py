"""One page of a reply as a Discord message: an embed, a menu of its sources, buttons to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord

from adapters.discord import limits
from adapters.discord.markup import plain
from adapters.discord.pages import Page, pages
from adapters.discord.states import Deed, State
from adapters.paging import label_of, labels_of, offers, suggestions_of
from bot.messages import Reply, ReplyLine, Service

NOBODY = discord.AllowedMentions.none()
NAMELESS = "Readout"
"""The title of a reply that has none: Discord takes no empty message."""

_CALM, _SORRY = discord.Colour(0x3B6EA5), discord.Colour(0xC98B1B)


@dataclass(frozen=True)
class Card:
    """What is sent: an embed, and what can be pressed under it."""

    embed: discord.Embed
    view: discord.ui.View


async def card(service: Service, reply: Reply, line: str, page: int = 1, *, private: bool = False) -> Card:
    """The page of that number (the last one, where there are fewer) of the reply to ``line``.

    ``line`` is the command without its slash, for the buttons; a ``private`` card can be shared.
    """
    all_pages = pages(reply)
    shown = all_pages[min(page, len(all_pages)) - 1]
    view = discord.ui.View(timeout=None)
    for item in await _items(service, reply, shown, line, private=private):
        view.add_item(item)
    view.stop()  # presses are read from the custom ids, by ``presses.py``
    return Card(_embed(shown), view)


def _embed(page: Page) -> discord.Embed:
    colour = _CALM if page.ok else _SORRY
    embed = discord.Embed(title=page.title or NAMELESS, description=page.text, colour=colour)
    count = f"Page {page.number} of {page.count}" if page.count > 1 else ""
    if footer := "\n".join(text for text in (page.footer, count) if text):
        embed.set_footer(text=footer)
    return embed


async def _items(
    service: Service, reply: Reply, page: Page, line: str, *, private: bool
) -> list[discord.ui.Item[discord.ui.View]]:
    items: list[discord.ui.Item[discord.ui.View]] = []
    if page.lines and (options := list(_options(page.lines))):
        topic = line.split(" ", 1)[0]
        custom_id = await State(Deed.EVIDENCE, topic).spelled(service)
        items.append(
            discord.ui.Select(custom_id=custom_id, placeholder="Show the source of …", options=options, row=0)
        )
    turns = () if reply.acted else _turns(page, line, private=private)
    for label, state, style in turns:
        button = discord.ui.Button[discord.ui.View](
            label=label, custom_id=await state.spelled(service), style=style, row=1
        )
        items.append(button)
    named = labels_of(reply.blocks)
    for command in _offers(reply, page):
        state = State(Deed.ANSWER, command.removeprefix("/"))
        label = plain(named.get(command, "")) or label_of(command)
        button = discord.ui.Button[discord.ui.View](
            label=limits.BUTTON.cut(label), custom_id=await state.spelled(service), row=2
        )
        items.append(button)
    return items


def _offers(reply: Reply, page: Page) -> tuple[str, ...]:
    """The commands that a reply offers, each once."""
    commands = ["/" + plain(command).removeprefix("/") for command in suggestions_of(reply.blocks)]
    wanted = [command for command in commands if command.strip("/ ")]
    return offers(wanted, with_sources=bool(page.lines), most=limits.BUTTONS_IN_ROW)


def _turns(page: Page, line: str, *, private: bool) -> Iterator[tuple[str, State, discord.ButtonStyle]]:
    if page.number > 1:
        yield "Back", State(Deed.PAGE, line, page.number - 1), discord.ButtonStyle.secondary
    if page.number < page.count:
        yield "More", State(Deed.PAGE, line, page.number + 1), discord.ButtonStyle.primary
    if private and page.ok:
        yield "Share", State(Deed.SHARE, line, page.number), discord.ButtonStyle.success


def _options(lines: Sequence[ReplyLine]) -> Iterator[discord.SelectOption]:
    seen: set[str] = set()
    for line in lines:
        for citation in line.citations:
            if citation.id not in seen and len(seen) < limits.OPTIONS:
                seen.add(citation.id)
                yield discord.SelectOption(
                    label=limits.OPTION.cut(f"[{citation.number}] {plain(citation.text)}"),
                    value=citation.id,
                    description=limits.OPTION.cut(f"{citation.id} · {plain(line.text)}"),
                )
