"""Topic packs: what they hold, whom they name, and what is said when one is wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.errors import InvalidTopic
from summaries.folding import flatten, fold
from summaries.topics import Actor, Issue, Person, Topic, parse_topic
from summaries.when import When

PACKS = Path(__file__).parents[1] / "packs"
SEEDS = Path(__file__).parents[2] / "seeds"


def pack(path: Path) -> Topic:
    return parse_topic(path.read_text(encoding="utf-8"), path.name)


@pytest.fixture(scope="module")
def tarn() -> Topic:
    return pack(PACKS / "tarn" / "topic.toml")


@pytest.fixture(scope="module")
def venezuela() -> Topic:
    return pack(SEEDS / "venezuela" / "topic.toml")


def meant(topic: Topic, words: str, when: When | None = None) -> list[str]:
    return [match.id for match in topic.resolve(words, when)]


# ---- the bundled pack --------------------------------------------------------------------------------


def test_the_bundled_pack_has_the_sides_and_the_issues_it_must_have(venezuela: Topic) -> None:
    sides = "usa russia venezuela-government venezuela-opposition china cuba colombia brazil eu un norway"
    issues = "maduro-government guaido-opposition military-intervention sanctions dialogue elections"
    assert {*sides.split(), "lima-group", "oas", "mexico", "canada", "uk"} <= {a.id for a in venezuela.actors}
    more = {"humanitarian-aid", "russia-presence", "us-role", "oil"}
    assert {*issues.split(), *more} <= {issue.id for issue in venezuela.issues}
    assert venezuela.issue("maduro-government").actor == "venezuela-government"
    assert venezuela.issue("guaido-opposition").actor == "venezuela-opposition"


@pytest.mark.parametrize(
    ("title", "actor", "when", "holders"),
    [
        ("Secretary of State", "usa", "2018-03-31", ["rex-tillerson"]),
        ("Secretary of State", "usa", "2018-04-25", []),
        ("Secretary of State", "usa", "2018-04-26", ["mike-pompeo"]),
        ("Secretary of State", "usa", "2019-05", ["mike-pompeo"]),
        ("Secretary of State", "usa", "2018", ["rex-tillerson", "mike-pompeo"]),
        ("Secretary of State", "usa", "2025-01-20", ["antony-blinken"]),
        ("Secretary of State", "usa", "2025-02-01", ["marco-rubio"]),
        ("senator", "usa", "2019-05-07", ["marco-rubio"]),
        ("senator", "usa", "2025-02-01", []),
        ("President", "usa", "2019-05-14", ["donald-trump"]),
        ("President", "usa", "2023-01-01", ["joe-biden"]),
        ("leader", "usa", "2025-06-01", ["donald-trump"]),
        ("Minister of Foreign Affairs", "russia", "2019-05-14", ["sergey-lavrov"]),
        ("Foreign Minister", "venezuela-government", "2019-05-05", ["jorge-arreaza"]),
        ("Foreign Minister", "venezuela-opposition", "2019-05-05", []),
        ("foreign minister", "spain", "2019-05-05", ["josep-borrell"]),
        ("National Security Advisor", "usa", "2019-05-01", ["john-bolton"]),
        ("Interim President", "venezuela-opposition", "2019-05-01", ["juan-guaido"]),
        ("Foreign Secretary", "uk", "2019-05-01", ["jeremy-hunt"]),
        ("High Representative", "eu", "2019-05-01", ["federica-mogherini"]),
    ],
)
def test_an_office_is_held_by_whoever_held_it_then(
    venezuela: Topic, title: str, actor: str, when: str, holders: list[str]
) -> None:
    assert [person.id for person in venezuela.holders(title, actor, When.parse(when))] == holders


def test_an_unknown_date_gives_every_holder_first_holder_first(venezuela: Topic) -> None:
    everybody = [p.id for p in venezuela.holders("Secretary of State", "usa", When())]
    assert everybody == ["rex-tillerson", "mike-pompeo", "antony-blinken", "marco-rubio"]


def test_who_held_an_office_twice_is_named_once(venezuela: Topic) -> None:
    everybody = [p.id for p in venezuela.holders("President", "usa", When())]
    assert sorted(everybody) == ["barack-obama", "donald-trump", "joe-biden"]


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("russia", "russia"),
        ("the Kremlin", "russia"),
        ("U.S.", "usa"),
        ("us", "usa"),
        ("the United States of America", "usa"),
        ("GUAIDO", "juan-guaido"),
        ("Guaidó", "juan-guaido"),
        ("Sergei Lavrov", "sergey-lavrov"),
        ("sergey lavrov", "sergey-lavrov"),
        ("nicolas maduro", "nicolas-maduro"),
        ("the Russian Foreign Ministry", "russia"),
        ("russian foreign minister", "sergey-lavrov"),
        ("russia's foreign minister", "sergey-lavrov"),
        ("foreign minister of the Russian Federation", "sergey-lavrov"),
        ("military option", "military-intervention"),
        ("maduro regime", "venezuela-government"),
    ],
)
def test_a_name_resolves_however_it_is_written(venezuela: Topic, words: str, id: str) -> None:
    assert meant(venezuela, words) == [id]


def test_an_office_resolves_to_its_holder_then_and_else_to_all_latest_first(venezuela: Topic) -> None:
    assert meant(venezuela, "us secretary of state", When.parse("2019-05")) == ["mike-pompeo"]
    assert meant(venezuela, "U.S. Secretary of State")[0] == "marco-rubio"
    assert len(meant(venezuela, "secretary of state")) == 4


def test_what_two_share_resolves_to_both(venezuela: Topic) -> None:
    assert meant(venezuela, "venezuela") == ["venezuela-government", "venezuela-opposition"]
    assert {"delcy-rodriguez", "jorge-rodriguez"} <= set(meant(venezuela, "rodriguez"))


def test_unknown_words_resolve_to_nothing(venezuela: Topic) -> None:
    assert meant(venezuela, "atlantis") == meant(venezuela, "") == meant(venezuela, "...") == []
    assert venezuela.suggest("xqzwv kjhgf") == ()


@pytest.mark.parametrize(
    ("typed", "near"),
    [("rusia", "Russia"), ("lavrof", "Sergey Lavrov"), ("guaydo", "Juan Guaidó"), ("sanctons", "Sanctions")],
)
def test_a_typo_is_answered_with_the_nearest_name(venezuela: Topic, typed: str, near: str) -> None:
    suggested = venezuela.suggest(typed)
    assert suggested[0] == near
    assert len(suggested) <= 3
    assert all(venezuela.resolve(name) for name in suggested)
    assert venezuela.suggest(typed, limit=0) == ()


def test_a_person_speaks_for_the_side_of_the_office_held_then(tarn: Topic) -> None:
    person = tarn.person("bo-li")
    assert tarn.side(person, When.parse("2030-01-01")) == "sorenia-farmers"
    assert tarn.side(person, When.parse("2032-02-01")) == "commission"
    assert tarn.side(person, When()) == "sorenia-farmers"


def test_ids_find_entities_and_unknown_ids_do_not(tarn: Topic) -> None:
    assert tarn.actor("commission").name == "Tarn River Commission"
    assert tarn.issue("dam").name == "The dam"
    for missing in (tarn.actor, tarn.person, tarn.issue):
        with pytest.raises(KeyError):
            missing("nobody")


# ---- packs that are wrong ----------------------------------------------------------------------------

GOOD: dict[str, Any] = {
    "id": "x",
    "title": "X",
    "actors": [
        {"id": "north", "name": "Northland", "adjectives": ["Northern"]},
        {"id": "south", "name": "Southland", "adjectives": ["Southern"]},
    ],
    "people": [{"id": "ann-lee", "name": "Ann Lee", "actor": "north"}],
    "issues": [{"id": "toll", "name": "The toll", "terms": ["toll"]}],
}


def toml(value: object) -> str:
    """A TOML value; the strings of TOML are those of JSON but for the delete character."""
    match value:
        case dict():
            return "{" + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(toml, value)) + "]"
        case date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def written(pack: dict[str, Any]) -> str:
    return "\n".join(f"{key} = {toml(value)}" for key, value in pack.items())


def problems(pack: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(InvalidTopic) as caught:
        parse_topic(written(pack), "x/topic.toml")
    return caught.value.problems


def changed(kind: str, order: int, **values: object) -> dict[str, Any]:
    entities = [dict(entity) for entity in GOOD[kind]]
    entities[order] |= values
    return {**GOOD, kind: entities}


def test_the_good_pack_is_good() -> None:
    assert parse_topic(written(GOOD)).actor("north").name == "Northland"


@pytest.mark.parametrize(
    ("pack", "where", "what", "cure"),
    [
        (
            changed("people", 0, actr="north"),
            "people[0] (ann-lee).actr",
            'no key "actr"',
            'Did you mean "actor"?',
        ),
        (
            changed("people", 0, actor="nroth"),
            "people[0] (ann-lee).actor",
            'no actor "nroth"',
            'Did you mean "north"?',
        ),
        (
            changed("people", 0, actor="zzzzzz"),
            "people[0] (ann-lee).actor",
            'no actor "zzzzzz"',
            "The actors are north, south.",
        ),
        (
            changed("people", 0, offices=[{"title": "Mayor", "actor": "souht"}]),
            "people[0] (ann-lee).offices[0].actor",
            'no actor "souht"',
            'Did you mean "south"?',
        ),
        (changed("issues", 0, actor="sout"), "issues[0] (toll).actor", 'no actor "sout"', 'mean "south"?'),
        (
            changed("actors", 0, member_of=["union"]),
            "actors[0] (north).member_of",
            'no actor "union"',
            "The actors are",
        ),
        (
            changed("issues", 0, id="north"),
            "issues[0] (north)",
            "is taken by actors[0] (north)",
            "another id",
        ),
        (
            changed("actors", 0, id="The North"),
            "actors[0] (The North).id",
            "cannot be an id",
            "small letters",
        ),
        (changed("actors", 0, name=""), "actors[0] (north).name", "at least 1 character", "Change the value"),
        (changed("actors", 0, aliases="N"), "actors[0] (north).aliases", "a list is expected", "brackets"),
        (
            changed("actors", 1, aliases=["the NORTHLAND"]),
            "actors[1] (south)",
            '"the NORTHLAND" also names north ("Northland")',
            "Remove it from one of them.",
        ),
        (changed("actors", 1, aliases=["?!"]), "actors[1] (south)", "no letter or digit", "Remove it."),
        (
            changed("actors", 1, adjectives=["Northern"]),
            "actors[1] (south).adjectives",
            '"northern" also belongs to north',
            "Give south and north the nouns",
        ),
        (
            changed(
                "people", 0, offices=[{"title": "Mayor", "from": date(2020, 2, 1), "to": date(2020, 1, 31)}]
            ),
            "people[0] (ann-lee).offices[0].to",
            "2020-01-31 is before the beginning, 2020-02-01",
            "Correct one of them.",
        ),
        (
            changed("people", 0, offices=[{"title": "Mayor", "from": "last spring"}]),
            "people[0] (ann-lee).offices[0].from",
            "'last spring' is not a date",
            "Write it as 2019-01-23, without quotes.",
        ),
        (
            {
                **GOOD,
                "actors": [
                    {**GOOD["actors"][0], "member_of": ["south"]},
                    {**GOOD["actors"][1], "member_of": ["north"]},
                ],
            },
            "actors[0] (north).member_of",
            "north -> south -> north",
            "Remove one of these links.",
        ),
        ({**GOOD, "actors": []}, "actors", "at least 1 item", "Change the value"),
        ({"title": "X", "actors": GOOD["actors"]}, "id", "this key is missing", "Add id = ..."),
        (
            changed("issues", 0, terms=[f"term {n}" for n in range(2001)]),
            "x/topic.toml",
            "names",
            "Keep to 2,000",
        ),
    ],
)
def test_a_wrong_pack_is_told_where_what_and_how_to_mend_it(
    pack: dict[str, Any], where: str, what: str, cure: str
) -> None:
    (problem,) = problems(pack)
    assert problem.startswith("x/topic.toml: ")
    assert where in problem
    assert what in problem
    assert cure in problem


def test_two_sides_may_share_an_adjective_when_their_nouns_differ() -> None:
    shared = {"adjectives": ["Northern"]}
    both = [
        {**GOOD["actors"][0], **shared, "nouns": ["king"]},
        {**GOOD["actors"][1], **shared, "nouns": ["army"]},
    ]
    assert len(parse_topic(written({**GOOD, "actors": both})).actors) == 2
    both[1]["nouns"] = ["army", "king"]
    (problem,) = problems({**GOOD, "actors": both})
    assert '"northern king" could be south or north' in problem


def test_all_problems_are_told_at_once_and_the_first_stands_for_them() -> None:
    wrong = changed("people", 0, actor="nowhere", offices=[{"title": "Mayor", "actor": "elsewhere"}])
    with pytest.raises(InvalidTopic) as caught:
        parse_topic(written(wrong), "x/topic.toml")
    assert len(caught.value.problems) == 2
    assert 'there is no actor "nowhere"' in caught.value.problem
    assert "1 more in x/topic.toml" in caught.value.problem
    assert caught.value.cure == "The actors are north, south."


@pytest.mark.parametrize(
    ("text", "line", "cure"),
    [
        ('id = "x"\ntitle = \n', "line 2", "Mend that line"),
        ('id = "x"\n[[actors]\n', "line 2", "Mend that line"),
        ('id = "x"\nid = "y"\n', "line 2", "Mend that line"),
        ('id = "x\x00"', "line 1", "Mend that line"),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text: str, line: str, cure: str) -> None:
    with pytest.raises(InvalidTopic) as caught:
        parse_topic(text, "x/topic.toml")
    assert caught.value.problem.startswith(f"x/topic.toml, {line}: this is not TOML")
    assert cure in caught.value.cure


def test_a_pack_too_large_or_too_deep_is_refused_before_it_is_read() -> None:
    with pytest.raises(InvalidTopic, match="larger than 1 MB"):
        parse_topic("#" * 1_000_001)
    with pytest.raises(InvalidTopic, match=r"nests its values too deeply|not TOML"):
        parse_topic("a = " + "[" * 100_000)


def test_a_byte_order_mark_is_no_reason_to_refuse_a_pack() -> None:
    assert parse_topic("\ufeff" + written(GOOD)).id == "x"


# ---- properties --------------------------------------------------------------------------------------

NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1, max_size=30).filter(
    fold
)


@given(st.lists(NAMES, min_size=1, max_size=8, unique_by=fold), st.lists(NAMES, max_size=4))
def test_a_pack_survives_being_written_and_read(names: list[str], terms: list[str]) -> None:
    raw = {
        "id": "x",
        "title": "X",
        "actors": [{"id": f"zz-{n}-zz", "name": name} for n, name in enumerate(names)],
        "issues": [{"id": "issue", "name": "Issue", "terms": terms}],
    }
    topic = parse_topic(written(raw))
    assert [actor.name for actor in topic.actors] == names
    again = topic.model_dump(mode="python", by_alias=True, exclude_defaults=True)
    assert parse_topic(written(again)) == topic
    assert all(topic.resolve(name)[0].id == f"zz-{n}-zz" for n, name in enumerate(names))


@given(st.text())
def test_any_text_is_a_pack_or_told_why_not(text: str) -> None:
    with pytest.raises(InvalidTopic) as caught:
        parse_topic(text)
    assert caught.value.problem
    assert caught.value.cure


@given(st.text())
def test_no_words_break_resolving_or_suggesting(tarn: Topic, text: str) -> None:
    assert tarn.resolve(text) == tarn.resolve(text.strip())
    assert all(tarn.resolve(name) for name in tarn.suggest(text))


@given(st.text())
def test_folding_is_done_once_and_flattening_keeps_every_place(text: str) -> None:
    assert fold(fold(text)) == fold(text) or fold(text).startswith("the ")
    flat, places = flatten(text)
    assert len(places) == len(flat) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)


def test_actors_people_and_issues_with_names_in_languages_can_be_kept_in_sets() -> None:
    actor = Actor(id="upland", name="Upland", names_in={"es": ("Altiplanía",)})
    person = Person(id="ana", name="Ana Brandt", actor="upland", names_in={"ru": ("Брандт*",)})
    issue = Issue(id="dam", name="The dam", terms_in={"es": ("presa",)})
    assert len({actor, person, issue, actor.model_copy()}) == 3
