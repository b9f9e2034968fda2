"""Nothing in an article can ping, link, format or break: what is shown is what it says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.markup import escaped, footnote, joined, linked, plain, safe, styled
from bot.messages import Part, Style
from tests.adapters.discord.reading import bare, seen

MISCHIEF = (
    "<@123456789012345678>",
    "<@&42>",
    "<#42>",
    "</stance:42>",
    "<:smile:42>",
    "<t:1558000000:R>",
    "[a trap](https://example.org)",
    "[a] trap](https://example.org)",
    "https://example.org/a_b_c",
    "<https://example.org>",
    "discord://settings",
    ":tada: :100:",
    "**bold** *slanted* __under__ _slanted_ ~~struck~~ ||hidden||",
    "`code` and ```more```",
    "# heading",
    "-# small",
    "> quoted",
    ">>> quoted",
    "- item",
    "1. first",
    "2) second",
    "\\*not bold\\*",
)
# A sign that still stands by itself could do something.
SIGNS = re.compile(r"[\\*_~`|<\[]|\w+://|:[^\s:]+:|^[ \t]*(?:[#>-]|\d+[.)])", re.MULTILINE)

TEXTS = st.text(
    st.one_of(st.sampled_from("\\*_~`|<>[]():/#-1. \n@&!x"), st.characters()), max_size=60
) | st.lists(st.sampled_from(MISCHIEF), max_size=3).map(" ".join)


@pytest.mark.parametrize("text", MISCHIEF)
def test_mischief_is_shown_as_it_is_written(text: str) -> None:
    assert not SIGNS.search(bare(escaped(text)))
    assert seen(escaped(text)) == text


@given(TEXTS)
def test_any_text_is_shown_as_it_is_and_means_nothing(text: str) -> None:
    shown = plain(text)
    assert seen(escaped(shown)) == shown
    assert not SIGNS.search(bare(escaped(shown)))


@given(TEXTS)
def test_escaping_at_most_doubles_a_text(text: str) -> None:
    assert len(escaped(text)) <= 2 * len(text)


def test_orders_of_writing_direction_and_unseen_signs_are_left_out() -> None:
    assert plain("a\u202eb\u200bc\u2066d\ufeffe\x00f\ud800g") == "abcdefg"
    assert escaped("a\u202eb\u200bc") == "abc"


def test_words_of_every_script_stay_as_they_are() -> None:
    for text in ("مادورو رئيس", "Мадуро — президент", "马杜罗是总统", "Nicolás Maduro’s “friends”", "👩‍🚀"):
        assert plain(text) == text
        assert escaped(text) == text


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        (Style.PLAIN, "his words"),
        (Style.QUOTE, "*his words*"),
        (Style.LABEL, "**his words**"),
        (Style.HIGHLIGHT, "**__his words__**"),
        (Style.FAINT, "his words"),
    ],
)
def test_a_part_has_its_style_and_blanks_stay_outside(style: Style, shown: str) -> None:
    assert styled(Part(text=" his words ", style=style)) == f" {shown} "


def test_blanks_alone_have_no_style() -> None:
    assert styled(Part(text="  ", style=Style.QUOTE)) == " "


def test_marks_that_touch_are_kept_apart() -> None:
    parts = (Part(text="before", style=Style.QUOTE), Part(text="cited", style=Style.HIGHLIGHT))
    assert joined(parts) == "*before*\u200b**__cited__**"


def test_parts_in_the_same_style_are_one() -> None:
    assert joined((Part(text="one ", style=Style.QUOTE), Part(text="two", style=Style.QUOTE))) == "*one two*"


@given(st.lists(st.builds(Part, text=TEXTS, style=st.sampled_from(Style)), max_size=4))
def test_a_line_of_parts_says_what_they_say(parts: list[Part]) -> None:
    told = "".join(plain(part.text) for part in parts)
    assert "".join(seen(joined(parts)).split()) == "".join(told.split())


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org", "//example.org", "https://", "http://[", "", "no"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe(url) == ""
    assert linked("¹", url) == "¹"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a(b)", "https://example.org/a%28b%29"),
        ("https://example.org/a b>c", "https://example.org/a%20b%3Ec"),
        ("https://example.org/ü?q=1#x", "https://example.org/%C3%BC?q=1#x"),
        ("https://example.org/%28", "https://example.org/%28"),
    ],
)
def test_no_address_ends_its_link_early(url: str, address: str) -> None:
    assert linked("¹", url) == f"[¹]({address})"


def test_a_footnote_is_raised() -> None:
    assert footnote(1203) == "¹²⁰³"
