"""A parsed sentence with what is needed to judge it: its tree, its names, who takes part, what to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summaries.analysis.clauses import Tree
from summaries.analysis.dates import DateMention
from summaries.analysis.developments import words
from summaries.analysis.document import Document, Sentence
from summaries.english import FORMER
from summaries.model import Span
from summaries.names import Form, Mention

_NAMES = ("actor", "person", "office")
_VENUES = frozenset({"in", "at", "near", "across", "inside", "outside", "around"})
_PLACES = _VENUES | frozenset({"to", "from", "into", "toward", "towards", "through", "over", "via"})


_HELD = re.compile(
    r"[-‐‑](?:held|controlled|occupied|administered|annexed|ruled|run|backed|supported|funded|trained|armed|supplied|"
    r"allied|made|built|born|speaking|brokered|sponsored)\b"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence, its tree, its dates, its names outside quotation marks; ``told``, ``named`` are by token.

    ``told`` is False inside quotation marks, ``named`` True in names of sides, people and offices.
    """

    document: Document
    sentence: Sentence
    dates: Sequence[DateMention]
    tree: Tree
    mentions: Sequence[Mention]
    told: Sequence[bool]
    named: Sequence[bool]

    @classmethod
    def of(cls, document: Document, sentence: Sentence, dates: Sequence[DateMention]) -> Scene:
        """Read a sentence by its parse; ValueError when it has none."""
        if sentence.parse is None:
            raise ValueError("a sentence is read by its parse")
        tree = Tree.of(sentence.parse)
        within = document.mentions_in(sentence.start, sentence.end)
        mentions = [m for m in within if document.inside_marks(m.start, m.end) is None]
        places = [
            (sentence.start + start, sentence.start + start + len(word))
            for start, word in zip(tree.starts, tree.words, strict=True)
        ]
        quoted = [
            (mark.inner_start, mark.inner_end)
            for mark in document.marks
            if mark.inner_start < sentence.end and sentence.start < mark.inner_end
        ]
        names = [m for m in mentions if m.kind in _NAMES]
        return cls(
            document=document,
            sentence=sentence,
            dates=[d for d in dates if sentence.start <= d.start < sentence.end],
            tree=tree,
            mentions=mentions,
            told=[not any(a <= start and end <= b for a, b in quoted) for start, end in places],
            named=[any(m.start < end and start < m.end for m in names) for start, end in places],
        )

    def sides(self, tokens: Iterable[int], *, hosts: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the actors and people that tokens name; a mere place only where ``hosts`` count."""
        starts = [self.sentence.start + self.tree.starts[token] for token in tokens]
        actors: dict[str, None] = {}
        people: dict[str, None] = {}
        for mention in self.mentions:
            if mention.kind not in _NAMES or not any(mention.start <= at < mention.end for at in starts):
                continue
            if (
                self._is_former(mention)
                or self._is_place(mention, hosts=hosts)
                or self._is_in_a_compound(mention)
            ):
                continue
            if (actor := self._actor(mention)) is not None:
                actors[actor] = None
            if mention.kind != "actor" and len(mention.ids) == 1:
                people[mention.ids[0]] = None
        return tuple(actors), tuple(people)

    def _actor(self, mention: Mention) -> str | None:
        if mention.actor is not None or len(mention.ids) != 1:
            return mention.actor
        id = mention.ids[0]
        return id if mention.kind == "actor" else self.document.topic.person(id).actor

    def _is_place(self, mention: Mention, *, hosts: bool) -> bool:
        """Whether a name only says where, or whose people are meant: "in Moscow", "Malian rebels"."""
        if mention.kind != "actor" or mention.form not in (Form.METONYM, Form.FULL):
            return mention.form is Form.ADJECTIVE and self._is_before_others(mention)
        word = self._preposition(mention)
        if mention.form is Form.METONYM:
            return word in _PLACES
        return word in _VENUES and not hosts

    def _is_former(self, mention: Mention) -> bool:
        """Whether it is somebody's side no longer: "former French president"."""
        before = (
            self.document.text[max(self.sentence.start, mention.start - 12) : mention.start].lower().split()
        )
        return bool(before) and before[-1].strip("-") in FORMER and mention.form is not Form.SURNAME

    def _preposition(self, mention: Mention) -> str:
        """The word before a name without its article; before the first of several names: "in A, B and C"."""
        at = next(
            (n for n, start in enumerate(self.tree.starts) if self.sentence.start + start >= mention.start),
            None,
        )
        if at is None:
            return ""
        while self.tree.deps[at] in ("compound", "conj") and self.tree.kinds[self.tree.heads[at]] == "PROPN":
            at = self.tree.heads[at]
        first = next((n for n in self.tree.below(at)), at) if self.tree.deps[at] == "pobj" else at
        start = min(mention.start, self.sentence.start + self.tree.starts[first])
        before = self.document.text[max(self.sentence.start, start - 24) : start].lower().split()
        return next((w for w in reversed(before) if w != "the"), "")

    def _is_in_a_compound(self, mention: Mention) -> bool:
        """Whether a side is only said to hold or support another: "French-held", "Paris-backed"."""
        return _HELD.match(self.document.text, mention.end) is not None

    def _is_before_others(self, mention: Mention) -> bool:
        after = self.document.text[mention.end : mention.end + 40].lower().split()[:2]
        return any(word.strip(".,;") in words.OTHERS or word.strip(".,;s") in words.OTHERS for word in after)

    def issues(self, span: Span) -> tuple[str, ...]:
        """The ids of the issues whose words stand in a span."""
        inside = (
            m for m in self.mentions if m.kind == "issue" and span.start <= m.start and m.end <= span.end
        )
        return tuple(dict.fromkeys(id for mention in inside for id in mention.ids))

    def extent(self, tokens: Sequence[int]) -> tuple[int, int]:
        """The code points of the article from the first token to the end of the last."""
        first, last = min(tokens), max(tokens)
        start = self.sentence.start + self.tree.starts[first]
        return start, self.sentence.start + self.tree.starts[last] + len(self.tree.words[last])

    def trimmed(self, start: int, end: int) -> Span:
        """The words between two offsets without space and commas at their ends."""
        text = self.document.text
        while end - start > 1 and (text[end - 1].isspace() or text[end - 1] in ",;"):
            end -= 1
        while end - start > 1 and (text[start].isspace() or text[start] in ",;"):
            start += 1
        return self.document.span(start, end)
