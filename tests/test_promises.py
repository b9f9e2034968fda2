"""The promises, kept by the whole river: from articles through the store to the reply."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import handle
from bot.commands.context import Context
from bot.loading import load_topics
from bot.messages import Command
from bot.settings import Settings
from bot.storage import open_store
from summaries.analysis.pipeline import Analyser
from summaries.model import Article, Evidence, Span
from summaries.when import When
from tests.conftest import lines_of

AT = datetime(2019, 7, 1, 12, tzinfo=UTC)

TEXTS = {
    "gazette": (
        "2019-05-20",
        "The Gazette",
        "Russian Foreign Minister Sergey Lavrov said on Monday: “We will not accept the use of force.”\n\n"
        "“The sanctions must end,” Lavrov told reporters in Moscow. U.S. Secretary of State Mike Pompeo "
        "rejected the demand. “Sanctions will stay,” he said.",
    ),
    "wire": (
        "2019-05-21",
        "The Wire",
        "Delegations of the government and the opposition met in Oslo on 15 May 2019. Norway said it was "
        "ready to go on with mediation.\n\nRussia supports talks. “We support dialogue without "
        "preconditions,” said Maria Zakharova.",
    ),
    "monthly": (
        "2019-06",
        "The Monthly",
        "The European Union backs new elections. “Only free elections can end this,” Federica Mogherini "
        "said. No agreement was reached in June, as both sides refused to budge.",
    ),
}
PIECES = (
    "“", "”", '"', "‘", "’", "«", "»", " said ", "Lavrov", "Mr. Pompeo", "he ", "that ", ", ", ". ", "?”",
    "\n\n", "\r\n", "\x00", "\u2028", "\u202e", "🙂", "Moscow has denied ", "the U.S. Secretary of State ",
    "on Sunday ", "14 May 2019", "Russia backs Maduro ", "whilst ", "not ", "Q: ", "MR. PRICE: ", "—",
    "1.2 million barrels ",
)  # fmt: skip
COMMANDS = (
    "overview", "stance russia", "stance russia on dialogue", "compare usa russia", "latest", "timeline",
    "quotes lavrov", "quotes russia on sanctions", "search sanctions", "tensions usa",
    "stance eu as of 2019-06-10",
)  # fmt: skip


@pytest.fixture(scope="module")
def topic():
    return next(iter(load_topics(Settings(topics=("venezuela",))).values()))


def articles() -> list[Article]:
    return [
        Article(id=id, document=id, text=text, publisher=publisher, published=When.parse(published))
        for id, (published, publisher, text) in TEXTS.items()
    ]


@pytest.fixture(scope="module")
def evidence(topic):
    return dict(zip(TEXTS, Analyser(topic).analyse(articles()), strict=True))


def answers(folder, topic, evidence, order) -> list[str]:
    """Every command's reply as it would cross the wire, after storing the articles in this order."""
    store = open_store(f"sqlite:///{folder}/readout.db")
    try:
        for article in order:
            place = store.place(topic.id, article, "test")
            store.save(topic.id, place, evidence[article.id], analyser="test", at=AT)
        context = Context(topics={topic.id: topic}, store=store, today=lambda: date(2019, 7, 1))
        replies = [handle(context, Command(text=f"/{topic.id} {command}")) for command in COMMANDS]
    finally:
        store.close()
    silent = [c for c, reply in zip(COMMANDS, replies, strict=True) if not lines_of(reply)]
    assert silent == ["tensions usa", "stance eu as of 2019-06-10"]
    return [reply.model_dump_json() for reply in replies]


def test_the_same_articles_give_the_same_bytes_in_any_order_of_ingestion(tmp_path, topic, evidence):
    first, *others = permutations(articles())
    expected = None
    for number, order in enumerate([first, *others]):
        folder = tmp_path / str(number)
        folder.mkdir()
        said = answers(folder, topic, evidence, order)
        expected = expected or said
        assert said == expected


def test_an_article_gives_the_same_evidence_alone_and_among_others(topic, evidence):
    for article in articles():
        assert next(iter(Analyser(topic).analyse([article]))) == evidence[article.id]


def spans_of(piece: Evidence) -> list[Span]:
    spans = [span for q in piece.quotations for span in (*q.content, q.context, q.speaker, q.cue) if span]
    spans += [span for s in piece.stances for span in (s.span, s.context)]
    spans += [span for d in piece.developments for span in d.spans]
    return spans + [remark.span for remark in piece.remarks]


def test_every_piece_of_evidence_is_cut_from_its_article(evidence):
    texts = {id: text for id, (_, _, text) in TEXTS.items()}
    spans = [span for piece in evidence.values() for span in spans_of(piece)]
    assert len(spans) > 20
    for span in spans:
        assert texts[span.article][span.start : span.end] == span.text


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40))
def test_no_text_breaks_analysis_and_offsets_recover_the_words(topic, pieces):
    text = "".join(pieces)
    (piece,) = Analyser(topic).analyse([Article(id="a", document="a", text=text)])
    for span in spans_of(piece):
        assert text[span.start : span.end] == span.text


def test_a_direct_quotation_lies_between_its_marks(evidence):
    texts = {id: text for id, (_, _, text) in TEXTS.items()}
    for piece in evidence.values():
        for quotation in piece.quotations:
            if quotation.kind == "direct":
                for span in quotation.content:
                    text = texts[span.article]
                    assert "“" in text[: span.start][-3:]
                    assert "”" in text[span.end :][:3]
