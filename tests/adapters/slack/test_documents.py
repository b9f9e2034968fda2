"""The documents show what Slack's users see today. ``READOUT_WRITE_GOLDEN=1`` draws and writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from adapters.slack.cards import card
from adapters.slack.pages import pages
from adapters.slack.picture import picture
from bot.app import App
from bot.messages import Command, Heading, Lines, Note, Part, Reply, Style
from tests.adapters.slack.reading import buttons, elements, objects, options, seen
from tests.adapters.terminal.replies import BRIEF, line
from tests.conftest import Ask
from tests.test_golden_digests import posted

DOCS = Path(__file__).parents[3] / "docs"
COMMANDS = (
    "",
    "stance russia",
    "stance usa on military-intervention since 2019-05-01",
    "compare russia usa",
    "tensions",
    "latest",
    "timeline",
    "quotes lavrov",
    "source yz7x8ra0",
    "search military",
    "check have nothing to do with democracy",
    "digest list",
    "digest preview",
    "digest preview at 25:00",
    "feeds list",
    "review",
    "report yz7x8ra0",
    "help stance",
    "stance atlantis",
)
HEAD = """# What Slack shows

Each command on the two bundled articles, page by page: a heading, the text, the small print, the menu and the
buttons. Answers are for who asked alone, until they press **Post to channel**. A test writes this.
"""


def kept(file: Path, now: str) -> str:
    """What the file says, once it is up to date if that is wanted."""
    if os.environ.get("READOUT_WRITE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
    return file.read_text(encoding="utf-8")


def transcript(reply: Reply, command: str) -> str:
    line = f"/venezuela {command}".strip()
    told = [f"## `{line}`"]
    for page in pages(reply):
        made = card(reply, line, page.number, private=True)
        told.append("```text\n" + "\n".join(shown(made.blocks)) + "\n```")
    return "\n\n".join(told)


def shown(blocks: list[dict[str, object]]) -> list[str]:
    said = [part for text in objects(blocks) for part in seen(text).split("\n")]
    menus = [each["placeholder"]["text"] for each in elements(blocks) if "options" in each]
    said += [f"▾ {menu} ({len(options(blocks))})" for menu in menus]
    return [*said, "  ".join(f"[ {label} ]" for label in buttons(blocks))]


def asked(app: App, line: str) -> Reply:
    return app.answer_now(Command(text=line, platform="slack", administrator=True))


def test_the_transcript_shows_every_command_as_slack_shows_it(bundled: App) -> None:
    told = [
        HEAD,
        *(transcript(asked(bundled, f"/venezuela {command}".strip()), command) for command in COMMANDS),
    ]
    now = "\n\n".join(part.strip() for part in told) + "\n"
    assert kept(DOCS / "transcripts" / "slack.md", now) == now


@pytest.mark.parametrize(
    ("name", "command"), [("slack-stance", "stance russia"), ("slack-source", "source yz7x8ra0")]
)
def test_the_pictures_show_the_cards_of_today(ask: Ask, name: str, command: str) -> None:
    made = card(ask(f"/venezuela {command}"), f"/venezuela {command}", private=True)
    now = picture(made.blocks, private=True)
    assert kept(DOCS / "pictures" / f"{name}.svg", now) == now


def test_a_picture_shows_a_digest_as_it_is_posted(bundled: App) -> None:
    now = picture(card(posted(bundled), "/venezuela").blocks)
    assert kept(DOCS / "pictures" / "slack-digest.svg", now) == now


def words(svg: str) -> str:
    return " ".join("".join(ElementTree.fromstring(svg).itertext()).split())


def test_a_picture_shows_every_word_of_the_message() -> None:
    made = card(BRIEF, "/strait stance norland", private=True)
    drawn = re.sub(r"\s", "", words(picture(made.blocks, private=True)))
    for text in objects(made.blocks):
        assert re.sub(r"\s", "", seen(text)) in drawn
    assert "Onlyvisibletoyou" in drawn


def test_a_picture_holds_no_markup_of_an_articles() -> None:
    evil = Reply(
        title="<script>",
        blocks=(
            Heading(text="</svg>"),
            Note(text="&amp; <image href='x'/>"),
            Lines(lines=(line(Part(text="</tspan>", style=Style.LABEL)),)),
        ),
    )
    svg = picture(card(evil, "/strait").blocks)
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert tags == {"svg", "rect", "text", "tspan"}
    assert "<script>" in words(svg)


def test_no_line_of_a_picture_is_longer_than_there_is_room() -> None:
    made = card(Reply(title="T", blocks=(Note(text="wide words " * 60),)), "/strait")
    lines = re.findall(r"<text [^>]*>(.*?)</text>", picture(made.blocks))
    assert max(len(re.sub(r"<[^>]*>", "", each)) for each in lines) < 110
