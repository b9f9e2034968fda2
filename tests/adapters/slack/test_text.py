"""Text for Slack: what came in, made plain; what goes out, so that nothing in it mentions or formats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.text import clean, escaped, formats, spoken, styled
from bot.messages import Style


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stance russia", "stance russia"),
        ("quotes <@U012|lavrov> on <#C9|oil>", "quotes lavrov on oil"),
        ("<@U012> latest", "latest"),
        ("<!channel> latest", "latest"),
        ("digest add mention <@U012|ann>, at <@U013|bob>", "digest add mention <@U012|ann>, at bob"),
        ("mentioning <!subteam^S1|@news desk>", "mentioning <!subteam^S1|@news desk>"),
        ("mention <!here>", "mention <!here>"),
        ("<!date^1^{date}|May 2019> x", "May 2019 x"),
        ("feeds add <https://example.org/a?b=1&amp;c=2>", "feeds add https://example.org/a?b=1&c=2"),
        ("feeds add <https://example.org|example.org>", "feeds add example.org"),
        ("AT&amp;T &lt;b&gt;", "AT&T <b>"),
        ("&amp;lt;", "&lt;"),
        ("  two\n words\t", "two words"),
        ("a < b", "a < b"),
    ],
)
def test_what_somebody_typed_is_read_as_they_saw_it(typed: str, meant: str) -> None:
    assert spoken(typed) == meant


@given(st.text())
def test_no_control_character_of_slacks_is_left_in_escaped_text(text: str) -> None:
    safe = escaped(text)
    assert "<" not in safe
    assert ">" not in safe
    assert all(safe[at:].startswith(("&amp;", "&lt;", "&gt;")) for at, c in enumerate(safe) if c == "&")


@given(st.text())
def test_reading_undoes_escaping(text: str) -> None:
    assert spoken(escaped(text)) == " ".join(clean(text).split())


@pytest.mark.parametrize(
    "text",
    [
        "*bold*",
        "a_b_c",
        "~gone~",
        "`code`",
        ":tada:",
        "at :日本:",
        "> quote",
        "&gt; quote",
        "• item",
        "1. first",
    ],
)
def test_what_slack_would_format_is_noticed(text: str) -> None:
    assert formats(text)


@pytest.mark.parametrize("text", ["“We ask”, she said.", "5 > 4", "10:30", "C++ & co", "e.g. 1.5"])
def test_plain_words_are_taken_for_plain(text: str) -> None:
    assert not formats(text)


@pytest.mark.parametrize("unseen", ["\u200b", "\u202e", "\u2066", "\ufeff", "\x07", "\u061c", "\U000e0041"])
def test_what_cannot_be_seen_is_left_out(unseen: str) -> None:
    assert clean(f"Mos{unseen}cow") == escaped(f"Mos{unseen}cow") == "Moscow"


def test_joiners_that_some_scripts_and_emoji_need_stay() -> None:
    assert clean("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"


def test_bold_leaves_the_blanks_at_its_ends_outside() -> None:
    assert styled(" Ana Berg ", Style.LABEL) == " *Ana Berg* "


def test_nothing_is_bold_that_slack_would_read_otherwise() -> None:
    assert styled("a*b", Style.LABEL) == "a*b"
    assert styled("", Style.LABEL) == ""
    assert styled("Ana & co", Style.QUOTE) == "Ana &amp; co"
