"""What may be printed, and what never."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.terminal.text import clean, clean_line


@given(st.text())
def test_no_text_keeps_a_character_that_steers_the_terminal(text: str) -> None:
    steering = {c for c in clean(text) if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"}
    assert not steering
    assert not set(clean(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(st.characters(categories=("L", "N", "P", "S", "M"))))
def test_words_of_any_script_stay_as_they_are(text: str) -> None:
    assert clean(text) == text


@given(st.text())
def test_a_clean_line_is_one_line(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("a\x9b31mb", "a\ufffd31mb"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\tbed", "tab bed"),
        ("nul\0", "nul␀"),
        ("good \u202eevil", "good \ufffdevil"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_what_steers_is_shown_as_a_sign(given_text: str, shown: str) -> None:
    assert clean(given_text) == shown
