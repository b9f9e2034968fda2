"""Names in other languages: one name means one side, and what a pack says wrongly of them is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from summaries.errors import InvalidTopic
from summaries.topics import Topic, parse_topic

SEED = Path(__file__).parents[2] / "seeds" / "venezuela" / "topic.toml"
PACK = """
id = "strait"
title = "The strait"

[[actors]]
id = "north"
name = "North"
names_in.es = ["Norte", "norteñ*"]

[[actors]]
id = "south"
name = "South"
names_in.es = ["Sur"]
names_in.pt = ["Norte"]

[[people]]
id = "ann-example"
name = "Ann Example"
actor = "north"
names_in.ru = ["Анна Пример", "Пример*"]

[[people]]
id = "bo-example"
name = "Bo Example"
actor = "south"
names_in.ru = ["Бо Пример", "Пример*"]
"""


@pytest.fixture(scope="module")
def venezuela() -> Topic:
    return parse_topic(SEED.read_text(encoding="utf-8"))


def test_a_name_may_mean_another_side_in_another_language_and_a_surname_may_be_shared() -> None:
    topic = parse_topic(PACK)
    assert topic.actor("south").names_in["pt"] == ("Norte",)


@pytest.mark.parametrize(
    ("old", "new", "where", "other"),
    [
        ('["Sur"]', '["Sur", "NORTE"]', "actors[1] (south).names_in.es", "also names north"),
        ('"Бо Пример"', '"Анна Пример"', "people[1] (bo-example).names_in.ru", "also names ann-example"),
        ('["Sur"]', '["*"]', "actors[1] (south).names_in.es", "no letter or digit"),
    ],
)
def test_a_name_of_two_sides_in_one_language_is_told_with_its_place(
    old: str, new: str, where: str, other: str
) -> None:
    with pytest.raises(InvalidTopic) as refused:
        parse_topic(PACK.replace(old, new))
    (problem,) = refused.value.problems
    assert where in problem
    assert other in problem
    assert problem.endswith("it." if "letter" in other else "one of them.")


@pytest.mark.parametrize("language", ["es", "pt", "fr", "ru"])
def test_every_side_and_issue_of_the_first_pack_has_names_in_every_language(
    venezuela: Topic, language: str
) -> None:
    assert language in venezuela.languages
    assert all(actor.names_in.get(language) for actor in venezuela.actors)
    assert all(issue.terms_in.get(language) for issue in venezuela.issues)


def test_those_whom_the_russian_press_quotes_most_are_named_in_russian(venezuela: Topic) -> None:
    unnamed = {person.id for person in venezuela.people if not person.names_in.get("ru")}
    quoted = {
        "sergey-lavrov",
        "maria-zakharova",
        "nicolas-maduro",
        "juan-guaido",
        "mike-pompeo",
        "jorge-arreaza",
    }
    assert not unnamed & quoted
