"""One sentence's developments: each clause that tells of an event, plan or forecast, or else its figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from summaries.analysis.clauses import Tree, subject
from summaries.analysis.dates import DateMention, date_of
from summaries.analysis.document import Document, Sentence
from summaries.analysis.figures import nature_of, quantities
from summaries.analysis.happenings import Happening, happenings, is_told_as_fact
from summaries.model import Development, EventType, Nature, Span
from summaries.names import Form, Mention
from summaries.when import When

HISTORY = timedelta(days=548)
"""What happened longer than this before the publication is background and no development, unless a figure."""

DATED_DAYS = 92
"""A date at most this wide makes an event of a clause whose words alone would not: not "in 2011"."""

_NAMES = ("actor", "person", "office")
_VENUES = frozenset(["in", "at", "near", "across", "inside", "outside", "around"])
_PLACES = _VENUES | frozenset(
    ["to", "from", "into", "toward", "towards", "through", "over", "for", "via", "of"]
)
_ASIDE = frozenset(["following", "after", "before", "amid", "despite", "since", "during", "until", "because", "due"])
_SUBORDINATE = ("relcl", "advcl", "ccomp", "parataxis", "conj", "acl")


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed sentence with what is needed to judge it; ``told`` and ``named`` are by token.

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
    def of(cls, document: Document, sentence: Sentence, dates: Sequence[DateMention]) -> Reading:
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
        names = [m for m in mentions if m.kind in _NAMES]
        return cls(
            document=document,
            sentence=sentence,
            dates=[d for d in dates if sentence.start <= d.start < sentence.end],
            tree=tree,
            mentions=mentions,
            told=[document.inside_marks(start, end) is None for start, end in places],
            named=[any(m.start < end and start < m.end for m in names) for start, end in places],
        )

    def developments(self) -> Iterator[Development]:
        """What the sentence tells, a clause for each if there are several; a figure only if there is no event."""
        if not self.mentions or self.document.text[self.sentence.end - 1] == "?":
            return
        told = [
            (happening, when)
            for happening in happenings(self.tree, self.told, self.named)
            if (when := self._accepted(happening)) is not None
        ]
        figure = self._figure()
        if figure is not None and not any(happening.type for happening, _ in told):
            yield figure
            return
        told = self._apart(told)
        for happening, when in told:
            yield self._development(happening, when, self._span(happening, [h for h, _ in told]))

    # ---- judging a clause ----------------------------------------------------------------------------

    def _accepted(self, happening: Happening) -> When | None:
        """When a clause's event was, unknown where it is not told; None where it is no development."""
        when = self._when(happening)
        dated = 0 < when.span_of_days <= DATED_DAYS
        if not dated and not happening.sure:
            return None
        if happening.nature is Nature.EVENT and self._is_out_of_time(when):
            return None
        if (
            happening.type is None
            and happening.nature is Nature.EVENT
            and not self._is_done_by_a_side(happening)
        ):
            return None
        return when if dated or self._sides(happening)[0] or self._is_an_issue(happening) else None

    def _is_an_issue(self, happening: Happening) -> bool:
        """Whether the event itself is one of the topic's issues: "the *military uprising* took place"."""
        start, end = self._extent([happening.core])
        return any(m.kind == "issue" and m.start < end and start < m.end for m in self.mentions)

    def _when(self, happening: Happening) -> When:
        core = happening.core
        if core != happening.verb:
            start, end = self._extent(self.tree.below(core))
            for mention in self.dates:
                inside = start <= mention.start and mention.end <= end
                if inside and self.document.inside_marks(mention.start, mention.end) is None:
                    return mention.when
        return date_of(self.document, self.dates, *self._extent([happening.dated]))

    def _is_out_of_time(self, when: When) -> bool:
        """Whether it is history, or told as past but dated after the publication."""
        published = self.document.article.published
        if when.start is None or when.end is None or published.start is None or published.end is None:
            return False
        return when.end < published.start - HISTORY or when.start > published.end

    def _is_done_by_a_side(self, happening: Happening) -> bool:
        doer = subject(self.tree, happening.verb)
        return doer is not None and any(self.named[i] for i in self.tree.below(doer))

    # ---- who takes part ------------------------------------------------------------------------------

    def _tokens(self, happening: Happening) -> list[int]:
        """The tokens of the clause with its subject, without the clauses below it."""
        kept, waiting = [], [happening.verb]
        while waiting:
            token = waiting.pop()
            kept.append(token)
            waiting.extend(c for c in self.tree.children[token] if not self._is_clause_below(c, happening))
        doer = subject(self.tree, happening.verb)
        return sorted(
            {*kept, *self.tree.below(happening.core), *(self.tree.below(doer) if doer is not None else ())}
        )

    def _is_clause_below(self, token: int, happening: Happening) -> bool:
        if token in (happening.dated, happening.core) or happening.core in self.tree.below(token):
            return False
        if self.tree.deps[token] == "prep":
            return self.tree.words[token] in _ASIDE
        return self.tree.kinds[token] in ("VERB", "AUX") and self.tree.deps[token] in _SUBORDINATE

    def _sides(self, happening: Happening) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the actors and of the people that take part."""
        starts = [self.sentence.start + self.tree.starts[token] for token in self._tokens(happening)]
        actors: dict[str, None] = {}
        people: dict[str, None] = {}
        for mention in self.mentions:
            if mention.kind not in _NAMES or not any(mention.start <= at < mention.end for at in starts):
                continue
            if self._is_place(mention, happening):
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

    def _is_place(self, mention: Mention, happening: Happening) -> bool:
        """Whether a name only says where: "in Moscow", "landed in Mali"; but talks in a country have its help."""
        if mention.kind != "actor" or mention.form not in (Form.METONYM, Form.FULL):
            return False
        before = (
            self.document.text[max(self.sentence.start, mention.start - 24) : mention.start].lower().split()
        )
        word = next((w for w in reversed(before) if w != "the"), "")
        if mention.form is Form.METONYM:
            return word in _PLACES
        return word in _VENUES and not (
            happening.type is EventType.CONSULT and happening.core != happening.verb
        )

    # ---- what is shown -------------------------------------------------------------------------------

    def _apart(self, told: Sequence[tuple[Happening, When]]) -> list[tuple[Happening, When]]:
        """Without clauses that tell no more than one before: the same type and date, or the same subject and date."""
        kept: list[tuple[Happening, When]] = []
        for happening, when in sorted(told, key=lambda pair: (pair[0].type is None, pair[0].verb)):
            if not any(self._adds_nothing(happening, when, other, date) for other, date in kept):
                kept.append((happening, when))
        return sorted(kept, key=lambda pair: pair[0].verb)

    def _adds_nothing(self, one: Happening, when: When, other: Happening, date: When) -> bool:
        if (when.start, when.end) != (date.start, date.end) and when.start is not None:
            return False
        own = self.tree.child(one.verb, "nsubj", "nsubjpass")
        return one.type in (other.type, None) or own is None

    def _span(self, happening: Happening, others: Sequence[Happening]) -> Span:
        """The sentence, or the clause where the sentence tells several things."""
        whole = self._trimmed(self.sentence.start, self.sentence.end)
        if len(others) == 1:
            return whole
        below = {
            i
            for o in others
            if o is not happening
            for i in self._clause(o)
            if happening.verb not in self._clause(o)
        }
        tokens = [i for i in self._clause(happening) if i not in below]
        run = self._run(tokens, happening.verb)
        start, end = self._extent(run)
        return self._trimmed(start, end) if len(run) >= 4 else whole

    def _clause(self, happening: Happening) -> list[int]:
        return self.tree.below(happening.verb)

    def _run(self, tokens: Sequence[int], verb: int) -> list[int]:
        """The unbroken run of tokens round the verb."""
        held = set(tokens)
        first = last = verb
        while first - 1 in held:
            first -= 1
        while last + 1 in held:
            last += 1
        return list(range(first, last + 1))

    def _extent(self, tokens: Sequence[int]) -> tuple[int, int]:
        first, last = min(tokens), max(tokens)
        start = self.sentence.start + self.tree.starts[first]
        return start, self.sentence.start + self.tree.starts[last] + len(self.tree.words[last])

    def _trimmed(self, start: int, end: int) -> Span:
        text = self.document.text
        while end - start > 1 and (text[end - 1].isspace() or text[end - 1] in ",;"):
            end -= 1
        while end - start > 1 and (text[start].isspace() or text[start] in ",;"):
            start += 1
        return self.document.span(start, end)

    def _development(self, happening: Happening, when: When, span: Span) -> Development:
        actors, people = self._sides(happening)
        return Development(
            when=when,
            nature=happening.nature,
            type=happening.type,
            actors=actors,
            people=people,
            issues=self._issues(span),
            spans=(span,),
        )

    def _issues(self, span: Span) -> tuple[str, ...]:
        inside = (
            m for m in self.mentions if m.kind == "issue" and span.start <= m.start and m.end <= span.end
        )
        return tuple(dict.fromkeys(id for mention in inside for id in mention.ids))

    # ---- figures -------------------------------------------------------------------------------------

    def _figure(self) -> Development | None:
        """The sentence's figures, if it counts something and nobody's word stands for them but an estimate."""
        taken = [(d.start, d.end) for d in self.dates] + [(m.start, m.end) for m in self.document.marks]
        for start in quantities(self.document.text, self.sentence.start, self.sentence.end, taken):
            number = self.tree.within(start - self.sentence.start, start - self.sentence.start + 1)
            nature = nature_of(self.tree, number[0]) if number else None
            if nature is not None and is_told_as_fact(self.tree, number[0], self.named, estimates=True):
                return self._counted(nature, number[0])
        return None

    def _counted(self, nature: Nature, number: int) -> Development:
        span = self._trimmed(self.sentence.start, self.sentence.end)
        everything = Happening(nature, None, self._root(number), number, number)
        actors, people = self._sides(everything)
        return Development(
            when=self._when_counted(number),
            nature=nature,
            actors=actors,
            people=people,
            issues=self._issues(span),
            spans=(span,),
        )

    def _root(self, token: int) -> int:
        return next(reversed([token, *self.tree.ancestors(token)]))

    def _when_counted(self, number: int) -> When:
        """The date of a figure, or the time between the dates that figures are compared for."""
        told = [d for d in self.dates if self.document.inside_marks(d.start, d.end) is None]
        known = [d.when for d in told if d.when.start is not None]
        if len(known) == 1:
            return known[0]
        if not known:
            return When.unknown(told[0].when.words) if told else When()
        return When.interval(
            min(w.start for w in known if w.start),
            max(w.end for w in known if w.end),
            inferred=any(w.inferred for w in known),
            words=" … ".join(w.words for w in known),
        )
