"""What buttons say for the commands that a reply offers."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands.labels import label
from bot.commands.parsing import read
from bot.commands.request import Request
from bot.messages import Command, Reply, Suggestions

TODAY = date(2021, 3, 17)


def asked(delta, text: str) -> Request:
    return read({"delta": delta}, Command(text=text, topic="delta"), TODAY)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("overview", "Overview"),
        ("latest", "Latest"),
        ("stance upland", "Stance: Upland"),
        ("stance upland on great-dam", "Stance: Upland on Great Dam"),
        ("stance upland on eastmark", "Stance: Upland on Eastmark"),
        ("quotes ana-brandt", "Quotes: Ana Brandt"),
        ("compare upland eastmark", "Compare Upland with Eastmark"),
        ("search high water", "Search: high water"),
        ("report undo 00000000", "Report undo: 00000000"),
        ("latest since 2021-03-02", "Latest since 2 March 2021"),
        ("stance upland as of 2021-03-02", "Stance: Upland as of 2 March 2021"),
    ],
)
def test_a_label_has_the_names_that_people_read(delta, command: str, said: str) -> None:
    assert label(asked(delta, command)) == said


@pytest.mark.parametrize(
    ("command", "after", "said"),
    [
        ("compare upland eastmark", "stance upland", "Compare with Eastmark"),
        ("compare upland eastmark", "stance eastmark", "Compare Upland with Eastmark"),
        ("latest since 2021-03-02", "overview since 2021-03-02", "Latest"),
        ("latest since 2021-03-02", "overview since 2021-03-01", "Latest since 2 March 2021"),
    ],
)
def test_what_goes_without_saying_beside_an_answer_is_left_out(
    delta, command: str, after: str, said: str
) -> None:
    assert label(asked(delta, command), asked(delta, after)) == said


def labels(reply: Reply) -> dict[str, str]:
    blocks = [block for block in reply.blocks if isinstance(block, Suggestions)]
    return {c: said for block in blocks for c, said in zip(block.commands, block.labels, strict=True)}


def test_the_buttons_under_a_brief_name_sides_as_people_read_them(ask) -> None:
    found = labels(ask("stance upland"))
    compared = [said for command, said in found.items() if command.startswith("/delta compare upland ")]
    assert compared
    assert all(said.startswith("Compare with ") for said in compared)


def test_what_was_perhaps_meant_is_offered_by_its_name(ask) -> None:
    found = labels(ask("stance uplnad"))
    assert found["/delta stance upland"] == "Stance: Upland"
