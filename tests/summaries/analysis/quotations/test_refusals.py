"""Why nothing is attributed where a cue stands, whichever of rules and tagger looks."""

from __future__ import annotations

import pytest

from summaries.model import QuotationType
from tests.summaries.analysis.reading import read

DEEDS = [
    "The rebels besieged a barracks near Castelo.",
    "Arland named a general in his place.",
    "Brandt ignored the gauges.",
    "The fleet observed the truce for six days.",
    "Sollen had a warning for the crews.",
    "Lund advised President Otto Brandt for years.",
    "Brandt called Sollen on Monday to discuss the tolls.",
    "Talks go on, yet both ports remain unwilling to pay for the dredging, as pilots know.",
    "The ministry seemed reluctant to sign.",
]
NOTHING_SAID = [
    "Carvao was asked about the tolls.",
    "Sollen, in answer to a question about the tolls, smiled.",
    "Sollen said this receiving the crews in the harbour.",
    "Whatever Carvao says about the tolls, the ferries say otherwise.",
    "Few in the harbour believed him.",
    "Sollen referred reporters to the harbour office.",
    "The mayor is appalled by the flood.",
]


@pytest.mark.parametrize("text", DEEDS)
def test_a_deed_done_to_somebody_or_something_is_not_said(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_a_cue_without_anything_said_attributes_nothing_to_anybody(text: str) -> None:
    assert [quotation.name for quotation in read(text) if quotation.name] == []


@pytest.mark.parametrize(
    "text",
    [
        "Brandt attacked Carvao for his silence on the tolls.",
        "Brandt welcomed the release of the crews.",
        "Brandt attacked the plan.",
    ],
)
def test_a_verb_of_deeds_speaks_of_claims_and_gives_reasons(text: str) -> None:
    assert [quotation.name for quotation in read(text)] == ["Otto Brandt"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Explaining her vote, Sollen said that the text was too weak.", "that the text was too weak"),
        ("Announcing the tolls, Sollen said that ferries would pay half.", "that ferries would pay half"),
    ],
)
def test_the_occasion_of_what_is_said_is_not_said(text: str, words: str) -> None:
    assert [quotation.words for quotation in read(text)] == [words]


def test_what_a_source_is_called_is_not_said_of_the_matter() -> None:
    found = read("Lund, citing what he called a private letter, said that the ferries would stop.")
    assert [quotation.words for quotation in found if quotation.name] == ["that the ferries would stop"]


def test_talks_cannot_threaten_anybody() -> None:
    assert not [q for q in read("The failed negotiations threaten efforts to reopen the lane.") if q.name]


@pytest.mark.parametrize(
    "text",
    [
        "The council must not limit its freedom to respond to threats at sea.",
        "The navy bought two boats to react to the raids.",
    ],
)
def test_what_is_to_be_met_by_deeds_is_not_said(text: str) -> None:
    assert not [q for q in read(text) if q.type is QuotationType.STATEMENT]
