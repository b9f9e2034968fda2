"""The network that ships: loaded with care, and the same in any company."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from summaries.analysis.tagging.decoding import Part, decode
from summaries.analysis.tagging.tagger import WEIGHTS, Tagger, load_tagger
from summaries.analysis.tagging.windows import Window, windows
from summaries.errors import ModelMissing


def read(text: str) -> list[Window]:
    return windows(text, [(0, len(text))], (), load_tagger().tokenizer)


def test_a_plain_report_is_tagged() -> None:
    text = "The harbour master said the northern lane would stay closed until Friday."
    given = read(text)
    [found] = decode(given, load_tagger().tag(given))
    assert {m.part: text[m.start : m.end] for m in found} == {
        Part.SOURCE: "The harbour master",
        Part.CUE: "said",
        Part.CONTENT: "the northern lane would stay closed until Friday",
    }


def test_probabilities_add_up_for_every_piece() -> None:
    [given] = read("Brandt said ships may wait.")
    [found] = load_tagger().tag([given])
    assert found.shape == (len(given.ids), 7)
    assert np.allclose(found.sum(-1), 1, atol=1e-4)


def test_a_window_is_judged_alike_alone_and_among_others() -> None:
    lines = [
        "Brandt said ships may wait.",
        "Pilots, asked by the union, refused to say how long it will last.",
    ]
    given = [window for line in lines for window in read(line)]
    [alone] = load_tagger().tag(given[:1])
    assert np.array_equal(alone, load_tagger().tag(given)[0])


def test_the_file_is_small_enough_to_ship() -> None:
    assert WEIGHTS.stat().st_size <= 25_000_000


@pytest.mark.parametrize("operator", [b"SkipLayerNormalization", b"BiasGelu"])
def test_the_network_has_no_operator_that_its_parts_outrun(operator: bytes) -> None:
    assert operator not in WEIGHTS.read_bytes(), "run `python -m training.lightening` on it"


def test_a_damaged_file_is_refused_with_the_cure(tmp_path: Path) -> None:
    copy = Path(shutil.copy(WEIGHTS, tmp_path))
    shutil.copy(WEIGHTS.with_suffix(".sha256"), tmp_path)
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    with pytest.raises(ModelMissing, match=re.escape("tagger.onnx is damaged. Install Readout again.")):
        Tagger(copy)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"tagger\.onnx is missing"):
        Tagger(tmp_path / "tagger.onnx")
