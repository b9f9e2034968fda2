"""Every platform shows the same: all lines, word for word, and all citations, of every command."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from adapters.discord.cards import card as discord_card
from adapters.discord.pages import pages as discord_pages
from adapters.slack.cards import card as slack_card
from adapters.slack.pages import pages as slack_pages
from adapters.terminal.render import plain
from bot.app import App
from bot.messages import Command, Reply, Suggestions, Table
from tests.conftest import Ask, lines_of

COMMANDS = (
    "overview",
    "stance russia",
    "stance usa on military-intervention",
    "compare russia usa",
    "tensions",
    "latest",
    "timeline",
    "quotes lavrov",
    "search military",
    "check “Threats by the U.S. administration have nothing to do with democracy”",
    "status",
    "help",
    "help stance",
    "digest list",
    "feeds list",
    "review",
    "stance atlantis",
    "quotes bolton since 2019-06-30",
)


@dataclass(frozen=True)
class Shown:
    """What a platform shows of a reply on all its pages: its words, and the citations one can open."""

    text: str
    citations: frozenset[str]
    commands: frozenset[str]


async def in_terminal(app: App, reply: Reply, line: str) -> Shown:
    text = plain(reply, width=100_000)
    return Shown(text, frozenset(re.findall(r"·([0-9a-z]{8})\b", text)), commands_in(text))


async def in_discord(app: App, reply: Reply, line: str) -> Shown:
    texts, citations, commands = [], set(), set()
    for page in discord_pages(reply):
        made = await discord_card(app, reply, line, page.number)
        texts += [made.embed.title or "", made.embed.description or ""]
        for item in made.view.to_components():
            for part in item["components"]:
                citations |= {option["value"] for option in part.get("options", ())}
                commands.add(str(part.get("custom_id", "")).partition("=")[2])
    text = re.sub(r"\\([^\w\s])", r"\1", " ".join(texts))
    text = re.sub(r"\[([¹²³⁰-⁹]+)\]\(\S+\)", r"\1", text)
    return Shown(re.sub(r"\*+|__", "", text), frozenset(citations), frozenset(f"/{c}" for c in commands))


async def in_slack(app: App, reply: Reply, line: str) -> Shown:
    texts, citations, commands = [], set(), set()
    for page in slack_pages(reply):
        for block in slack_card(reply, line, page.number).blocks:
            texts += [block["text"]["text"]] if "text" in block else []
            for element in block.get("elements", ()):
                texts += [element["text"]] if element["type"] in ("mrkdwn", "plain_text") else []
                citations |= {o["value"].split()[-1] for o in element.get("options", ())}
                commands.add(str(element.get("value", "")).partition(":")[2])
    text = re.sub(r"<\S+\|([^>]*)>", r"\1", " ".join(texts))
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return Shown(re.sub(r"\*", "", text), frozenset(citations), frozenset(commands))


def commands_in(text: str) -> frozenset[str]:
    return frozenset(line.lstrip("› ").strip() for line in text.splitlines() if line.startswith("›"))


PLATFORMS: dict[str, Callable[..., object]] = {
    "terminal": in_terminal,
    "discord": in_discord,
    "slack": in_slack,
}


def words(text: str) -> str:
    """The words alone: where lines break and how blanks run differs from platform to platform."""
    return " ".join(re.sub(r"[*_`]", "", text).split())


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("command", COMMANDS)
async def test_every_platform_shows_every_line_and_citation(
    bundled: App, ask: Ask, platform: str, command: str
) -> None:
    line = f"/venezuela {command}"
    reply = ask(line)
    shown = await PLATFORMS[platform](
        bundled, reply, line.removeprefix("/") if platform == "discord" else line
    )
    text = words(shown.text)
    assert words(reply.title) in text
    for each in lines_of(reply):
        assert words(each.text) in text
    opened = {c.number for each in lines_of(reply) for c in each.citations if c.id in shown.citations}
    assert opened == {c.number for each in lines_of(reply) for c in each.citations}
    for block in reply.blocks:
        if isinstance(block, Table):
            assert all(words(cell) in text for row in block.rows for cell in row)
        if isinstance(block, Suggestions):
            offered = [c for c in block.commands if " source " not in c]
            assert set(offered[:4]) <= shown.commands


async def test_a_command_reads_the_same_wherever_it_comes_from(bundled: App) -> None:
    asked = [
        Command(text="/venezuela stance russia", platform=platform, user="u", channel="c", workspace="w")
        for platform in PLATFORMS
    ]
    first, *others = [await bundled.answer(command) for command in asked]
    assert all(other == first for other in others)
