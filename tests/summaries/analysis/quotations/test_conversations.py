"""Transcripts and interviews: whose turn it is, and what is no speaker's label."""

from __future__ import annotations

import pytest

from summaries.model import Grade, Kind
from tests.summaries.analysis.reading import read, said

BRIEFING = """Daily Briefing of the Arlandic Foreign Ministry

Ingrid Holm, the spokeswoman, spoke to the press in Tarnholm.

MS. HOLM: Good morning. I have a short statement.

We are aware of the reports from Belmora, and we take them seriously.

(Laughter.)

(A clip of an older recording is played.)

With that, your questions.

QUESTION: Thank you. Has the blockade ended?

MS. HOLM: No. (Inaudible.) The Prime Minister of Belmora, Rui Carvao, said: “We will never yield.”

We disagree with him.

QUESTION: (Off-mike) — talks?

MS. HOLM: Talks go on.

NOTE: Names of reporters have been left out.

(The briefing ended at 1:40 p.m.)
"""


def turns(text: str) -> list[tuple[str, str | None]]:
    return [(q.words, q.name) for q in read(text) if q.kind is Kind.DIRECT]


def test_a_turn_lasts_to_the_next_label_over_all_its_paragraphs() -> None:
    words = [words for words, name in turns(BRIEFING) if name == "Ingrid Holm"]
    assert words[:3] == [
        "Good morning. I have a short statement.",
        "We are aware of the reports from Belmora, and we take them seriously.",
        "With that, your questions.",
    ]
    assert words[-2:] == ["We disagree with him.", "Talks go on."]


def test_questions_are_whose_label_it_is_and_nobodys_name() -> None:
    asked = {q.words: q.name for q in read(BRIEFING) if q.speaker and q.speaker.text == "QUESTION"}
    assert asked == {"Thank you. Has the blockade ended?": None, "talks?": None}


def test_what_a_speaker_quotes_belongs_to_whom_the_speaker_names_as_told() -> None:
    [quoted] = [q for q in read(BRIEFING) if q.name == "Rui Carvao"]
    assert (quoted.words, quoted.grade) == ("We will never yield.", Grade.REPORTED)


def test_stage_directions_are_not_said() -> None:
    everything = " ".join(words for words, _ in turns(BRIEFING))
    assert not [
        w for w in ("Laughter", "clip", "Inaudible", "Off-mike", "ended at", "left out") if w in everything
    ]


def test_each_turn_is_shown_in_its_own_paragraph() -> None:
    [quotation] = [q for q in read(BRIEFING) if q.words == "We disagree with him."]
    assert quotation.context.text == "We disagree with him."


@pytest.mark.parametrize(
    "text",
    [
        "Q: When does it open?\n\nMR. BRANDT: In June.",
        "Question: When does it open?\n\nOtto Brandt: In June.",
        "REPORTER: When does it open?\n\nPRESIDENT BRANDT: In June.",
        "[00:01:07] Reporter: When does it open?\n[00:01:12] Brandt: In June.",
        "**Interviewer:** When does it open?\n\n**Otto Brandt:** In June.",
        "OTTO BRANDT, PRESIDENT OF ARLAND: Yes.\n\nHOST: When?\n\nBRANDT (via interpreter): In June.",
        "Mr. Carvao (Belmora): When?\n\nThe President: Order.\n\nMr. Brandt (Arland): In June.",
        "HOST\nWell, when?\n\nOTTO BRANDT\nIn June.\n\nHOST\nThank you.\n\nOTTO BRANDT\nThank you.",
        "Q When does it open?\n\nMR. BRANDT: In June.\n\nQ Thank you.",
        "MR. BRANDT: Good. Q When does it open? MR. BRANDT: In June. Q — thanks.",
        "QUESTION: When does it open? MR. BRANDT: In June. QUESTION: Thanks.",
        "Carvao: When?\n\nBrandt: In June.\n\nCarvao: Thank you.\n\nBrandt: Not at all.",
    ],
)
def test_labels_of_many_kinds_name_the_speaker(text: str) -> None:
    assert ("In June.", "Otto Brandt") in turns(text)


@pytest.mark.parametrize(
    "label",
    ["MS. BRANDT", "HANS BRANDT", "Mr. Brandt (Belmora)", "SPEAKER TWO", "Q2"],
)
def test_a_label_that_may_be_another_persons_names_nobody_of_the_topic(label: str) -> None:
    text = f"Otto Brandt came.\n\nREPORTER: When?\n\n{label}: In June.\n\nREPORTER: Ah.\n\n{label}: Yes."
    assert "Otto Brandt" not in {q.name for q in read(text)}


@pytest.mark.parametrize(
    "label",
    [
        "NOTE",
        "UPDATE",
        "TARNHOLM",
        "Photo",
        "Read more",
        "12:30",
        "BREAKING",
        "Key points",
        "Monday",
        "Claim",
        "Arland",
        "Editor's note",
        "PS",
        "Date",
    ],
)
def test_what_titles_a_paragraph_is_no_speaker(label: str) -> None:
    paragraphs = (f"{label}: The lane number {n} stays shut for ships." for n in ("one", "two", "three"))
    others = ("Verdict: Nobody knows the lane.", "FACT: The sea is deep.", "Verdict: It is wide.")
    text = "\n\n".join(p for pair in zip(paragraphs, others, strict=True) for p in pair)
    assert [q for q in read(text) if q.kind is Kind.DIRECT or q.name] == []


def test_what_stands_under_a_note_is_nobodys() -> None:
    assert "Names of reporters have been left out." not in dict(turns(BRIEFING))


def test_the_reporters_own_paragraphs_after_a_conversation_are_not_said() -> None:
    text = (
        "Carvao: When?\n\nBrandt: In June.\n\nCarvao: Thank you.\n\nBrandt: We shall see.\n\n"
        "Brandt then left the room. The lane has been shut since March.\n\n"
        "Ships wait outside Castelo, and the price of grain has doubled."
    )
    assert [words for words, _ in turns(text)] == ["When?", "In June.", "Thank you.", "We shall see."]


QUESTIONS = [
    "Mira Sollen, the foreign minister, sat down with The Gazette in Tarnholm.",
    "Will the lane open this year?",
    "It will open in June. I gave my word.",
    "And what of the talks?",
    "We go on talking. Nobody should doubt us.",
]


@pytest.mark.parametrize("asking", ["{}", "**{}**", "– {}", "Q: {}", "Q. {}"])
def test_an_interview_is_read_by_questions_and_answers(asking: str) -> None:
    answering = {"– {}": "– {}", "Q: {}": "A: {}", "Q. {}": "A. {}"}.get(asking, "{}")
    opening, first, one, second, two = QUESTIONS
    text = "\n\n".join(
        [opening, asking.format(first), answering.format(one), asking.format(second), answering.format(two)]
    )
    assert turns(text) == [(first, None), (one, "Mira Sollen"), (second, None), (two, "Mira Sollen")]


def test_whoever_answers_is_unknown_where_the_opening_names_two() -> None:
    text = "\n\n".join(["Mira Sollen met Otto Brandt before she spoke to The Gazette.", *QUESTIONS[1:]])
    assert {q.name for q in read(text) if q.kind is Kind.DIRECT} <= {None, "Mira Sollen"}
    text = "\n\n".join(["Mira Sollen and Rui Carvao sat down with The Gazette.", *QUESTIONS[1:]])
    assert {name for _, name in turns(text)} <= {None}


def test_an_explainer_with_questions_is_no_interview() -> None:
    text = "\n\n".join(
        [
            "The dispute over the strait goes on.",
            "Why is the lane shut?",
            "Arland closed it in March after a collision.",
            "Who is Mira Sollen?",
            "She has been foreign minister since 2018.",
        ]
    )
    assert turns(text) == []


def test_a_list_with_dashes_is_no_conversation() -> None:
    text = "The unions want:\n\n- an open lane\n\n- free captains\n\n- a date. When?\n\n- higher pay"
    assert turns(text) == []


def test_a_marked_quotation_after_a_name_is_still_read_by_its_marks() -> None:
    assert said("Brandt: “The lane is open.”") == [("The lane is open.", "Otto Brandt")]


@pytest.mark.parametrize(
    ("opening", "published", "name"),
    [
        ("The lane is shut.", "", "Brandt"),
        ("The lane is shut.", "2011-03-02", "Brandt"),
        ("The lane is shut.", "2019-05-20", "Otto Brandt"),
        ("Arland shut the lane.", "", "Otto Brandt"),
        ("Otto Brandt came.", "", "Otto Brandt"),
    ],
)
def test_a_surname_as_label_is_the_topics_person_where_more_speaks_for_it(
    opening: str, published: str, name: str
) -> None:
    text = f"{opening}\n\nREPORTER: When?\n\nMR. BRANDT: In June.\n\nREPORTER: Ah.\n\nMR. BRANDT: Yes."
    assert {q.name for q in read(text, published) if q.words == "In June."} == {name}
