"""The quotation tagger: which words are a source, a cue or a content, judged by a small network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from summaries.analysis.tagging.windows import Window
from summaries.errors import ModelMissing

WEIGHTS = Path(__file__).parent / "tagger.onnx"
"""The network and its tokenizer in one file; docs/model-card.md tells what it learned from."""

TAGS = ("O", "B-S", "I-S", "B-U", "I-U", "B-C", "I-C")
"""Nothing, source, cue and content: the beginning and the rest of each."""

Probabilities = NDArray[np.float32]
"""Pieces of a window by tags."""


class Tagger:
    """The network, loaded; on one thread, since each core has an analysing process of its own."""

    def __init__(self, weights: Path, threads: int = 1) -> None:
        _check(weights)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(weights), options, providers=["CPUExecutionProvider"]
        )
        stored = self._session.get_modelmeta().custom_metadata_map
        if stored.get("tags") != " ".join(TAGS):
            raise ModelMissing(f"{weights.name} is no quotation tagger of this version.", _CURE)
        self.tokenizer: Tokenizer = Tokenizer.from_str(stored["tokenizer"])
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def tag(self, windows: Iterable[Window]) -> list[Probabilities]:
        """The probabilities for each window, in order.

        Each window is judged by itself: int8 arithmetic scales with the largest number of what is judged
        together, and the same text is to give the same tags in any company. Windows are long enough to make
        that no slower.
        """
        return [self._tag(window) for window in windows]

    def _tag(self, window: Window) -> Probabilities:
        ids = np.array([window.ids], dtype=np.int64)
        scores = np.asarray(self._session.run(["scores"], {"ids": ids})[0][0], dtype=np.float32)
        raised = np.exp(scores - scores.max(-1, keepdims=True))
        probabilities: Probabilities = raised / raised.sum(-1, keepdims=True)
        return probabilities


@cache
def load_tagger() -> Tagger:
    """The tagger that ships with the package. Raises ModelMissing when its file is missing or damaged."""
    return Tagger(WEIGHTS)


_CURE = "Install Readout again."


def _check(weights: Path) -> None:
    """Refuse a file that is not the one that was released. It is read by name: that takes 20 MB less."""
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        expected = weights.with_suffix(".sha256").read_text("ascii").strip()
    except OSError as error:
        raise ModelMissing(f"The quotation tagger {weights.name} is missing.", _CURE) from error
    if found != expected:
        raise ModelMissing(f"The quotation tagger {weights.name} is damaged.", _CURE)
