"""The documents tell the truth: their examples are run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
