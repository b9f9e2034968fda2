"""Words partly in marks: where they begin and end, and which of them are somebody's by themselves."""

from __future__ import annotations

import pytest

from summaries.model import Kind
from tests.summaries.analysis.reading import read, said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "“I like the pilots,” Brandt said, but “they like the tavern.”",
            "I like the pilots, … they like the tavern.",
        ),
        (
            "“We own the lane,” Sollen told the crews, and “we mean to sweep it.”",
            "We own the lane, … we mean to sweep it.",
        ),
        ("“The ice is thin,” Carvao wrote, so “tread on ours.”", "The ice is thin, … tread on ours."),
    ],
)
def test_a_quotation_goes_on_behind_its_cue_after_a_word_that_joins(text: str, words: str) -> None:
    [quotation] = read(text)
    assert (quotation.kind, quotation.words) == (Kind.DIRECT, words)


def test_words_in_marks_within_another_sentence_do_not_go_on_with_the_quotation_before() -> None:
    found = read("“We own the lane,” Sollen said, but “the garden” of her childhood was under water.")
    assert [quotation.words for quotation in found if quotation.kind is Kind.DIRECT] == ["We own the lane,"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Brandt said that under the treaty, “every pilot is a guest.”",
            "that under the treaty, “every pilot is a guest.”",
        ),
        (
            "Sollen said that, “with a little luck,” the lane would open in May.",
            "that, “with a little luck,” the lane would open in May",
        ),
        (
            "Carvao added that in the last war, “the fog did the shooting.”",
            "that in the last war, “the fog did the shooting.”",
        ),
    ],
)
def test_a_clause_that_begins_or_ends_outside_its_marks_is_whole(text: str, words: str) -> None:
    [quotation] = read(text)
    assert (quotation.kind, quotation.words) == (Kind.MIXED, words)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Two crews were hurt by a wave that Brandt described as “a wall with a grudge”.",
            "a wave … “a wall with a grudge”",
            "Otto Brandt",
        ),
        (
            "The port lives on tolls which Sollen called “a cover charge”.",
            "tolls … “a cover charge”",
            "Mira Sollen",
        ),
        ("The crews lost a map that Brandt called “a wish”.", "a map … “a wish”", "Otto Brandt"),
    ],
)
def test_what_a_relative_clause_calls_something_is_told_with_the_thing(
    text: str, words: str, name: str
) -> None:
    assert (words, name) in said(text)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("In the words of Mira Sollen, “the lane is a garden.”", "the lane is a garden.", "Mira Sollen"),
        ("The crews left since, in Brandt's words, “it was cold.”", "it was cold.", "Otto Brandt"),
        (
            "The ferry runs on Mondays and the lighthouse is “a candle,” as Brandt put it.",
            "the lighthouse is “a candle,”",
            "Otto Brandt",
        ),
        ("The lamp is “a candle,” as Mira Sollen put it.", "The lamp is “a candle,”", "Mira Sollen"),
    ],
)
def test_an_aside_gives_the_words_in_marks_beside_it(text: str, words: str, name: str) -> None:
    assert said(text) == [(words, name)]


@pytest.mark.parametrize(
    "text",
    [
        "It is a hope carved in the words of the treaty of Tarnholm.",
        "The strait, known as the “Needle”, was shut by ice.",
        "The island is better known as “the Anvil” to its crews.",
    ],
)
def test_names_and_what_is_written_in_something_are_nobodys_words(text: str) -> None:
    assert not read(text)


def test_a_list_of_words_in_marks_is_not_given_away_by_its_last_one() -> None:
    found = said("As the radio went on about “order,” and “thrift” and “the harvest,” Brandt said no.")
    assert "Otto Brandt" not in {name for words, name in found if "harvest" in words}


@pytest.mark.parametrize(
    "text",
    [
        "“Are we late?” Sollen asked, and as the gates closed, Brandt said no.",
        "“The ice is thin,” Sollen wrote, and when the thaw came, Brandt said yes.",
    ],
)
def test_what_one_says_is_no_part_of_what_another_says_after_it(text: str) -> None:
    assert not [words for words, name in said(text) if name == "Otto Brandt" and "Sollen" in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Brandt said he wanted to speak “as a neighbour” and let the crews know that “the soup is hot.”",
            "he wanted to speak “as a neighbour” and let the crews know that “the soup is hot.”",
        ),
        (
            "Sollen said her office had been told to answer “in ink” and return “every coin”.",
            "her office had been told to answer “in ink” and return “every coin”",
        ),
        (
            "Carvao said it was time to sweep “our own steps” and mend the gate.",
            "it was time to sweep “our own steps” and mend the gate",
        ),
    ],
)
def test_an_infinitive_goes_on_with_the_one_before_it_and_not_with_the_cue(text: str, words: str) -> None:
    assert [quotation.words for quotation in read(text)] == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Brandt flew home to accuse the pilots of drinking “the profits” and urge the port to act.",
            "the pilots of drinking “the profits”",
        ),
        (
            "Sollen meant to blame the crews for being “asleep” and demand a new lighthouse.",
            "the crews for being “asleep”",
        ),
    ],
)
def test_an_infinitive_joined_to_the_cue_over_a_gerund_is_a_cue_of_its_own(text: str, words: str) -> None:
    assert words in [quotation.words for quotation in read(text)]


def test_a_heading_before_a_quotation_leaves_it_to_whoever_says_it() -> None:
    found = said("The letter also mentioned the cost of the tolls: “We sold the boats,” Mira Sollen said.")
    assert ("We sold the boats,", "Mira Sollen") in found
    assert not [words for words, _ in found if "tolls" in words and "boats" in words]


def test_what_is_seen_as_being_something_is_not_said_by_the_thing() -> None:
    [quotation] = read("Brandt dismissed Belmora as being “a puddle with a flag”.")
    assert (quotation.words, quotation.name) == ("Belmora as being “a puddle with a flag”", "Otto Brandt")
