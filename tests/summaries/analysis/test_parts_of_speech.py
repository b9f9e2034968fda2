"""The table gives what spaCy's own attribute ruler gives, word for word."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from summaries.analysis.parsing import MODEL, load_language
from summaries.analysis.parts_of_speech import PartsOfSpeech

TEXTS = [
    "The envoy, who had been told that talks were off, said: “We’re not leaving.”",
    "There is no plan; there's only what it was, and nothin' else.",
    "Y'all gonna see: let's go, c'mon, it ain't over 'til we've got ta leave.",
    "Does she have to do it herself, or did somebody else want those things done better?",
    "   Two \n\n lines \t and an @odd #word … of 1,300 tons, 'nuff said.",
    "",
    "is",
]


@pytest.fixture(scope="module")
def theirs() -> Language:
    """The model as spaCy loads it."""
    return spacy.load(MODEL, exclude=["ner", "senter"])


@pytest.mark.parametrize("text", TEXTS)
def test_the_table_says_what_the_rules_say(theirs: Language, text: str) -> None:
    ruler: Any = theirs.get_pipe("attribute_ruler")
    parsed = theirs(text, disable=["attribute_ruler", "lemmatizer"])
    shown = [
        [(t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_) for t in found]
        for found in (ruler(parsed.copy()), PartsOfSpeech(theirs.vocab, ruler.patterns)(parsed.copy()))
    ]
    assert shown[0] == shown[1]
    assert not text.strip() or any(morph for *_, morph, _ in shown[0])


def test_the_language_has_the_table_in_place_of_the_rules() -> None:
    names = load_language().pipe_names
    assert names.index("parts_of_speech") < names.index("lemmatizer")
    assert "attribute_ruler" not in names


def test_the_later_of_two_rules_prevails_also_over_neighbours() -> None:
    language = spacy.blank("en")
    table = PartsOfSpeech(
        language.vocab,
        [
            {"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN", "LEMMA": "thing"}, "index": 0},
            {"patterns": [[{"LOWER": "two"}, {"TAG": "NN"}]], "attrs": {"POS": "X"}, "index": 1},
            {"patterns": [[{"LOWER": {"REGEX": "^last$"}}]], "attrs": {"POS": "ADJ"}, "index": 0},
        ],
    )
    doc = table(Doc(language.vocab, words=["Two", "boats", "two", "last", "boats"], tags=["CD", *["NN"] * 4]))
    assert [t.pos_ for t in doc] == ["", "X", "NOUN", "ADJ", "NOUN"]
    assert doc[1].lemma_ == "thing"


def test_a_condition_nobody_knows_is_refused() -> None:
    vocab = spacy.blank("en").vocab
    with pytest.raises(ValueError, match="FUZZY"):
        PartsOfSpeech(vocab, [{"patterns": [[{"LOWER": {"FUZZY": "x"}}]], "attrs": {"POS": "X"}, "index": 0}])
