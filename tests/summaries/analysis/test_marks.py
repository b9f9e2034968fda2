"""Pairs of quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.analysis.marks import find_marks


def inner(text: str) -> list[str]:
    return [text[m.inner_start : m.inner_end] for m in find_marks(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Ships may pass,” he said.", ["Ships may pass,"]),
        ('"Ships may pass," he said. "All of them."', ["Ships may pass,", "All of them."]),
        ("«Ships may pass», he said.", ["Ships may pass"]),
        ("„Schiffe“ and »Boote« are words.", ["Schiffe", "Boote"]),
        ("``Ships may pass,'' he said.", ["Ships may pass,"]),
        ("‘Ships may pass,’ he said.", ["Ships may pass,"]),
        ("'Ships may pass,' he said.", ["Ships may pass,"]),
        ("They have no food, ” he said.", []),
        ('"They have no food, " he said.', ["They have no food, "]),
        ("It was a ”hollow” promise.", ["hollow"]),
        ('It was a “hollow" promise.', ["hollow"]),
    ],
)
def test_marks_of_every_kind_are_paired(text: str, words: list[str]) -> None:
    assert inner(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "It’s the captains’ choice, isn’t it?",
        "Rock 'n' roll of the '90s isn't dead.",
        "The ‘90s weren’t kind to Brandt’s fleet.",
        "He is 6'2\" tall.",
        '“” and "" hold nothing.',
    ],
)
def test_apostrophes_inches_and_empty_pairs_are_no_quotations(text: str) -> None:
    assert inner(text) == []


def test_an_apostrophe_inside_single_marks_does_not_end_them() -> None:
    assert inner("'It's the captains' choice,' she said.") == ["It's the captains' choice,"]


def test_marks_inside_marks_are_deeper() -> None:
    text = "“He said ‘never’ to us,” she said."
    assert [m.depth for m in find_marks(text, [(0, len(text))])] == [0, 1]


def test_the_same_marks_may_be_nested() -> None:
    text = '"He said "never" to us," she said.'
    assert inner(text) == ['He said "never" to us,', "never"]


def test_marks_left_open_end_with_their_paragraph() -> None:
    text = "“Ships may pass. \n\n“All of them,” he said."
    first, second = find_marks(text, [(0, 17), (19, len(text))])
    assert (first.closed, text[first.inner_start : first.inner_end]) == (False, "Ships may pass.")
    assert second.closed


def test_a_new_opening_mark_ends_what_was_left_open() -> None:
    assert inner("“Ships may pass. “All of them,” he said.") == ["Ships may pass.", "All of them,"]


@given(st.text(alphabet="ab .,\n“”\"«»„‘’'`s", max_size=60))
def test_pairs_are_sorted_nested_and_inside_the_text(text: str) -> None:
    marks = find_marks(text, [(0, len(text))])
    assert list(marks) == sorted(marks, key=lambda m: (m.start, -m.end))
    for number, mark in enumerate(marks):
        assert 0 <= mark.start < mark.inner_start < mark.inner_end <= mark.end <= len(text)
        assert all(o.start >= mark.end or o.end <= mark.end for o in marks[number + 1 :])
