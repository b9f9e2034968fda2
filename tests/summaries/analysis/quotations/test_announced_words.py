"""Words that a colon, a signature, a message or somebody's view brings in, and phrases that do without."""

from __future__ import annotations

import pytest

from summaries.model import Kind
from tests.summaries.analysis.reading import read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“The lane belongs to everybody,” — Mira Sollen on the patrols", "Mira Sollen"),
        ("“The lane belongs to everybody” – Otto Brandt in Tarnholm", "Otto Brandt"),
        ("Mira Sollen sent the pilots a note that read “Stay in port tonight.”", "Mira Sollen"),
        ("Foreign Minister Peter Lund: “Nobody will drown in this lane.”", "Peter Lund"),
        ("Brandt interrupted: “Nobody has drowned in this lane.”", "Otto Brandt"),
        ("Brandt cut in: “Nobody has drowned in this lane.”", "Otto Brandt"),
    ],
)
def test_words_in_marks_are_theirs_who_signs_sends_or_opens_them(text: str, name: str) -> None:
    quotation = read(text)[-1]
    assert (quotation.kind, quotation.name) == (Kind.DIRECT, name)
    assert quotation.words == text[text.index("“") + 1 : text.index("”")]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("In Brandt's view, the patrols have failed.", "the patrols have failed", "Otto Brandt"),
        ("In the opinion of Mira Sollen, the lane is safe.", "the lane is safe", "Mira Sollen"),
        ("Sollen's position is that the lane is open.", "that the lane is open", "Mira Sollen"),
        ("The patrols, Brandt made clear, will go on.", "The patrols … will go on", "Otto Brandt"),
        ("It was announced by Brandt that the lane would close.", "that the lane would close", "Otto Brandt"),
    ],
)
def test_views_positions_and_what_is_made_clear_are_whose_they_are(text: str, words: str, name: str) -> None:
    [quotation] = read(text)
    assert (quotation.words, quotation.name) == (words, name)


@pytest.mark.parametrize(
    "text",
    [
        "In Brandt's view stood a ferry that had lost its mast.",
        "Sollen's position is not that the lane is open.",
        "The ferry had in view of the port lost its mast.",
    ],
)
def test_what_somebody_sees_or_does_not_hold_is_nobodys_view(text: str) -> None:
    assert not [quotation for quotation in read(text) if quotation.name]


def test_a_colon_after_a_thing_gives_its_words_to_nobody() -> None:
    assert not [q for q in read("The lesson of the patrols: “Never sail at night.”") if q.name]
