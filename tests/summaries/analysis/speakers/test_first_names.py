"""What first names tell, and what the list of them is made of."""

from __future__ import annotations

import pytest

from summaries.analysis.speakers.first_names import pronoun_of_first_name


@pytest.mark.parametrize(
    ("name", "pronoun"),
    [
        ("Elizabeth Cole", "she"),
        ("JOHN COLE", "he"),
        ("José Prado", "he"),
        ("Jean-Claude Moreau", ""),
        ("Volodymyr Koval", "he"),
        ("Fatima al-Hadi", "she"),
        ("Andrea Rossi", ""),
        ("Kim Soo-min", ""),
        ("J. R. Cole", ""),
        ("Elizabeth", ""),
        ("North Ridge", ""),
    ],
)
def test_a_first_name_tells_only_where_nearly_all_of_that_name_are_the_same(name: str, pronoun: str) -> None:
    assert pronoun_of_first_name(name) == pronoun
