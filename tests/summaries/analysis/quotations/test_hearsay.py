"""Whose words they are where one source tells what another has said."""

from __future__ import annotations

import pytest

from tests.summaries.analysis.reading import read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Belmora has told its allies that it will not sign, Mira Sollen said on Monday.",
            "Belmora has told its allies that it will not sign",
        ),
        (
            "Castelo hopes that the patrols will end by June, according to Mira Sollen.",
            "Castelo hopes that the patrols will end by June",
        ),
        (
            "Brandt believes that the lane should stay closed, Mira Sollen told reporters.",
            "Brandt believes that the lane should stay closed",
        ),
    ],
)
def test_what_somebody_tells_of_anothers_words_before_the_cue_is_his_own(text: str, words: str) -> None:
    [quotation] = read(text)
    assert (quotation.words, quotation.name) == (words, "Mira Sollen")


def test_words_in_marks_stay_their_speakers_whoever_tells_of_them() -> None:
    [quotation] = read("“The lane is closed,” Brandt told the cabinet, according to Mira Sollen.")
    assert (quotation.words, quotation.name) == ("The lane is closed,", "Otto Brandt")
