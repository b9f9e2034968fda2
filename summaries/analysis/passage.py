"""One parsed sentence as a piece of the article: where its words stand and which are in marks."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from summaries.analysis.attribution import Place
from summaries.analysis.document import Document, Sentence
from summaries.analysis.grammar import phrase
from summaries.model import Kind

SPACE = " \t\n\r\xa0\u200b\u200e\u200f\u2060\ufeff"
"""Space, and characters without width, such as marks of the direction of writing."""
_OUTER = SPACE + ",;:.–—-"
_WORD = re.compile(r"[^\W_]+")


def trim(text: str, start: int, end: int, marks: str = _OUTER) -> Place | None:
    """The place without what is no word at its ends; None where nothing is left."""
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return (start, end) if start < end else None


class Passage:
    """A parsed sentence with the outermost quotation marks that touch it. Places are those of the article."""

    def __init__(self, document: Document, sentence: Sentence, parse: Doc) -> None:
        self.text = document.text
        self._document = document
        self.sentence = sentence
        self.doc = parse
        self.marks = document.marks_touching(sentence.start, sentence.end)

    def start(self, token: Token) -> int:
        """Where a word begins."""
        return self.sentence.start + token.idx

    def end(self, token: Token) -> int:
        """Where a word ends."""
        return self.sentence.start + token.idx + len(token.text)

    def place(self, first: Token, last: Token) -> Place:
        """From one word to another."""
        return self.start(first), self.end(last)

    def phrase(self, head: Token) -> Place:
        """The noun phrase with this head."""
        return self.place(*phrase(head))

    def names_side(self, words: tuple[Token, Token]) -> bool:
        """Whether a noun phrase, by its first and last word, names a side of the topic."""
        return any(m.kind == "actor" for m in self._document.mentions_in(*self.place(*words)))

    def quoted(self, token: Token) -> bool:
        """Whether a word is inside quotation marks."""
        at = self.start(token)
        return any(m.inner_start <= at < m.inner_end for m in self.marks)

    def tokens(self, places: list[Place]) -> list[Token]:
        """The words that begin in these places."""
        return [t for t in self.doc if any(start <= self.start(t) < end for start, end in places)]

    def whole(self, start: int, end: int) -> Place | None:
        """The place with its quotation marks whole and nothing but words at its ends."""
        for mark in self.marks:
            if mark.start < start < mark.end and end > mark.start:
                start = mark.start
            if mark.start < end < mark.end:
                end = mark.end
        return trim(self.text, start, end)

    def kind(self, places: list[Place]) -> Kind:
        """Direct where all words are in quotation marks, indirect where none is, else mixed."""
        inside = [
            any(m.start <= word.start() < m.end for m in self.marks)
            for start, end in places
            for word in _WORD.finditer(self.text, start, end)
        ]
        if not any(inside):
            return Kind.INDIRECT
        return Kind.DIRECT if all(inside) else Kind.MIXED

    def within_marks(self, content: Place) -> Place:
        """A direct content without its marks."""
        start, end = content
        for mark in self.marks:
            if mark.start <= start <= mark.inner_start:
                start = mark.inner_start
            if mark.inner_end <= end <= mark.end:
                end = mark.inner_end
        return trim(self.text, start, end, marks=" \t\n\r\xa0") or content
