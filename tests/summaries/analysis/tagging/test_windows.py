"""What the tagger reads of a text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summaries.analysis.marks import find_marks
from summaries.analysis.tagging.tagger import load_tagger
from summaries.analysis.tagging.windows import END, MOST, START, Window, curled, cuts, windows


def read(text: str) -> list[Window]:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return windows(text, lines, find_marks(text, lines), load_tagger().tokenizer)


def made_curly(text: str) -> str:
    return curled(text, find_marks(text, [(0, len(text))]))


def test_straight_marks_become_curly_by_what_they_do() -> None:
    assert made_curly('"Stay," she said, "and wait."') == "“Stay,” she said, “and wait.”"


def test_marks_of_two_letters_keep_the_length_of_the_text() -> None:
    assert made_curly("``Stay,'' she said.") == "“ Stay,”  she said."


def test_marks_inside_marks_become_single() -> None:
    assert made_curly('"He said "no" twice," she said.') == "“He said ‘no’ twice,” she said."


def test_a_mark_that_never_closes_is_only_opened() -> None:
    assert made_curly('"Stay, and wait for us') == "“Stay, and wait for us"


def test_an_apostrophe_stays_as_it_is() -> None:
    assert made_curly("The harbour's pilots don't wait.") == "The harbour's pilots don't wait."


def test_places_are_those_of_the_text() -> None:
    text = "The Ünion met.\nShe «left», Brandt said."
    [window] = read(text)
    words = [text[start:end] for start, end in window.places if start >= 0]
    assert words[:3] == ["The", "Ünion", "met"]
    assert "".join(words) == "".join(text.split())


def test_neighbouring_paragraphs_share_a_window() -> None:
    [window] = read("The port is shut.\nPilots are on strike.")
    assert window.ids[0] == START
    assert window.ids.count(END) == 2


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    sentence = ["the", "port", "is", "shut", "."]
    parts = list(cuts(sentence * 100))
    assert all(last - first <= MOST and last % 5 == 0 for first, last in parts)
    assert parts[-1][1] == 500


def test_words_without_any_stop_are_cut_all_the_same() -> None:
    assert list(cuts(["port"] * (MOST + 3))) == [(0, MOST), (MOST, MOST + 3)]


@given(st.text(alphabet="ab .\"'“”‘’«»`\n\t…é😀", max_size=120))
def test_no_letter_is_read_twice_or_out_of_order(text: str) -> None:
    places = [place for window in read(text) for place in window.places if place[0] >= 0]
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert len(curled(text, find_marks(text, [(0, len(text))]))) == len(text)
