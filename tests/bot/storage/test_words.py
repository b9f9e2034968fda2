"""Which words are the same word, and where they stand."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.passages import passages
from bot.storage.porter import stem
from bot.storage.words import every_form, forms, terms

ROOTS = """
relat hop fall fil tann fail happ conform vietnam operat trou s ski oil govern defens crisi pl yell
"""
ENDINGS = """
s sses ies ss eed ed ing y ational tional enci anci izer bli alli entli eli ousli ization ation ator
alism iveness fulness ousness aliti iviti biliti logi icate ative alize iciti ical ful ness al ance
ence er ic able ible ant ement ment ent ion sion ou ism ate iti ous ive ize e ll
"""
SEEDS = Path(__file__).parents[3] / "seeds"


def fts5_stems(words: list[str]) -> dict[str, str]:
    """What SQLite's own Porter tokenizer makes of each word."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(word, tokenize = 'porter ascii')")
    connection.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(texts, instance)")
    connection.executemany("INSERT INTO texts(rowid, word) VALUES (?, ?)", enumerate(words, 1))
    found = {words[row - 1]: term for term, row in connection.execute("SELECT term, doc FROM stems")}
    connection.close()
    return found


def test_stems_are_those_of_sqlites_porter_tokenizer() -> None:
    words = {root + ending for root in ROOTS.split() for ending in ENDINGS.split()}
    for text in SEEDS.rglob("*.txt"):
        words |= set(re.findall(r"[a-z]+", text.read_text(encoding="utf-8").lower()))
    expected = fts5_stems(sorted(words))
    assert len(expected) > 1_000
    assert {word: stem(word) for word in expected} == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("sanctions", "sanctioned"), ("Bogotá", "BOGOTA"), ("negotiate", "Negotiations"), ("Łódź", "lodz")],
)
def test_case_accents_and_endings_do_not_matter(one: str, other: str) -> None:
    assert forms(one) == forms(other)


def test_different_words_stay_different() -> None:
    assert len(forms("oil boil sanction sanctify 制裁 制 переговоры")) == 7


@given(st.text())
def test_every_term_stands_where_it_says(text: str) -> None:
    found = terms(text)
    assert [term.form for term in found] == every_form(text)
    for term in found:
        assert forms(text[term.start : term.end])[0] == term.form
    assert [term.start for term in found] == sorted(term.start for term in found)


@given(st.text())
def test_forms_are_plain_ascii_words(text: str) -> None:
    assert all(re.fullmatch(r"_?[a-z0-9]+", form) for form in forms(text))


# ---- passages


def test_lines_are_passages_and_captions_are_none() -> None:
    text = "A headline\n\nFirst line.\nSecond line.\n02:27\n***\n"
    assert [text[start:end] for start, end in passages(text)] == ["A headline", "First line.", "Second line."]


def test_a_long_paragraph_is_cut_at_a_sentence() -> None:
    text = "A short sentence. " * 200
    found = [text[start:end] for start, end in passages(text)]
    assert all(len(passage) <= 1_000 and passage.endswith("sentence.") for passage in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_a_word_without_end_is_cut_anyway() -> None:
    assert [end - start for start, end in passages("x" * 2_500)] == [1_000, 1_000, 500]


@given(st.text(alphabet=st.sampled_from("ab. \n\r\t“”é\u2028x"), max_size=3_000))
def test_passages_are_disjoint_in_order_and_without_outer_space(text: str) -> None:
    last = 0
    for start, end in passages(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert any(letter.isalnum() for letter in text[start:end])
        last = end
