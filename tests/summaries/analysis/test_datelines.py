"""Where a paragraph begins to tell."""

from __future__ import annotations

import pytest

from summaries.analysis.datelines import dateline_end


@pytest.mark.parametrize(
    "dateline",
    [
        "GENEVA, May 19 — ",
        "GENEVA — ",
        "GENEVA (AP) — ",
        "PORT ELLEN, Scotland (Reuters) - ",
        "TARNHOLM/CASTELO -- ",
        "Tarnholm, 14 July. – ",
        "Tarnholm (ANA) - ",
        "TARNHOLM, 5 November 2019 (ANA) -- ",
    ],
)
def test_a_dateline_ends_before_the_first_sentence(dateline: str) -> None:
    text = f"{dateline}The ships have sailed."
    assert text[dateline_end(text, 0, len(text)) :] == "The ships have sailed."


@pytest.mark.parametrize(
    "text",
    [
        "Tarnholm — The city by the sea — was quiet.",
        "The ships have sailed – Brandt was pleased.",
        "NATO said the ships - Arland's best - had sailed.",
        "Otto Brandt (left) spoke first.",
    ],
)
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    assert dateline_end(text, 0, len(text)) == 0
