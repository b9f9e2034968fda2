"""What the parse adds to a tagged cue, and what comes of tagger and rules together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summaries.analysis.attribution import Attribution
from summaries.analysis.document import Document, prepare
from summaries.analysis.parsing import parse
from summaries.analysis.pipeline import Analyser
from summaries.analysis.quotations.finding import find, find_all
from summaries.analysis.quotations.fusing import fuse
from summaries.analysis.quotations.tagged_cues import TaggedCue
from summaries.model import Article, Kind, QuotationType
from summaries.names import NameFinder
from summaries.topics import Actor, Topic
from tests.summaries.analysis.reading import read

TOPIC = Topic(id="lane", title="The lane", actors=(Actor(id="nobody", name="Nobodyland"),))


def document(text: str) -> Document:
    made = prepare(Article(id="a", document="a", text=text), TOPIC, NameFinder(TOPIC))
    parse((made, sentence) for sentence in made.sentences)
    return made


def cue(text: str, words: str) -> TaggedCue:
    start = text.index(words)
    return TaggedCue(document(text), (start, start + len(words)))


@pytest.mark.parametrize(
    ("text", "words", "type"),
    [
        ("Lund said that ships wait.", "said", QuotationType.STATEMENT),
        ("Lund has long believed that ships wait.", "has long believed", QuotationType.BELIEF),
        ("Lund still plans to wait.", "still plans", QuotationType.INTENTION),
        ("Lund repeated his hope for ships.", "repeated his hope for", QuotationType.INTENTION),
        ("Lund (on ships): they wait.", "(", QuotationType.STATEMENT),
    ],
)
def test_the_last_known_word_of_a_cue_is_its_type(text: str, words: str, type: QuotationType) -> None:
    assert cue(text, words).type is type


@pytest.mark.parametrize(
    "text",
    [
        "Lund did not say that ships wait.",
        "Lund may say that ships wait.",
        "Lund will say that ships wait.",
        "Did Lund say that ships wait?",
    ],
)
def test_what_is_denied_supposed_or_asked_is_not_sure(text: str) -> None:
    assert cue(text, "say").sureness < 0.5


def test_what_was_said_is_sure() -> None:
    assert cue("Lund said that ships wait.", "said").sureness == 1


def test_the_subject_is_the_verb_s_own_phrase() -> None:
    text = "The port backs the pilots while the new mayor said that ships wait."
    found = cue(text, "said").subject
    assert found is not None
    assert text[slice(*found)] == "the new mayor"


def test_a_passive_verb_has_no_subject_that_speaks() -> None:
    assert cue("Lund was told that ships wait.", "told").subject is None


def test_a_document_is_read_alike_alone_and_among_others() -> None:
    texts = [
        "Lund said that ships wait. The pilots' union wants more money, its leader warned on Friday.",
        "“We stay,” Brandt said. Nobody expects the port to open.",
    ]
    made = [document(text) for text in texts]
    assert find_all(made) == [find(one) for one in made]


def test_scare_quotes_without_a_cue_are_nobody_s_words() -> None:
    assert find(document("The “floating” bridge at Tessaly is made of stone.")) == ()


def test_an_analyser_finds_what_a_document_holds() -> None:
    article = Article(id="a", document="a", text="Lund said that ships wait.")
    [evidence] = Analyser(TOPIC).analyse([article])
    assert [q.words for q in evidence.quotations] == ["that ships wait"]


@pytest.mark.parametrize(
    ("text", "words", "type"),
    [
        ("Brandt made it clear that the lane would reopen.", "that the lane would reopen", "statement"),
        ("Brandt has ruled out any patrol of the strait.", "any patrol of the strait", "statement"),
        ("Brandt drew attention to the fate of the crews.", "the fate of the crews", "statement"),
        ("Brandt was adamant that nobody had been paid.", "that nobody had been paid", "statement"),
        ("Brandt is confident that the lane will reopen.", "that the lane will reopen", "belief"),
    ],
)
def test_a_phrase_attributes_as_a_verb_of_saying_does(text: str, words: str, type: str) -> None:
    [quotation] = read(text)
    assert (quotation.words, quotation.type, quotation.person) == (words, type, "otto-brandt")


def test_only_the_phrase_attributes_not_its_verb() -> None:
    assert not read("Brandt made a clearing in the woods and drew a line round it.")


@pytest.mark.parametrize(
    ("text", "source", "cue_words", "content", "borne_out"),
    [
        ("Lund said that ships wait.", "Lund", "said", "that ships wait", True),
        ("Lund thanked the pilots and said that ships wait.", "Lund", "said", "that ships wait", True),
        ("Lund was told that ships wait.", "Lund", "told", "that ships wait", False),
        ("Lund read that Brandt said that ships wait.", "Lund", "said", "that ships wait", False),
        ("Lund mentioned the ships.", "Lund", "mentioned", "the ships", False),
    ],
)
def test_a_source_is_borne_out_as_the_subject_of_what_is_said(
    text: str, source: str, cue_words: str, content: str, borne_out: bool
) -> None:
    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    one = Attribution(
        Kind.INDIRECT, QuotationType.STATEMENT, (at(content),), at(source), at(cue_words), confidence=0.8
    )
    assert cue(text, cue_words).bears_out(one) is borne_out
    assert not (cue(text, cue_words).bears_out(replace(one, source=None)))


def test_what_only_the_tagger_finds_names_nobody_whom_grammar_does_not_bear_out() -> None:
    text = "Lund read that Brandt said that ships wait."
    made = document(text)
    one = Attribution(Kind.INDIRECT, QuotationType.STATEMENT, ((28, 43),), (0, 4), (22, 26), confidence=0.99)
    [unsure] = fuse(made, [one], [], [])
    [sure] = fuse(made, [replace(one, source=(15, 21))], [], [])
    assert unsure.confidence < 0.5 < sure.confidence < one.confidence
