from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.grammar import GRAMMAR
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.parsing import LONGEST, read
from bot.commands.request import Request, spell
from bot.messages import Command

TODAY = date(2021, 3, 17)


@pytest.fixture(scope="session")
def understand(delta):
    """What a line is understood as, in full; for one topic."""
    return lambda text: spell(read({"delta": delta}, Command(text=text), TODAY))


@pytest.fixture(scope="session")
def refuse(delta):
    """What is said of a line that is not understood."""

    def refusal(text: str) -> NotUnderstood:
        with pytest.raises(NotUnderstood) as caught:
            read({"delta": delta}, Command(text=text), TODAY)
        return caught.value

    return refusal


# ---- what is understood ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/delta", "/delta overview"),
        ("delta", "/delta overview"),
        ("estuary latest", "/delta latest"),
        ("/stance upland", "/delta stance upland"),
        ("/ delta stance upland", "/delta stance upland"),
        ("upland stance", "/delta stance upland"),
        ("on fishing stance upland", "/delta stance upland on fishing-rights"),
        ("stance on fishing upland", "/delta stance upland on fishing-rights"),
        ("stance upland the dam", "/delta stance upland on great-dam"),
        ("STANCE  ÜPLAND", "/delta stance upland"),
        ("stance United Highlands on dam building", "/delta stance upland on great-dam"),
        ('stance "United Highlands" on “dam building”', "/delta stance upland on great-dam"),
        ("stance ‘united highlands’ on 'the dam'", "/delta stance upland on great-dam"),
        ('stance "united highlands', "/delta stance upland"),
        ("stance highgate", "/delta stance upland"),
        ("stance Uplandic", "/delta stance upland"),
        ("stance upland on turbine halls", "/delta stance upland on great-dam"),
        ("stance upland on eastmark", "/delta stance upland on eastmark"),
        ("stance upland on per olsen", "/delta stance upland on delta-government"),
        ("stance brandt", "/delta stance ana-brandt"),
        ("stance minister of water as of 2020", "/delta stance ana-brandt as of 2020-12-31"),
        ("compare upland and eastmark on the dam", "/delta compare upland eastmark on great-dam"),
        ("upland vs eastmark", "/delta compare upland eastmark"),
        ("compare brandt with eastmark", "/delta compare upland eastmark"),
        ("tensions", "/delta tensions"),
        ("contradictions of brandt", "/delta tensions upland"),
        ("latest 3d", "/delta latest since 2021-03-14"),
        ("latest upland last week", "/delta latest upland since 2021-03-08"),
        ("since yesterday latest eastmark", "/delta latest eastmark since 2021-03-16"),
        ("latest as of March 2021", "/delta latest as of 2021-03-17"),
        (
            "stance upland on dam since 2020-05-01 as of 1 June 2020",
            "/delta stance upland on great-dam since 2020-05-01 as of 2020-06-01",
        ),
        (
            "quotes brandt on river levels since 2w",
            '/delta quotes ana-brandt on "river levels" since 2021-03-03',
        ),
        ("quotes on river levels brandt", '/delta quotes ana-brandt on "river levels"'),
        ("quotes on the war on drought eastmark", '/delta quotes eastmark on "war on drought"'),
        ("source #7K3M2Q9X", "/delta source 7k3m2q9x"),
        ("source OI3M2L9X", "/delta source 013m219x"),
        ("search water prices since 2020", "/delta search water prices since 2020-01-01"),
        ("search since when", '/delta search "since when"'),
        ("search help", "/delta search help"),
        ("quotes brandt river levels", '/delta quotes ana-brandt on "river levels"'),
        ("latest in delta", "/delta latest"),
        ("report 7k3m2q9x wrong speaker", "/delta report 7k3m2q9x wrong speaker"),
        ("report undo 7k3m2q9x", "/delta report undo 7k3m2q9x"),
        ("digest add every day at noon", "/delta digest add every day at noon"),
        ("help", "/delta help"),
        ("?", "/delta help"),
        ("help positions", "/delta help stance"),
        ("upland", "/delta stance upland"),
        ("brandt", "/delta quotes ana-brandt"),
        ("dam", "/delta overview on great-dam"),
        ("upland eastmark", "/delta compare upland eastmark"),
    ],
)
def test_a_line_is_understood(understand, typed, meant):
    assert understand(typed) == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("what does Upland say about the dam?", "/delta stance upland on great-dam"),
        ("What’s Upland’s position on fishing?", "/delta stance upland on fishing-rights"),
        ("where does Highgate stand on catch quota", "/delta stance upland on fishing-rights"),
        ("does Upland support Eastmark?", "/delta stance upland on eastmark"),
        (
            "what did Brandt say about trawlers yesterday",
            "/delta quotes ana-brandt on trawlers since 2021-03-16",
        ),
        ("what did Eastmark say about unicorns?", "/delta quotes eastmark on unicorns"),
        ("who backs the dam?", "/delta overview on great-dam"),
        ("who is against Per Olsen?", "/delta overview on delta-government"),
        ("what happened this week", "/delta latest since 2021-03-15"),
        ("any news from Upland since monday?", "/delta latest upland since 2021-03-15"),
        ("what is going on in Delta?", "/delta latest"),
        ("how do Upland and Eastmark differ on the dam?", "/delta compare upland eastmark on great-dam"),
        ("is Upland inconsistent?", "/delta tensions upland"),
        ("what do Upland and Eastmark think of fishing?", "/delta compare upland eastmark on fishing-rights"),
        ("who said “no wall may hold”?", "/delta search no wall may hold"),
        ("what can you do?", "/delta help"),
    ],
)
def test_a_plain_question_becomes_a_command_that_is_told(delta, asked, meant):
    request = read({"delta": delta}, Command(text=asked), TODAY)
    assert spell(request) == meant
    assert request.understood == meant


# ---- what is not -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("stnace upland on dam", "/delta stance upland on great-dam"),
        ("stance uplnd", "/delta stance upland"),
        ("stance eastmark on fisching", "/delta stance eastmark on fishing-rights"),
        ("quotes brant", "/delta quotes ana-brandt"),
        ("compare uplnd eastmrk", "/delta compare upland eastmark"),
        ("compare eastmark uplnd on dam", "/delta compare eastmark upland on great-dam"),
        ("help stnce", "/delta help stance"),
        ("/delat stance upland", "/delta stance upland"),
        ("tensions upland on dam", "/delta tensions upland"),
        ("stance upland eastmark", "/delta compare upland eastmark"),
        ("latest since 5/6/2019", "/delta latest since 2021-03-14"),
        ("stance olsen", "/delta stance ida-olsen"),
        ("stance upland on olsen", "/delta stance upland on delta-farmers"),
        ("who supports Olsen?", "/delta stance per-olsen"),
        ("why did Upland do this?", "/delta stance upland"),
        ("zzz", "/delta search zzz"),
    ],
)
def test_what_was_meant_is_offered(refuse, typed, suggestion):
    assert suggestion in refuse(typed).suggestions


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("stance", "“stance” needs an actor."),
        ("compare upland", "“compare” needs a second actor."),
        ("quotes", "“quotes” needs an actor or a person."),
        ("stance upland banana", "I can't place “banana” in “stance”."),
        ("stance banana", "I know no actor or person called “banana”."),
        ("stance upland on banana", "I know no issue called “banana”."),
        ("latest since tomorrow", "“tomorrow” lies in the future."),
        ("search dam since 2030", "“since 2030” lies in the future."),
        ("latest since nonsense", "I can't read “nonsense” as a date."),
        (
            "latest since 2021-01-01 as of 2020-01-01",
            "“since” (1 January 2021) comes after “as of” (1 January 2020).",
        ),
        ("stance upland since", "Something is missing after “since”."),
        ("stance upland since 3d since 2d", "“since” stands there twice."),
        ("search", "“search” needs words to look for."),
        ("source", "“source” needs the id of a citation: eight letters and digits."),
        ("source 1", "“1” is no citation id."),
        ("report 7k3m2q9x", "“report” needs a few words on what is wrong."),
        ("", "Nothing was typed."),
        ("\x00\u202e ", "Nothing was typed."),
        ("x" * (LONGEST + 1), "That is 4,001 characters long."),
        ("/atlantis", "I know no topic “atlantis”."),
        ("stance olsen", "That may be Per Olsen or Ida Olsen."),
    ],
)
def test_what_is_wrong_is_one_sentence_with_a_cure(refuse, typed, problem):
    error = refuse(typed)
    assert error.problem == problem
    assert error.cure


def test_a_review_of_no_citation_tells_how_reviews_are_written(refuse):
    assert refuse("review confirm zzz").cure.endswith("review [confirm|restore] [ID] [WHY]")


def test_what_was_typed_is_shown_back_without_control_characters_and_short(refuse):
    error = refuse("stance \x1b[31m\u202ered" + "\x07" * 50 + "a" * 500)
    assert "\x1b" not in error.problem
    assert "\u202e" not in error.problem
    assert len(error.problem) < 120


# ---- topics ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "sta\u200bnce up\u200bland",
        "\u202estance \u2066upland\u2069",
        "\ufeffstance upland",
        "stance\u2028upland\r",
    ],
)
def test_what_nobody_sees_parts_no_words(understand, typed):
    assert understand(typed) == "/delta stance upland"


def test_the_topics_name_before_a_command_is_the_topic_and_after_it_an_actor(delta):
    named = delta.model_copy(update={"id": "eastmark", "aliases": ()})
    topics = {"eastmark": named}

    def spelled(text: str) -> str:
        return spell(read(topics, Command(text=text), TODAY))

    assert spelled("eastmark") == "/eastmark overview"
    assert spelled("/eastmark") == "/eastmark overview"
    assert spelled("eastmark stance upland") == "/eastmark stance upland"
    assert spelled("stance eastmark") == "/eastmark stance eastmark"
    assert spelled("eastmark stance") == "/eastmark stance eastmark"
    assert spelled("eastmark eastmark stance") == "/eastmark stance eastmark"
    with pytest.raises(NotUnderstood, match="needs an actor"):
        read(topics, Command(text="/eastmark stance"), TODAY)


def test_a_name_shared_by_two_actors_is_asked_about(refuse):
    error = refuse("stance delta")
    assert error.problem == "That may be Delta government or Delta farmers."
    assert error.suggestions == ("/delta stance delta-government", "/delta stance delta-farmers")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stance northport on Eva Holm", "/cable stance northport on island-rule"),
        ("stance northport on Islander", "/cable stance northport on island-rule"),
        ("stance northport on isles", "/cable stance northport on isles"),
        ("who backs Holm?", "/cable overview on island-rule"),
    ],
)
def test_a_side_as_what_a_position_is_about_means_its_cause_where_it_has_one(cable, typed, meant):
    assert spell(read({"cable": cable}, Command(text=typed), TODAY)) == meant


def test_with_two_topics_the_one_that_knows_the_names_is_meant(delta, cable):
    topics = {"delta": delta, "cable": cable}
    assert spell(read(topics, Command(text="stance northport"), TODAY)) == "/cable stance northport"
    assert spell(read(topics, Command(text="stance upland"), TODAY)) == "/delta stance upland"


def test_with_two_topics_that_both_fit_the_user_chooses(delta, cable):
    with pytest.raises(NotUnderstood) as caught:
        read({"delta": delta, "cable": cable}, Command(text="latest 3d"), TODAY)
    assert caught.value.suggestions == ("/delta latest since 2021-03-14", "/cable latest since 2021-03-14")


def test_the_platforms_topic_counts_unless_another_is_named(delta, cable):
    topics = {"delta": delta, "cable": cable}
    assert spell(read(topics, Command(text="latest", topic="cable"), TODAY)) == "/cable latest"
    assert spell(read(topics, Command(text="", topic="cable"), TODAY)) == "/cable overview"
    assert spell(read(topics, Command(text="/delta latest", topic="cable"), TODAY)) == "/delta latest"


def test_without_any_topic_the_cure_is_told():
    with pytest.raises(NotUnderstood, match="No topic"):
        read({}, Command(text="latest"), TODAY)


# ---- properties --------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [each.name for each in GRAMMAR]
    + [
        "upland",
        "eastmark",
        "Olsen",
        "brandt",
        "delta",
        "/delta",
        "dam",
        "fishing",
        "on",
        "since",
        "as",
        "of",
        "3d",
    ]
    + [
        "2020",
        "tomorrow",
        '"',
        "“",
        "'",
        "?",
        "what",
        "who",
        "says",
        "undo",
        "7k3m2q9x",
        "banana",
        "%s",
        "';--",
        "🙂",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=9).map(" ".join)))
def test_any_text_is_understood_or_refused_with_commands_that_work(delta, text):
    try:
        request = read({"delta": delta}, Command(text=text), TODAY)
    except NotUnderstood as error:
        suggestions = error.suggestions
        for suggestion in suggestions:
            read({"delta": delta}, Command(text=suggestion), TODAY)
    else:
        assert read({"delta": delta}, Command(text=spell(request)), TODAY) == replace(request, understood="")


@st.composite
def requests(draw):
    since = draw(st.none() | st.dates(date(2015, 1, 1), TODAY))
    as_of = draw(st.none() | st.dates(since or date(2015, 1, 1), TODAY))
    actor, other = draw(st.permutations(["upland", "eastmark", "delta-government"]))[:2]
    issue = draw(st.sampled_from([None, "great-dam", "fishing-rights", "delta-farmers"]))
    dated = {"since": since, "as_of": as_of}
    return draw(
        st.sampled_from(
            [
                {"command": "overview", "issue": issue, **dated},
                {"command": "stance", "actor": actor, "issue": issue, **dated},
                {"command": "stance", "actor": "upland", "person": "ana-brandt", "issue": issue, **dated},
                {"command": "compare", "actor": actor, "other": other, "issue": issue, **dated},
                {"command": "tensions", "actor": actor, **dated},
                {"command": "latest", **dated},
                {"command": "quotes", "actor": actor, "words": "river levels", **dated},
                {"command": "search", "words": "on the river", **dated},
            ]
        )
    )


@given(requests())
def test_every_request_reads_back_as_itself(delta, values):
    request = Request(delta, **values)
    assert read({"delta": delta}, Command(text=spell(request)), TODAY) == request


@given(requests(), st.randoms(use_true_random=False))
def test_slots_may_come_in_any_order(delta, values, random):
    request = Request(delta, **values)
    if request.command in ("search", "quotes"):  # their words end only where the next keyword begins
        return
    parts = [part for part in (request.command, request.person or request.actor) if part]
    if request.other:
        parts = [parts[0], f"{request.actor} {request.other}"]
    parts += [f"on {request.issue}"] if request.issue else []
    parts += [f"since {request.since}"] if request.since else []
    parts += [f"as of {request.as_of}"] if request.as_of else []
    random.shuffle(parts)
    assert read({"delta": delta}, Command(text="/delta " + " ".join(parts)), TODAY) == request


@given(st.integers(min_value=1, max_value=3000))
def test_a_day_to_come_is_never_a_beginning(delta, days):
    day = TODAY + timedelta(days=days)
    with pytest.raises(NotUnderstood, match="future"):
        read({"delta": delta}, Command(text=f"latest since {day}"), TODAY)
