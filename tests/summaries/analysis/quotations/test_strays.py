"""What is left out at the ends of contents: marks without a partner, and bullets."""

from __future__ import annotations

import pytest

from tests.summaries.analysis.reading import read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Brandt said the lane was shut.”", "the lane was shut"),
        ("The lane is shut,” Brandt said.", "The lane is shut"),
        ('Brandt warned that the lane was shut".', "that the lane was shut"),
        ("Brandt warned of “a dry winter” and a levy.”", "“a dry winter” and a levy"),
        ("Brandt said: ““The lane is shut.””", "The lane is shut."),
        ("• Brandt said that the lane was shut.", "that the lane was shut"),
        ("* “The lane is shut,” Brandt said.", "The lane is shut,"),
    ],
)
def test_marks_without_a_partner_and_bullets_are_no_part_of_what_is_said(text: str, words: str) -> None:
    [quotation] = read(text)
    assert quotation.words == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Brandt said that it was “a dry winter”.", "that it was “a dry winter”"),
        ("“Nobody calls it ‘war’,” Brandt said.", "Nobody calls it ‘war’,"),
        ("“She told me 'never again.'” Brandt said.", "She told me 'never again.'"),
        ("«They wrote “closed”», Brandt said.", "They wrote “closed”"),
        ("“What the h**” Brandt said.", "What the h**"),
    ],
)
def test_marks_that_have_a_partner_and_stars_in_a_word_stay(text: str, words: str) -> None:
    [quotation] = read(text)
    assert quotation.words == words
