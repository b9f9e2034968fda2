"""The documents tell the truth: their examples are run."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import sys
from pathlib import Path

import pytest
from pypdf import PdfWriter

from benchmarks.newsserver import World, serving
from summaries.articles.reading import parse_metadata
from summaries.publishers import publisher_of
from summaries.topics import parse_topic

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_smallest_pack_of_the_guide_is_a_topic():
    pack, sources = blocks((ROOT / "docs" / "topics.md").read_text(encoding="utf-8"), "toml")
    topic = parse_topic(pack + sources)
    assert [actor.id for actor in topic.actors] == ["upland", "lowland"]
    shown = [publisher.shown for feed in topic.feeds if (publisher := publisher_of(topic, feed.url))]
    assert shown == ["Upland Herald, Norwegian state media"]


def test_the_metadata_in_the_readme_are_read():
    (metadata,) = blocks(README, "toml")
    assert parse_metadata(metadata, "article.toml").byline == "Rowan Hart"


@pytest.mark.parametrize(
    "command",
    [line.split("  ")[0] for line in blocks(README, "text")[0].splitlines() if "source" not in line],
)
def test_every_command_in_the_readme_is_answered(ask, command):
    assert ask(command).ok


COMMAND = re.compile(r"^\$ \.venv/bin/readout (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
"""A command as a document shows it, and what it prints."""

SAID = (
    "Venezuela's Foreign Minister Jorge Arreaza said in Moscow that Nicolás Maduro is ready for a dialogue."
)
FOLDER = {
    "note.txt": SAID,
    "page.html": f"<html><title>Moscow</title><body><p>{SAID} He left.</p></body></html>",
    "talks.eml": f"From: Desk <desk@wire.example>\nSubject: Talks\n\n{SAID} In Oslo.\n",
    "wire.jsonl": json.dumps({"id": "wire-1", "text": f"{SAID} Mike Pompeo disagreed."}) + "\n",
    "rovers.txt": "Rovers came from behind twice to beat United in front of a sell-out crowd on Tuesday.",
}


async def test_what_the_readme_reads_is_read_and_answered_as_it_shows(tmp_path: Path) -> None:
    """Its second chapter, in its order: with a folder of every kind of file, and the invented internet."""
    made = tmp_path / "articles"
    made.mkdir()
    for name, text in FOLDER.items():
        (made / name).write_text(text, encoding="utf-8")
    scan = PdfWriter()
    scan.add_blank_page(600, 800)
    scan.write(made / "scan.pdf")
    (tmp_path / "list.txt").write_text("articles/note.txt\n", encoding="utf-8")
    chapter = README.partition("## Read what you follow")[2].partition("\n## ")[0]
    numbers = re.search(r"newsserver --port (\d+) --feeds (\d+) --pages (\d+)", chapter)
    assert numbers
    settings = {
        "PATH": os.environ["PATH"],
        "READOUT_DATA": str(tmp_path / "data"),
        **dict(re.findall(r"\$ export (\w+)=(\S+)", chapter)),
    }
    async with serving(World(int(numbers[2]), int(numbers[3]))) as server:
        steps = "".join(blocks(chapter, "console")).replace(f":{numbers[1]}/", f":{server.port}/")
        for command, shown in COMMAND.findall(steps):
            printed = await run(shlex.split(command, comments=True), tmp_path, settings)
            for line in shown.splitlines():
                assert " ".join(line.split()) in printed, command


async def run(words: list[str], folder: Path, settings: dict[str, str]) -> str:
    """All that ``readout`` prints, its lines joined."""
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).parent / "readout",
        *words,
        cwd=folder,
        env=settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await process.communicate()
    return " ".join(printed.decode().split())


@pytest.mark.parametrize("page", ["slack.md", "discord.md"])
def test_an_answered_command_is_at_most_six_steps_away_and_none_uses_what_is_not_set_up(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    steps = re.findall(r"^\d\. (?:.+\n(?:   .*\n|\n(?=   ))*)", text, re.MULTILINE)
    assert 1 < len(steps) <= 6
    assert "/venezuela stance" in steps[-1]
    first_use = next(step for step in steps if ".venv/bin/readout" in step)
    assert "make setup" in first_use.partition(".venv/bin/readout")[0]


def test_every_link_in_the_documents_leads_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            assert link.startswith("http") or (page.parent / link).exists(), f"{page.name}: {link}"
