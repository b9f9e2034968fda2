"""Two ways to find quotations that Readout is measured beside.

``nearest_said`` takes what stands between quotation marks and the nearest "X said" of its paragraph: what a
regular expression can do. ``textacy_found`` is textacy's extractor of direct quotations, on spaCy's plain
pipeline, paragraph by paragraph, since one mark without its partner makes it refuse a whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from textacy.extract.triples import direct_quotations

Found = dict[str, Any]
"""A quotation by code points: ``content`` (a list of places), ``source`` and ``cue`` (a place or None)."""

_PARAGRAPH = re.compile(r"[^\n]+")
_QUOTED = re.compile(r"“([^”\n]+)”?|\"([^\"\n]+)\"|''((?:(?!'')[^\n])+)''")
_NAME = r"(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*|[Hh]e|[Ss]he|[Tt]hey)"
_VERB = r"(?P<verb>said|says|told|tells|added|adds|wrote|writes|tweeted|asked|argued|continued|explained)"
_SAID = (re.compile(rf"{_NAME} {_VERB}\b"), re.compile(rf"\b{_VERB} {_NAME}"))
_SHORTEST = 4
"""Words that a quotation has at least; fewer are titles and words at arm's length more often than not."""


def nearest_said(text: str) -> list[Found]:
    """What stands in marks, each with the nearest name beside a verb of saying in its paragraph."""
    return [found for match in _PARAGRAPH.finditer(text) for found in _in_paragraph(text, *match.span())]


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Found]:
    quoted = [m.span(m.lastindex or 0) for m in _QUOTED.finditer(text, start, end)]
    said = [m for pattern in _SAID for m in pattern.finditer(text, start, end)]
    outside = [m for m in said if not any(a <= m.start() < b for a, b in quoted)]
    for a, b in quoted:
        if len(text[a:b].split()) < _SHORTEST:
            continue
        near = min(outside, key=lambda m: max(a - m.end(), m.start() - b), default=None)
        source, cue = (list(near.span("name")), list(near.span("verb"))) if near else (None, None)
        yield {"content": [[a, b]], "source": source, "cue": cue}


def textacy_found(language: Language, text: str) -> list[Found]:
    """What textacy finds in each paragraph; nothing where it refuses one for its marks."""
    places = [match.span() for match in _PARAGRAPH.finditer(text)]
    docs = language.pipe(text[start:end] for start, end in places)
    return [found for (start, _), doc in zip(places, docs, strict=True) for found in _of_textacy(doc, start)]


def _of_textacy(doc: Doc, offset: int) -> Iterator[Found]:
    try:
        triples = list(direct_quotations(doc))
    except ValueError:  # a mark without its partner
        return
    for triple in triples:
        source, cue = (
            [offset + part[0].idx, offset + part[-1].idx + len(part[-1])]
            for part in (triple.speaker, triple.cue)
        )
        content = [offset + triple.content.start_char, offset + triple.content.end_char]
        yield {"content": [content], "source": source, "cue": cue}
