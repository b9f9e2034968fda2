"""Two small invented topics, so that nothing tested here can hang on a real one; a store with evidence."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.commands import handle
from bot.commands.context import Context
from bot.messages import Command
from bot.storage import open_store
from summaries.model import (
    Article,
    Development,
    EventType,
    Evidence,
    Grade,
    Kind,
    Position,
    Quotation,
    Remark,
    RemarkKind,
    Role,
    Span,
    StanceStatement,
)
from summaries.topics import parse_topic
from summaries.when import When

DELTA = """
id = "delta"
title = "The Delta water dispute"
aliases = ["estuary"]

[[actors]]
id = "upland"
name = "Upland"
short = "UPL"
aliases = ["Republic of Upland", "United Highlands", "Uplanders"]
adjectives = ["Uplandic"]
metonyms = ["Highgate"]
institutions = ["the Water Ministry"]

[[actors]]
id = "delta-government"
name = "Delta government"
adjectives = ["Deltan"]
places = ["Delta"]
nouns = ["officials"]

[[actors]]
id = "delta-farmers"
name = "Delta farmers"
aliases = ["Farmers' Union"]
adjectives = ["Deltan"]
places = ["Delta"]
nouns = ["growers"]

[[actors]]
id = "eastmark"
name = "Eastmark"
adjectives = ["Eastmarkish"]

[[people]]
id = "ana-brandt"
name = "Ana Brandt"
actor = "upland"
aliases = ["Ána Brándt"]
pronoun = "she"
[[people.offices]]
title = "Minister of Water"
from = 2018-01-01
to = 2021-12-31

[[people]]
id = "per-olsen"
name = "Per Olsen"
actor = "delta-government"

[[people]]
id = "ida-olsen"
name = "Ida Olsen"
actor = "delta-farmers"

[[issues]]
id = "great-dam"
name = "Great Dam"
aliases = ["the dam", "dam building"]
terms = ["dam", "reservoir", "turbine halls"]

[[issues]]
id = "fishing-rights"
name = "fishing rights"
aliases = ["fishing"]
terms = ["trawlers", "catch quota"]
"""

CABLE = """
id = "cable"
title = "The sea cable"

[[actors]]
id = "northport"
name = "Northport"
adjectives = ["Northporter"]

[[actors]]
id = "isles"
name = "The Isles"
adjectives = ["Islander"]

[[people]]
id = "eva-holm"
name = "Eva Holm"
actor = "isles"

[[issues]]
id = "island-rule"
name = "island rule"
actor = "isles"
terms = ["self-rule"]

[[issues]]
id = "landing-fees"
name = "landing fees"
terms = ["fee", "tariff"]
"""


@pytest.fixture(scope="session")
def delta():
    return parse_topic(DELTA)


@pytest.fixture(scope="session")
def cable():
    return parse_topic(CABLE)


@pytest.fixture(scope="session", params=[DELTA, CABLE], ids=["delta", "cable"])
def topic(request):
    return parse_topic(request.param)


# ---- a store with evidence built by hand -------------------------------------------------------------

TODAY = date(2021, 3, 17)

FIRST = """Upland pledged on 2 March to finish the dam.
“We will fill the reservoir this spring,” Ana Brandt, the Minister of Water, told reporters on Tuesday.
Eastmark rejects the dam. Its envoy said that “no wall may hold our river”.
Brandt added: “We are ready to pause the works for our neighbours.”
"""

SECOND = """Engineers from Eastmark met officials of Upland in Ferry on 9 March 2021.
Ana Brandt said the talks were “frank and useful”. No deal was struck.
Per Olsen said: “The growers pay for everybody's quarrels.”
"""

ARTICLES = (
    Article(
        id="first",
        document="first",
        title="Water and walls",
        publisher="Ferry Courier",
        byline="Mia Lund",
        url="https://courier.example/water",
        published=When.interval(date(2021, 3, 2), date(2021, 3, 4), inferred=True),
        text=FIRST,
    ),
    Article(
        id="second",
        document="second",
        title="Talks in Ferry",
        publisher="Delta Weekly",
        url="https://weekly.example/talks",
        published=When.month(2021, 3),
        text=SECOND,
    ),
)


def span(article: int, words: str) -> Span:
    text = ARTICLES[article].text
    start = text.index(words)
    return ARTICLES[article].span(start, start + len(words))


def said(article: int, words: str, person: str | None, actor: str, when: When, **more) -> Quotation:
    text = ARTICLES[article].text
    line = next(line for line in text.splitlines() if words in line)
    return Quotation(
        content=(span(article, words),),
        context=span(article, line),
        person=person,
        actor=actor,
        said=when,
        **{"kind": Kind.DIRECT, "grade": Grade.DIRECT, "role": Role.PERSON} | more,
    )


SPRING = said(
    0,
    "We will fill the reservoir this spring,",
    "ana-brandt",
    "upland",
    When.day(date(2021, 3, 2)),
    issues=("great-dam",),
)
PAUSE = said(
    0,
    "We are ready to pause the works for our neighbours.",
    "ana-brandt",
    "upland",
    When.day(date(2021, 3, 2)),
    issues=("great-dam",),
)
WALL = said(
    0,
    "no wall may hold our river",
    None,
    "eastmark",
    When.day(date(2021, 3, 3)),
    kind=Kind.MIXED,
    grade=Grade.MIXED,
)
QUARREL = said(
    1, "The growers pay for everybody's quarrels.", "per-olsen", "delta-government", When.month(2021, 3)
)


def towards(actor: str, target: str, position: Position, quotation: Quotation) -> StanceStatement:
    return StanceStatement(
        actor=actor,
        person=quotation.person,
        target=target,
        position=position,
        grade=quotation.grade,
        said=quotation.said,
        span=quotation.content[0],
        context=quotation.context,
        quotation=quotation.id,
    )


EVIDENCE = (
    Evidence(
        article="first",
        quotations=(SPRING, PAUSE, WALL),
        stances=(
            towards("upland", "great-dam", Position.SUPPORTS, SPRING),
            towards("upland", "great-dam", Position.OPPOSES, PAUSE),
            towards("eastmark", "great-dam", Position.OPPOSES, WALL),
        ),
        developments=(
            Development(
                when=When.day(date(2021, 3, 2), inferred=True),
                type=EventType.AGREE,
                actors=("upland",),
                issues=("great-dam",),
                spans=(span(0, "Upland pledged on 2 March to finish the dam."),),
            ),
        ),
    ),
    Evidence(
        article="second",
        quotations=(QUARREL,),
        developments=(
            Development(
                when=When.day(date(2021, 3, 9)),
                type=EventType.CONSULT,
                actors=("upland", "eastmark"),
                spans=(span(1, "Engineers from Eastmark met officials of Upland in Ferry on 9 March 2021."),),
            ),
        ),
        remarks=(Remark(kind=RemarkKind.OBSTACLE, actors=("upland",), span=span(1, "No deal was struck.")),),
    ),
)


def stored(delta, cable, folder):
    """A real SQLite store with two articles on one of two topics."""
    store = open_store(f"sqlite:///{folder}/readout.db")
    at = datetime(2021, 3, 16, 12, tzinfo=UTC)
    for article, evidence in zip(ARTICLES, EVIDENCE, strict=True):
        store.save("delta", store.place("delta", article, "by hand"), evidence, analyser="by hand", at=at)
    topics = {"delta": delta, "cable": cable}
    return Context(topics=topics, store=store, today=lambda: TODAY, now=lambda: at + timedelta(days=1))


@pytest.fixture(scope="session")
def context(delta, cable, tmp_path_factory):
    """For tests that only read."""
    shared = stored(delta, cable, tmp_path_factory.mktemp("store"))
    yield shared
    shared.store.close()


@pytest.fixture(scope="session")
def ask(context):
    """Answer a line on the first topic as the terminal would."""
    return lambda text: handle(context, Command(text=text, topic="delta", administrator=True))


@pytest.fixture
def own_context(delta, cable, tmp_path):
    """For a test that writes."""
    own = stored(delta, cable, tmp_path)
    yield own
    own.store.close()


@pytest.fixture
def tell(own_context):
    """``ask``, on a store of the test's own."""
    return lambda text: handle(own_context, Command(text=text, topic="delta", administrator=True))
