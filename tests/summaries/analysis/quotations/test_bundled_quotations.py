"""What the two bundled articles hold, word for word, and who said it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from summaries.analysis import quotations, speakers
from summaries.analysis.dates import find_dates
from summaries.analysis.pipeline import Analyser
from summaries.model import Article, Kind, Quotation
from summaries.topics import parse_topic
from summaries.when import When

SEEDS = Path(__file__).parents[4] / "seeds" / "venezuela"

VERBATIM = {
    "He is not looking at all to get involved in Venezuela other than he'd like to see something positive"
    " happen for Venezuela. I feel the same way. We want to get some humanitarian aid, right now people are"
    " starving, they have no water, they have no food,": "donald-trump",
    "Make no mistake, we have a full range of options. Diplomatic options, political options, options with"
    " our allies, and then ultimately, a set of options that would involve use of U.S."
    " military.": "mike-pompeo",
    "We call on the Americans, and all those supporting them, to abandon their irresponsible plans and to act"
    " exclusively within the boundaries of international law.": "sergey-lavrov",
    "The time is now": "juan-guaido",
    "The United States stands with the People of Venezuela and their Freedom!": "donald-trump",
    "Maduro has brought nothing but misery to the Venezuelan people": "mike-pompeo",
    "Threats by the U.S. administration have nothing to do with democracy.": "sergey-lavrov",
}
MIXED = {
    "had an airplane on the tarmac": ("mike-pompeo", "usa"),
    "information war": (None, "russia"),
    "very positive": ("donald-trump", "usa"),
    "not looking at all to get involved in Venezuela, other than he would like to see something positive": (
        "donald-trump",
        "usa",
    ),
}
INDIRECT = {
    "to use military force in Venezuela would be a catastrophe": (
        "sergey-lavrov",
        "russia",
    ),
    "Moscow was responsible for Maduro failing to leave Venezuela": ("mike-pompeo", "usa"),
    "considering asking the U.S. for military intervention": ("juan-guaido", "venezuela-opposition"),
    "the opposition does not plan on further negotiations": ("juan-guaido", "venezuela-opposition"),
    "he sought to fully restore US-Russia relations": ("vladimir-putin", "russia"),
    "as many as 5.3 million refugees": (None, "un"),
    "the opposition to renounce the use of violence": (None, "russia"),
    "they were there to discuss equipment maintenance": (None, None),
    "Juan Guaido is fast losing support": (None, None),
}


def _articles() -> list[Article]:
    found = []
    for path in sorted((SEEDS / "articles").glob("*.txt")):
        about = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        published = When.parse(str(about.get("published", "")))
        text = path.read_text(encoding="utf-8")
        found.append(
            Article(id=path.stem, document=path.stem, title=about["title"], published=published, text=text)
        )
    return found


@cache
def bundled() -> tuple[Quotation, ...]:
    analyser = Analyser(parse_topic((SEEDS / "topic.toml").read_text(encoding="utf-8")))
    documents = analyser.prepare(_articles())
    return tuple(q for d in documents for q in speakers.resolve(d, quotations.find(d), find_dates(d)))


def test_the_direct_quotations_are_these_and_no_others() -> None:
    direct = {q.words: q.person for q in bundled() if q.kind is Kind.DIRECT}
    assert direct == VERBATIM


def test_the_mixed_quotations_are_these_and_no_others() -> None:
    mixed = [q for q in bundled() if q.kind is Kind.MIXED]
    assert len(mixed) == len(MIXED)
    for words, who in MIXED.items():
        assert [(q.person, q.actor) for q in mixed if words in q.words] == [who]


@pytest.mark.parametrize("words", INDIRECT)
def test_what_is_only_reported_has_its_speaker(words: str) -> None:
    assert [(q.person, q.actor) for q in bundled() if words in q.words] == [INDIRECT[words]]


def test_every_word_stands_in_its_article() -> None:
    texts = {article.id: article.text for article in _articles()}
    for quotation in bundled():
        for span in (*quotation.content, quotation.context):
            assert texts[span.article][span.start : span.end] == span.text
