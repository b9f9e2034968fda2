"""Choosing lines for a brief so that no line says the same as another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from summaries.briefs.lines import quoted_line, speaker, stance_line
from summaries.briefs.material import Material
from summaries.briefs.utterances import Utterance, utterances
from summaries.model import Grade, Kind, Line, Quotation, Quoted, Span, StanceStatement

_WORD = re.compile(r"\w+")
_SAME = 0.5
"""A passage of which this share has been shown tells nothing new."""


def statements(material: Material) -> tuple[Utterance, ...]:
    """What was stated, each utterance once, in the order of ``utterances``."""
    return utterances(material, (q for q in material.quotations if q.type == "statement"))


class Index:
    """The utterances of some evidence, and which stance is read from which: the same for all briefs of it."""

    def __init__(self, material: Material) -> None:
        self._of_quotation: dict[str, list[StanceStatement]] = {}
        for stance in material.stances:
            if stance.quotation:
                self._of_quotation.setdefault(stance.quotation, []).append(stance)
        self.utterances = statements(material)
        self._by_quotation = {q.id: said for said in self.utterances for q in said.all}

    def utterance_of(self, quotation: str | None) -> Utterance | None:
        """The utterance that a quotation's id belongs to."""
        return self._by_quotation.get(quotation) if quotation else None

    def told_by(self, statement: StanceStatement) -> Utterance | None:
        """The utterance that a stance is read from; of one in the speaker's own words also where it was read
        from the sentence round them.
        """
        if statement.quotation or statement.grade is not Grade.DIRECT:
            return self.utterance_of(statement.quotation)
        return next(
            (
                self._by_quotation[q.id]
                for q in self._direct.get(statement.span.article, ())
                if q.actor == statement.actor and statement.span.holds(q.content[0])
            ),
            None,
        )

    def targets_of(self, quotation: str) -> Iterator[str]:
        """What the stances that are read from a quotation are towards."""
        return (stance.target for stance in self._of_quotation.get(quotation, ()))

    def is_one_of_several(self, statement: StanceStatement) -> bool:
        """Whether other words of the same verbatim quotation are about something else."""
        return statement.grade is Grade.DIRECT and any(
            other.target != statement.target and not other.span.overlaps(statement.span)
            for other in self._of_quotation.get(statement.quotation or "", ())
        )

    @cached_property
    def _direct(self) -> dict[str, list[Quotation]]:
        """The verbatim quotations by their articles."""
        found: dict[str, list[Quotation]] = {}
        for said in self.utterances:
            for quotation in said.all:
                if quotation.kind is Kind.DIRECT:
                    found.setdefault(quotation.content[0].article, []).append(quotation)
        return found


class Selection:
    """Hands out lines for evidence and remembers what has been shown, for the length of one brief.

    ``index`` is the material's, where that is made already.
    """

    def __init__(self, material: Material, index: Index | None = None) -> None:
        self.material = material
        self._shown: dict[str, tuple[Span, ...]] = {}  # by their articles
        self._index = index or Index(material)
        self.utterances = self._index.utterances

    def stances(self, statements: Iterable[StanceStatement], most: int) -> tuple[Line, ...]:
        """At most so many lines that show these stances, in order; as quotations where there are any."""
        return self._take(self._stance_lines(statements), most)

    def pair(self, one: StanceStatement, other: StanceStatement) -> tuple[Line, ...]:
        """Two stances side by side; none where either has been told, or they are told by the same words."""
        shown = dict(self._shown)
        lines = self.stances((one, other), 2)
        if len(lines) == 2:
            return lines
        self._shown = shown
        return ()

    def quoted(self, chosen: Iterable[Utterance], most: int) -> tuple[Line, ...]:
        """At most so many lines with these utterances."""
        return self._take((quoted_line(self.material, said) for said in chosen), most)

    def lines(self, lines: Iterable[Line], most: int) -> tuple[Line, ...]:
        """At most so many of these lines, the ones already told left out."""
        return self._take(lines, most)

    def utterance_of(self, quotation: str | None) -> Utterance | None:
        """See ``Index``."""
        return self._index.utterance_of(quotation)

    def told_by(self, statement: StanceStatement) -> Utterance | None:
        """See ``Index``."""
        return self._index.told_by(statement)

    def unused(self, chosen: Iterable[Utterance]) -> Iterator[Utterance]:
        """The utterances of which no wording has been shown."""
        return (u for u in chosen if not any(self._told(q.content[0]) for q in u.all))

    def _stance_lines(self, statements: Iterable[StanceStatement]) -> Iterator[Line]:
        """A line for each statement; what copies of one article report in the same words is one."""
        groups: dict[tuple[str, ...], list[StanceStatement]] = {}
        for statement in statements:
            groups.setdefault(self._words(statement), []).append(statement)
        for best, *copies in groups.values():
            yield self._stance(best, copies)
            self._show(copy.span for copy in copies)  # what was taken, or had been told before

    def _words(self, statement: StanceStatement) -> tuple[str, ...]:
        """What copies of one report share. Quoted words are known to be one utterance already."""
        if self.told_by(statement):
            return (statement.id,)
        story = self.material.story(statement.span.article)
        return (story, statement.actor, statement.position, *_WORD.findall(statement.span.text.casefold()))

    def _stance(self, statement: StanceStatement, copies: Sequence[StanceStatement] = ()) -> Line:
        said = self.told_by(statement)
        if said is None:
            return stance_line(self.material, statement, copies)
        if self._index.is_one_of_several(statement):
            line = stance_line(self.material, statement)
            return line.model_copy(update={"label": speaker(self.material, said.best)})
        line = quoted_line(self.material, said)
        return line.model_copy(update={"position": statement.position})

    def _take(self, lines: Iterable[Line], most: int) -> tuple[Line, ...]:
        taken: list[Line] = []
        for line in lines:
            if len(taken) >= most:
                break
            words = [part.span for part in line.parts if isinstance(part, Quoted)] or line.citations
            if not any(self._told(span) for span in words):
                taken.append(line)
                self._show(words)
        return tuple(taken)

    def _show(self, spans: Iterable[Span]) -> None:
        for span in spans:
            self._shown[span.article] = (*self._shown.get(span.article, ()), span)

    def _told(self, span: Span) -> bool:
        return any(_shared(span, other) >= _SAME for other in self._shown.get(span.article, ()))


def _shared(span: Span, shown: Span) -> float:
    """Which share of a passage lies in another of its article."""
    return (min(span.end, shown.end) - max(span.start, shown.start)) / (span.end - span.start)


def said_by(quotation: Quotation, actor: str | None, person: str | None) -> bool:
    """Whether a quotation is this actor's, or this person's where one is asked for."""
    if person:
        return quotation.person == person
    return actor is None or quotation.actor == actor
