"""Who said it: names, pronouns, offices, sides; unknown rather than guessed."""

from __future__ import annotations

import pytest

from summaries.model import Act, Grade, Quotation, Role
from tests.summaries.analysis.reading import read


def last(text: str, published: str = "2019-05-20") -> Quotation:
    return read(text, published)[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We stay,” said Mira Sollen.", "Mira Sollen"),
        ("“We stay,” said Sollen.", "Mira Sollen"),
        ("“We stay,” said Ms. Sollen.", "Mira Sollen"),
        ("“We stay,” Foreign Minister Mira Sollen said.", "Mira Sollen"),
        ("“We stay,” said Carvao’s Arlandic counterpart, Otto Brandt.", "Otto Brandt"),
        ("Sollen’s claim that they would stay was false.", "Mira Sollen"),
        ("The ships left despite Brandt’s stating he would stay.", "Otto Brandt"),
        ("Dr. Hanna Vogt studies ships. “They are old,” Vogt said.", "Hanna Vogt"),
        ("The envoy, Ines Prado, said they would stay.", "Ines Prado"),
    ],
)
def test_a_name_is_given_in_full(text: str, name: str) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Otto Brandt met Rui Carvao. “We stay,” he said.", "Otto Brandt"),
        ("Mira Sollen met Rui Carvao. “We stay,” she said.", "Mira Sollen"),
        ("Brandt praised the talks. Carvao was displeased. He said ships would stay.", "Rui Carvao"),
        ("Brandt said Carvao wanted war. He called the plan “a trap”.", "Otto Brandt"),
        ("Brandt arrived with Sollen. She said ships would stay.", "Mira Sollen"),
        ("“We stay,” he said.", None),
        ("Brandt’s lawyer was angry. He said ships would stay.", None),
    ],
)
def test_a_pronoun_means_the_last_subject_that_it_can_mean(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("published", "person"),
    [
        ("2019-05-20", "mira-sollen"),
        ("2021-01-10", "peter-lund"),
        ("2020-06-25/2020-07-05", None),
        ("", None),
    ],
)
def test_an_office_means_its_holder_when_the_article_appeared(published: str, person: str | None) -> None:
    quotation = last("The Arlandic foreign minister said ships would stay.", published)
    assert (quotation.person, quotation.actor) == (person, "arland")


def test_an_office_of_nobody_known_is_a_sides_only() -> None:
    quotation = last("The Belmoran president said ships would stay.")
    assert (quotation.name, quotation.actor) == (None, "belmora")


@pytest.mark.parametrize(
    ("text", "actor", "role", "grade"),
    [
        ("Castelo has denied that it closed the lane.", "belmora", Role.ACTOR, Grade.INSTITUTION),
        (
            "The Arlandic Foreign Ministry said ships would stay.",
            "arland",
            Role.INSTITUTION,
            Grade.INSTITUTION,
        ),
        ("A spokesman for Brandt said ships would stay.", "arland", Role.SPOKESPERSON, Grade.INSTITUTION),
        ("Arlandic officials said ships would stay.", "arland", Role.INSTITUTION, Grade.INSTITUTION),
        ("Arlandic and Belmoran officials said ships would stay.", None, Role.INSTITUTION, Grade.INSTITUTION),
        ("Analysts in Arland say ships will stay.", None, Role.ANALYST, Grade.ANALYST),
        ("Officials familiar with the plan said ships would stay.", None, Role.ANONYMOUS, Grade.REPORTED),
    ],
)
def test_nobody_is_named_for_bodies_experts_and_sides(
    text: str, actor: str | None, role: Role, grade: Grade
) -> None:
    quotation = last(text)
    assert (quotation.person, quotation.actor, quotation.role, quotation.grade) == (None, actor, role, grade)


def test_they_are_the_group_before() -> None:
    assert last("Arlandic officials saw the ships. They said more would come.").actor == "arland"


def test_a_quote_alone_is_spoken_by_whom_the_paragraph_before_lets_speak() -> None:
    text = "Brandt met his Belmoran counterpart Rui Carvao and repeated his offer.\n\n“We can talk tomorrow.”"
    quotation = last(text)
    assert quotation.name == "Otto Brandt"
    assert quotation.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "Brandt will meet Carvao on Friday.\n\n“We can talk tomorrow.”",
        "Carvao said no. The lane was closed. “It has only begun.”",
        "The lane was closed.\n\n“It has only begun.”\n\nBrandt left.",
    ],
)
def test_a_quote_alone_is_nobodys_where_nobody_was_said_to_speak(text: str) -> None:
    quotation = last(text)
    assert (quotation.name, quotation.person, quotation.actor) == (None, None, None)


def test_another_speaker_between_two_quotes_takes_the_second() -> None:
    assert [q.name for q in read("“It is over,” Carvao said. Brandt disagreed. “It has only begun.”")] == [
        "Rui Carvao",
        "Otto Brandt",
    ]


@pytest.mark.parametrize(
    "text",
    ["Brandt did not say that ships would stay.", "If Brandt says that ships stay, they stay."],
)
def test_what_was_not_said_is_nobodys(text: str) -> None:
    assert last(text).name is None


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Brandt warned that ships would sink.", Act.WARNS),
        ("Castelo denied that it closed the lane.", Act.DENIES),
        ("Brandt accused Carvao of lying.", Act.ACCUSES),
        ("Brandt called for new talks.", Act.CALLS_FOR),
        ("Brandt called the plan “a trap”.", Act.STATES),
        ("“We call on Belmora to open the lane,” Brandt said.", Act.CALLS_FOR),
        ("Brandt said he was considering a new offer.", Act.CONSIDERS),
        ("Brandt vowed to keep the lane open.", Act.PROMISES),
        ("Brandt said the lane was open.", Act.STATES),
    ],
)
def test_the_cue_tells_the_act(text: str, act: Act) -> None:
    assert last(text).act is act


def test_the_date_is_that_of_the_saying_not_of_what_is_said() -> None:
    quotation = last("Brandt said on 14 May 2019 that ships would leave on 1 June 2019.")
    assert quotation.said.iso() == "2019-05-14"


def test_issues_are_those_of_the_words_or_of_their_introduction() -> None:
    assert last("“The blockade is over,” Brandt said after talks.").issues == ("blockade",)
    assert last("Brandt spoke about the talks.\n\n“We are ready to sit down.”").issues == ("talks",)


@pytest.mark.parametrize(
    "text",
    [
        "TARNHOLM, May 19 — President Otto Brandt told reporters: “We stay.”",
        "TARNHOLM/CASTELO — Arland’s president, Otto Brandt, said: “We stay.”",
        "Castelo, 19 May (ANA) - Otto Brandt said: “We stay.”",
    ],
)
def test_the_place_of_a_dateline_does_not_speak(text: str) -> None:
    assert last(text).name == "Otto Brandt"


@pytest.mark.parametrize(
    "text",
    [
        "If Sollen were to say that the lane is shut, prices would rise.",
        "Some time ago a decision was promised “by Easter”.",
    ],
)
def test_nobody_has_said_what_is_supposed_or_only_dated(text: str) -> None:
    assert all(quotation.name is None for quotation in read(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sollen received Carvao at her house. He said ships would stay.", "Rui Carvao"),
        ("Sollen was joined by Carvao. “We stay,” he said.", "Rui Carvao"),
        ("Brandt spoke first. Sollen called Carvao. He said ships would stay.", "Rui Carvao"),
        ("Sollen introduced Brandt to Carvao. He said ships would stay.", None),
        ("Sollen spoke about Carvao. He said ships would stay.", "Rui Carvao"),
    ],
)
def test_a_pronoun_means_another_than_the_subject_where_it_fits_only_that_one(
    text: str, name: str | None
) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We stay,” one of them, Hana Zeid, told reporters.", "Hana Zeid"),
        ("One of the judges, Lucia Ferro, said ships would stay.", "Lucia Ferro"),
        ("“We stay,” said our head of mission, Tomas Lind.", "Tomas Lind"),
        ("In a report, the watchdog Open Coast found that a third was lost.", "Open Coast"),
    ],
)
def test_a_name_stands_in_apposition_to_any_noun_for_one(text: str, name: str) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Otto Brandt met the press. “We stay,” the Arlandic said.", "Otto Brandt"),
        ("“We stay,” the Frenchman said.", None),
        ("“We stay,” the Bolivian said.", None),
        ("The Briton, Hana Zeid, said ships would stay.", "Hana Zeid"),
        ("Hanna Vogt, a spokeswoman, met the press. “We stay,” the spokeswoman said.", "Hanna Vogt"),
        ("It was Brandt who pointed out that the lane was shut.", "Otto Brandt"),
        ("Brandt’s memoirs suggest that the lane was shut.", "Otto Brandt"),
    ],
)
def test_a_description_means_whoever_it_fits_and_is_never_a_name(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "The villagers of Oum, twenty miles from Tarnholm, say they heard three.",
        "Arlandic voters said ships would stay.",
    ],
)
def test_who_lives_in_a_country_does_not_speak_for_it(text: str) -> None:
    assert last(text).actor is None


def test_a_statement_that_somebody_makes_something_known_in_is_theirs() -> None:
    found = last("The Arlandic Foreign Ministry confirmed in a written statement that a ship had sunk.")
    assert found.actor == "arland"


def test_a_stranger_named_just_before_a_quotation_is_whom_its_pronoun_means() -> None:
    assert last("The general, Adnan Sabri, keeps a goat. “She is honest,” he said.").name == "Adnan Sabri"
