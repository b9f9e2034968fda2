"""Which words are attributed, by which cue, to which source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.model import Kind, QuotationType
from tests.summaries.analysis.reading import read


def contents(text: str) -> list[list[str]]:
    return [[span.text for span in quotation.content] for quotation in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“The lane is open,” said Brandt.",
        "“The lane is open,” Brandt told reporters on Friday.",
        "Brandt said: “The lane is open.”",
        "Brandt told parliament on Friday, “The lane is open.”",
        "In a video posted on Friday, Brandt declared: “The lane is open.”",
        "Brandt went on to say, “The lane is open.”",
        "Brandt smiled at the crowd, adding: “The lane is open.”",
        "Brandt: “The lane is open.”",
        "“The lane is open.” — Otto Brandt",
        "“The lane is open,” according to Brandt.",
        "Brandt tweeted: “The lane is open!”",
        "«The lane is open», said Brandt.",
        "'The lane is open,' said Brandt.",
        '"The lane is open," said Brandt.',
    ],
)
def test_a_cue_may_stand_before_or_after_the_words(text: str) -> None:
    [quotation] = [q for q in read(text) if q.kind is Kind.DIRECT]
    assert quotation.words.strip(".,!") == "The lane is open"
    assert quotation.speaker is not None
    assert "Brandt" in quotation.speaker.text
    assert quotation.name == "Otto Brandt"


def test_a_quote_split_round_its_cue_has_two_spans() -> None:
    assert contents("“We can talk,” Brandt said, “but not for ever.”") == [
        ["We can talk,", "but not for ever."]
    ]


def test_a_quote_that_goes_on_after_its_cue_sentence_is_one_quotation() -> None:
    assert contents("“We can talk,” Brandt said. “We will not wait.”") == [
        ["We can talk,", "We will not wait."]
    ]


def test_a_second_cue_in_the_sentence_makes_a_second_quotation() -> None:
    found = contents("“We can talk,” Brandt said, adding: “We will not wait.”")
    assert ["We will not wait."] in found
    assert ["We can talk,"] in found


def test_a_quote_over_two_paragraphs_opens_twice_and_closes_once() -> None:
    text = "Brandt said: “We have waited.\n\n“We will not wait for ever.”"
    assert contents(text) == [["We have waited.", "We will not wait for ever."]]


def test_a_cue_at_the_end_of_a_long_quote_answers_for_all_of_it() -> None:
    text = "The harbour was quiet.\n\n“We have waited.\n\n“We will not wait for ever,” said Brandt."
    [quotation] = read(text)
    assert len(quotation.content) == 2
    assert quotation.name == "Otto Brandt"


def test_marks_inside_a_quote_belong_to_it() -> None:
    assert contents("“He said ‘never’ to us,” Brandt said.") == [["He said ‘never’ to us,"]]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “peace lane” is closed.",
        "The film “The Long Strait” won a prize.",
        "Ships of the “Albatross” class are slow.",
        "Erik “the Eel” Holm is a diver.",
    ],
)
def test_titles_nicknames_and_scare_quotes_are_no_quotations(text: str) -> None:
    assert contents(text) == []


def test_a_mixed_quotation_is_the_whole_reported_clause() -> None:
    [quotation] = read(
        "Brandt claimed that Carvao “had his bags packed” when he was told to stay by his generals."
    )
    assert quotation.kind is Kind.MIXED
    assert quotation.words == "that Carvao “had his bags packed” when he was told to stay by his generals"


def test_a_scare_quote_with_a_cue_is_a_mixed_quotation() -> None:
    [quotation] = [
        q
        for q in read("Castelo denied this, arguing it was part of a “paper war” by Arland.")
        if "“" in q.words
    ]
    assert (quotation.kind, quotation.actor) == (Kind.MIXED, "belmora")


def test_what_somebody_is_called_is_quoted_with_whom() -> None:
    [quotation] = read("Brandt described the meeting as “very useful”.")
    assert (quotation.kind, quotation.words) == (Kind.MIXED, "the meeting as “very useful”")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Brandt said that the lane was open.", "that the lane was open"),
        ("The lane was open, Brandt said.", "The lane was open"),
        ("According to Brandt, the lane was open.", "the lane was open"),
        ("The lane was open, according to Brandt.", "The lane was open"),
        ("Brandt warned of a long blockade.", "a long blockade"),
        ("Brandt urged Carvao to end the blockade.", "Carvao to end the blockade"),
        ("Brandt called on Carvao to end the blockade.", "Carvao to end the blockade"),
        ("Brandt made the claim that the lane was open.", "that the lane was open"),
    ],
)
def test_reported_words_are_found_without_marks(text: str, words: str) -> None:
    found = [q for q in read(text) if q.words == words]
    assert [q.kind for q in found] == [Kind.INDIRECT]
    assert found[0].name == "Otto Brandt"


def test_a_cue_in_the_middle_leaves_two_parts() -> None:
    assert contents("The lane, Brandt said, will open in May.") == [["The lane", "will open in May"]]


def test_thoughts_and_wishes_are_no_statements() -> None:
    types = [q.type for q in read("Brandt believes that the lane is open. Brandt wants to leave.")]
    assert types == [QuotationType.BELIEF, QuotationType.INTENTION]


def test_what_one_says_that_another_said_is_the_first_ones_word() -> None:
    [quotation] = read("Brandt said Carvao told him that the lane was open.")
    assert quotation.name == "Otto Brandt"


def test_a_contrast_is_not_part_of_what_is_said() -> None:
    found = read("Arland backs the captains’ claims whilst Belmora has declared its support for the unions.")
    assert [(q.actor, q.words) for q in found] == [
        ("arland", "the captains’ claims"),
        ("belmora", "its support for the unions"),
    ]


def test_a_transcript_is_read_by_its_labels() -> None:
    text = "MR. BRANDT: The lane is open.\n\nQ: Since when is it open?\n\nMR. BRANDT: Since this morning."
    assert [(q.words, q.name) for q in read(text)] == [
        ("The lane is open.", "Otto Brandt"),
        ("Since when is it open?", None),
        ("Since this morning.", "Otto Brandt"),
    ]


_NEWS = st.sampled_from(
    [
        *"“”\"'‘’«».,:;!?—\n",
        "\n\n",
        " ",
        " ",
        "said",
        "Brandt",
        "Sollen",
        "he",
        "that",
        "the lane",
        "according to",
        "открыто",
        "🚢",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_NEWS, max_size=30).map(" ".join))
def test_any_text_gives_quotations_that_stand_in_it(text: str) -> None:
    for quotation in read(text):
        for span in (*quotation.content, quotation.context, quotation.speaker, quotation.cue):
            assert span is None or text[span.start : span.end] == span.text
        assert all(quotation.context.holds(span) for span in quotation.content)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“The lane is open,” Sollen said. “It is not,” Carvao shot back.", "Rui Carvao"),
        ("“The lane is open,” Sollen said. “Since when?” Carvao wanted to know.", "Rui Carvao"),
        ("“The lane is open,” Sollen said. “It is not,” Carvao chimed in.", "Rui Carvao"),
    ],
)
def test_a_reply_with_a_cue_of_two_words_is_another_quotation(text: str, name: str) -> None:
    first, second = (q for q in read(text) if q.kind is Kind.DIRECT)
    assert (first.name, second.name) == ("Mira Sollen", name)


@pytest.mark.parametrize(
    "text",
    [
        "“The lane is open,” Sollen quoted Brandt as saying.",
        "Sollen cited Brandt as saying that the lane was open.",
        "Brandt was quoted by Sollen as saying that the lane was open.",
        "The lane was “wide open”, the agency quoted Brandt as saying on Friday.",
    ],
)
def test_what_one_is_quoted_as_saying_is_his_own(text: str) -> None:
    assert [q.name for q in read(text)] == ["Otto Brandt"]


def test_what_one_claims_that_another_said_is_given_to_nobody() -> None:
    [quotation] = read("“The lane is shut,” Brandt claimed Sollen had admitted.")
    assert quotation.name is None


@pytest.mark.parametrize(
    "text",
    [
        "Arland recalled its ambassador.",
        "Brandt dismissed two consuls on Monday.",
        "The rebels attacked a barracks near Castelo.",
        "Sollen notes the time and runs to the office.",
        "Sollen called Carvao twice on Sunday.",
        "Two captains were questioned by the coast guard.",
        "Brandt declined to comment.",
        "Brandt was asked about the lane.",
    ],
)
def test_a_deed_told_with_a_cue_is_no_quotation(text: str) -> None:
    assert contents(text) == []


def test_a_verb_that_tells_of_deeds_too_attributes_what_is_said_of_a_claim() -> None:
    assert contents("Brandt dismissed the allegation.") == [["the allegation"]]


@pytest.mark.parametrize(
    ("text", "places", "name"),
    [
        (
            "Belmora was accused by Brandt of hiding the chart.",
            ["Belmora", "of hiding the chart"],
            "Otto Brandt",
        ),
        (
            "Reporters were told by Sollen that no ship would sail.",
            ["that no ship would sail"],
            "Mira Sollen",
        ),
        ("Belmora was accused of theft by Brandt.", ["Belmora", "of theft"], "Otto Brandt"),
        ("It was announced in Castelo that the lane would open.", ["that the lane would open"], None),
    ],
)
def test_a_passive_gives_what_was_said(text: str, places: list[str], name: str | None) -> None:
    [quotation] = read(text)
    assert [span.text for span in quotation.content] == places
    assert quotation.name == name


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Sollen warned that the lane could be closed and urged crews to wait.", "crews to wait"),
        ("Sollen said that the harbour had no pilots left, and suggested that fog was to blame.", "that fog"),
        ("Sollen said her ships would sail, and accused Carvao of theft.", "Carvao of theft"),
        ("Sollen regretted that no text had been agreed and announced that talks would go on.", "that talks"),
    ],
)
def test_the_second_of_two_joined_cues_is_no_part_of_the_first_ones_words(text: str, second: str) -> None:
    first, last = read(text)
    assert "and" not in first.words.split()
    assert last.words.startswith(second)
    assert (first.name, last.name) == ("Mira Sollen", "Mira Sollen")


def test_what_stands_before_a_cue_as_its_circumstance_is_not_said() -> None:
    assert contents("Waving a chart of the lane, Brandt said: “It is open.”") == [["It is open."]]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The lane, as Brandt likes to say, is “a front garden”.", ["The lane", "is “a front garden”"]),
        ("As Brandt put it, the lane was “a front garden”.", ["the lane was “a front garden”"]),
        ("The lane will open, as Brandt told reporters on Friday.", ["The lane will open"]),
        ("The lane, according to Brandt, “will be open.”", ["The lane", "“will be open.”"]),
        ("For Hana Zeid, the offer is “a ladder”.", ["the offer is “a ladder”"]),
        ("For Arland, the offer is “a ladder”.", []),
        ("The talks stopped, as Brandt said goodbye, for an hour.", []),
    ],
)
def test_an_aside_gives_the_clause_it_is_put_to_to_whom_it_names(text: str, places: list[str]) -> None:
    assert [span.text for q in read(text) for span in q.content] == places


def test_where_a_report_is_from_is_not_who_speaks() -> None:
    [quotation] = read("«They may sail», Brandt assured the crews, according to a transcript.")
    assert quotation.words == "They may sail"
    assert quotation.name == "Otto Brandt"


def test_a_gerund_after_this_is_when_it_was_said() -> None:
    assert contents("He said this receiving here today the envoy.") == []


def test_who_was_asked_answers_in_the_quotation_that_stands_alone_after_it() -> None:
    [*_, quotation] = read("Brandt was asked whether the lane would open.\n\n“When it is safe, it will.”")
    assert (quotation.kind, quotation.name) == (Kind.DIRECT, "Otto Brandt")


def test_an_inserted_cue_after_a_semicolon_has_words_on_both_sides() -> None:
    assert contents("The wells are dry, Mira Sollen says; without rain, she says, the hills will burn.") == [
        ["The wells are dry"],
        ["without rain", "the hills will burn"],
    ]


def test_what_somebody_may_say_is_no_quotation() -> None:
    assert contents("Whatever Brandt says about the lane, the gauges say otherwise.") == []


def test_what_a_claim_is_dismissed_as_may_stand_before_it() -> None:
    found = contents("The Arlandic Foreign Ministry dismissed as “fantasy” a claim that Carvao had resigned.")
    assert ["as “fantasy” a claim that Carvao had resigned"] in found


def test_for_whom_something_is_so_does_not_speak_where_another_says_it() -> None:
    assert [q.name for q in read("For Otto Brandt, the answer was “no”, Carvao said.")] == ["Rui Carvao"]


@pytest.mark.parametrize(
    "text",
    [
        "Brandt was called on to renounce the use of force.",
        "Brandt was asked to renounce the use of force.",
        "Brandt had been told to stop denying that the lane was closed.",
    ],
)
def test_what_somebody_is_asked_to_say_is_not_said_yet(text: str) -> None:
    assert not [quotation for quotation in read(text) if quotation.name]


def test_what_somebody_is_forced_to_admit_is_said() -> None:
    (quotation,) = read("Brandt was forced to admit that the talks had failed.")
    assert quotation.name == "Otto Brandt"


def test_whose_turn_it_is_in_an_exchange_is_not_guessed() -> None:
    text = "“Will you open it?” Brandt asked.\n\n“If tolls end,” Carvao replied.\n\n“And if they do not?”"
    assert [q.name for q in read(text)] == ["Otto Brandt", "Rui Carvao", None]


def test_who_speaks_alone_goes_on_in_the_next_paragraph() -> None:
    text = "“We have counted the boats,” Sollen said.\n\n“Nobody is missing.”"
    assert [q.name for q in read(text)] == ["Mira Sollen", "Mira Sollen"]


def test_words_added_after_a_split_quote_are_another_quotation() -> None:
    text = "“The tolls,” Brandt said on Friday, “are a gift,” adding that he would “gladly” end them."
    assert contents(text) == [["The tolls,", "are a gift,"], ["that he would “gladly” end them"]]


def test_words_that_stand_alone_are_nobodys_whom_the_sentence_before_only_advises() -> None:
    text = "Brandt should not tie our hands or tell us how.\n\n“The lane must stay open for all of us.”"
    assert {q.name for q in read(text) if q.words.startswith("The lane must")} <= {None}


def test_a_pronoun_in_the_next_paragraph_is_no_second_speaker() -> None:
    text = (
        "“We stay,” Otto Brandt said.\n\n“I was going to sail tonight,” he said.\n\n"
        "“I want to see the lane. I want to talk to the pilots.”"
    )
    assert read(text)[-1].name == "Otto Brandt"


def test_marks_of_the_direction_of_writing_are_no_part_of_a_quotation() -> None:
    [quotation] = read("Otto Brandt said: “\u200e We stay.\u200f ”")
    assert [span.text for span in quotation.content] == ["We stay."]


def test_words_after_a_sentence_in_the_first_person_are_nobodys_whom_it_is_about() -> None:
    text = (
        "I am pleased that Otto Brandt now appears to be taking this seriously.\n\n"
        "“Two weeks ago, I joined others to call on the port. It must open.”"
    )
    assert read(text)[-1].name is None


def test_what_is_left_open_is_not_cut_at_an_abbreviation() -> None:
    text = (
        "Mira Sollen said: “We stay.\n\n“I want Mr. Carvao to tell the U.S. ships to leave the lane.\n\n"
        "As one of the pilots I want to know more.\n\n“It is late.”"
    )
    words = " ".join(span.text for q in read(text) for span in q.content)
    assert "Mr. Carvao to tell the U.S. ships to leave the lane." in words
