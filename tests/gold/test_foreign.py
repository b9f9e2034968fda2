"""Quotations in four languages are found as labelled, and never on a wrong speaker."""

from collections import Counter

import pytest

from benchmarks.foreign import measure, rows, topic
from summaries.analysis.foreign import LANGUAGES
from summaries.when import When

FEWEST_TEXTS = 60
LEAST_F1 = 95.0

each_language = pytest.mark.parametrize("language", list(LANGUAGES))


@each_language
def test_direct_quotations_are_found_to_the_character_and_none_on_a_wrong_speaker(language: str) -> None:
    score = measure(rows(), language)
    assert score.f1 >= LEAST_F1, score.errors
    assert score.wrong_speakers == 0, score.errors
    assert score.wrong_dates == 0, score.errors
    assert score.speakers >= 0.95 * score.named, score.errors


@each_language
def test_there_are_enough_texts_and_each_names_whom_its_world_knows(language: str) -> None:
    texts = [row for row in rows() if row.language == language]
    assert len(texts) >= FEWEST_TEXTS
    for row in texts:
        people = {person.name: person.actor for person in topic(row.world).people}
        actors = {actor.id for actor in topic(row.world).actors}
        for quotation in row.quotations:
            assert all(row.text.count(words) == 1 for words in quotation.content), row.id
            assert quotation.actor in {None, *actors}, row.id
            assert people.get(quotation.speaker or "", quotation.actor) == quotation.actor, row.id
            assert When.parse(quotation.said).iso() == quotation.said, row.id


def test_no_two_rows_share_an_id() -> None:
    assert Counter(row.id for row in rows()).most_common(1)[0][1] == 1
