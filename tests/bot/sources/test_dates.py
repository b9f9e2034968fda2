"""Nothing was published after it was retrieved."""

from datetime import UTC, datetime

import pytest

from bot.sources.dates import within
from summaries.model import Article
from summaries.when import When

NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("2021-05-30", "2021-05-30"),
        ("2021-06-01T11:59:00+00:00", "2021-06-01T11:59:00+00:00"),
        ("2021-06-01T15:00:00+02:00", "2021-06-01"),  # three hours ahead: a zone that is wrong
        ("2021-06-02", "2021-06-02"),  # it is tomorrow already on Kiritimati
        ("2021-06-03", "2021-06-01"),
        ("2031-01-01", "2021-06-01"),
        ("2021-06", "2021-06-01/2021-06-02"),
        ("2021-05", "2021-05"),
        ("2021", "2021-01-01/2021-06-02"),
        ("", ""),
    ],
)
def test_a_date_is_not_later_than_the_retrieval(told: str, kept: str) -> None:
    article = Article(id="a", document="a", text="Words.", published=When.parse(told))
    assert within(article, NOW.timestamp()).published.iso() == kept


def test_a_date_of_the_retrieval_says_that_it_is_inferred() -> None:
    article = Article(id="a", document="a", text="Words.", published=When.parse("2031-01-01"))
    found = within(article, NOW.timestamp())
    assert (found.published.inferred, found.published_basis) == (True, "retrieved")
