"""The bundled articles, read once for all tests by the very program that users run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, settings

from bot.app import App, open_app
from bot.messages import Command, Lines, Reply, ReplyLine
from bot.progress import take_in_bundled
from bot.settings import Settings

# How long an example takes is a matter of the machine, and of what else it does.
settings.register_profile("readout", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("readout")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits the longest, conformance with the platforms, begins first, and the rest runs beside it."""
    items.sort(key=lambda item: "conformance" not in item.path.parts)


TODAY = date(2019, 7, 1)

os.environ["READOUT_POLL"] = (
    "off"  # no test may reach for the packs' feeds; those that poll say so themselves
)

Ask = Callable[[str], Reply]


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The application with the bundled topic read into a fresh database; today is 1 July 2019."""
    given = Settings(data=tmp_path_factory.mktemp("bundled"), database_url=None, topics=("venezuela",))
    with open_app(given, today=lambda: TODAY) as app:
        take_in_bundled(app)
        yield app


@pytest.fixture(scope="session")
def ask(bundled: App) -> Ask:
    """Ask the bundled application one command."""

    def answer(text: str) -> Reply:
        return bundled.answer_now(Command(text=text, administrator=True))

    return answer


def lines_of(reply: Reply) -> list[ReplyLine]:
    """Every cited line of a reply, in order."""
    return [line for block in reply.blocks if isinstance(block, Lines) for line in block.lines]


def sections_of(reply: Reply) -> dict[str, list[ReplyLine]]:
    """The cited lines of a reply by their headings."""
    found: dict[str, list[ReplyLine]] = {}
    heading = ""
    for block in reply.blocks:
        if block.kind == "heading":
            heading = block.text
        elif isinstance(block, Lines):
            found.setdefault(heading, []).extend(block.lines)
    return found
