"""Analysis in other processes: order, containment, bounded batches."""

import os
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import workers
from bot.workers import BATCH, BATCH_LENGTH, Failed, analyse, batches
from summaries.model import Article, Evidence
from summaries.topics import Topic
from tests.bot.conftest import SAID


class Deadly(Article):
    """Ends the process that takes it in, as a lack of memory would."""

    def __reduce__(self) -> tuple[Callable[[int], Any], tuple[int]]:
        return os._exit, (1,)


class Endless(Article):
    """Keeps the process that takes it in busy for ever."""

    def __reduce__(self) -> tuple[Callable[[float], Any], tuple[float]]:
        return time.sleep, (600,)


class Unreadable(str):
    """Words that break whoever looks at them closely."""

    __slots__ = ()

    def __getitem__(self, place: object) -> str:
        raise RuntimeError("no letter can be read")


def article(number: int, text: str = SAID) -> Article:
    return Article(id=f"a{number}", document=f"a{number}", text=text)


def test_two_processes_give_evidence_in_the_order_of_the_articles(strait: Topic) -> None:
    articles = [article(n, f"Page {n}.\n\n{SAID}") for n in range(5)]
    found = list(analyse(strait, articles, jobs=2))
    assert [result.article for result in found] == ["a0", "a1", "a2", "a3", "a4"]
    assert found == list(analyse(strait, articles, jobs=0))


def test_an_article_that_ends_its_process_does_not_stop_the_others(strait: Topic) -> None:
    deadly = Deadly(id="deadly", document="deadly", text=SAID)
    found = list(analyse(strait, [article(1), deadly, article(2)], jobs=1))
    assert [type(result) for result in found] == [Evidence, Failed, Evidence]
    assert "“deadly” could not be analysed" in found[1].error.problem


def test_after_a_lost_process_the_rest_of_a_long_input_goes_on(strait: Topic) -> None:
    long = "x" * BATCH_LENGTH
    articles = [Deadly(id="deadly", document="deadly", text=long), *(article(n, long) for n in range(6))]
    found = list(analyse(strait, articles, jobs=1))
    assert [type(result) for result in found] == [Failed, *[Evidence] * 6]


def test_an_article_that_never_ends_is_given_up(strait: Topic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "START", 12)
    endless = Endless(id="endless", document="endless", text="x")
    found = list(analyse(strait, [endless, article(1)], jobs=2))
    assert [type(result) for result in found] == [Failed, Evidence]
    assert "it took too long" in found[0].error.problem


def test_an_article_that_breaks_the_analysis_does_not_stop_the_others(strait: Topic) -> None:
    broken = Article.model_construct(id="broken", document="broken", text=Unreadable(SAID))
    found = list(analyse(strait, [article(1), broken, article(2)], jobs=0))
    assert [type(result) for result in found] == [Evidence, Failed, Evidence]
    assert "RuntimeError: no letter can be read" in found[1].error.problem


def test_no_article_starts_no_process(strait: Topic) -> None:
    assert list(analyse(strait, [], jobs=2)) == []


@given(st.lists(st.integers(0, 2 * BATCH_LENGTH), max_size=80), st.integers(1, 4))
def test_batches_hold_every_article_once_in_order_and_stay_small(lengths: list[int], jobs: int) -> None:
    articles = [Article.model_construct(id=str(n), text="x" * length) for n, length in enumerate(lengths)]
    made = list(batches(articles, jobs))
    assert [a.id for batch in made for a in batch] == [a.id for a in articles]
    assert all(0 < len(batch) <= BATCH for batch in made)


@pytest.mark.parametrize(
    ("count", "jobs", "sizes"), [(12, 2, [6, 6]), (3, 2, [2, 1]), (1, 2, [1]), (20, 1, [16, 4])]
)
def test_the_last_articles_are_shared_out(count: int, jobs: int, sizes: list[int]) -> None:
    assert [len(batch) for batch in batches([article(n) for n in range(count)], jobs)] == sizes
