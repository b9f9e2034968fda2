"""Words attributed in the reporter's own sentence, wholly or partly outside quotation marks, read off the parse."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.cues import CLAUSE, INFINITIVE, NAMING, NOUNS, OBJECT, PREPOSITION, QUOTING, type_of
from summaries.analysis.document import Document, Sentence
from summaries.analysis.grammar import (
    agent,
    end_of,
    is_passive,
    own_subject,
    phrase,
    place,
    possessor,
    start_of,
    subject,
    trim,
)
from summaries.model import Kind, QuotationType

_ALL_VERBS = CLAUSE | INFINITIVE | OBJECT | QUOTING | frozenset(PREPOSITION)
_DOUBTFUL_MODALS = frozenset(("would", "could", "might", "may", "should", "can", "must"))
_CONDITIONS = frozenset(("if", "unless", "whether"))
_COMPLEMENTS = frozenset(("ccomp", "xcomp"))
_MENTAL = frozenset("threaten promise fear oppose support welcome back challenge".split())
_ABSTRACT = ("ency", "ancy", "tion", "ment", "ness", "ity", "ism", "ure", "ence", "ance", "sis", "talk", "claim")
_BODIES = frozenset(
    "administration delegation government parliament department organization organisation opposition coalition"
    " commission nation federation union majority community city association institution military leadership"
    " ministry company authority party university audience".split()
)
_CONTRASTS = frozenset(("while", "whilst", "whereas", "although", "though"))
_TRAILING = " \t\n\r\xa0,;:.–—-"


def find_reported(document: Document) -> Iterator[Attribution]:
    """Indirect and mixed attributions, sentence by sentence; also fragments in marks that a clause holds."""
    for sentence in document.sentences:
        if sentence.parse is not None:
            yield from _Reading(document, sentence).attributions()


class _Reading:
    """One parsed sentence."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self.document, self.sentence, self.text = document, sentence, document.text
        assert sentence.parse is not None
        self.doc = sentence.parse
        self.marks = [
            m for m in document.marks if m.depth == 0 and m.start < sentence.end and sentence.start < m.end
        ]

    def attributions(self) -> Iterator[Attribution]:
        """What each cue of the sentence attributes."""
        for token in self.doc:
            lemma = token.lemma_.lower()
            if token.pos_ in ("VERB", "AUX") and lemma in _ALL_VERBS and not self._quoted(token):
                yield from self._verb(token, lemma)
            elif token.pos_ == "NOUN" and lemma in NOUNS and not self._quoted(token):
                yield from self._noun(token, lemma)
            elif token.lower_ == "according" and not self._quoted(token):
                yield from self._according(token)

    def _quoted(self, token: Token) -> bool:
        at = start_of(self.sentence, token)
        return any(m.inner_start <= at < m.inner_end for m in self.marks)

    # ---- verbs ----

    def _verb(self, verb: Token, lemma: str) -> Iterator[Attribution]:
        if verb.dep_ in ("aux", "auxpass", "amod", "compound"):
            return
        if is_passive(verb) and not _takes_object(verb, lemma):
            yield from self._passive(verb, lemma)
            return
        who = own_subject(verb) if is_passive(verb) else subject(verb)
        if who is not None and not _can_mean(who, lemma):
            return
        content = self._complement(verb, lemma) if who is not None else None
        if content is None and lemma in CLAUSE:
            who, content = self._parenthesis(verb, who)
        if who is None or not content:
            return
        yield from self._made(verb, lemma, who, content)

    def _made(
        self, cue: Token, lemma: str, who: Token | None, content: list[Place], last: Token | None = None
    ) -> Iterator[Attribution]:
        places = [p for p in (self._whole(*c) for c in content) if p is not None]
        if not places:
            return
        source = None
        if who is not None:
            source = self._source(who)
            if any(a < source[1] and source[0] < b for a, b in places) and len(places) == 1:
                source = start_of(self.sentence, who), end_of(self.sentence, who)
                if places[0][0] <= source[0] < places[0][1]:
                    return
        kind = self._kind(places)
        if kind is Kind.DIRECT:
            places = [self._inside(p) for p in places]
        cue_place = place(self.sentence, cue, last or cue)
        yield Attribution(kind, type_of(lemma), tuple(places), source, cue_place, self._sureness(cue))

    def _source(self, who: Token) -> Place:
        first, last = phrase(who)
        return place(self.sentence, first, last)

    def _complement(self, verb: Token, lemma: str) -> list[Place] | None:
        """What a verb of saying takes on its right: a clause, an infinitive, an object, a preposition's object."""
        rights = [c for c in verb.rights if c.dep_ != "punct"]
        if lemma in CLAUSE:
            clause = next((c for c in rights if c.dep_ == "ccomp" or _bare_clause(c)), None)
            if clause is not None:
                return self._stretch(verb, self._clause_start(verb, clause), clause)
        prepositions = PREPOSITION.get(lemma)
        if prepositions:
            found = next((c for c in rights if c.lower_ in prepositions and c.dep_ in ("prep", "prt", "advmod")), None)
            first = _object_of(found) if found is not None else None
            if first is not None:
                return self._stretch(verb, first.left_edge, found or first)
        if lemma in INFINITIVE:
            infinitive = next((c for c in rights if c.dep_ in _COMPLEMENTS and _has_to(c)), None)
            if infinitive is not None:
                first = next((c for c in rights if c.dep_ in ("dobj", "dative") and c.i < infinitive.i), infinitive)
                return self._stretch(verb, first.left_edge, infinitive)
        if lemma in NAMING and rights:
            named = next((c for c in rights if c.dep_ in ("dobj", "oprd", "attr", "ccomp", "nsubj")), None)
            if named is not None:
                return self._stretch(verb, named.left_edge, named)
        if lemma in OBJECT:
            first = next((c for c in rights if c.dep_ in ("dobj", "oprd", "attr")), None)
            small = next((c for c in rights if c.dep_ == "ccomp" and c.pos_ not in ("VERB", "AUX")), None)
            first = first or small
            if first is not None and first.pos_ != "PRON" or first is not None and len(rights) > 1:
                return self._stretch(verb, first.left_edge, first)
        return None

    def _clause_start(self, verb: Token, clause: Token) -> Token:
        lefts = [c for c in clause.lefts if c.i > verb.i and c.dep_ != "punct"]
        if len(lefts) > 1 and lefts[0].dep_ == "npadvmod":
            return lefts[1].left_edge  # "said this week he would": when it was said
        first = clause.left_edge
        return first if first.i > verb.i else self.doc[verb.i + 1]

    def _stretch(self, verb: Token, first: Token, head: Token) -> list[Place]:
        """From the first word of the complement to the end of what belongs to it."""
        last = head.right_edge
        for child in verb.rights:
            if child.i <= head.i or child.dep_ == "punct":
                continue
            if child.dep_ == "cc" or (child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX")):
                last = child.right_edge if child.dep_ == "conj" else last
                continue
            if child.dep_ in ("conj", "parataxis", "nsubj") or self._cut_off(child):
                break
            last = child.right_edge if child.right_edge.i > last.i else last
        stop = self._stop(first, last, verb)
        start, end = start_of(self.sentence, first), end_of(self.sentence, self.doc[stop])
        return [(start, end)]

    def _cut_off(self, child: Token) -> bool:
        """Whether what hangs on the cue after its complement is set off by a comma, and so another matter."""
        if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _CONTRASTS for c in child.lefts):
            return True
        before = self.doc[child.left_edge.i - 1] if child.left_edge.i else child
        return before.text in (",", ";", "—", "–") and child.dep_ in ("advcl", "prep", "npadvmod", "xcomp", "advmod")

    def _stop(self, first: Token, last: Token, verb: Token) -> int:
        """The last word before another cue takes over: ", adding that", ", according to", "and said"."""
        for token in self.doc[first.i + 1 : last.i + 1]:
            if self._quoted(token):
                continue
            after_comma = token.i > 0 and self.doc[token.i - 1].text in (",", "—", "–", "and", "but", "while")
            if not after_comma:
                continue
            if token.lower_ == "according":
                return max(first.i, token.i - 2)
            if token.tag_ == "VBG" and token.lemma_.lower() in QUOTING and token.dep_ in ("advcl", "conj", "xcomp"):
                return max(first.i, token.i - 2)
        del verb
        return last.i

    # ---- the cue in the middle or at the end ----

    def _parenthesis(self, verb: Token, who: Token | None) -> tuple[Token | None, list[Place] | None]:
        """A cue set off by commas: "The plan, he said, will fail", "It will fail, officials said"."""
        own = own_subject(verb) or (who if who is not None and who.i > verb.i else None)
        if own is None:
            follower = self.doc[verb.i + 1] if verb.i + 1 < len(self.doc) else None
            inverted = follower is not None and follower.pos_ in ("PROPN", "NOUN", "DET", "PRON", "ADJ")
            before = self.doc[verb.i - 1] if verb.i else None
            if not (inverted and before is not None and before.text in (",", "”", '"')):
                return who, None
            own = next((c for c in verb.rights if c.pos_ in ("PROPN", "NOUN", "PRON")), None)
            if own is None:
                return who, None
        first = min(own.left_edge.i, verb.i, *(c.i for c in verb.lefts if c.dep_ in ("aux", "advmod", "neg") and c.i > own.i) or (verb.i,))
        comma = self.doc[first - 1] if first else None
        if comma is None or comma.text not in (",", "”", '"', "—", "–") or own.head != verb:
            return own, None
        last = self._cue_end(verb, own)
        start = self._clause_before(first)
        places = [(start, self.sentence.start + self.doc[first - 1].idx)]
        if last + 1 < len(self.doc) and self.doc[last].text == ",":
            rest = self.doc[last + 1]
            if not (rest.tag_ == "VBG" or rest.lower_ in ("who", "which", "while", "as", "but")):
                places.append((start_of(self.sentence, rest), self.sentence.end))
        kept = [p for p in (trim(self.text, *place_, marks=_TRAILING) for place_ in places) if p is not None]
        spoken = [t for t in self.doc if any(a <= start_of(self.sentence, t) < b for a, b in kept)]
        clause = any(t.pos_ in ("VERB", "AUX") for t in spoken) or any(self._quoted(t) for t in spoken)
        return own, kept if clause and len(spoken) > 2 else None

    def _cue_end(self, verb: Token, own: Token) -> int:
        """Where the inserted cue ends: at the next comma after the cue and its subject, or at the end."""
        at = max(verb.i, phrase(own)[1].i)
        for token in self.doc[at + 1 :]:
            if token.text in (",", "—", "–") and not self._within_name(token, own):
                return token.i
        return len(self.doc) - 1

    def _within_name(self, comma: Token, own: Token) -> bool:
        return own.left_edge.i < comma.i < own.right_edge.i and own.i > own.head.i

    def _clause_before(self, first: int) -> int:
        """Where the words before an inserted cue begin: the sentence, or the clause after a "but" or a cue."""
        start = self.sentence.start
        for token in reversed(self.doc[:first]):
            if token.text == ";" and not self._quoted(token):
                return end_of(self.sentence, token)
        return start

    # ---- passives, nouns, "according to" ----

    def _passive(self, verb: Token, lemma: str) -> Iterator[Attribution]:
        """Said by somebody of somebody: "was praised by X for its work"."""
        who = agent(verb)
        if who is None or lemma not in OBJECT:
            return
        of = own_subject(verb) or (verb.head if verb.dep_ == "acl" else None)
        if of is None or of.pos_ == "PRON":
            return
        first, last = phrase(of)
        yield from self._made(verb, lemma, who, [place(self.sentence, first, last)])

    def _noun(self, noun: Token, lemma: str) -> Iterator[Attribution]:
        """A noun of saying with its clause: "her claim that it rained", "a promise by the minister to help"."""
        clause = next((c for c in noun.rights if c.dep_ in ("acl", "ccomp", "relcl", "appos") and _that_or_to(c)), None)
        if clause is None:
            return
        who = possessor(noun) or _maker(noun) or _holder(noun)
        start, end = start_of(self.sentence, clause.left_edge), end_of(self.sentence, clause.right_edge)
        if who is None and not any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
            return
        yield from self._made(noun, lemma, who, [(start, end)])

    def _according(self, word: Token) -> Iterator[Attribution]:
        following = self.doc[word.i + 1] if word.i + 1 < len(self.doc) else None
        if following is None or following.lower_ != "to":
            return
        who = next((c for c in following.children if c.dep_ == "pobj"), None)
        if who is None:
            return
        before, after = self.doc[: word.i], self.doc[who.right_edge.i + 1 :]
        if any(t.is_alpha and not self._quoted(t) or t.is_alpha for t in before):
            start, end = self._clause_before(word.i), start_of(self.sentence, word)
            back = _previous_cue(self.doc, word.i)
            start = max(start, end_of(self.sentence, back)) if back is not None else start
        elif len(after):
            start, end = start_of(self.sentence, after[0]), self.sentence.end
        else:
            return
        content = trim(self.text, start, end, marks=_TRAILING)
        if content is None or len(self.text[content[0] : content[1]].split()) < 2:
            return
        source = self._source(who)
        content = (content[0], min(content[1], source[0])) if content[0] < source[0] else content
        yield from self._made(word, "say", who, [content], following)

    # ---- marks and kinds ----

    def _whole(self, start: int, end: int) -> Place | None:
        """The place with its quotation marks whole and nothing but words at its ends."""
        for mark in self.marks:
            if mark.start < start < mark.end and end > mark.start:
                start = mark.start
            if mark.start < end < mark.end:
                end = mark.end
        return trim(self.text, start, end, marks=_TRAILING)

    def _kind(self, places: list[Place]) -> Kind:
        inside = outside = 0
        for start, end in places:
            at = start
            for word in self.text[start:end].split():
                at = self.text.index(word, at)
                middle = at + len(word) // 2
                if any(c.isalnum() for c in word):
                    quoted = any(m.start <= middle < m.end for m in self.marks)
                    inside, outside = inside + quoted, outside + (not quoted)
                at += len(word)
        if not inside:
            return Kind.INDIRECT
        return Kind.MIXED if outside else Kind.DIRECT

    def _inside(self, content: Place) -> Place:
        """What of a content lies between its marks."""
        start, end = content
        for mark in self.marks:
            if mark.start <= start <= mark.inner_start:
                start = mark.inner_start
            if mark.inner_end <= end <= mark.end:
                end = mark.inner_end
        return trim(self.text, start, end, marks=" \t\n\r\xa0") or content

    def _sureness(self, cue: Token) -> float:
        """How sure it is that the thing was said: not where the cue is denied, supposed or put as a question."""
        children = {c.lower_ for c in cue.children if c.dep_ in ("aux", "neg", "mark", "advmod")}
        if any(c.dep_ == "neg" for c in cue.children) or "never" in children:
            return 0.4
        if children & (_DOUBTFUL_MODALS | _CONDITIONS):
            return 0.4
        if "will" in children or self.text[self.sentence.start : self.sentence.end].rstrip().endswith("?"):
            return 0.45
        return 0.9


def _takes_object(verb: Token, lemma: str) -> bool:
    """Whether a seeming passive has the object it should lack ("was called on the army to go"): a slip."""
    found = [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in PREPOSITION.get(lemma, ())]
    return any(c.dep_ == "pobj" for preposition in found for c in preposition.rights)


def _can_mean(who: Token, lemma: str) -> bool:
    """Whether the subject can think, want or threaten: a relative or an abstract noun cannot."""
    if lemma not in _MENTAL and type_of(lemma) is QuotationType.STATEMENT:
        return True
    if who.lower_ in ("that", "which", "this", "what", "there"):
        return False
    return not (who.pos_ == "NOUN" and who.lemma_.lower().endswith(_ABSTRACT) and who.lemma_.lower() not in _BODIES)


def _bare_clause(token: Token) -> bool:
    """A clause that the parser took for an open complement although it has a subject."""
    return token.dep_ == "xcomp" and own_subject(token) is not None and not _has_to(token)


def _has_to(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.lefts)


def _that_or_to(token: Token) -> bool:
    return any(c.dep_ in ("mark", "aux") and c.lower_ in ("that", "to") for c in token.lefts)


def _object_of(preposition: Token) -> Token | None:
    """The object of a preposition, or of the one after it: "out at the press"."""
    for child in preposition.rights:
        if child.dep_ in ("pobj", "pcomp", "dobj"):
            return child
        if child.dep_ == "prep":
            return _object_of(child)
    if preposition.dep_ in ("prt", "advmod"):
        for sibling in preposition.head.rights:
            if sibling.i > preposition.i and sibling.dep_ in ("dobj", "ccomp"):
                return sibling
            if sibling.i > preposition.i and sibling.dep_ == "prep":
                return _object_of(sibling)
    return None


def _maker(noun: Token) -> Token | None:
    """Whose words a noun stands for, by a phrase after it: "the claim by X", "a warning from X"."""
    for child in noun.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of", "among"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _holder(noun: Token) -> Token | None:
    """Who makes or has what the noun names: "X rejected the claim" is not X's claim, "X made the claim" is."""
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in (
        "make have issue express voice offer release repeat give raise send deliver reiterate hold announce share"
    ).split():
        return subject(noun.head)
    return None


def _previous_cue(doc: object, before: int) -> Token | None:
    del doc, before
    return None


def overlapping(content: tuple[Place, ...], other: tuple[Place, ...]) -> bool:
    """Whether two contents share at least one code point."""
    return any(a < d and c < b for a, b in content for c, d in other)


def in_order(places: list[Place]) -> bool:
    """Whether places follow each other without overlap."""
    return all(a[1] <= b[0] for a, b in pairwise(places))
