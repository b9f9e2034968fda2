"""When words break off in the middle of what belongs together, or run on into what another says."""

from __future__ import annotations

import pytest

from summaries.analysis.passage import Passage
from summaries.analysis.pipeline import Analyser
from summaries.analysis.quotations.wholeness import breaks_off, runs_on
from summaries.model import Article
from tests.summaries.analysis.reading import topic


def passage(text: str) -> Passage:
    [document] = Analyser(topic()).prepare([Article(id="a", document="a", text=text)])
    [sentence] = document.sentences
    assert sentence.parse is not None
    return Passage(document, sentence, sentence.parse)


def place(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        (
            "Brandt said the ferry had fuel but was stopped.",
            "the ferry had fuel",
            "the ferry had fuel but was stopped",
        ),
        ("Brandt blamed the owners of the ferry.", "the owners of the", "the owners of the ferry"),
        (
            "Brandt said it was wrong when the ferry left.",
            "it was wrong when",
            "it was wrong when the ferry left",
        ),
        (
            "The lane, Brandt says, is “a front garden”.",
            "is “a front garden”",
            "The lane, Brandt says, is “a front garden”",
        ),
        (
            "Brandt demanded the return of the ferry, and a pilot for each harbour.",
            "the return of the ferry",
            "the return of the ferry, and a pilot for each harbour",
        ),
    ],
)
def test_words_that_need_each_other_stay_together(text: str, part: str, whole: str) -> None:
    assert breaks_off(passage(text), [place(text, part)], [place(text, whole)])


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Brandt praised the ferry, which sails at six.", "the ferry", "the ferry, which sails at six"),
        ("Brandt urged calm after speaking to Sollen.", "calm", "calm after speaking to Sollen"),
        (
            "Brandt said the ferry had fuel and warned the crew.",
            "the ferry had fuel",
            "the ferry had fuel and warned the crew",
        ),
        (
            "Brandt praised the ferry, and the crew that owned it left.",
            "the ferry",
            "the ferry, and the crew that owned it left",
        ),
    ],
)
def test_circumstances_additions_and_another_cue_may_be_left_out(text: str, part: str, whole: str) -> None:
    assert not breaks_off(passage(text), [place(text, part)], [place(text, whole)])


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "Brandt told her that the ferry leaves, and she promised to pay.",
            "that the ferry leaves, and she promised to pay",
        ),
        ("Brandt said that the ferry leaves, denying any delay.", "that the ferry leaves, denying any delay"),
    ],
)
def test_another_cue_after_what_is_said_is_no_part_of_it(text: str, whole: str) -> None:
    assert runs_on(passage(text), [place(text, whole)], [place(text, "that the ferry leaves")])


def test_what_is_said_may_hold_what_another_says() -> None:
    text = "Brandt said that the ferry sails if Sollen says so."
    whole = [place(text, "that the ferry sails if Sollen says so")]
    assert not runs_on(passage(text), whole, [place(text, "that the ferry sails")])
