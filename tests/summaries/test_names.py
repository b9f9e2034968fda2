"""Names in running text: who is meant, who is not, and where exactly the words stand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.names import Form, Mention, NameFinder, fold
from summaries.topics import Topic, parse_topic
from summaries.when import When

ROOT = Path(__file__).parents[2]
MAY_2019 = When.month(2019, 5)


def topic(path: str) -> Topic:
    return parse_topic((ROOT / path / "topic.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def venezuela() -> NameFinder:
    return NameFinder(topic("seeds/venezuela"))


@pytest.fixture(scope="module")
def tarn() -> NameFinder:
    return NameFinder(topic("tests/packs/tarn"))


def told(finder: NameFinder, text: str, kind: str, on: When | None = None) -> list[tuple[str, str]]:
    """The words and the ids of the mentions of one kind."""
    found = [m for m in finder.find(text, on) if m.kind == kind]
    return [(text[m.start : m.end], ",".join(m.ids)) for m in found]


def only(finder: NameFinder, text: str, kind: str, on: When | None = None) -> Mention:
    (mention,) = [m for m in finder.find(text, on) if m.kind == kind]
    return mention


# ---- people ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Juan Guaidó", "Juan Guaido", "JUAN GUAIDÓ", "Juan Guaido\u0301", "Juan\nGuaidó"]
)
def test_a_full_name_is_found_in_every_spelling(venezuela: NameFinder, name: str) -> None:
    text = f"Yesterday {name}’s deputies met."
    mention = only(venezuela, text, "person")
    assert text[mention.start : mention.end] == name
    assert (mention.ids, mention.form, mention.actor) == (("juan-guaido",), Form.FULL, "venezuela-opposition")


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Sergei Lavrov spoke.", "Sergei Lavrov", "sergey-lavrov"),
        ("Sergey V. Lavrov spoke.", "Sergey V. Lavrov", "sergey-lavrov"),
        ("S. Lavrov spoke.", "S. Lavrov", "sergey-lavrov"),
        ("Serguei Lavrov spoke.", "Serguei Lavrov", "sergey-lavrov"),
        ("Mr. Lavrov spoke.", "Lavrov", "sergey-lavrov"),
        ("Minister Lavrov spoke.", "Lavrov", "sergey-lavrov"),
        ("On Sunday Lavrov spoke.", "Lavrov", "sergey-lavrov"),
        ("Then Lavrov's plane left.", "Lavrov", "sergey-lavrov"),
        ("The anti-Maduro rally ended.", "Maduro", "nicolas-maduro"),
        ("MADURO STAYS", "MADURO", "nicolas-maduro"),
        ("Ms. Rodríguez spoke.", "Rodríguez", "delcy-rodriguez"),
        ("Sen. Rubio spoke.", "Rubio", "marco-rubio"),
        ("Ursula von der Leyen spoke.", "Ursula von der Leyen", "ursula-von-der-leyen"),
        ("Xi spoke.", "Xi", "xi-jinping"),
    ],
)
def test_a_person_is_known_by_any_usual_name(venezuela: NameFinder, text: str, words: str, id: str) -> None:
    assert told(venezuela, text, "person") == [(words, id)]


@pytest.mark.parametrize(
    "text",
    [
        "Ivanka Trump spoke.",
        "Mrs. Trump spoke.",
        "Eric F. Trump spoke.",
        "Donald Trump Jr. spoke.",
        "They met at Trump Tower.",
        "Nobody would trump that.",
        "Xi Somebody spoke.",
        "They may leave in May.",
        "Nicolás Maduro Guerra spoke.",
    ],
)
def test_a_namesake_is_nobody_of_the_topic(venezuela: NameFinder, text: str) -> None:
    assert told(venezuela, text, "person") == []


def test_a_shared_surname_means_either_until_an_office_tells(venezuela: NameFinder) -> None:
    both = only(venezuela, "Later Rodríguez left.", "person")
    assert {"delcy-rodriguez", "jorge-rodriguez"} <= set(both.ids)
    assert only(venezuela, "Vice President Rodríguez left.", "person").ids == ("delcy-rodriguez",)


def test_a_surname_after_a_stranger_does_not_end_the_search(venezuela: NameFinder) -> None:
    text = "Sarah Trump and Mike Pompeo met Pompeo’s aides."
    assert told(venezuela, text, "person") == [("Mike Pompeo", "mike-pompeo"), ("Pompeo", "mike-pompeo")]


def test_a_surname_is_a_strangers_where_only_a_stranger_is_fully_named(venezuela: NameFinder) -> None:
    assert told(venezuela, "Alicia Machado spoke. Machado left.", "person") == []
    both = "Alicia Machado met María Corina Machado. Machado left."
    assert [id for _, id in told(venezuela, both, "person")] == ["maria-corina-machado"] * 2
    by_office = "Ivanka Trump met President Trump. Trump left."
    assert [id for _, id in told(venezuela, by_office, "person")] == ["donald-trump"] * 2


# ---- offices -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        ("2018-04-25", ""),
        ("2018-04-26", "mike-pompeo"),
        ("2019-05", "mike-pompeo"),
        ("2019-05-06/2019-05-11", "mike-pompeo"),
        ("2025-01-21", "marco-rubio"),
    ],
)
def test_an_office_is_whoever_held_it_then(venezuela: NameFinder, day: str, holder: str) -> None:
    text = "The U.S. Secretary of State spoke."
    office = only(venezuela, text, "office", When.parse(day))
    assert text[office.start : office.end] == "U.S. Secretary of State"
    assert ",".join(office.ids) == holder
    assert office.actor == "usa"
    assert told(venezuela, text, "actor", When.parse(day)) == []


def test_an_office_without_a_date_may_be_any_holder(venezuela: NameFinder) -> None:
    ids = only(venezuela, "The Secretary of State spoke.", "office").ids
    assert ids == ("rex-tillerson", "mike-pompeo", "antony-blinken", "marco-rubio")


@pytest.mark.parametrize(
    ("text", "words", "ids", "actor"),
    [
        ("the Russian foreign minister left", "Russian foreign minister", "sergey-lavrov", "russia"),
        ("Russia’s Foreign Minister left", "Russia’s Foreign Minister", "sergey-lavrov", "russia"),
        ("the foreign minister of Russia", "foreign minister of Russia", "sergey-lavrov", "russia"),
        ("the president of the United States", "president of the United States", "donald-trump", "usa"),
        ("Maduro's foreign minister", "foreign minister", "jorge-arreaza", "venezuela-government"),
        ("Venezuelan leader", "Venezuelan leader", "nicolas-maduro", "venezuela-government"),
        (
            "Venezuela's opposition leader",
            "Venezuela's opposition leader",
            "juan-guaido",
            "venezuela-opposition",
        ),
        (
            "Russian Foreign Ministry spokeswoman",
            "Russian Foreign Ministry spokeswoman",
            "maria-zakharova",
            "russia",
        ),
        (
            "Washington's national security advisor",
            "Washington's national security advisor",
            "john-bolton",
            "usa",
        ),
        ("the U.N. secretary-general", "U.N. secretary-general", "antonio-guterres", "un"),
        ("the former U.S. secretary of state", "U.S. secretary of state", "", "usa"),
        ("Russian President Boris Yeltsin", "Russian President", "", "russia"),
        ("the Russian president, Boris Yeltsin, left", "Russian president", "", "russia"),
    ],
)
def test_an_office_belongs_to_the_side_named_with_it(
    venezuela: NameFinder, text: str, words: str, ids: str, actor: str
) -> None:
    office = only(venezuela, text, "office", MAY_2019)
    assert text[office.start : office.end] == words
    assert (",".join(office.ids), office.actor) == (ids, actor)


@pytest.mark.parametrize(
    "text",
    [
        "German Foreign Minister Heiko Maas left.",
        "The German foreign minister left.",
        "The foreign minister of Germany left.",
        "The associate secretary of state left.",
        "The U.S. assistant secretary of state left.",
        "A leader must lead.",
        "A US senator left.",
        "The president-elect left.",
        "Foreign Minister Anna Example left.",
        "The former president left.",
        "She was secretary of state then.",
        "He ran for president of the United States.",
        "Any U.S. president would leave.",
        "The secretary of state, Jo Example, left.",
        "Jo Example, the secretary of state, left.",
        "The president of the American Forum left.",
    ],
)
def test_somebody_elses_office_is_not_the_topics(venezuela: NameFinder, text: str) -> None:
    assert told(venezuela, text, "office", MAY_2019) == []


@pytest.mark.parametrize(
    "text",
    [
        "Russian Foreign Minister Sergey Lavrov left.",
        "Foreign Minister Sergei Lavrov left.",
        "Russia's foreign minister, Sergey Lavrov, left.",
        "Sergey Lavrov, the Russian foreign minister, left.",
        "Lavrov, foreign minister since 2004, left.",
    ],
)
def test_an_office_beside_its_holders_name_is_the_holders(venezuela: NameFinder, text: str) -> None:
    assert only(venezuela, text, "office").ids == ("sergey-lavrov",)
    assert only(venezuela, text, "person").ids == ("sergey-lavrov",)


def test_an_office_that_many_hold_counts_only_with_a_name(venezuela: NameFinder) -> None:
    assert only(venezuela, "U.S. Senator Marco Rubio left.", "office").ids == ("marco-rubio",)
    assert told(venezuela, "A senator left.", "office") == []


def test_a_bare_office_that_several_sides_have_names_no_side(venezuela: NameFinder) -> None:
    office = only(venezuela, "He asked the president.", "office", MAY_2019)
    assert {"donald-trump", "vladimir-putin", "nicolas-maduro"} <= set(office.ids)
    assert office.actor is None


# ---- actors ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "form", "id"),
    [
        ("The United States agreed.", "United States", Form.FULL, "usa"),
        ("The U.S. agreed.", "U.S.", Form.FULL, "usa"),
        ("The US's reply came.", "US", Form.FULL, "usa"),
        ("A US-backed plan failed.", "US", Form.FULL, "usa"),
        ("American farmers agreed.", "American", Form.ADJECTIVE, "usa"),
        ("US troops left.", "US", Form.ADJECTIVE, "usa"),
        ("The Trump administration agreed.", "Trump administration", Form.FULL, "usa"),
        ("The White House agreed.", "White House", Form.METONYM, "usa"),
        ("The State Department agreed.", "State Department", Form.INSTITUTION, "usa"),
        ("Russia's Foreign Ministry agreed.", "Russia's Foreign Ministry", Form.INSTITUTION, "russia"),
        ("Moscow agreed.", "Moscow", Form.METONYM, "russia"),
        ("The Venezuelan government agreed.", "Venezuelan government", Form.FULL, "venezuela-government"),
        ("Venezuela’s government agreed.", "Venezuela’s government", Form.FULL, "venezuela-government"),
        ("Maduro's regime agreed.", "Maduro's regime", Form.FULL, "venezuela-government"),
        ("His Venezuelan counterpart agreed.", "Venezuelan", Form.ADJECTIVE, "venezuela-government"),
        (
            "Senior Venezuelan embassy staff left.",
            "Venezuelan embassy",
            Form.INSTITUTION,
            "venezuela-government",
        ),
        ("A Venezuelan senior diplomat left.", "Venezuelan", Form.ADJECTIVE, "venezuela-government"),
        ("Venezuela's diplomats left.", "Venezuela", Form.ADJECTIVE, "venezuela-government"),
        ("Venezuelan opposition parties agreed.", "Venezuelan opposition", Form.FULL, "venezuela-opposition"),
        ("The opposition agreed.", "The opposition", Form.FULL, "venezuela-opposition"),
        ("Caracas agreed.", "Caracas", Form.METONYM, "venezuela-government"),
        ("The Lima Group agreed.", "Lima Group", Form.FULL, "lima-group"),
        ("THE UNITED STATES AGREED", "UNITED STATES", Form.FULL, "usa"),
    ],
)
def test_a_side_is_known_by_any_usual_name(
    venezuela: NameFinder, text: str, words: str, form: Form, id: str
) -> None:
    mention = only(venezuela, text, "actor")
    assert text[mention.start : mention.end] == words
    assert (mention.ids, mention.form, mention.actor) == ((id,), form, id)
    assert told(venezuela, text, "person") == []


@pytest.mark.parametrize(
    "text",
    [
        "They told us so.",
        "FOLLOW US on every channel.",
        "He reads The Washington Post.",
        "They met in Moscow and in downtown Caracas, the capital of nowhere.",
        "He was seen in the streets of Caracas.",
        "People in Venezuela suffer; Venezuela’s climate is mild.",
        "The Venezuelan people suffer.",
        "Venezuelan refugees crossed the border.",
        "Latin American markets fell.",
        "MOSCOW (Agency) - It snowed.",
        "It cost 17 billion U.S. dollars.",
        "They ate turkey.",
        "The anti-Maduro camp rallied against anti-American slogans.",
    ],
)
def test_a_place_a_pronoun_or_a_longer_name_is_no_side(venezuela: NameFinder, text: str) -> None:
    assert told(venezuela, text, "actor") == []


@pytest.mark.parametrize(
    "words",
    [
        "Lebanese opposition leaders",
        "Lebanon's opposition leaders",
        "the Iraqi National Electoral Council",
        "the Joint National Security Council",
    ],
)
def test_another_countrys_opposition_or_council_is_not_the_topics(venezuela: NameFinder, words: str) -> None:
    assert told(venezuela, f"On Friday {words} met.", "actor") == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Venezuelan opposition leaders", "Venezuelan opposition"),
        ("Venezuela's opposition leaders", "Venezuela's opposition"),
        ("Guaidó's opposition lawmakers", "opposition lawmakers"),
        ("senior opposition leaders", "opposition leaders"),
        ("the National Electoral Council", "National Electoral Council"),
    ],
)
def test_the_topics_own_opposition_and_council_are(venezuela: NameFinder, words: str, name: str) -> None:
    [(found, _)] = told(venezuela, f"On Friday {words} met.", "actor")
    assert found == name


# ---- issues ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("No military option remains.", "military option", "military-intervention"),
        ("MILITARY OPTIONS remain.", "MILITARY OPTIONS", "military-intervention"),
        ("They feared a military-intervention plan.", "military-intervention", "military-intervention"),
        ("They will not be invaded.", "invaded", "military-intervention"),
        ("They sanctioned two banks.", "sanctioned", "sanctions"),
        ("Both are negotiating.", "negotiating", "dialogue"),
        ("Refineries closed.", "Refineries", "oil"),
        ("A coup d’etat failed.", "coup d’etat", "maduro-government"),
        ("Migrants arrived.", "Migrants", "humanitarian-aid"),
    ],
)
def test_an_issue_is_found_by_its_terms_in_any_form(
    venezuela: NameFinder, text: str, words: str, id: str
) -> None:
    assert (words, id) in told(venezuela, text, "issue")


def test_an_issues_words_may_overlap_a_sides_name(venezuela: NameFinder) -> None:
    text = "They ruled out U.S. boots and U.S. policy."
    assert told(venezuela, text, "issue") == [
        ("U.S. boots", "military-intervention"),
        ("U.S. policy", "us-role"),
    ]
    assert told(venezuela, text, "actor") == [("U.S.", "usa"), ("U.S.", "usa")]


# ---- another topic -----------------------------------------------------------------------------------


def test_another_topic_is_read_by_its_own_pack(tarn: NameFinder) -> None:
    text = (
        "Kellmarker Water Minister Edda Vorn told Sorenia's envoy that Varnholt would not cease work. "
        "The Sorenian Farmers' League and Sorenian farmers wept; Sorenian goat cheese did not."
    )
    on = When.parse("2031-02-03")
    assert told(tarn, text, "office", on) == [("Kellmarker Water Minister", "edda-vorn")]
    assert told(tarn, text, "person", on) == [("Edda Vorn", "edda-vorn")]
    assert told(tarn, text, "actor", on) == [
        ("Sorenia", "sorenia-crown"),
        ("Varnholt", "kellmark"),
        ("Sorenian Farmers' League", "sorenia-farmers"),
        ("Sorenian", "sorenia-farmers"),
    ]
    assert told(tarn, text, "issue", on) == [("cease work", "dam")]


def test_a_minister_changes_with_the_day_in_another_topic_too(tarn: NameFinder) -> None:
    text = "The Kellmarker minister of water left."
    for day, holder in [("2032-06-14", "edda-vorn"), ("2032-06-15", "tomas-brandl"), ("2030-02-28", "")]:
        assert ",".join(only(tarn, text, "office", When.parse(day)).ids) == holder


def test_a_title_tells_sister_from_brother(tarn: NameFinder) -> None:
    assert only(tarn, "Mr Amaranth left.", "person").ids == ("oskar-amaranth",)
    assert only(tarn, "Mrs Amaranth left.", "person").ids == ("queen-ilse",)
    assert only(tarn, "Amaranth left.", "person").ids == ("queen-ilse", "oskar-amaranth")


def test_one_topics_names_mean_nothing_in_another(venezuela: NameFinder, tarn: NameFinder) -> None:
    assert tarn.find("Sergey Lavrov met the U.S. Secretary of State in Caracas about sanctions.") == ()
    assert venezuela.find("Edda Vorn of Kellmark met the Tarn River Commission.") == ()


# ---- properties --------------------------------------------------------------------------------------

PIECES = (
    *(
        "Trump",
        "Donald",
        "Jr.",
        "U.S.",
        "US",
        "us",
        "the",
        "The",
        "’s",
        "'s",
        "of",
        ",",
        ". ",
        "\n",
        "-",
        "“",
        "”",
    ),
    *(
        "Foreign Minister",
        "Russian",
        "Russia",
        "Venezuelan",
        "Venezuela",
        "government",
        "opposition",
        "leader",
    ),
    *(
        "President",
        "former",
        "Sergei",
        "Lavrov",
        "Guaido\u0301",
        "Guaidó",
        "J.",
        "in",
        "Moscow",
        "oil",
        "oils",
    ),
    *(
        "Secretary of State",
        "Rodríguez",
        "Mrs.",
        "deputy",
        "—",
        "İ",
        "ß",
        "\u00a0",
        "\u200b",
        "😀",
        "שלום",
        "\x00",
    ),
)


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", "\n"])), max_size=25))
def test_mentions_are_in_order_inside_the_text_and_never_cross(
    venezuela: NameFinder, pieces: list[tuple[str, str]]
) -> None:
    text = "".join(word + gap for word, gap in pieces)
    mentions = venezuela.find(text, MAY_2019)
    assert list(mentions) == sorted(mentions, key=lambda m: (m.start, m.end, m.kind))
    for kind in ("actor", "person", "office", "issue"):
        ends = [(m.start, m.end) for m in mentions if m.kind == kind]
        assert all(end <= start for (_, end), (start, _) in pairwise(ends))
    for mention in mentions:
        words = text[mention.start : mention.end]
        assert words
        assert words == words.strip()
        assert venezuela.find(text, MAY_2019) == mentions


@given(st.text())
def test_no_text_breaks_the_search(venezuela: NameFinder, text: str) -> None:
    assert all(0 <= m.start < m.end <= len(text) for m in venezuela.find(text))


@given(
    st.text(max_size=40),
    st.sampled_from(["Sergei Lavrov", "Nicolás Maduro", "Mike Pompeo"]),
    st.text(max_size=40),
)
def test_a_full_name_between_sentences_is_cut_out_letter_for_letter(
    venezuela: NameFinder, before: str, name: str, after: str
) -> None:
    text = f"{before}. {name} spoke. {after}"
    found = [text[m.start : m.end] for m in venezuela.find(text) if m.kind == "person"]
    assert name in found


@given(st.sampled_from(["Guaidó", "GUAIDO", "The Guaidó", "guaido\u0301"]))
def test_spellings_of_one_name_fold_to_one_key(spelling: str) -> None:
    assert fold(spelling) == "guaido"


@pytest.mark.parametrize(
    "text", ["South Russia said so.", "North Colombian officials met.", "Latin American nations met."]
)
def test_a_part_of_the_world_before_a_name_makes_it_another(venezuela: NameFinder, text: str) -> None:
    assert told(venezuela, text, "actor") == []
