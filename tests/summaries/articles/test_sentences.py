"""Where sentences begin and end in the paragraphs of a newspaper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.articles.sentences import MOST_CODE_POINTS, MOST_WORDS, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "He met Sen. Ana Pohl of the U.S. Senate on Jan. 5 at 5 p.m. Monday.",
        "Gen. J. R. Brandt and Mr. Holm live on St. Olaf Street in Washington, D.C. with friends.",
        "Prices rose by 1.2 million in No. 5 of 3,000 ports, i.e. Arvik, e.g. in winter.",
        "ARVIK, Norland (Reuters) - The ferries will sail again, the U.N. said.",
        "“Stop!” he said.",
        "“Will they sail?” the mayor asked.",
        "“Will they sail?” Mayor Ana Pohl asked the crowd.",
        "“They will sail!” Pohl shouted from the bridge of the ship.",
        "“They will sail.” said Pohl.",
        "“They will sail.” Pohl said on Monday.",
        "“They will sail,” Pohl said, “and we will wave.”",
        '"They will sail ... and we will wave," Pohl said.',
        'They have no food. " said Pohl.',
        "The Yahoo! site was down.",
        "Is the port open? – no, it is not.",
        "He said “The time is now!”, and went.",
        "The ferries will sail\nagain on\r\nMonday.",
        "The company, Ferries Inc. of Arvik, paid.",
        "1. The ports will open.",
        "The ports were open from 6 a.m. to 9 p.m. and were full.",
        "The captain is Robert C. “Bobby” Holm, and the pilot Oscar P. Quist.",
        "”Mr. Holm is the captain.",
        "“We will sail.” ― Oscar Quist",
    ],
)
def test_what_is_one_sentence_stays_whole(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He left the U.S.", "The talks went on."),
        ("It closed at 5 p.m.", "The crowd went home."),
        ("It closed at 5 p.m.", "Pohl said she was sorry."),
        ("It began in 2013.", "5,000 people came."),
        ("“We will sail.", "We will wave,” Pohl said."),
        ("“We will sail.”", "The mayor then left the room."),
        ("“We will sail.”", "Pohl said the port was closed."),
        ("“We will sail.”", "But Pohl said on Monday that she was ill."),
        ("“We will sail.”", "She added, “And we will wave.”"),
        ("“Will we sail?”", "Pohl asked: “When?”"),
        ("“The time is now”.", "It was late."),
        ("Pohl said so.", "“We will sail,” she added."),
        ("Will they sail?", "Nobody knows."),
        ("They do not know ...", "The port is shut."),
        ("(He laughed.)", "Then he left."),
        ("He said no.", '"Not now."'),
        ("The plan is dead.", "https://example.org/ports says so."),
        ("Порт закрыт.", "Паромы стоят."),
        ("هل فتح الميناء؟", "لا أحد يعرف."),
    ],
)
def test_two_sentences_are_two(first: str, second: str) -> None:
    assert cut(f"{first} {second}") == [first, second]


def test_a_space_lost_between_sentences_does_not_join_them() -> None:
    assert cut("The talks failed.The mayor left.") == ["The talks failed.", "The mayor left."]


def test_the_items_of_a_list_are_sentences() -> None:
    assert cut("Agreed: • open ports • free crews") == ["Agreed:", "• open ports", "• free crews"]


def test_a_blank_line_ends_a_sentence() -> None:
    assert cut("Ferries to sail again\n \nThe port is open.") == [
        "Ferries to sail again",
        "The port is open.",
    ]


def test_a_sentence_without_end_is_cut_for_the_parser() -> None:
    text = "and then they sailed, " * 5_000
    pieces = cut(text)
    assert max(len(piece.split()) for piece in pieces) <= MOST_WORDS
    assert all(piece.endswith(",") for piece in pieces)
    assert " ".join(pieces) == text.strip()


def test_a_word_without_end_is_cut_too() -> None:
    assert {len(piece) for piece in cut("x" * 3 * MOST_CODE_POINTS)} == {MOST_CODE_POINTS}


def test_bounds_count_from_the_start_of_the_whole_text() -> None:
    text = "Not this. It rained. It stopped. Nor this."
    assert sentences(text, 10, 32) == ((10, 20), (21, 32))


_WORDS = st.sampled_from(
    [
        "Pohl",
        "said",
        "the",
        "U.S.",
        "p.m.",
        "“Go!”",
        '"',
        "”",
        "…",
        "...",
        "?",
        ".",
        "\n",
        "\n\n",
        "•",
        "5",
        "Mr.",
        "مرحبا",
        "😀",
    ]
)


@given(
    st.one_of(
        st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join), st.lists(_WORDS).map("".join)
    ),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_sentences_are_in_order_and_cover_all_that_is_not_white_space(
    text: str, before: int, after: int
) -> None:
    start = min(before, len(text))
    end = max(start, len(text) - after)
    at = start
    for first, last in sentences(text, start, end):
        assert at <= first < last <= end
        assert not text[at:first].strip()
        assert text[first:last] == text[first:last].strip()
        at = last
    assert not text[at:end].strip()


_LONG = st.lists(st.sampled_from(["a", "ab,", "abc.", "\n", "x" * 300, ","]), min_size=3, max_size=12)


@given(_LONG.map(lambda pieces: pieces * 120))
def test_no_piece_is_longer_than_a_parser_takes(pieces: list[str]) -> None:
    for sentence in cut(" ".join(pieces)):
        assert len(sentence) <= MOST_CODE_POINTS
        assert len(sentence.split()) <= MOST_WORDS
