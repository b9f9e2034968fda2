"""Long articles: cut into parts without a word lost or moved, and read in time that grows as they do."""

from __future__ import annotations

import random
from functools import cache
from time import process_time

import pytest
from pydantic import BaseModel

from summaries.analysis.parts import LONGEST, cut
from summaries.analysis.pipeline import Analyser
from summaries.model import Article, Evidence, Span
from tests.summaries.analysis.reading import topic

_SYLLABLES = ["ka", "len", "mor", "tu", "sa", "ri", "von", "del", "bar", "osk", "ine", "ta", "pol", "eno"]


def word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))


def story(length: int, between: str = "\n\n") -> str:
    """News of many people, none named twice, of at least so many code points."""
    chance = random.Random(length)
    told: list[str] = []
    while sum(map(len, told)) < length:
        first, last, thing = word(chance).title(), word(chance).title(), word(chance)
        told.append(
            f"{first} {last} of the {thing} union said on Monday that Arland backs the {word(chance)} talks."
            f" “We want the {word(chance)},” {last} said. He rejected the blockade of {word(chance).title()}."
        )
    return between.join(told)


_SHORT = 4_000
"""Code points of a part here, so that the tests are quick."""


@cache
def analyser() -> Analyser:
    return Analyser(topic(), longest=_SHORT)


def article(text: str) -> Article:
    return Article(id="a", document="a", text=text)


def read(text: str) -> Evidence:
    [found] = analyser().analyse([article(text)])
    return found


def spans(value: object) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, BaseModel):
        return [span for _, one in value for span in spans(one)]
    return [span for one in value for span in spans(one)] if isinstance(value, tuple) else []


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_long_article_is_cut_into_parts_of_similar_size_that_hold_every_word(between: str) -> None:
    text = story(2 * LONGEST + 5_000, between)
    parts = list(cut(article(text)))
    assert (
        "".join(part.article.text for part in parts).split() == text.replace("\n", " ").split()
        or [word for part in parts for word in part.article.text.split()] == text.split()
    )
    lengths = [len(part.article.text) for part in parts]
    assert max(lengths) <= LONGEST
    assert sorted(lengths)[1] > LONGEST // 2
    assert [part.is_last for part in parts] == [False] * (len(parts) - 1) + [True]


def test_an_article_of_usual_length_is_one_part() -> None:
    short = article(story(20_000))
    assert [(part.article, part.offset) for part in cut(short)] == [(short, 0)]


def test_a_text_of_nothing_but_spaces_is_one_part_too() -> None:
    blank = article("\n" * (LONGEST + 1))
    assert [part.article for part in cut(blank)] == [blank]


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_what_is_found_in_a_later_part_stands_where_the_whole_article_has_it(between: str) -> None:
    text = story(_SHORT, between) + between + "Otto Brandt said: “We reject the plan of Belmora.”"
    found = read(text)
    assert found.quotations[-1].name == "Otto Brandt"
    assert found.quotations[-1].content[0].end == len(text) - 1
    assert found.quotations == tuple(sorted(found.quotations, key=lambda q: q.content[0].start))
    assert found.stances
    for span in spans(found):
        assert text[span.start : span.end] == span.text


def test_a_long_article_gives_the_same_evidence_alone_and_among_others() -> None:
    long, short = (
        Article(id=name, document=name, text=text)
        for name, text in {"long": story(_SHORT + 10_000), "short": "Brandt said: “We go on.”"}.items()
    )
    together = list(analyser().analyse([short, long, short]))
    assert together[1] == next(analyser().analyse([long]))
    assert together[0] == together[2] == next(analyser().analyse([short]))
    assert [found.article for found in together] == ["short", "long", "short"]


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_time_grows_as_the_text_does(between: str) -> None:
    def seconds(length: int) -> float:
        text = story(length, between)
        begun = process_time()
        read(text)
        return process_time() - begun

    seconds(1_000)
    assert seconds(5 * _SHORT) < 5 * 2 * seconds(_SHORT)
