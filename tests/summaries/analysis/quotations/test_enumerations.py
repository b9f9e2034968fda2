"""What is listed after a colon, and whose list it is."""

from __future__ import annotations

import pytest

from tests.summaries.analysis.reading import read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Otto Brandt put forward two conditions: an end to the patrols and a pilot on each ferry.",
            "an end to the patrols and a pilot on each ferry",
        ),
        (
            "Mira Sollen laid out her priorities: lights for the lane, a new buoy and a fund for widows.",
            "lights for the lane, a new buoy and a fund for widows",
        ),
    ],
)
def test_a_list_of_demands_is_what_its_owner_says(text: str, words: str) -> None:
    [quotation] = read(text)
    assert quotation.words == words
    assert quotation.name in ("Otto Brandt", "Mira Sollen")


@pytest.mark.parametrize(
    "text",
    [
        "Otto Brandt bought three things: a lamp, a rope and a bell.",
        "Otto Brandt has never named his conditions: lamps, ropes and bells.",
        "Mira Sollen has three brothers: Nils, Ole and Per.",
    ],
)
def test_a_list_of_things_or_one_that_nobody_gave_is_nobodys_words(text: str) -> None:
    assert not [quotation for quotation in read(text) if quotation.name]
