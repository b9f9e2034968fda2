"""Names: strangers in full from any part of theirs, of every order and shape."""

from __future__ import annotations

import pytest

from summaries.model import Quotation
from tests.summaries.analysis.reading import read


def last(text: str, published: str = "2019-05-20") -> Quotation:
    return read(text, published)[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ludwig van der Berg came. “We stay,” said Van der Berg.", "Ludwig van der Berg"),
        ("Ludwig van der Berg came. “We stay,” said Berg.", "Ludwig van der Berg"),
        ("Karim al-Hadi came late. “We stay,” al-Hadi said.", "Karim al-Hadi"),
        ("Karim al-Hadi came late. “We stay,” Hadi said.", "Karim al-Hadi"),
        (
            "Sheikh Karim bin Rashid al-Hadi came late. “We stay,” said Sheikh Karim.",
            "Karim bin Rashid al-Hadi",
        ),
        ("Angela de la Cruz came. “We stay,” said de la Cruz.", "Angela de la Cruz"),
        ("Juan Carlos Pérez Gómez came. “We stay,” said Pérez.", "Juan Carlos Pérez Gómez"),
        ("Juan Pérez Gómez came. “We stay,” said Pérez Gómez.", "Juan Pérez Gómez"),
        ("Park Soo-min came. “We stay,” Park said.", "Park Soo-min"),
        ("Chen Weilong came. “We stay,” Mr. Chen said.", "Chen Weilong"),
        ("Orban Viktor came. “We stay,” said Orban.", "Orban Viktor"),
        ("TOMAS LIND spoke first. LIND said ships would stay.", "TOMAS LIND"),
        ("Daw Min Su Kye came. “We stay,” Su Kye said.", "Daw Min Su Kye"),
        ("Ivo Rand keeps the port\n\nTARNHOLM — Rand said ships would stay.", "Ivo Rand"),
    ],
)
def test_a_part_of_a_name_means_who_is_named_in_full(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We stay,” said J. R. Holm.", "J. R. Holm"),
        ("“We stay,” said J.R. Holm.", "J.R. Holm"),
        ("Ayatollah Rahimi said ships would stay.", "Rahimi"),
        ("“We stay,” said Pelu.", "Pelu"),
        ("President Pelu came. “We stay,” Pelu said. He said more would come.", "Pelu"),
        ("Peter Brandt, a farmer, came. “We stay,” Peter Brandt said.", "Peter Brandt"),
        ("Robert “Bobby” Holm came. “We stay,” Holm said.", "Robert “Bobby” Holm"),
    ],
)
def test_initials_nicknames_and_single_names_are_names(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Robert Holm came with Ann Holm. “We stay,” Holm said.", "Holm"),
        ("Robert Holm came with Ann Holm. “We stay,” Mrs. Holm said.", "Ann Holm"),
        ("Robert Holm came with Ann Holm. “We stay,” Mr. Holm said.", "Robert Holm"),
        ("Ann and Robert Holm came. “We stay,” Holm said.", "Holm"),
    ],
)
def test_a_last_name_of_several_people_is_nobodys_but_by_form_of_address(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sen. Ann Cole, D-Ohio, said ships would stay.", "Ann Cole"),
        ("Ann Cole (R-Ohio) said ships would stay.", "Ann Cole"),
        ("Jean Cole, 45, a nurse from Dover, said ships would stay.", "Jean Cole"),
        ("Late President Tomas Lind said ships would stay.", "Tomas Lind"),
        ("The Arlandic navy’s chief, Adm. Tomas Lind, said ships would stay.", "Tomas Lind"),
        ("Foreign Ministry spokesman Tomas Lind said ships would stay.", "Tomas Lind"),
        ("Ex-president Luis Amado said ships would stay.", "Luis Amado"),
    ],
)
def test_titles_parties_ages_and_places_are_no_part_of_a_name(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "“We stay,” said Tomas Lind, for years, until the flood, the head of a school, in an interview.",
            "Tomas Lind",
        ),
        ("Ana Prado, Brandt’s lawyer, said ships would stay.", "Ana Prado"),
        ("Brandt’s lawyer, Ana Prado, said ships would stay.", "Ana Prado"),
        ("A spokesman for Brandt, Ivo Rand, said ships would stay.", "Ivo Rand"),
        ("Brandt’s spokeswoman Ana Prado said ships would stay.", "Ana Prado"),
        ("“We stay,” Tomas Lind was quoted by the Daily Coast as saying.", "Tomas Lind"),
        ("The Daily Coast quoted Tomas Lind as saying that ships would stay.", "Tomas Lind"),
        ("Tomas Lind told Reuters that ships would stay.", "Tomas Lind"),
        ("Reuters reported that ships would stay.", "Reuters"),
        (
            "“We stay,” Tomas Lind, Arland’s envoy to the talks, told Ana Prado of the Daily Coast.",
            "Tomas Lind",
        ),
        ("Tomas Lind’s brother Karl said ships would stay.", "Karl"),
        ("Brandt said ships would stay, but Carvao said they would go.", "Rui Carvao"),
        ("Brandt was told by Sollen that ships would stay.", "Mira Sollen"),
        ("Brandt told state television that ships would stay.", "Otto Brandt"),
        ("State television reported that ships would stay.", None),
        ("On Twitter, Brandt wrote that ships would stay.", "Otto Brandt"),
        ("The company, whose director, Ivo Rand, is ill, said ships would stay.", None),
        ("By Ana Prado\n\nOtto Brandt met Carvao. “We stay,” he told Reuters.", "Otto Brandt"),
    ],
)
def test_the_speaker_is_told_from_who_stands_beside(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("President of South Korea Laura Ibarra said ships would stay.", "Laura Ibarra", None),
        ("The Prime Minister of Chile Laura Ibarra said ships would stay.", "Laura Ibarra", None),
        (
            "Arland’s Deputy Minister Harald Moen met pilots. Moen said ships would stay.",
            "Harald Moen",
            "arland",
        ),
        ("Arland’s minister, Harald Moen, said no. “We stay,” Moen said.", "Harald Moen", "arland"),
        ("Former Arlandic minister Harald Moen said ships would stay.", "Harald Moen", None),
        ("Arlandic opposition leader Harald Moen said ships would stay.", "Harald Moen", None),
        ("Arlandic rebel commander Harald Moen spoke. Moen said ships would stay.", "Harald Moen", None),
        ("Arland’s Fisheries and Trade Minister said ships would stay.", None, "arland"),
        ("A surgeon from Ostby, Harald Moen, said ships would stay.", "Harald Moen", None),
    ],
)
def test_a_title_tells_the_side_and_is_no_part_of_the_name(
    text: str, name: str | None, actor: str | None
) -> None:
    quotation = read(text)[-1]
    assert (quotation.name, quotation.actor) == (name, actor)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Department of Harbours said ships would stay.", "Department of Harbours"),
        ("The National Commission on Safe Lanes said ships would stay.", "National Commission on Safe Lanes"),
        ("The Senate on Thursday said ships would stay.", "Senate"),
    ],
)
def test_a_body_is_named_with_what_it_is_for(text: str, name: str) -> None:
    assert read(text)[-1].name == name


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("An Arlandic newspaper said ships would stay.", None),
        ("The Arlandic daily reported that ships would stay.", None),
        ("An Arlandic news agency said ships would stay.", None),
        ("Arlandic officials said ships would stay.", "arland"),
        ("The official Arlandic news agency said ships would stay.", "arland"),
    ],
)
def test_a_paper_does_not_speak_for_its_country(text: str, actor: str | None) -> None:
    assert read(text)[-1].actor == actor


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("SEN. MOEN SAYS SHIPS MUST STAY IN THE LANE", None, None),
        ("NEW HARBOUR SENATORS OFFER CHANGES TO LAW", None, None),
        ("“We stay,” said Senators Harald Moen and Ines Prado’s aide. “No,” Moen said.", "Harald Moen", None),
        ("The Foreign Secretary, Harald Moen, said ships would stay.", "Harald Moen", None),
        ("Chief Superintendent of Police of Northport said ships would stay.", None, None),
        ("Sailors in the Arlandic state of Ostmark said ships would stay.", None, None),
        ("Police in the Arlandic province of Ostmark said ships would stay.", None, None),
    ],
)
def test_capitals_plurals_and_places_make_no_name_and_no_side(
    text: str, name: str | None, actor: str | None
) -> None:
    found = read(text)
    assert {(q.name, q.actor) for q in found[-1:]} <= {(name, actor)}


def test_an_official_without_a_name_is_not_the_minister_named_before() -> None:
    text = (
        "Minister Harald Moen said ships would stay. A Belmoran paper quoted an unnamed harbour official as "
        "saying Mr. Moen had lied. The official added that the lane was shut."
    )
    assert read(text)[-1].name is None


def test_an_office_that_every_country_has_names_its_holder_only_where_his_country_is_named() -> None:
    assert read("The Prime Minister said ships would stay.")[-1].name is None
    assert read("Belmora was silent. The Prime Minister said ships would stay.")[-1].name == "Rui Carvao"


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("New Zealand said ships would stay.", "New Zealand", None),
        ("Arlandic witnesses said ships would stay.", None, None),
        (
            "Mira Sollen met pilots, according to a ministry release. The release said ships would stay.",
            None,
            None,
        ),
        ("Mira Sollen issued a release. The release said ships would stay.", "Mira Sollen", "arland"),
    ],
)
def test_states_witnesses_and_releases_speak_for_themselves(
    text: str, name: str | None, actor: str | None
) -> None:
    quotation = read(text)[-1]
    assert (quotation.name, quotation.actor) == (name, actor)
