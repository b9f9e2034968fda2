"""The gold set holds together, and analysis comes as near to it as it did."""

import tomllib
from collections import Counter

import pytest

from benchmarks.gold import FIGURES, WORST, figures, measure
from benchmarks.gold_score import Tally
from benchmarks.gold_set import GoldRow, GoldSet, Numbered, bundled, invented
from summaries.when import When

ALLOWED = 1.0
"""Points (of 100) that a figure may fall."""

either = pytest.mark.parametrize("gold", [invented(), bundled()], ids=["invented", "bundled"])


@pytest.fixture(scope="module")
def of_the_bundled_articles() -> Tally:
    return measure(bundled())


@either
def test_words_of_the_gold_set_stand_in_their_text_once_or_with_a_number(gold: GoldSet) -> None:
    for row in gold.rows:
        for words in row.words():
            start, end = row.place(words)
            assert row.text[start:end] == (words if isinstance(words, str) else words.words)


def test_words_that_stand_nowhere_or_twice_need_a_cure() -> None:
    row = GoldRow(id="a", construction="a", text="No, he said, no, no.")
    assert row.place(Numbered(words="no", nth=2)) == (17, 19)
    for words in ("no", "yes", Numbered(words="no", nth=3)):
        with pytest.raises(ValueError, match="occurs"):
            row.place(words)


@either
def test_the_gold_set_names_only_actors_issues_dates_and_rows_that_exist(gold: GoldSet) -> None:
    actors = {actor.id for actor in gold.topic.actors}
    targets = actors | {issue.id for issue in gold.topic.issues}
    people = {person.name: person.actor for person in gold.topic.people}
    for row in gold.rows:
        When.parse(row.published)
        for quotation in row.quotations or ():
            assert quotation.actor in {None, *actors}, row.id
            assert people.get(quotation.speaker or "", quotation.actor) == quotation.actor, row.id
        for stance in row.stances or ():
            assert stance.actor in actors, row.id
            assert stance.target in targets, row.id
        for dated in row.dates or ():
            assert dated.value is None or When.parse(dated.value).iso() == dated.value, row.id
        for development in row.developments or ():
            assert When.parse(development.date or "").iso() == (development.date or ""), row.id
    assert Counter(row.id for row in gold.rows).most_common(1)[0][1] == 1


def test_no_figure_falls_more_than_a_point_and_no_more_words_are_put_into_mouths() -> None:
    recorded = tomllib.loads(FIGURES.read_text(encoding="utf-8"))
    del recorded["bundled"]
    _holds(recorded, figures(measure(invented())))


def test_nothing_is_lost_of_what_the_bundled_articles_say(of_the_bundled_articles: Tally) -> None:
    recorded = tomllib.loads(FIGURES.read_text(encoding="utf-8"))["bundled"]
    _holds(recorded, figures(of_the_bundled_articles))


def test_every_quotation_of_the_bundled_articles_is_found_and_none_on_a_wrong_speaker(
    of_the_bundled_articles: Tally,
) -> None:
    found = figures(of_the_bundled_articles)
    assert found["quotations_recall"] == 100.0
    assert {defect: found[defect] for defect in WORST} == dict.fromkeys(WORST, 0.0)
    assert found["named_speaker_right"] == 100.0


def _holds(recorded: dict[str, float], found: dict[str, float]) -> None:
    assert set(found) == set(recorded)
    for worst in WORST:
        assert found.pop(worst) <= recorded.pop(worst), worst
    fallen = {name: (value, found[name]) for name, value in recorded.items() if found[name] < value - ALLOWED}
    assert not fallen, "recorded, found now"
