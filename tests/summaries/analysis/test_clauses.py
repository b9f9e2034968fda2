import pytest

from summaries.analysis.clauses import Tree
from summaries.analysis.modality import is_negated, is_supposed
from summaries.analysis.parsing import load_language
from summaries.analysis.stances.holders import asked_of, holders, is_alleged, subject


def tree_of(text: str) -> Tree:
    return Tree.of(load_language()(text))


def held(text: str, word: str) -> list[str]:
    tree = tree_of(text)
    return [tree.words[h] for h in holders(tree, tree.words.index(word))]


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("Brusk and Pell backed the plan.", "backed", ["brusk", "pell"]),
        ("The plan was backed by Brusk.", "backed", ["brusk"]),
        ("Brusk, who backed the plan, left.", "backed", ["brusk"]),
        ("Brusk left after backing the plan.", "backing", ["brusk"]),
        ("Brusk agreed to back the plan.", "back", ["brusk"]),
        ("Brusk rose and backed the plan.", "backed", ["brusk"]),
        ("Brusk voiced support for the plan.", "support", ["brusk"]),
        ("Brusk's support for the plan grew.", "support", ["brusk"]),
        ("The plan won support from Brusk.", "support", ["brusk"]),
        ("Brusk urged Pell to back the plan.", "back", ["pell"]),
        ("Brusk is critical of the plan.", "critical", ["brusk"]),
    ],
)
def test_who_holds_what_a_word_names(text, word, who):
    assert held(text, word) == who


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Brusk does not back the plan.", "back"),
        ("Brusk never backed the plan.", "backed"),
        ("Brusk no longer backs the plan.", "backs"),
        ("Nobody backs the plan.", "backs"),
        ("Brusk has no support for the plan.", "support"),
    ],
)
def test_negation_is_seen(text, word):
    tree = tree_of(text)
    assert is_negated(tree, tree.words.index(word))


def test_a_plain_sentence_is_neither_denied_nor_supposed():
    tree = tree_of("Brusk backs the plan.")
    assert not is_negated(tree, 1)
    assert not is_supposed(tree, 1)


@pytest.mark.parametrize(
    "text", ["If Brusk backs it, Pell goes.", "They ask whether Brusk backs it.", "Brusk might backs it."]
)
def test_what_is_supposed_is_not_stated(text):
    tree = tree_of(text)
    assert is_supposed(tree, tree.words.index("backs"))


def test_a_gerund_after_an_accusation_is_alleged():
    tree = tree_of("Brusk accused Pell of backing the rebels.")
    backing = tree.words.index("backing")
    assert is_alleged(tree, backing)
    assert tree.words[subject(tree, backing)] == "pell"


def test_the_country_us_is_no_pronoun():
    assert "US" in tree_of("The US backed the plan.").words
    assert "us" in tree_of("They backed us.").words


def test_a_request_knows_what_it_asks_for():
    tree = tree_of("Brusk urged Pell to abandon the plan.")
    assert tree.words[asked_of(tree, 1)] == "abandon"


def test_places_are_characters_of_the_sentence():
    text = "  Brusk  backs the plan."
    tree = tree_of(text)
    start = text.index("backs")
    assert [tree.words[t] for t in tree.within(start, start + 5)] == ["backs"]
    assert tree.within(0, 1) == [] or not tree.words[tree.within(0, 1)[0]].strip()
