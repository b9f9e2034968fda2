"""What a reporter adds behind words in marks is no part of what somebody said."""

from __future__ import annotations

import pytest

from tests.summaries.analysis.reading import read

OF_THE_REPORTER = [
    # a participle
    ("Brandt called", "the pilots “sleepwalkers”", ", drawing laughter from the benches."),
    ("Mira Sollen said", "the lane was “a front garden,”", " openly mocking her hosts."),
    ("Carvao warned", "that the straits would be “a graveyard”", ", echoing his father."),
    # a dash
    ("Brandt said", "the ferry was “a museum”", " — a remark that cost him the islands."),
    ("Sollen described", "the tolls as “a cover charge”", " - just as her rival had."),
    ("Carvao insisted", "that the pilots were “on loan”", " – hardly a new claim."),
    # a relative clause, a contrast
    ("Brandt announced", "a harbour “with no debts”", ", which nobody has paid for."),
    ("Sollen called", "the survey “a rumour”", ", while her deputy quoted from it."),
    ("Carvao likened", "the tolls to “a cover charge,”", " though he pays none."),
    # when it was called so
    ("Brandt dismissed", "the survey as “a rumour”", " during a tour of the port."),
    ("Sollen denounced", "the patrols as “piracy”", " after the vote."),
    ("Carvao hailed", "the lighthouse as “a tall friend”", " Monday."),
]


@pytest.mark.parametrize(("cue", "words", "more"), OF_THE_REPORTER)
def test_a_content_ends_where_the_reporter_takes_over(cue: str, words: str, more: str) -> None:
    assert read(f"{cue} {words}{more}")[0].words == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Brandt said the ferry was “a museum” — and that nobody would mend it.",
            "the ferry was “a museum” — and that nobody would mend it",
        ),
        (
            "Sollen said that the lane - “our garden” - would stay open.",
            "that the lane - “our garden” - would stay open",
        ),
        (
            "Carvao said the price-fixing was “plain theft” after the war.",
            "the price-fixing was “plain theft” after the war",
        ),
        (
            "The lane, Sollen said, was “a front garden,” keeping both shores awake.",
            "The lane … was “a front garden,” keeping both shores awake",
        ),
    ],
)
def test_what_may_well_be_said_too_is_kept(text: str, words: str) -> None:
    assert read(text)[0].words == words
