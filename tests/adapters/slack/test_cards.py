"""A card: blocks within every limit of Slack's, and a fallback that reads well."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.cards import body, card
from adapters.slack.pages import pages
from bot.messages import Heading, Lines, Note, Part, Reply, Suggestions
from tests.adapters.slack.reading import LARGE, buttons, elements, faults, markup, options, words
from tests.adapters.terminal.replies import BRIEF, QUOTE, REPLIES, citation, line

UNHURRIED = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LINE = "/strait stance norland"
LONG = Reply(title="Long", blocks=tuple(Note(text=f"{number} " + "a" * 600) for number in range(12)))


@UNHURRIED
@given(LARGE, st.text(max_size=300).map(lambda text: f"/strait {text * 14}"), st.booleans())
def test_every_page_is_within_every_limit(reply: Reply, line: str, private: bool) -> None:
    for page in pages(reply):
        assert faults(card(reply, line, page.number, private=private)) == []


@UNHURRIED
@given(LARGE | REPLIES)
def test_nothing_in_a_reply_can_mention_or_format(reply: Reply) -> None:
    for page in pages(reply):
        assert markup(card(reply, LINE, page.number).blocks) == []


@UNHURRIED
@given(LARGE)
def test_the_fallback_can_mention_nobody(reply: Reply) -> None:
    text = card(reply, LINE).text
    assert "<" not in text.replace("&lt;", "")
    assert len(text) <= 4000


@UNHURRIED
@given(LARGE)
def test_a_modal_holds_a_hundred_blocks_at_most(reply: Reply) -> None:
    assert 1 <= len(body(reply)) <= 100


@pytest.mark.parametrize(("length", "whole"), [(149, True), (150, True), (151, False)])
def test_a_title_is_cut_beyond_150_letters_and_stands_whole_below(length: int, whole: bool) -> None:
    made = card(Reply(title="a" * length), LINE)
    assert len(made.blocks[0]["text"]["text"]) == min(length, 150)
    assert ("a" * length in words(made.blocks[1:])) is not whole


@pytest.mark.parametrize("length", [1899, 1900, 1901, 2900, 2901, 3001, 20_000])
def test_a_line_of_any_length_is_shown_whole(length: int) -> None:
    reply = Reply(title="T", blocks=(Lines(lines=(line(Part(text="q" * length)),)),))
    cards = [card(reply, LINE, page.number) for page in pages(reply)]
    assert [faults(each) for each in cards] == [[]] * len(cards)
    assert sum(words(each.blocks[1:-1]).count("q") for each in cards) == length


@pytest.mark.parametrize(("length", "kept"), [(146, 0), (147, 0), (148, 1), (4000, 1)])
def test_a_command_too_long_for_a_button_is_kept_whole(length: int, kept: int) -> None:
    command = "/" + "a" * (length - 1)
    made = card(LONG, command, 1)
    assert list(made.kept.values()) == [command] * kept
    assert faults(made) == []


@pytest.mark.parametrize(("letters", "shown"), [(75, "A" + "a" * 74), (76, "A" + "a" * 73 + "…")])
def test_a_buttons_label_is_cut_to_75_letters(letters: int, shown: str) -> None:
    offer = Suggestions(commands=("/strait " + "a" * letters,))
    assert shown in buttons(card(Reply(title="T", blocks=(offer,)), LINE).blocks)


def test_the_first_page_goes_on_the_last_goes_back_and_those_between_do_both() -> None:
    assert [*buttons(card(LONG, LINE, 1).blocks)] == ["More"]
    assert [*buttons(card(LONG, LINE, 2).blocks)] == ["Back", "More"]
    assert [*buttons(card(LONG, LINE, 3).blocks)] == ["Back"]


def test_a_page_that_is_no_longer_there_is_the_last_one() -> None:
    assert "Page 3 of 3" in words(card(LONG, LINE, 9999).blocks)


def test_a_private_answer_can_be_posted_unless_it_is_a_refusal() -> None:
    assert "Post to channel" in buttons(card(BRIEF, LINE, private=True).blocks)
    assert "Post to channel" not in buttons(card(BRIEF, LINE).blocks)
    refusal = BRIEF.model_copy(update={"ok": False})
    assert "Post to channel" not in buttons(card(refusal, LINE, private=True).blocks)


def test_no_button_gives_a_command_again_that_changed_something() -> None:
    acted = LONG.model_copy(update={"acted": True})
    assert "More" in buttons(card(LONG, LINE, private=True).blocks)
    assert [*buttons(card(acted, LINE, private=True).blocks)] == []


def test_the_menu_offers_each_citation_once_with_its_words() -> None:
    found = options(card(BRIEF, LINE).blocks)
    assert [o["value"] for o in found] == [
        "e1:/strait source 7hq2m4xz",
        "e1:/strait source aaaaaaaa",
        "e1:/strait source bbbbbbbb",
    ]
    assert found[0]["text"]["text"].startswith("[1] Ana Berg, Foreign Minister")


def test_a_hundred_cited_lines_are_parted_so_that_each_menu_is_whole() -> None:
    lines = tuple(line(Part(text=f"Line {n}"), citations=(citation(n, f"{n:08d}"),)) for n in range(1, 101))
    reply = Reply(title="T", blocks=(Lines(lines=lines),))
    cards = [card(reply, LINE, page.number) for page in pages(reply)]
    assert [faults(each) for each in cards] == [[]] * len(cards)
    assert len({o["value"] for each in cards for o in options(each.blocks)}) == 100


def test_the_fallback_reads_as_the_message_does() -> None:
    assert card(BRIEF, LINE).text.splitlines()[:3] == [
        "Norland: where it stands",
        "Fishing rights: opposes",
        f"• Ana Berg, Foreign Minister: “{QUOTE}” (5 May 2019 · direct quote) [1]",
    ]


def test_a_reply_with_nothing_to_say_still_has_a_title() -> None:
    made = card(Reply(title=""), "")
    assert made.text == "Readout"
    assert faults(made) == []


def test_a_reply_without_lines_is_told_in_the_fallback_too() -> None:
    reply = Reply(title="Status", blocks=(Heading(text="Stored"), Note(text="Nothing yet.")))
    assert card(reply, LINE).text == "Status\nStored\nNothing yet."


def test_a_modal_shows_every_page_and_no_button() -> None:
    made = body(LONG)
    assert all(f"{number} aaa" in words(made) for number in range(12))
    assert elements(made) == []
