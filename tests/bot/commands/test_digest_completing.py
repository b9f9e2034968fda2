"""While somebody types about digests: which there are here, their sentences, and the words that follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from bot.commands import handle
from bot.commands.completion import complete
from bot.commands.context import Context
from bot.commands.forms import choices
from bot.messages import Command

WHERE = {"platform": "chat", "workspace": "T1", "channel": "C1", "user": "ann", "administrator": True}
Type = Callable[..., Sequence[str]]


def command(text: str, **more: object) -> Command:
    return Command.model_validate({"text": text, "topic": "delta"} | WHERE | more)


@pytest.fixture
def id(own_context: Context) -> str:
    handle(own_context, command("digest add weekdays at 08:00 UTC on upland mention <@&1|desk>"))
    (digest,) = own_context.store.digests.listing()
    return digest.id


@pytest.fixture
def going_on(own_context: Context) -> Type:
    """The lines that a line may become."""

    def typed(text: str, **more: object) -> Sequence[str]:
        return [text[: way.start] + way.text for way in complete(own_context, command(text, **more))]

    return typed


def test_the_ids_of_this_channels_digests_are_offered(own_context: Context, id: str, going_on: Type) -> None:
    assert going_on("digest pause ") == [f"digest pause {id}"]
    assert going_on(f"/delta digest history {id[:2]}") == [f"/delta digest history {id}"]
    assert going_on("digest resume ") == []  # none is paused
    assert going_on("digest pause ", channel="C2") == []
    assert going_on("digest pause ", workspace="T2") == []
    (way,) = complete(own_context, command("digest remove "))
    assert way.hint == "weekdays at 08:00, UTC, on Upland, mention @desk"


def test_a_digests_own_sentence_is_offered_for_changing_it(id: str, going_on: Type) -> None:
    sentence = "weekdays at 08:00 UTC on upland mention <@&1|desk>"
    assert going_on(f"digest edit {id} ") == [f"digest edit {id} {sentence}"]
    assert going_on(f"digest edit {id} weekdays at 0") == [f"digest edit {id} {sentence}"]
    assert f"digest edit {id} daily at 9 Europe/Oslo" in going_on(f"digest edit {id} daily at 9 osl")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("digest add ", "digest add weekdays at 08:00"),
        ("digest add ev", "digest add every 6 hours"),
        ("digest add daily at 8 Europe/Os", "digest add daily at 8 Europe/Oslo"),
        ("digest add daily at 8 on ", "digest add daily at 8 on upland"),
        ("digest add daily at 8 on upland, del", "digest add daily at 8 on upland, delta-farmers"),
        ("digest add daily at 8 about gr", "digest add daily at 8 about great-dam"),
        ("digest add daily at 8 qui", "digest add daily at 8 quiet 22:00-07:00"),
        ("digest preview week", "digest preview weekdays at 08:00"),
    ],
)
def test_the_next_words_of_a_sentence_are_offered(typed: str, offered: str, going_on: Type) -> None:
    assert offered in going_on(typed)


def test_zones_are_offered_by_the_names_they_have_today(going_on: Type) -> None:
    assert going_on("digest add daily at 8 Europe/Ki") == ["digest add daily at 8 Europe/Kirov"]


def test_a_form_offers_whole_values(own_context: Context, id: str) -> None:
    def offered(action: str, typed: str) -> list[tuple[str, str]]:
        by, filled = command(""), {"action": action}
        found = choices(own_context, "delta", "digest", "id_or_when", typed, filled, by)
        return [(choice.name, choice.value) for choice in found]

    assert offered("pause", "") == [(f"{id}: weekdays at 08:00, UTC, on Upland, mention @desk", id)]
    (edited,) = offered("edit", f"{id} ")
    assert edited[1] == f"{id} weekdays at 08:00 UTC on upland mention <@&1|desk>"
    assert ("daily at 8 on upland", "daily at 8 on upland") in offered("add", "daily at 8 on up")
    assert offered("list", "") == []
    assert all(len(name) <= 100 >= len(value) for name, value in offered("add", "daily at 8 E" + "x" * 90))
