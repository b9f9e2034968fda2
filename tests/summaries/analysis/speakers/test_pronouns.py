"""Whom "he", "she", "it" and "they" mean."""

from __future__ import annotations

import pytest

from summaries.model import Quotation
from tests.summaries.analysis.reading import read


def last(text: str, published: str = "2019-05-20") -> Quotation:
    return read(text, published)[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Brandt said that he would stay. He added that ships would too.", "Otto Brandt"),
        ("Brandt said Carvao had lied. He said ships would stay.", "Otto Brandt"),
        ("“We stay,” said Brandt. “We go,” said Carvao. “No,” he added.", "Rui Carvao"),
        ("Brandt said Carvao had lied. “We stay,” he added.", "Otto Brandt"),
        ("Brandt met Sollen on Monday. He was late. She said ships would stay.", "Mira Sollen"),
        (
            "“We stay,” Brandt said. “Carvao lied to us. He goes.” The talks ended. He said more would come.",
            "Otto Brandt",
        ),
        ("“He said they would stay,” Sollen said of Brandt.", "Mira Sollen"),
    ],
)
def test_he_or_she_is_who_is_most_in_mind(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Prado runs the port. Otto Brandt owns it. She said ships would stay.", "Ana Prado"),
        ("Kaz Oru runs the port. She said ships would stay.", "Kaz Oru"),
        ("King Anselm spoke. He said ships would stay.", "Anselm"),
        ("Queen Kaz spoke to Otto Brandt. She said ships would stay.", "Kaz"),
        ("Tomas Lind’s wife, Ana, said ships would stay. She said more would come.", "Ana"),
    ],
)
def test_a_first_name_or_title_tells_he_or_she(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We stay,” he said. Otto Brandt then left.", None),
        (
            "Ivo Rand left. A diplomat who asked not to be named said ships would stay. He said more would.",
            None,
        ),
        ("An Arlandic official was angry. “We stay,” he said.", None),
        ("Brandt left. A senior official said ships would stay. He said more would come.", None),
        ("Beijing said ships would stay. He said more would come.", None),
    ],
)
def test_nobody_without_a_name_is_taken_for_somebody(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Arlandic Foreign Ministry was alarmed. It said ships would stay.", "Arlandic Foreign Ministry"),
        ("Belmora was alarmed. It said ships would stay.", "Belmora"),
        ("Nordic Lines lost money. It said ships would stay.", "Nordic Lines"),
    ],
)
def test_it_is_a_body_a_side_or_a_company(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Brandt and Carvao met. They said ships would stay.", None),
        ("Brandt and Carvao met. The two leaders said ships would stay.", None),
        ("Brandt met Carvao. Both sides said ships would stay.", None),
        ("Neither Brandt nor Carvao said that ships would stay.", None),
        ("Brandt and Carvao spoke. Both said ships would stay.", None),
        ("One of the captains said ships would stay.", None),
        ("Arland’s foreign minister and Belmora’s prime minister said ships would stay.", None),
    ],
)
def test_several_people_are_nobody_in_particular(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Brandt met Carvao. Carvao told him that ships would stay, and he promised to pay.", "Otto Brandt"),
        ("Brandt met Carvao. Brandt thanked him for the pilots, and he vowed to send more.", "Rui Carvao"),
    ],
)
def test_a_subject_told_again_beside_somebody_alike_is_the_other(text: str, name: str) -> None:
    assert last(text).name == name
