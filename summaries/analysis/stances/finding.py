"""Who takes which position on what: read clause by clause, in the article's voice and in what is quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from summaries.analysis.clauses import FIRST, Tree
from summaries.analysis.dates import DateMention, date_of
from summaries.analysis.document import Document, Sentence
from summaries.analysis.stances.echoes import Echo, echoes, feels_the_same, points_back
from summaries.analysis.stances.holders import asked_of, holders
from summaries.analysis.stances.passages import passage
from summaries.analysis.stances.polarity import Reading, position_of, readings
from summaries.analysis.stances.sides import Side, Sides, Target
from summaries.analysis.stances.voices import Voice, Voices
from summaries.analysis.word_classes import ALLEGING, DEEDS, DENYING, FORCE, UNDOING
from summaries.model import Act, Grade, Position, Quotation, Span, StanceStatement
from summaries.when import When

_STALE = timedelta(days=548)
"""What is dated more than eighteen months before the publication is history, not a position."""

_SUREST = 0.45
"""Readings less sure than this are left out."""

_LOOK_BACK = 3
"""Sentences before "abandon these plans" in which the plans are looked for."""


def find(
    document: Document, quoted: Sequence[Quotation], dates: Sequence[DateMention]
) -> tuple[StanceStatement, ...]:
    """All positions that a parsed document shows, in the order of their places.

    Left out: questions, suppositions, what is dated long before the publication, and positions that are not
    surely somebody's. What one says of another is kept as a claim, with its ``claimant``.
    """
    found: list[StanceStatement] = []
    before: _Reader | None = None
    for sentence in document.sentences:
        named = bool(document.mentions_in(sentence.start, sentence.end))
        if sentence.parse is None or not (named or before):
            before = None
            continue
        reader = _Reader(document, sentence, Tree.of(sentence.parse), quoted, dates)
        if before is not None:
            found.extend(reader.shared(before))
            found.extend(reader.adopted(before.found))
        if named:
            reader.found = reader.read()
            found.extend(reader.found)
            found.extend(reader.denials())
        before = reader if named else None
    return _once(found)


def _once(found: Sequence[StanceStatement]) -> tuple[StanceStatement, ...]:
    """One statement for each actor, target, claimant and passage: the surest."""
    best: dict[tuple[str, str, str | None, Span], StanceStatement] = {}
    for one in found:
        key = (one.actor, one.target, one.claimant, one.span)
        if key not in best or one.confidence > best[key].confidence:
            best[key] = one
    return tuple(sorted(best.values(), key=lambda s: (s.span.start, s.span.end, s.actor, s.target)))


class _Reader:
    """Reads one sentence."""

    def __init__(
        self,
        document: Document,
        sentence: Sentence,
        tree: Tree,
        quoted: Sequence[Quotation],
        dates: Sequence[DateMention],
    ) -> None:
        self.document, self.sentence, self.quoted, self.dates = document, sentence, quoted, dates
        self.tree = tree
        self.sides = Sides(document, sentence, self.tree)
        self.voices = Voices(document, sentence, self.tree, self.sides, quoted)
        self.found: list[StanceStatement] = []

    def read(self) -> list[StanceStatement]:
        """The positions on the sentence's issues and actors."""
        if self._asks():
            return []
        found: list[StanceStatement] = []
        told: set[tuple[str, int]] = set()
        for target in self.sides.targets():
            for reading in readings(self.tree, target.token, matter=target.matter):
                if reading.deed:
                    continue
                for voice in self.voices.of(reading):
                    holder = (voice.side.actor, reading.place)
                    if target.matter:
                        told.add(holder)
                    elif holder in told and reading.steps:
                        continue  # the issue says more than the actor whose deed it is
                    found.extend(self._statements(target, reading, voice))
        return found

    def _asks(self) -> bool:
        return self.document.text[self.sentence.start : self.sentence.end].rstrip(" \n”’\"'").endswith("?")

    def _statements(self, target: Target, reading: Reading, voice: Voice) -> Iterator[StanceStatement]:
        if voice.side.actor == target.actor:
            return
        position, act = position_of(reading.sign), self._act(target, reading, voice)
        if position is Position.UNCLEAR and not (target.matter and act is Act.CONSIDERS):
            return
        ids = target.ids + self._plans(target, reading, voice)
        for id in ids:
            yield from self._statement(id, position, act, reading, voice)

    def _statement(
        self, id: str, position: Position, act: Act, reading: Reading, voice: Voice
    ) -> Iterator[StanceStatement]:
        confidence = reading.confidence * voice.confidence
        span, context = passage(self.document, self.sentence, self.tree, reading, voice.quotation)
        said = self._said(voice, span)
        if confidence < _SUREST or self._is_history(said):
            return
        person = voice.side.person
        yield StanceStatement(
            actor=voice.side.actor,
            person=person,
            name=self.document.topic.person(person).name if person else None,
            target=id,
            position=position,
            act=act,
            grade=voice.grade,
            said=said,
            span=span,
            context=context,
            quotation=voice.quotation.id if voice.quotation else None,
            claimant=voice.claimant,
            claimed_by=_claimed_by(voice),
            confidence=round(min(1.0, confidence), 3),
        )

    def _said(self, voice: Voice, span: Span) -> When:
        if voice.quotation is not None and voice.quotation.said.start is not None:
            return voice.quotation.said
        return date_of(self.document, self.dates, span.start, span.end)

    def _is_history(self, said: When) -> bool:
        published = self.document.article.published.start
        return said.end is not None and published is not None and published - said.end > _STALE

    def _act(self, target: Target, reading: Reading, voice: Voice) -> Act:
        """The act of the word itself, or of the cue where the words only praise or blame."""
        tree, quotation = self.tree, voice.quotation
        if reading.act is Act.CONSIDERS and reading.sign > 0 and target.words & FORCE:
            return Act.THREATENS
        thing = tree.child(reading.place, "dobj", "nsubjpass")
        if tree.lemmas[reading.place] in DENYING and thing is not None and tree.lemmas[thing] in ALLEGING:
            return Act.DENIES
        verdict = reading.act in (Act.CRITICISES, Act.PRAISES) and not reading.holders
        if verdict and quotation is not None and quotation.act is not Act.STATES and voice.claimant is None:
            return quotation.act
        return reading.act

    # ---- what is meant by words that point back ----------------------------------------------------------

    def _plans(self, target: Target, reading: Reading, voice: Voice) -> tuple[str, ...]:
        """The issues meant by "to abandon these plans", where the request itself names none."""
        if (
            target.matter
            or reading.act is not Act.CALLS_FOR
            or reading.sign >= 0
            or voice.claimant is not None
        ):
            return ()
        tree = self.tree
        asked = asked_of(tree, reading.place)
        thing = tree.child(asked, "dobj", "obj") if asked is not None else None
        if (
            asked is None
            or thing is None
            or tree.verb(asked) not in UNDOING
            or tree.lemmas[thing] not in DEEDS
        ):
            return ()
        if any(t.matter and t.token in tree.below(asked) for t in self.sides.targets()):
            return ()
        return self._issues_before()

    def _issues_before(self) -> tuple[str, ...]:
        first = max(0, self.sentence.index - _LOOK_BACK)
        for sentence in reversed(self.document.sentences[first : self.sentence.index]):
            if sentence.parse is not None:
                sides = Sides(self.document, sentence, Tree.of(sentence.parse))
                if ids := [id for t in sides.targets() if t.matter for id in t.ids]:
                    return tuple(dict.fromkeys(ids))
        return ()

    def shared(self, before: _Reader) -> Iterator[StanceStatement]:
        """Of "I feel the same way": what the speaker has just said that another wants."""
        verb = next((v for v in range(len(self.tree)) if feels_the_same(self.tree, v)), None)
        quotation = self.voices.quoted_at(verb) if verb is not None else None
        if quotation is None or quotation.actor is None:
            return
        voice = Voice(Side(quotation.actor, quotation.person), quotation.grade, None, quotation, 0.8)
        for target in before.sides.targets():
            for reading in readings(before.tree, target.token, matter=True) if target.matter else ():
                if reading.holders and reading.sign and before.voices.quoted_at(reading.place) is quotation:
                    for id in target.ids:
                        position = position_of(reading.sign)
                        for one in before._statement(id, position, reading.act, reading, voice):
                            end = min(self.sentence.end, quotation.content[-1].end)
                            yield one.model_copy(update={"span": self.document.span(one.span.start, end)})

    def adopted(self, before: Sequence[StanceStatement]) -> Iterator[StanceStatement]:
        """Of "agreed" or "was of the same opinion": the one view of an issue given in the sentence before."""
        issues = {issue.id for issue in self.document.topic.issues}
        views = [one for one in before if one.claimant is None and one.target in issues]
        if len({one.actor for one in views}) != 1:
            return
        for echo in echoes(self.tree):
            side = self._echoing(echo)
            if side is None or side.actor == views[0].actor or not self._agrees_with(echo, views[0]):
                continue
            for one in views:
                yield self._echoed(one, side)

    def _echoing(self, echo: Echo) -> Side | None:
        quotation = self.voices.quoted_at(echo.verb)
        if quotation is None:
            return self.sides.of(echo.subject)
        own = self.tree.words[echo.subject] in FIRST and quotation.actor is not None
        return Side(quotation.actor or "", quotation.person) if own else None

    def _agrees_with(self, echo: Echo, one: StanceStatement) -> bool:
        """Whether it is the holder of the view who is agreed with, where somebody is named."""
        other = echo.agreed_with
        if other is None or self.tree.kinds[other] == "PRON":
            return True
        side = self.sides.of(other)
        if side is not None:
            return side.actor == one.actor
        return self.tree.words[other] in (one.name or "").lower().split()

    def _echoed(self, one: StanceStatement, side: Side) -> StanceStatement:
        span = self.document.span(one.context.start, self.sentence.end)
        return one.model_copy(
            update={
                "actor": side.actor,
                "person": side.person,
                "name": self.document.topic.person(side.person).name if side.person else None,
                "act": Act.AGREES if one.position is Position.SUPPORTS else one.act,
                "grade": Grade.INDIRECT,
                "said": self._said(Voice(side, Grade.INDIRECT), span),
                "span": span,
                "context": span,
                "quotation": None,
                "confidence": round(one.confidence * 0.8, 3),
            }
        )

    def denials(self) -> Iterator[StanceStatement]:
        """Of "denied these claims": against whoever made them just before."""
        tree = self.tree
        for verb, lemma in enumerate(tree.lemmas):
            thing = tree.child(verb, "dobj") if lemma in DENYING and tree.kinds[verb] == "VERB" else None
            if thing is None or tree.lemmas[thing] not in ALLEGING or not points_back(tree, thing):
                continue
            for token in holders(tree, verb)[:1]:
                side = self.sides.of(token)
                accused = self._accuser(side.actor, verb) if side else None
                if side is not None and accused is not None:
                    reading = Reading(-1, Act.DENIES, verb, verb, (token,), (), 0.8, 0, alleged=False)
                    voice = Voice(side, self._denied_grade(verb))
                    yield from self._statement(accused, Position.OPPOSES, Act.DENIES, reading, voice)

    def _denied_grade(self, verb: int) -> Grade:
        at = self.sentence.start + self.tree.starts[verb]
        told = (q.grade for q in self.quoted if q.cue is not None and q.cue.start <= at < q.cue.end)
        return next(told, Grade.REPORTED)

    def _accuser(self, denier: str, verb: int) -> str | None:
        """Whose words just before were about the one who denies them."""
        at = self.sentence.start + self.tree.starts[verb]
        first = self.document.sentences[max(0, self.sentence.index - _LOOK_BACK)].start
        for quotation in reversed(self.quoted):
            if first <= quotation.context.start < quotation.context.end <= at and quotation.actor not in (
                None,
                denier,
            ):
                inside = self.document.mentions_in(quotation.context.start, quotation.context.end)
                if any(m.actor == denier for m in inside):
                    return quotation.actor
        return None


def _claimed_by(voice: Voice) -> str:
    quotation = voice.quotation if voice.claimant is not None else None
    return quotation.name or "" if quotation is not None else ""
