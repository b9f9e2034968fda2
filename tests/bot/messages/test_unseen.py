"""Signs that nobody sees."""

from __future__ import annotations

import pytest

from adapters.discord.markup import plain
from adapters.slack.text import clean, escaped, visible
from bot.messages import without_unseen

UNSEEN = (
    *("\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9f"),
    *("\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\u206f"),
    *("\u180e", "\u200b", "\u2060", "\ufeff", "\u2028", "\u2029", "\ud83d", "\udfff", "\U000e0041"),
)


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_what_nobody_sees_is_taken_out_for_every_platform(sign: str) -> None:
    text = f"no{sign}thing"
    for without in (without_unseen, visible, clean, escaped, plain):
        assert without(text) == "nothing", without


@pytest.mark.parametrize("text", ["a\tb\nc", "👩\u200d🚀", "می\u200cخواهم", "“não” — 1\u00a0000"])
def test_what_belongs_to_words_and_emoji_stays(text: str) -> None:
    assert without_unseen(text) == text
