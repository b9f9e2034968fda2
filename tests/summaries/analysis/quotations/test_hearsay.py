"""Whose words they are where one source tells of another, and where somebody is only asked."""

from __future__ import annotations

import pytest

from summaries.model import Kind
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


@pytest.mark.parametrize(
    "text",
    [
        "Asked what he would do if the port stayed closed, Brandt shrugged.",
        "Asked what she had known of the ledgers, Mira Sollen left the room.",
    ],
)
def test_a_question_is_not_the_words_of_whom_it_is_put_to(text: str) -> None:
    assert not [quotation for quotation in read(text) if quotation.name]


@pytest.mark.parametrize(
    "text",
    [
        "“The ledger was burnt in June,” Mira Sollen claimed Brandt had conceded.",
        "“The lane was never safe,” Peter Lund said Brandt had told the crews.",
        "“The lane was never safe,” Peter Lund said Brandt had assured her.",
    ],
)
def test_nobody_is_named_for_words_that_one_gives_to_another(text: str) -> None:
    [quotation] = read(text)
    assert (quotation.kind, quotation.name) == (Kind.DIRECT, None)


def test_whom_words_were_told_takes_them_from_nobody() -> None:
    [quotation] = read("“The lane was never safe,” Peter Lund told reporters.")
    assert quotation.name == "Peter Lund"
