"""The transcript and the pictures in docs/ show what Discord is sent. ``make golden`` writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import discord
import pytest

from adapters.discord.cards import Card, card
from adapters.discord.picture import drawn
from bot.app import App
from bot.messages import Command, Note, Reply
from tests.adapters.discord.keeping import Desk
from tests.adapters.discord.reading import components
from tests.adapters.terminal.replies import BRIEF
from tests.test_golden_digests import posted

DOCS = Path(__file__).parents[3] / "docs"
COMMANDS = (
    "overview",
    "stance russia",
    "compare russia usa",
    "tensions",
    "latest",
    "timeline",
    "quotes lavrov",
    "source yz7x8ra0",
    "search military",
    "check have nothing to do with democracy",
    "report yz7x8ra0x the speaker is wrong",
    "review",
    "digest list",
    "digest preview",
    "digest preview at 25:00",
    "feeds list",
    "status",
    "help",
    "stance atlantis",
)
PICTURES = {"discord-stance": "stance russia", "discord-source": "source yz7x8ra0"}
STYLES = {1: "primary", 2: "secondary", 3: "success"}


def approved(file: Path, text: str) -> None:
    """The file says the same; or is written, when asked to."""
    if os.environ.get("READOUT_WRITE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text


async def shown(app: App, command: str) -> Card:
    said = Command(text=f"/venezuela {command}", platform="discord", administrator=True)
    return await card(app, app.answer_now(said), f"venezuela {command}")


def told(made: Card) -> str:
    """A card in words: the embed's markup as it is, then what can be pressed."""
    embed = made.embed
    text = [f"**{embed.title}**", embed.description or "", *(f"-# {line}" for line in footer(embed))]
    return "\n".join([line for line in "\n".join(text).splitlines() if line] + list(pressable(made)))


def footer(embed: discord.Embed) -> list[str]:
    return (embed.footer.text or "").splitlines()


def pressable(made: Card) -> list[str]:
    found = []
    for part in components(made.view):
        if part["type"] == 3:
            found += [f"[{part['placeholder']} ▾]", *(f"    {option['label']}" for option in part["options"])]
        else:
            found.append(f"[{part['label']}]  ({STYLES[part['style']]})")
    return found


async def test_the_transcript_is_what_is_sent(bundled: App) -> None:
    told_all = [
        "# Discord, command by command",
        "The first page of each answer on the bundled articles, as it is sent: the embed's markup, its\n"
        "footer, and what can be pressed. A test compares it; `make golden` writes it anew.",
    ]
    for command in COMMANDS:
        made = told(await shown(bundled, command))
        told_all.append(f"## /venezuela {command}\n\n```text\n{made}\n```")
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "(when it was read)", "\n\n".join(told_all))
    approved(DOCS / "transcripts" / "discord.md", text + "\n")


@pytest.mark.parametrize("name", PICTURES)
async def test_a_picture_shows_what_is_sent(bundled: App, name: str) -> None:
    approved(DOCS / "pictures" / f"{name}.svg", drawn(await shown(bundled, PICTURES[name])))


async def test_a_picture_shows_a_digest_as_it_is_posted(bundled: App) -> None:
    made = await card(bundled, posted(bundled), "venezuela")
    approved(DOCS / "pictures" / "discord-digest.svg", drawn(made))


@pytest.mark.parametrize(
    "reply", [BRIEF, Reply(title=""), Reply(title="<&>", blocks=(Note(text="a & <b>"),))]
)
async def test_any_card_is_drawn_as_a_whole_picture(reply: Reply) -> None:
    made = await card(Desk(), reply, "strait overview", private=True)
    picture = ElementTree.fromstring(drawn(made))
    words = "".join(picture.itertext())
    assert (reply.title or "Readout") in words
    assert "\\" not in words
    assert "href" not in drawn(made)
