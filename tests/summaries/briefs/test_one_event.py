"""Which tellings are one event."""

from __future__ import annotations

import pytest

from summaries.briefs import Material
from summaries.briefs.one_event import merged, numbers
from summaries.model import Article, Development
from summaries.topics import Actor, Person, Topic
from summaries.when import When

TOPIC = Topic(
    id="sound",
    title="The sound",
    actors=(
        Actor(id="norrland", name="Norrland", adjectives=("Norrlandic",)),
        Actor(id="vest", name="Vest", adjectives=("Vestish",)),
    ),
    people=(
        Person(id="mo", name="Edla Mo", actor="norrland"),
        Person(id="rask", name="Per Rask", actor="vest"),
        Person(id="lie", name="Ola Lie", actor="norrland"),
    ),
)
BOTH = ("norrland", "vest")


def telling(
    words: str,
    type: str,
    day: str = "2024-05-06",
    actors: tuple[str, ...] = BOTH,
    people: tuple[str, ...] = (),
) -> Development:
    article = Article(id=words, document=words, text=words)
    span = article.span(0, len(words))
    return Development(when=When.parse(day), type=type, actors=actors, people=people, spans=(span,))


def told_by(*tellings: Development, published: tuple[str, ...] = ()) -> list[Development]:
    days = published or ("2024-05-07",) * len(tellings)
    sources = {}
    for one, day in zip(tellings, days, strict=True):
        text = one.spans[0].text
        article = Article(id=text, document=text, text=text, published=When.parse(day))
        sources[text] = article.source
    return merged(Material(topic=TOPIC, sources=sources), tellings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            telling("Norrlandic guns shelled the port of Skarv on Monday.", "ASSAULT", actors=("norrland",)),
            telling("Fourteen people died when Norrland bombarded Skarv.", "ASSAULT", actors=("norrland",)),
        ),
        (
            telling("Edla Mo met Per Rask in Bodvik on Monday.", "CONSULT", people=("mo", "rask")),
            telling("Rask sat down with his Norrlandic colleague in Bodvik.", "CONSULT", people=("rask",)),
        ),
        (
            telling("Norrland and Vest signed a fishing pact on Monday.", "AGREE"),
            telling("Ending a long quarrel, the two neighbours initialled their accord.", "AGREE"),
        ),
        (
            telling("Norrland and Vest signed a fishing pact last week.", "AGREE", "2024-05-06/2024-05-12"),
            telling("Norrland and Vest signed a fishing pact on Monday.", "AGREE"),
        ),
    ],
)
def test_one_event_in_other_words_is_one_development(one, other):
    [event] = told_by(one, other)
    assert len(event.spans) == 2
    assert event.when.iso() == "2024-05-06"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            telling("Norrlandic guns shelled the port of Skarv.", "ASSAULT"),
            telling("Norrlandic guns shelled the port of Lomvi.", "ASSAULT"),
        ),
        (
            telling("Norrlandic guns shelled the port of Skarv.", "ASSAULT"),
            telling("Norrlandic guns shelled the port of Skarv.", "ASSAULT", "2024-05-07"),
        ),
        (
            telling("Mo spoke with Rask by telephone on Monday.", "CONSULT", people=("mo", "rask")),
            telling("Mo met Rask on Monday.", "CONSULT", people=("mo", "rask")),
        ),
        (
            telling("Edla Mo met Vestish envoys on Monday.", "CONSULT", people=("mo",)),
            telling("Ola Lie met Vestish envoys on Monday.", "CONSULT", people=("lie",)),
        ),
        (
            telling("Norrland expelled two Vestish envoys.", "SANCTION"),
            telling("Vest barred Norrlandic trawlers from its waters.", "SANCTION"),
        ),
        (
            telling("Norrland and Vest signed a fishing pact in May.", "AGREE", "2024-05"),
            telling("The two neighbours initialled their accord on Monday.", "AGREE"),
        ),
    ],
)
def test_two_events_of_one_type_stay_apart_by_place_day_people_form_or_words(one, other):
    assert len(told_by(one, other)) == 2


def test_a_third_telling_does_not_join_two_places():
    shelled = [
        telling("Norrlandic guns shelled the port of Skarv.", "ASSAULT"),
        telling("Norrlandic guns shelled a port.", "ASSAULT"),
        telling("Norrlandic guns shelled the port of Lomvi.", "ASSAULT"),
    ]
    places = [{span.text for span in event.spans} for event in told_by(*shelled)]
    assert not any({shelled[0].spans[0].text, shelled[2].spans[0].text} <= told for told in places)


def test_a_corrected_toll_is_told_by_its_newest_article():
    early = telling("Norrlandic guns killed 14 people in Skarv, with many more missing.", "ASSAULT")
    late = telling("Norrlandic guns killed 19 people in Skarv.", "ASSAULT")
    [event] = told_by(early, late, published=("2024-05-06", "2024-05-08"))
    assert [span.text for span in event.spans] == [late.spans[0].text, early.spans[0].text]
    [same] = told_by(late, early, published=("2024-05-08", "2024-05-06"))
    assert same.spans == event.spans


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("400 engineers left", {"400"}),
        ("some 1,300 Norrlandic growers marched", {"1,300"}),
        ("On 14 May Vestish envoys met them", set()),
        ("In 2019 Vestish envoys met them", set()),
    ],
)
def test_what_a_telling_counts_is_told_from_its_dates(words: str, counted: set[str]) -> None:
    assert numbers(telling(words, "PROTEST")) == counted
