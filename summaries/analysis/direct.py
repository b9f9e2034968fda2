"""Words in quotation marks that are quoted, with the cue and the source that stand round the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.cues import QUOTING, SPEECH_NOUNS, type_of
from summaries.analysis.document import Document, Paragraph, Sentence
from summaries.analysis.grammar import (
    after_verb,
    end_of,
    own_subject,
    phrase,
    place,
    possessor,
    start_of,
    subject,
)
from summaries.analysis.marks import Marks
from summaries.model import Kind, QuotationType

Word = tuple[Sentence, Token]

_ENDS_SPEECH = frozenset(",?!—–-…")
_VERBS = ("VERB", "AUX")
_SIGNED = re.compile(
    r"\s*(―|—|–|--?)\s*((?:[^\W\d_a-z][\w.'’-]*)(?:[ \xa0](?:[^\W\d_a-z][\w.'’-]*|de|la|van|von|bin|al)){0,4})"
    r"(?=[ \xa0]*(?:\n|$|,|\(|[“\"]))(?!\s*said)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as found: its place, who is named as source, the lemma, and how sure the link is."""

    place: Place | None
    source: Place | None
    lemma: str
    confidence: float


def find_direct(document: Document) -> tuple[Attribution, ...]:
    """The quotations whose whole content is in quotation marks, in order.

    A fragment inside a reported clause is left to ``reported``; marks nobody answers for are left out.
    """
    found: list[Attribution] = []
    carried = False
    for paragraph in document.paragraphs:
        for attribution, joins in _Paragraph(document, paragraph, tuple(found), carried).attributions():
            if joins and found:
                found[-1] = _joined(found[-1], attribution)
            else:
                found.append(attribution)
        marks = _outer(document, paragraph)
        carried = bool(marks) and not marks[-1].closed
    return tuple(found)


def _joined(first: Attribution, more: Attribution) -> Attribution:
    """One quotation of two parts; a cue after the last part counts where the first had none of its own."""
    content = first.content + more.content
    if more.source is not None and (first.source is None or first.confidence < more.confidence):
        return replace(more, content=content)
    return replace(first, content=content)


def _outer(document: Document, paragraph: Paragraph) -> list[Marks]:
    return [
        m for m in document.marks if m.depth == 0 and paragraph.start <= m.start and m.end <= paragraph.end
    ]


class _Paragraph:
    """One paragraph's marks, attributed from left to right."""

    def __init__(
        self, document: Document, paragraph: Paragraph, before: tuple[Attribution, ...], carried: bool
    ) -> None:
        self.document, self.paragraph, self.text = document, paragraph, document.text
        self.marks = _outer(document, paragraph)
        self.before = before
        self.carried = carried
        self.last: Attribution | None = None
        self.last_mark: Marks | None = None

    def attributions(self) -> Iterator[tuple[Attribution, bool]]:
        """Each attribution, and whether it goes on with the one before it."""
        for number, mark in enumerate(self.marks):
            found = self._attribute(number, mark)
            if found is None:
                continue
            attribution, joins = found
            if joins and self.last is not None:
                self.last = _joined(self.last, attribution)
            else:
                self.last = attribution
            self.last_mark = mark
            yield attribution, joins

    def _attribute(self, number: int, mark: Marks) -> tuple[Attribution, bool] | None:
        head, tail = self._head(number, mark), self._tail(number, mark)
        if self._carries_on(number, mark):
            return self._made(mark, self._cue_after(tail, mark) or Cue(None, None, "say", 1.0)), True
        cue = self._cue_before(head, tail, mark)
        if cue is not None:
            same = self.last is not None and cue.place is not None and cue.place == self.last.cue
            return self._made(mark, cue), same
        starts = not any(token.is_alpha for _, token in head) or self._starts_sentence(mark)
        if self._goes_on(number, mark, head):
            cue = self._cue_after(tail, mark)
            if cue is None or (self.last is not None and not starts):
                return self._made(mark, Cue(None, None, "say", 0.9)), True
            return self._made(mark, cue), False
        if not starts and not _only_links(head):
            return None
        cue = self._cue_after(tail, mark)
        if cue is not None:
            return self._made(mark, cue), False
        if starts and self._stands_alone(mark, tail):
            return self._made(mark, self._introduced(number, mark)), False
        return None

    def _made(self, mark: Marks, cue: Cue) -> Attribution:
        confidence = cue.confidence * (1.0 if mark.closed else 0.9)
        content = (_inner(self.text, mark),)
        return Attribution(Kind.DIRECT, type_of(cue.lemma), content, cue.source, cue.place, confidence)

    # ---- the words round a pair of marks ----

    def _words(self, start: int, end: int) -> list[Word]:
        words: list[Word] = []
        for sentence in self.document.sentences_of(self.paragraph):
            if sentence.parse is None or sentence.end <= start or sentence.start >= end:
                continue
            for token in sentence.parse:
                at = sentence.start + token.idx
                if start <= at < end and not token.is_space:
                    words.append((sentence, token))
        return words

    def _head(self, number: int, mark: Marks) -> list[Word]:
        sentence = self.document.sentence_at(mark.start)
        start = sentence.start if sentence else self.paragraph.start
        if number:
            start = max(start, self.marks[number - 1].end)
        return self._words(start, mark.start)

    def _tail(self, number: int, mark: Marks) -> list[Word]:
        sentence = self.document.sentence_at(mark.end - 1)
        end = sentence.end if sentence else self.paragraph.end
        if number + 1 < len(self.marks):
            end = min(end, self.marks[number + 1].start)
        return self._words(mark.end, end)

    def _starts_sentence(self, mark: Marks) -> bool:
        sentence = self.document.sentence_at(mark.start)
        return sentence is not None and not self.text[sentence.start : mark.start].strip(" \t\n\r\xa0-–—•*")

    def _carries_on(self, number: int, mark: Marks) -> bool:
        """Whether the paragraph or line before left its marks open for this one to go on."""
        if number == 0:
            return self.carried and mark.start == self.paragraph.start and bool(self.before)
        previous = self.marks[number - 1]
        open_ = not previous.closed and previous is self.last_mark
        return open_ and self.text[previous.end : mark.start].isspace()

    def _goes_on(self, number: int, mark: Marks, head: list[Word]) -> bool:
        """Whether only the cue of the quotation before stands between it and these marks."""
        if self.last is None or self.last_mark is None or number == 0:
            return False
        if self.marks[number - 1] is not self.last_mark:
            return False
        between = self.text[self.last_mark.end : mark.start]
        if not between.strip(" \t\n\r\xa0,.…-–—"):
            return True
        if self.last.cue is None or self.last.cue[0] < self.last_mark.end:
            return False
        sentence = self.document.sentence_at(self.last.cue[0])
        if sentence is None:
            return False
        if sentence.end <= mark.start:
            return not self.text[sentence.end : mark.start].strip()
        return self._is_pause(head, mark)

    def _is_pause(self, head: list[Word], mark: Marks) -> bool:
        """Whether a cue in mid-sentence lets the quotation go on: “A,” he said, “b.”"""
        verbs = [t for _, t in head if t.pos_ == "VERB" and t.dep_ not in ("amod", "acl", "relcl")]
        return self.text[: mark.start].rstrip()[-1:] in ",—–-:;" and len(verbs) <= 2

    # ---- cues ----

    def _cue_before(self, head: list[Word], tail: list[Word], mark: Marks) -> Cue | None:
        words = [w for w in head if w[1].pos_ != "PUNCT"]
        if not words:
            return None
        pause = self.text[: mark.start].rstrip()[-1:]
        announced = pause in (":", ",") or (pause in "–—" and mark.end > mark.start)
        for sentence, verb in reversed(words):
            if verb.pos_ == "VERB" and verb.lemma_.lower() in QUOTING:
                if not self._reaches(sentence, verb, words, announced, tail, mark):
                    break
                return _verbal_cue(self.document, sentence, verb)
            if verb.pos_ in _VERBS and not announced:
                break
        if pause == ":":
            return self._colon(words)
        return None

    def _reaches(
        self,
        sentence: Sentence,
        verb: Token,
        words: Sequence[Word],
        announced: bool,
        tail: list[Word],
        mark: Marks,
    ) -> bool:
        """Whether the verb's words are those in the marks, not a clause of which they are a part."""
        between = [t for s, t in words if s is sentence and t.i > verb.i]
        if any(t.dep_ in ("ccomp", "nsubj") and t.pos_ in _VERBS and t.head == verb for t in between):
            return False
        if any(t.dep_ in ("nsubj", "nsubjpass") and t.head.i != verb.i and not announced for t in between):
            return False
        if announced:
            return not any(t.head == verb and t.dep_ == "ccomp" for t in between)
        if any(not (t.lower_ == "that" or t.pos_ in ("ADV", "PRON", "PART")) for t in between):
            return False
        lower = self.text[mark.inner_start : mark.inner_end].lstrip("[(‘' ")[:1].islower()
        goes_on = any(t.pos_ in (*_VERBS, "NOUN", "PROPN") for _, t in tail) and not _sets_off(tail)
        return not (goes_on and (lower or len(tail) > 1 and self.text[mark.inner_end - 1] not in ".!?,"))

    def _colon(self, words: Sequence[Word]) -> Cue | None:
        """What stands before a colon: a verb of the clause, a noun for words, or just a name."""
        sentence = words[-1][0]
        tokens = [t for s, t in words if s is sentence]
        nouns = [t for t in tokens if t.lemma_.lower() in SPEECH_NOUNS and t.pos_ == "NOUN"]
        roots = [t for t in tokens if t.dep_ == "ROOT" and t.pos_ in _VERBS]
        if roots:
            who = own_subject(roots[0])
            if who is not None:
                sure = 0.8 if nouns else 0.6
                owner = possessor(who) if who in nouns else None
                return Cue(place(sentence, roots[0], roots[0]), _source(sentence, owner or who), "say", sure)
        if nouns:
            owner = possessor(nouns[-1])
            cue = place(sentence, nouns[-1], nouns[-1])
            return Cue(cue, _source(sentence, owner) if owner is not None else None, "say", 0.7)
        if any(t.pos_ in _VERBS for t in tokens) or len(tokens) > 12:
            return None
        heads = [t for t in tokens if t.dep_ == "ROOT" and t.pos_ in ("PROPN", "NOUN", "PRON")]
        if not heads:
            return None
        colon = end_of(*words[-1])
        colon = self.text.index(":", colon)
        return Cue((colon, colon + 1), _source(sentence, heads[0]), "say", 0.9)

    def _cue_after(self, tail: list[Word], mark: Marks) -> Cue | None:
        signed = self._signed(mark)
        words = [w for w in tail if w[1].pos_ not in ("PUNCT", "SPACE")]
        if not words or signed is not None:
            return signed
        if words[0][1].lower_ == "according":
            return _according(words)
        last = self.text[mark.inner_start : mark.inner_end].rstrip()[-1:]
        comma = last in _ENDS_SPEECH or self.text[mark.end : mark.end + 3].lstrip()[:1] in (
            ",",
            "—",
            "–",
            "-",
        )
        for number, (sentence, verb) in enumerate(words):
            if (
                verb.pos_ in ("VERB", "AUX", "NOUN")
                and verb.lemma_.lower() in QUOTING
                and verb.tag_[:1] == "V"
            ):
                return self._follows(words, number, sentence, verb, comma or last in ".")
            if number > 40:
                break
        return None

    def _follows(
        self, words: Sequence[Word], number: int, sentence: Sentence, verb: Token, ended: bool
    ) -> Cue | None:
        before = [t for s, t in words[:number] if s is sentence]
        if not ended and not (number <= 3):
            return None
        if verb.tag_ == "VBG" and not before:
            return None
        who: Token | None
        if not before or all(t.pos_ in ("ADV", "CCONJ") for t in before):
            who = after_verb(verb)
        else:
            who = own_subject(verb) or subject(verb)
            if who is None or who.i > verb.i or self._quoted(sentence, who):
                who = next((t for t in reversed(before) if t.pos_ in ("PROPN", "PRON", "NOUN")), None)
            if who is not None and _other_clause(before, verb, who):
                return None
        if who is None:
            return None
        return Cue(_verb_place(sentence, verb), _source(sentence, who), verb.lemma_.lower(), 1.0)

    def _signed(self, mark: Marks) -> Cue | None:
        """A name after a dash: “...” — Pamela Smith."""
        found = _SIGNED.match(self.text, mark.end, self.paragraph.end)
        return Cue(found.span(1), found.span(2), "say", 0.9) if found else None

    def _quoted(self, sentence: Sentence, token: Token) -> bool:
        return self.document.inside_marks(*place(sentence, token, token)) is not None

    # ---- quotations without a cue of their own ----

    def _stands_alone(self, mark: Marks, tail: list[Word]) -> bool:
        if any(token.is_alpha for _, token in tail):
            return False
        inner = self.text[mark.inner_start : mark.inner_end].strip()
        after = self.text[mark.end : mark.end + 1]
        ends = inner[-1:] in ".!?…" or after in (".", "!", "?") or not mark.closed
        return ends and len(inner.split()) > 1

    def _introduced(self, number: int, mark: Marks) -> Cue:
        """Who speaks when nothing round the marks says so: whom the words before them name."""
        if self.last is not None and number and self.marks[number - 1] is self.last_mark:
            gap = self.text[self.last_mark.end : mark.start]
            return Cue(
                self.last.cue,
                self.last.source,
                "say",
                self.last.confidence * (0.8 if len(gap) < 400 else 0.5),
            )
        place_ = self.document.sentence_at(mark.start)
        index = place_.index - 1 if place_ else -1
        if index < 0:
            return Cue(None, None, "say", 0.3)
        before = self.document.sentences[index]
        if before.paragraph < self.paragraph.index - 1:
            return Cue(None, None, "say", 0.3)
        return self._introduction(before)

    def _introduction(self, before: Sentence) -> Cue:
        previous = self.before[-1] if self.before else None
        if (
            previous is not None
            and previous.content[-1][1] > before.start - 1
            and previous.source is not None
        ):
            return Cue(previous.cue, previous.source, "say", previous.confidence * 0.8)
        if before.parse is None:
            return Cue(None, None, "say", 0.3)
        verbs = [
            t
            for t in before.parse
            if t.pos_ == "VERB" and self.document.inside_marks(*place(before, t, t)) is None
        ]
        cues = [t for t in verbs if _main(t) and t.lemma_.lower() in QUOTING | _INTRODUCING]
        for verb in reversed(cues):
            who = subject(verb)
            if who is not None:
                return Cue(_verb_place(before, verb), _source(before, who), "say", 0.8)
        roots = [t for t in before.parse if t.dep_ == "ROOT"]
        who = own_subject(roots[0]) if roots else None
        if who is None:
            return Cue(None, None, "say", 0.3)
        return Cue(_verb_place(before, roots[0]), _source(before, who), "say", 0.6)


_INTRODUCING = frozenset(
    "reiterate restate respond defend reject oppose call appeal back support address talk discuss outline lay"
    " make issue give deliver release send publish hit lash reaffirm express voice set take strike turn".split()
)


def _main(verb: Token) -> bool:
    return verb.dep_ in ("ROOT", "conj", "advcl", "xcomp", "parataxis")


def _only_links(head: list[Word]) -> bool:
    return all(t.pos_ in ("CCONJ", "PUNCT", "SPACE", "SCONJ") or t.is_space for _, t in head)


def _sets_off(tail: list[Word]) -> bool:
    return bool(tail) and tail[0][1].text in (",", ".", ";", "—", "–", "-") or not tail


def _inner(text: str, mark: Marks) -> Place:
    start, end = mark.inner_start, mark.inner_end
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


def _source(sentence: Sentence, who: Token) -> Place:
    first, last = phrase(who)
    return place(sentence, first, last)


def _verb_place(sentence: Sentence, verb: Token) -> Place:
    return place(sentence, verb, verb)


def _verbal_cue(document: Document, sentence: Sentence, verb: Token) -> Cue:
    who = subject(verb)
    if who is None and verb.dep_ in ("ROOT", "ccomp", "conj"):
        lefts = [t for t in verb.doc[: verb.i] if t.pos_ in ("PROPN", "PRON") and t.dep_ != "pobj"]
        who = lefts[-1] if lefts else None
    source = _source(sentence, who) if who is not None else None
    return Cue(_verb_place(sentence, verb), source, verb.lemma_.lower(), 0.95)


def _according(words: Sequence[Word]) -> Cue | None:
    sentence = words[0][0]
    for _, token in words[1:]:
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ in ("pobj", "ROOT", "conj"):
            return Cue(place(sentence, words[0][1], words[1][1]), _source(sentence, token), "say", 0.95)
    return None


def _other_clause(before: Sequence[Token], verb: Token, who: Token) -> bool:
    """Whether another verb than the cue's own rules the words before the cue."""
    chain = {verb.i, *(a.i for a in verb.ancestors)}
    for token in before:
        if token.pos_ not in _VERBS or token.dep_ in ("aux", "auxpass", "amod", "relcl", "acl", "compound"):
            continue
        if token.i in chain and (verb.dep_ in ("xcomp", "conj", "pcomp", "advcl")):
            continue
        inside = any(a.dep_ in ("relcl", "acl", "advcl") for a in token.ancestors) or who.is_ancestor(token)
        if not inside:
            return True
    return False
