"""A card: an embed, a menu of its sources, buttons to go on."""

from __future__ import annotations

from typing import Any

from adapters.discord.cards import card
from adapters.discord.markup import plain
from bot.messages import Note, Reply, Suggestions
from tests.adapters.discord.keeping import Desk
from tests.adapters.discord.reading import components, faults
from tests.adapters.terminal.replies import BRIEF

LONG = Reply(title="Long", blocks=tuple(Note(text=f"{number} " + "a" * 600) for number in range(12)))


async def parts(
    reply: Reply, page: int = 1, line: str = "strait stance norland", **how: bool
) -> list[dict[str, Any]]:
    made = await card(Desk(), reply, line, page, **how)
    assert faults(made.embed, made.view) == []
    return list(components(made.view))


async def labels(reply: Reply, page: int = 1, **how: bool) -> list[str]:
    return [part["label"] for part in await parts(reply, page, **how) if part["type"] == 2]


async def test_a_brief_is_an_embed_with_its_sources_below() -> None:
    made = await card(Desk(), BRIEF, "strait stance norland")
    assert made.embed.title == "Norland: where it stands"
    text = made.embed.description or ""
    assert "### Fishing rights: opposes" in text
    assert "[¹](https://example.org/2019/05/talks)" in text
    assert (made.embed.footer.text or "").startswith("¹ Daily Harbour, “Talks resume”, Jo Writer")


async def test_the_menu_offers_each_citation_once_with_its_words() -> None:
    (menu,) = (part for part in await parts(BRIEF) if part["type"] == 3)
    assert [option["value"] for option in menu["options"]] == ["7hq2m4xz", "aaaaaaaa", "bbbbbbbb"]
    assert menu["options"][0]["label"] == "[1] words"
    assert menu["options"][0]["description"].startswith("7hq2m4xz · Ana Berg, Foreign Minister")


async def test_the_first_page_goes_on_the_last_goes_back_and_those_between_do_both() -> None:
    assert await labels(LONG, 1) == ["More"]
    assert await labels(LONG, 2) == ["Back", "More"]
    assert await labels(LONG, 3) == ["Back"]


async def test_a_page_that_is_no_longer_there_is_the_last_one() -> None:
    made = await card(Desk(), LONG, "strait latest", 9999)
    assert (made.embed.footer.text or "").endswith("Page 3 of 3")


async def test_a_private_answer_can_be_shared_unless_it_is_a_refusal() -> None:
    assert "Share" in await labels(BRIEF, private=True)
    assert "Share" not in await labels(BRIEF)
    assert "Share" not in await labels(BRIEF.model_copy(update={"ok": False}), private=True)


async def test_no_button_gives_a_command_again_that_changed_something() -> None:
    acted = LONG.model_copy(update={"acted": True})
    assert "More" in await labels(LONG, private=True)
    assert await labels(acted, private=True) == []


async def test_five_suggestions_are_buttons_and_a_sixth_is_not() -> None:
    commands = tuple(f"/strait quotes person-{number}" for number in range(6))
    assert len(await labels(Reply(title="t", blocks=(Suggestions(commands=commands[:5]),)))) == 5
    assert len(await labels(Reply(title="t", blocks=(Suggestions(commands=commands),)))) == 5


async def test_a_label_of_eighty_letters_is_whole_and_a_longer_one_is_cut() -> None:
    for letters, label in ((80, "A" * 80), (81, "A" + "a" * 78 + "…")):
        commands = Suggestions(commands=(f"/strait {'a' * letters}",))
        assert [each.casefold() for each in await labels(Reply(title="t", blocks=(commands,)))] == [
            label.casefold()
        ]


async def test_suggestions_that_say_the_same_are_one_button_and_empty_ones_none() -> None:
    commands = ("/strait latest", "strait latest", "", "/", "/strait  latest")
    (label,) = await labels(Reply(title="t", blocks=(Suggestions(commands=commands),)))
    assert label == "Latest"


async def test_markup_in_a_title_is_shown_not_obeyed() -> None:
    made = await card(Desk(), Reply(title="Search: **@everyone** <@42>"), "strait search x")
    assert made.embed.title == r"Search: \*\*@everyone\*\* \<@42>"


async def test_nothing_is_reported_by_a_button_for_a_reason_that_nobody_gave() -> None:
    commands = ("/strait report 7hq2m4xz what is wrong", "/strait report undo 7hq2m4xz")
    assert await labels(Reply(title="t", blocks=(Suggestions(commands=commands),))) == [
        "Report undo 7hq2m4xz"
    ]


async def test_a_long_command_is_kept_for_its_buttons() -> None:
    desk, line = Desk(), "strait search " + "long " * 800
    made = await card(desk, LONG, line)
    assert faults(made.embed, made.view) == []
    assert list(desk.kept_things.values()) == [plain(line)] or list(desk.kept_things.values()) == [line]


async def test_a_view_is_not_waited_for() -> None:
    made = await card(Desk(), BRIEF, "strait stance norland")
    assert made.view.is_finished()
