from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.analysis import developments
from summaries.analysis.dates import find_dates
from summaries.analysis.document import prepare
from summaries.analysis.parsing import parse
from summaries.model import Article, EventType, Nature
from summaries.names import NameFinder
from summaries.topics import Topic, parse_topic
from summaries.when import When

ROOT = Path(__file__).parents[4]
BUNDLED = ROOT / "seeds" / "venezuela"

SAHEL = """
id = "sahel"
title = "The Sahel"

[[actors]]
id = "france"
name = "France"
adjectives = ["French"]
metonyms = ["Paris"]

[[actors]]
id = "mali"
name = "Mali"
adjectives = ["Malian"]
metonyms = ["Bamako"]

[[actors]]
id = "algeria"
name = "Algeria"
adjectives = ["Algerian"]
metonyms = ["Algiers"]

[[people]]
id = "anne-duval"
name = "Anne Duval"
actor = "france"
[[people.offices]]
title = "Foreign Minister"
from = 2020-01-01

[[people]]
id = "moussa-kone"
name = "Moussa Kone"
actor = "mali"
[[people.offices]]
title = "President"
from = 2020-01-01

[[issues]]
id = "gold"
name = "Gold"
terms = ["gold output", "gold mines"]
"""


@cache
def sahel() -> Topic:
    return parse_topic(SAHEL)


@cache
def names(topic: Topic) -> NameFinder:
    return NameFinder(topic)


def told(text, published="2022-03-09", topic=None, title=""):
    topic = topic or sahel()
    article = Article(id="a", document="a", text=text, title=title, published=When.parse(published))
    document = prepare(article, topic, names(topic))
    parse((document, sentence) for sentence in document.sentences)
    return developments.find(document, (), find_dates(document))


@pytest.mark.parametrize(
    ("text", "type", "actors", "day"),
    [
        (
            "Anne Duval met Moussa Kone in Algiers on 3 March 2022.",
            "CONSULT",
            {"france", "mali"},
            "2022-03-03",
        ),
        (
            "Algeria hosted talks between France and Mali on Tuesday.",
            "CONSULT",
            {"algeria", "france", "mali"},
            "2022-03-08",
        ),
        ("France and Mali signed an agreement on 1 March.", "AGREE", {"france", "mali"}, "2022-03-01"),
        (
            "Mali released nothing, but France lifted sanctions on Mali on 2 March.",
            "CONCEDE",
            {"france", "mali"},
            "2022-03-02",
        ),
        ("France sent food and medicine to Mali on Sunday.", "AID", {"france", "mali"}, "2022-03-06"),
        (
            "French soldiers withdrew from the north of the country on Monday.",
            "RETREAT",
            {"france"},
            "2022-03-07",
        ),
        ("Algeria recalled its ambassador to Paris on 28 February.", "SANCTION", {"algeria"}, "2022-02-28"),
        ("Around 200 French soldiers landed in Mali yesterday.", "MOBILIZE", {"france"}, "2022-03-08"),
        ("Malian police arrested four officers on Saturday.", "COERCE", {"mali"}, "2022-03-05"),
        ("Malian soldiers killed 17 civilians on Friday, witnesses said.", "ASSAULT", {"mali"}, "2022-03-04"),
        ("Thousands of people protested against France on Saturday.", "PROTEST", {"france"}, "2022-03-05"),
        ("Duval flew to Bamako on Monday for talks with Kone.", "CONSULT", {"mali", "france"}, "2022-03-07"),
        ("Moussa Kone called Anne Duval on Sunday.", "CONSULT", {"mali", "france"}, "2022-03-06"),
        ("France and Mali exchanged prisoners on Sunday.", "CONCEDE", {"mali", "france"}, "2022-03-06"),
        ("Duval and Kone spoke by telephone on Sunday.", "CONSULT", {"france", "mali"}, "2022-03-06"),
        ("Duval held a video conference with Kone on Sunday.", "CONSULT", {"france", "mali"}, "2022-03-06"),
        (
            "In a telephone conversation on Monday, Duval and Kone discussed the mines.",
            "CONSULT",
            {"france", "mali"},
            "2022-03-07",
        ),
        ("A drone hit a Malian warehouse on Friday.", "ASSAULT", {"mali"}, "2022-03-04"),
        ("Two rockets landed beside the French embassy on Friday.", "ASSAULT", {"france"}, "2022-03-04"),
        ("Malian soldiers stormed a barracks on the night of 2 March.", "ASSAULT", {"mali"}, "2022-03-02"),
        ("Crowds burned a French flag on Friday.", "PROTEST", {"france"}, "2022-03-04"),
        ("Mali boycotted the vote of 2 March.", "REJECT", {"mali"}, "2022-03-02"),
        (
            "France delivered a convoy of food, the first since January, to Mali on 2 March.",
            "AID",
            {"france", "mali"},
            "2022-03-02",
        ),
        ("On 2 March Anne Duval met Moussa Kone.", "CONSULT", {"france", "mali"}, "2022-03-02"),
        ("On Sunday France recalled its ambassador.", "SANCTION", {"france"}, "2022-03-06"),
        ("The first contact was a phone call between Duval and Kone.", "CONSULT", {"france", "mali"}, ""),
    ],
)
def test_an_event_has_its_type_its_sides_and_its_date(text, type, actors, day):
    [development] = told(text)
    assert development.nature is Nature.EVENT
    assert development.type is EventType[type]
    assert set(development.actors) == actors
    assert development.when.iso() == day
    assert development.spans[0].text == text


@pytest.mark.parametrize(
    "text",
    [
        "France accused Mali on Monday of hiring mercenaries.",
        "Moussa Kone attacked Anne Duval on Monday, saying that she had lied.",
        "The plan of Moussa Kone has been met with anger.",
        "Moussa Kone called Anne Duval a liar on Sunday.",
        "France denied on Monday that it had bombed the town.",
        "Anne Duval said that France had arrested four men on Friday.",
        "Mali claimed French jets attacked a village on Friday.",
        "If France withdraws its soldiers, Mali would attack the rebels in April.",
        "France could send 300 soldiers to the border.",
        "No agreement was reached between France and Mali.",
        "“France met Mali in Algiers on Sunday,” said Anne Duval.",
        "French troops invaded the north in 1893.",
        "The border remains a pressing issue for France and Mali.",
        "France and Mali are neighbours of nobody.",
        "Did France withdraw its soldiers from Mali on Monday?",
        "A bakery in the old town opened its doors on Monday.",
        "Anne Duval shot down the idea.",
        "“That is a lie,” Moussa Kone shot back on Monday.",
        "Moussa Kone was bombarded with questions.",
        "Moussa Kone launched a blistering attack on Anne Duval on Monday.",
        "Anne Duval launched an attack on the budget of Mali on Monday.",
        "Anne Duval is due a rest.",
        "Anne Duval encouraged her supporters to take to the streets.",
    ],
)
def test_what_is_only_said_supposed_denied_or_long_past_is_no_development(text):
    assert told(text) == ()


@pytest.mark.parametrize(
    ("text", "nature", "when"),
    [
        ("The number of refugees from Mali has reached 120,000, the agency said.", Nature.FIGURE, ""),
        ("France has spent about $1.2 billion on the mission.", Nature.FIGURE, ""),
        (
            "Mali's gold output fell from 70 tonnes in January 2022 to 61 tonnes in February.",
            Nature.FIGURE,
            "2022-01-01/2022-02-28",
        ),
        ("Aid workers expect 300,000 refugees from Mali by the end of 2022.", Nature.FORECAST, "2022"),
        (
            "There may be as many as 40,000 refugees from Mali by the end of the year.",
            Nature.FORECAST,
            "2022",
        ),
        ("France plans to meet Malian officials in Algiers on 20 March.", Nature.PLAN, "2022-03-20"),
        ("France and Mali are to sign a treaty in Algiers on 20 March.", Nature.PLAN, "2022-03-20"),
        ("Anne Duval is due in Algiers on 20 March.", Nature.PLAN, "2022-03-20"),
        ("Anne Duval was sworn in as foreign minister on 2 March.", Nature.EVENT, "2022-03-02"),
        ("Paris is considering sending soldiers to the gold mines.", Nature.PLAN, ""),
    ],
)
def test_figures_forecasts_and_plans_are_told_apart(text, nature, when):
    [development] = told(text)
    assert development.nature is nature
    assert development.when.iso() == when


def test_what_is_done_to_a_plan_or_report_may_well_have_happened():
    [development] = told("France and Mali filed a report on Friday.")
    assert development.when.iso() == "2022-03-04"


def test_an_attack_on_people_of_a_land_that_several_sides_share_is_told():
    shared = SAHEL.replace('name = "Mali"', 'name = "Mali"\nplaces = ["Mali"]\nnouns = ["government"]')
    [development] = told("Gunmen killed five Malian shepherds on Friday.", topic=parse_topic(shared))
    assert development.when.iso() == "2022-03-04"


def test_a_number_that_counts_nothing_is_no_figure():
    assert told("France beat Mali 3-2, and the captain is 31 years old.") == ()


def test_a_sentence_with_two_events_gives_each_its_clause():
    one, other = told(
        "Mali expelled two diplomats on Monday, while Algeria hosted talks with France on Tuesday."
    )
    assert (one.type, one.when.start) == (EventType.SANCTION, date(2022, 3, 7))
    assert (other.type, other.when.start) == (EventType.CONSULT, date(2022, 3, 8))
    assert "talks" not in one.spans[0].text
    assert "diplomats" not in other.spans[0].text


def test_one_event_told_twice_is_one_development_with_two_spans_the_fullest_first():
    text = (
        "Talks between France and Mali were held on 3 March. It rained all day.\n\n"
        "Foreign Minister Anne Duval met President Moussa Kone on 3 March and praised him."
    )
    [development] = told(text)
    assert [span.text[:5] for span in development.spans] == ["Forei", "Talks"]
    assert development.people == ("anne-duval", "moussa-kone")


def test_a_capital_after_in_is_a_place_and_no_side():
    [development] = told("Anne Duval met the Algerian envoy in Bamako on Monday.")
    assert set(development.actors) == {"france", "algeria"}


def test_what_happened_after_the_article_was_written_is_not_believed():
    assert told("France withdrew its soldiers on 9 March 2023.") == ()


def test_an_unresolved_date_keeps_its_words():
    [development] = told("Two days later, Malian soldiers killed 17 civilians near the border.")
    assert development.when.start is None
    assert development.when.words == "Two days later"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                *("France", "Mali", "Duval", "met", "killed", "on Monday", "3 March 2022", "17", "soldiers"),
                *("talks", "between", "and", "if", ",", ".", "“", "”", '"', "?", "\n\n"),
            )
        ),
        max_size=30,
    )
)
def test_no_text_breaks_the_search_and_spans_recover_the_words(words):
    text = " ".join(words)
    for development in told(text):
        for span in development.spans:
            assert text[span.start : span.end] == span.text


# ---- the bundled articles --------------------------------------------------------------------------------


@cache
def bundled(name, published):
    text = next((BUNDLED / "articles").glob(name)).read_text("utf8")
    title = next(line for line in text.splitlines() if line.strip())
    return told(text, published, parse_topic((BUNDLED / "topic.toml").read_text("utf8")), title)


CGTN = ("cgtn*.txt", "2019-05-06/2019-05-11")
GRI = ("global*.txt", "2019-06")


@pytest.mark.parametrize(
    ("article", "words", "nature", "type", "when", "actors"),
    [
        (GRI, "met in Sochi", "event", "CONSULT", "2019-05-14", {"usa", "russia"}),
        (GRI, "crisis point", "event", "ASSAULT", "2019-04-30", {"venezuela-government"}),
        (GRI, "telephone call between Pompeo and Lavrov", "event", "CONSULT", "", {"usa", "russia"}),
        (GRI, "direct phone call between presidents", "event", "CONSULT", "", {"usa", "russia"}),
        (GRI, "rounds of talks in Norway", "event", "CONSULT", "", {"norway"}),
        (GRI, "1.2 million barrels per day", "figure", None, "2019-01-01/2019-04-30", set()),
        (GRI, "5.3 million refugees", "forecast", None, "2019", {"un"}),
        (CGTN, "100 Russian military experts", "event", "MOBILIZE", "2019-03", {"russia"}),
        (CGTN, "17 billion U.S. dollars", "figure", None, "", {"russia"}),
        (
            CGTN,
            "met his Venezuelan counterpart",
            "event",
            "CONSULT",
            "2019-05-05",
            {"russia", "venezuela-government"},
        ),
        (CGTN, "failed to persuade", "event", None, "2019-04-29/2019-05-05", {"venezuela-opposition"}),
        (
            CGTN,
            "speaking to his Russian counterpart",
            "event",
            "CONSULT",
            "2019-04-29/2019-05-05",
            {"usa", "russia"},
        ),
    ],
)
def test_the_bundled_articles_yield_their_developments(article, words, nature, type, when, actors):
    [found] = [d for d in bundled(*article) if any(words in span.text for span in d.spans)]
    assert found.nature == nature
    assert found.type == (EventType[type] if type else None)
    assert found.when.iso() == when
    assert actors <= set(found.actors)


# ---- claims, plans, denials and memories -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        # what one side says
        "According to Paris, 30 Malian soldiers were killed on Friday.",
        "Thirty French soldiers were killed on Friday, according to Moussa Kone.",
        "French jets, Mali said, bombed two villages on Friday.",
        "As Moussa Kone tells it, French jets bombed two villages on Friday.",
        "What Mali called a French attack killed four people on Friday.",
        "France was accused of shelling the market on Friday.",
        "Mali has accused France of kidnapping two envoys on Friday.",
        "Mali criticised France for expelling two envoys on Friday.",
        "French soldiers have been accused by witnesses of torturing prisoners in February.",
        # hearsay
        "French soldiers allegedly killed four herders on Friday.",
        "French soldiers reportedly withdrew on Friday.",
        "An alleged French attack killed four herders on Friday.",
        "A rumour spread on Friday that French soldiers had killed a herder.",
        "A film shows how French soldiers killed herders on Friday.",
        # denials and conditions
        "It is not true that France attacked the market on Friday.",
        "Had France attacked on Friday, Mali would have responded.",
        "Imagine that France attacked the market on Friday.",
        # what was not done
        "Instead of meeting Moussa Kone on Friday, Anne Duval went home.",
        "France came close to attacking Mali on Friday.",
        "Mali stopped France from seizing a ship on Friday.",
        # old plans
        "Anne Duval had planned to meet Moussa Kone on 20 March.",
        "A meeting between Duval and Kone had been scheduled for Monday.",
        "Anne Duval plans to meet Moussa Kone on 2 February 2022.",
        # memories
        "It was the anniversary of the day in 1974 when French troops invaded Mali.",
        "France invaded Mali during the war of 1974, killing thousands.",
    ],
)
def test_claims_hearsay_conditions_old_plans_and_memories_are_no_events(text):
    assert told(text) == ()


def test_what_a_march_remembers_did_not_happen_now():
    [march] = told(
        "Thousands marched in Bamako on Sunday to mark ten years since the 2012 uprising, in which Malian "
        "troops killed 200 demonstrators."
    )
    assert march.type is EventType.PROTEST
    assert march.when.iso() == "2022-03-06"


def test_what_failed_is_told_without_the_type_of_what_was_tried():
    [failure] = told("France failed on Monday to withdraw its troops.")
    assert failure.type is None


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("France reopened its embassy in Bamako on Monday.", EventType.COOPERATE),
        ("A Malian court sentenced a French pilot on Monday.", EventType.COERCE),
        ("Mali scrambled two jets on Monday.", EventType.MOBILIZE),
    ],
)
def test_relations_sentences_and_jets_have_their_type(text, type):
    assert [d.type for d in told(text)] == [type]


def test_victims_give_an_event_its_side_where_its_own_clause_names_none():
    [blast] = told("Two Malian sailors died when a mine exploded in the bay on Tuesday.")
    assert blast.actors == ("mali",)


def test_a_clause_is_shown_without_the_words_that_join_it():
    text = "Moussa Kone resigned on Monday after France expelled four Malian diplomats on Sunday."
    assert [d.spans[0].text for d in told(text)] == [
        "Moussa Kone resigned on Monday",
        "France expelled four Malian diplomats on Sunday",
    ]


def test_a_figure_may_name_who_counted():
    [figure] = told("The drought has driven 310,000 people from their homes, according to Mali.")
    assert figure.nature is Nature.FIGURE


def test_two_attacks_of_one_day_on_two_towns_stay_apart():
    text = "Malian jets bombed the town of Tessa on Friday. On Friday, Malian soldiers also shelled Menka."
    places = ["Tessa", "Menka"]
    assert [[p for p in places if p in d.spans[0].text] for d in told(text)] == [["Tessa"], ["Menka"]]


@pytest.mark.parametrize(
    ("text", "type", "actors", "day"),
    [
        ("Mali released two French sailors on Sunday.", "CONCEDE", {"mali", "france"}, "2022-03-06"),
        ("France lifted its ban on Malian gold on Sunday.", "CONCEDE", {"france", "mali"}, "2022-03-06"),
        (
            "France carried out naval exercises from 28 February to 4 March.",
            "MOBILIZE",
            {"france"},
            "2022-02-28/2022-03-04",
        ),
        (
            "Two French sailors died on Sunday when a mine exploded.",
            "ASSAULT",
            {"france"},
            "2022-03-06",
        ),
        (
            "Malian jets bombed a French-held town on Sunday.",
            "ASSAULT",
            {"mali"},
            "2022-03-06",
        ),
    ],
)
def test_captives_bans_ranges_and_clauses_with_when_are_read(text, type, actors, day):
    [development] = told(text)
    assert development.type is EventType[type]
    assert set(development.actors) == actors
    assert development.when.iso() == day


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("By 61 votes to 40, France's parliament rejected the treaty on Friday.", EventType.REJECT),
        ("A French ship carrying 400 tonnes of rice anchored off the coast on Friday.", None),
        ("Mali summoned the French ambassador on Friday.", EventType.ACCUSE),
        ("France added six Malian officers to its blacklist on Friday.", EventType.SANCTION),
    ],
)
def test_what_is_only_counted_on_the_way_does_not_hide_an_event(text, type):
    [development] = told(text)
    assert (development.nature, development.type) == (Nature.EVENT, type)
    assert development.when.iso() == "2022-03-04"


def test_what_happened_where_the_next_day_had_begun_is_believed():
    text = "Malian soldiers killed four gunmen early Thursday."
    [development] = told(text, published="2022-03-09T21:00:00+00:00")
    assert development.when.iso() == "2022-03-10"


def test_the_day_of_an_attack_is_the_day_of_what_it_did():
    [attack] = told("Friday's attack by Malian rebels killed four French soldiers.")
    assert attack.when.iso() == "2022-03-04"


def test_whom_a_side_blames_takes_no_part():
    [attack] = told("The attack, which Algeria blames on Mali, killed four French soldiers on Friday.")
    assert attack.actors == ("france",)


def test_a_year_that_is_over_is_background():
    assert told("On this day in 2021, French soldiers attacked a village.") == ()


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Malian jets bombed a camp on Friday after France sent a warning.", {"mali"}),
        ("Mali signed a truce brokered by Algeria on Friday.", {"mali", "algeria"}),
        ("France's parliament voted on Friday to extend its embargo on Mali.", {"france", "mali"}),
    ],
)
def test_who_is_named_in_another_clause_takes_no_part(text, actors):
    assert set(told(text)[0].actors) == actors


@pytest.mark.parametrize(
    ("text", "type", "actors"),
    [
        (
            "On 3 May, French forces conducted nine strikes against fighters in Algeria and Mali.",
            "ASSAULT",
            ["france"],
        ),
        ("On 3 May, railway workers held a strike against lower pay in Mali.", "PROTEST", []),
        (
            "On 3 May, Anne Duval met pilots to discuss efforts in Algeria, Mali and Niger.",
            "CONSULT",
            ["france"],
        ),
        ("French police stormed the consulate on 3 May to press demands on Algeria.", "COERCE", ["france"]),
        ("Former French minister Luc Roux met Moussa Kone on 3 May.", "CONSULT", ["mali"]),
        ("French officers were kidnapped in the Malian province of Gao on 3 May.", "COERCE", ["france"]),
    ],
)
def test_where_and_what_for_take_no_part_in_an_event(text: str, type: str, actors: list[str]) -> None:
    [development] = told(text)
    assert (development.type, list(development.actors)) == (EventType(type), actors)
