"""Tagging: windows of word pieces -> a small network -> decoding: sources, cues and contents in a text."""

from summaries.analysis.tagging import alone  # noqa: F401 before whatever loads ONNX Runtime
from summaries.analysis.tagging.decoding import Marked, Part
from summaries.analysis.tagging.marking import mark

__all__ = ["Marked", "Part", "mark"]
