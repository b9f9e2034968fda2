"""A small invented topic in a folder, and the application on it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.loading import load_topic
from bot.settings import Settings
from summaries.topics import Topic

STRAIT = """
id = "strait"
title = "The strait"

[[actors]]
id = "norland"
name = "Norland"
adjectives = ["Norlandic"]
metonyms = ["Harbourg"]

[[actors]]
id = "eastmark"
name = "Eastmark"
adjectives = ["Eastmarkish"]

[[people]]
id = "ana-berg"
name = "Ana Berg"
actor = "norland"
pronoun = "she"

[[issues]]
id = "tolls"
name = "tolls"
terms = ["toll", "levy"]
"""

SAID = (
    "Harbour talks go on\n\n"
    "“We will never accept a toll on our ships,” Ana Berg told reporters on 3 March 2021.\n\n"
    "Eastmark has collected the levy since 1 January 2021."
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The folder of the topic pack."""
    folder = tmp_path / "strait"
    folder.mkdir()
    (folder / "topic.toml").write_text(STRAIT)
    return folder


@pytest.fixture
def strait(pack: Path) -> Topic:
    """The topic."""
    return load_topic(pack)


@pytest.fixture
def settings(pack: Path, tmp_path: Path) -> Settings:
    """Settings for this topic, with a data folder that is not there yet."""
    return Settings(data=tmp_path / "data", database_url=None, topics=(str(pack),))


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    """The application on an empty database; today is 1 April 2021."""
    with open_app(settings, today=lambda: date(2021, 4, 1)) as opened:
        yield opened
