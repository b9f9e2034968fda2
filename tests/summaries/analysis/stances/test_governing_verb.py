"""Which verb a word goes with, when its sentence has one and when it has none."""

import pytest

from summaries.analysis.dates.clause import governing_verb
from summaries.analysis.parsing import load_language


@pytest.mark.parametrize(
    ("sentence", "word", "verb"),
    [
        ("The envoys met in the old harbour.", "harbour", "met"),
        ("No more delays at the harbour.", "harbour", "delays"),
        ("Silence.", "Silence", "Silence"),
    ],
)
def test_the_way_up_ends_at_the_verb_or_at_the_root(sentence: str, word: str, verb: str) -> None:
    doc = load_language()(sentence)
    token = next(token for token in doc if token.text == word)
    assert governing_verb(token).text == verb
