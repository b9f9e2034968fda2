"""The marked words that probabilities of tags come to."""

from __future__ import annotations

import numpy as np
import pytest

from summaries.analysis.tagging.decoding import Part, decode
from summaries.analysis.tagging.tagger import TAGS, Probabilities
from summaries.analysis.tagging.windows import Window


def window(words: str) -> Window:
    places, at = [(-1, -1)], 0
    for word in words.split():
        places.append((at, at + len(word)) if word != "|" else (-1, -1))
        at += len(word) + 1
    return Window(tuple(range(len(places))), tuple(places))


def sure(tags: str, probability: float = 0.94) -> Probabilities:
    rest = (1 - probability) / (len(TAGS) - 1)
    rows = [[probability if tag == wanted else rest for tag in TAGS] for wanted in tags.split()]
    return np.array(rows, dtype=np.float32)


def test_each_part_has_its_words() -> None:
    [found] = decode([window("Brandt said ships wait")], [sure("O B-S B-U B-C I-C")])
    assert [(m.part, m.start, m.end) for m in found] == [
        (Part.SOURCE, 0, 6),
        (Part.CUE, 7, 11),
        (Part.CONTENT, 12, 22),
    ]


def test_a_rest_without_its_beginning_gets_one() -> None:
    [found] = decode([window("ships wait")], [sure("O I-C I-C")])
    assert [(m.start, m.end) for m in found] == [(0, 10)]


def test_two_beginnings_are_two_parts() -> None:
    [found] = decode([window("ships wait pilots strike")], [sure("O B-C I-C B-C I-C")])
    assert [(m.start, m.end) for m in found] == [(0, 10), (11, 25 - 1)]


def test_no_part_reaches_into_the_next_paragraph() -> None:
    [found] = decode([window("ships wait | pilots strike")], [sure("O B-C I-C I-C I-C I-C")])
    assert [(m.start, m.end) for m in found] == [(0, 10), (13, 26)]


def test_confidence_is_the_mean_probability() -> None:
    [[part]] = decode([window("ships wait")], [sure("O B-C I-C", 0.7)])
    assert part.confidence == pytest.approx(0.75, abs=0.01)  # a beginning also may be a rest


def test_windows_of_different_length_do_not_disturb_each_other() -> None:
    short, long = window("ships wait"), window("Brandt said ships wait for pilots")
    tags = sure("O B-C I-C"), sure("O B-S B-U B-C I-C I-C I-C")
    together = decode([short, long], tags)
    assert together == [*decode([short], tags[:1]), *decode([long], tags[1:])]


def test_nothing_comes_to_nothing() -> None:
    assert decode([], []) == []
