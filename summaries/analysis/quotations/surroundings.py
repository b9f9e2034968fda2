"""The cue and the source that stand round a pair of quotation marks: before it, or after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.cues import PHRASAL, QUOTING, SPEECH_NOUNS
from summaries.analysis.document import Document, Sentence
from summaries.analysis.grammar import (
    after_verb,
    end_of,
    is_relative,
    own_subject,
    phrase,
    place,
    possessor,
    quoting_as,
    subject,
)
from summaries.analysis.marks import Marks

Word = tuple[Sentence, Token]

_ENDS_SPEECH = frozenset(",?!—–-…")
_WHOLE = frozenset(".,?!")
_DASHES = ("—", "–", "-", "―", "--")
_VERBS = ("VERB", "AUX")
_SAYERS = ("PROPN", "PRON", "NOUN")
_MOST_WORDS = 40
"""How far behind the closing mark a cue may stand, in words."""
_NEAR = 6
_SENDING = ("send", "write", "post", "publish", "issue", "release", "leave", "record", "share", "deliver")
_BARE = ("punct", "advmod", "npadvmod", "aux", "neg")
_TELLING = ("tell", "assure", "inform", "remind", "warn", "advise", "ask")
_HEARERS = ("dobj", "dative")
_BEARING = ("with", "under", "alongside")
_SIGNED = re.compile(
    r"\s*(―|—|–|--?)\s*((?:[^\W\d_a-z][\w.'’-]*)"
    r"(?:[ \xa0](?:[^\W\d_a-z][\w.'’-]*|de|la|van|von|bin|al)){0,4})"
    r"(?=[ \xa0]*(?:\n|$|,|\(|[“\"])|[ \xa0](?P<on>on|about|in|at|to)\b)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as found: its place, who is named as source, the lemma, and how sure the link is."""

    place: Place | None
    source: Place | None
    lemma: str
    confidence: float


NO_CUE = Cue(None, None, "say", 0.3)


def source_of(sentence: Sentence, who: Token) -> Place:
    """The noun phrase with this head."""
    return place(sentence, *phrase(who))


# ---- before ----------------------------------------------------------------------------------------


def cue_before(document: Document, head: Sequence[Word], tail: Sequence[Word], mark: Marks) -> Cue | None:
    """The cue in ``head``, the words from the sentence's beginning to the opening mark.

    ``tail`` are the words from the closing mark to the sentence's end. None where the words in the marks are
    only a part of what is reported.
    """
    words = [w for w in head if w[1].pos_ != "PUNCT"]
    if not words:
        return None
    captioned = _caption(*words[-1])
    if captioned is not None:
        return captioned
    pause = document.text[: mark.start].rstrip()[-1:]
    announced = pause in (":", ",", "–", "—")
    for sentence, verb in reversed(words):
        if verb.pos_ == "VERB" and (verb.lemma_.lower() in QUOTING or _is_phrasal(verb)):
            between = [t for s, t in words if s is sentence and t.i > verb.i]
            if _reaches(document.text, verb, between, announced, tail, mark):
                return _verbal(document, sentence, verb)
            break
        if verb.pos_ in _VERBS and not announced:
            break
    return _before_colon(document.text, words) if pause == ":" else None


def _caption(sentence: Sentence, noun: Token) -> Cue | None:
    """The cue of words that something shown bears: "posted a chart with the caption “...”"."""
    bearing = noun.head
    if noun.lemma_.lower() not in SPEECH_NOUNS or noun.dep_ != "pobj" or bearing.lower_ not in _BEARING:
        return None
    verb = next((a for a in bearing.ancestors if a.pos_ == "VERB"), None)
    who = subject(verb) if verb is not None else None
    return Cue(place(sentence, noun, noun), source_of(sentence, who), "say", 0.8) if who is not None else None


def _reaches(
    text: str, verb: Token, between: Sequence[Token], announced: bool, tail: Sequence[Word], mark: Marks
) -> bool:
    """Whether the verb's words are those in the marks, not a clause of which they are a part."""
    if any(t.head == verb and t.dep_ in ("ccomp", "nsubj") and t.pos_ in _VERBS for t in between):
        return False
    if announced:
        begun = any(t.head == verb and t.dep_ == "ccomp" for t in between)
        return not begun and not _is_within_clause(between, tail, text[mark.inner_start : mark.inner_end])
    if any(t.lower_ != "that" and t.pos_ not in ("ADV", "PRON", "PART") for t in between):
        return False
    if any(t.dep_ in ("nsubj", "nsubjpass") and t.head != verb for t in between):
        return False
    if not any(t.pos_ in (*_VERBS, "NOUN", "PROPN") for _, t in tail) or _sets_off(tail):
        return True
    lower = text[mark.inner_start : mark.inner_end].lstrip("[(‘' ")[:1].islower()
    return not lower and (len(tail) == 1 or text[mark.inner_end - 1] in ".!?,")


def _is_within_clause(between: Sequence[Token], tail: Sequence[Word], quoted: str) -> bool:
    """Whether a clause that "that" opens has words before the marks, or goes on behind them.

    "Said that under the pact, “no one loses”", and "said that, “no one” in the port will lose".
    """
    that = next((t for t in between if t.lower_ == "that" and t.dep_ == "mark"), None)
    if that is None or that.nbor(-1).lower_ == "so":
        return False
    worded = any(t.i > that.i and t.pos_ in ("NOUN", "PROPN", "NUM", *_VERBS) for t in between)
    whole = quoted[:1].isupper() and quoted.rstrip()[-1:] in _WHOLE
    return worded or not (whole or _sets_off(tail))


def _sets_off(tail: Sequence[Word]) -> bool:
    return not tail or tail[0][1].text in (",", ".", ";", "—", "–", "-")


def _verbal(document: Document, sentence: Sentence, verb: Token) -> Cue:
    who, sure = _sender(verb) or subject(verb), 0.95
    if who is not None and document.inside_marks(*place(sentence, who, who)):
        return Cue(place(sentence, verb, verb), None, verb.lemma_.lower(), sure)
    if who is None and verb.dep_ in ("ROOT", "ccomp", "conj"):
        near = [t for t in verb.doc[max(0, verb.i - _NEAR) : verb.i] if t.pos_ in ("PROPN", "PRON")]
        who, sure = next((t for t in reversed(near) if t.dep_ not in ("pobj", "poss")), None), 0.7
    source = source_of(sentence, who) if who is not None else None
    return Cue(place(sentence, verb, verb), source, verb.lemma_.lower(), sure)


def _sender(verb: Token) -> Token | None:
    """Who wrote what a noun's relative clause gives the words of: "sent a message that read “...”"."""
    noun, own = verb.head, own_subject(verb)
    if verb.dep_ != "relcl" or own is None or not is_relative(own) or noun.lemma_.lower() not in SPEECH_NOUNS:
        return None
    told = noun.head if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _SENDING else None
    return possessor(noun) or (subject(told) if told is not None else None)


def _before_colon(text: str, words: Sequence[Word]) -> Cue | None:
    """What stands before a colon: a verb of the clause, a noun for words, or just a name."""
    sentence = words[-1][0]
    tokens = [t for s, t in words if s is sentence]
    nouns = [t for t in tokens if t.pos_ == "NOUN" and t.lemma_.lower() in SPEECH_NOUNS]
    root = next((t for t in tokens if t.dep_ == "ROOT"), None) or _swallowed(tokens)
    who = own_subject(root) if root is not None and root.pos_ in _VERBS else None
    if root is not None and who is not None:
        owner = possessor(who) if who in nouns else None
        sure = 0.8 if nouns else 0.6
        return Cue(place(sentence, root, root), source_of(sentence, owner or who), "say", sure)
    if nouns:
        owner = possessor(nouns[-1])
        source = source_of(sentence, owner) if owner is not None else None
        return Cue(place(sentence, nouns[-1], nouns[-1]), source, "say", 0.7)
    if root is None or root.pos_ not in _SAYERS or len(tokens) > 12 or any(t.pos_ in _VERBS for t in tokens):
        return None
    colon = text.index(":", end_of(*words[-1]))
    return Cue((colon, colon + 1), source_of(sentence, root), "say", 0.9)


def _swallowed(tokens: Sequence[Token]) -> Token | None:
    """A name, or a verb beside the colon, that the parser gave to the words quoted: "He added: “...”"."""
    top = next((t for t in tokens if t.head not in tokens), None)
    return top if top is not None and (top.pos_ == "PROPN" or top is tokens[-1]) else None


# ---- after -----------------------------------------------------------------------------------------


def cue_after(document: Document, tail: Sequence[Word], mark: Marks, end: int) -> Cue | None:
    """The cue in ``tail``, the words from the closing mark on; ``end`` is where the paragraph ends."""
    signed = _SIGNED.match(document.text, mark.end, end)
    if signed is not None and (not signed["on"] or _opens_paragraph(document, mark)):
        return Cue(signed.span(1), signed.span(2), "say", 0.9)
    words = [w for w in tail if w[1].pos_ not in ("PUNCT", "SPACE")]
    if not words:
        return None
    if words[0][1].lower_ == "according":
        return _according(words)
    for number, (sentence, verb) in enumerate(words[:_MOST_WORDS]):
        if verb.tag_[:1] == "V" and (verb.lemma_.lower() in QUOTING or _is_phrasal(verb)):
            if number > 3 and not _ends_speech(document.text, mark):
                return None
            return _another_says(sentence, verb) or _verbal_after(document, words[:number], sentence, verb)
    return None


def _opens_paragraph(document: Document, mark: Marks) -> bool:
    paragraph = document.paragraph_at(mark.start)
    return paragraph is not None and not document.text[paragraph.start : mark.start].strip()


def _is_phrasal(verb: Token) -> bool:
    """Whether a verb is one of saying by the word after it: "shot back", "wanted to know"."""
    following = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]]
    if verb.lemma_ == "want":
        return following == ["to", "know"]
    return bool(following) and following[0] in PHRASAL.get(verb.lemma_.lower(), ())


def _another_says(sentence: Sentence, verb: Token) -> Cue | None:
    """The cue where a verb only brings in who says it: "X quoted Y as saying", "X claimed Y had admitted".

    What X claims that Y said may be either's words: nobody is named.
    """
    saying = quoting_as(verb)
    if saying is not None:
        who = subject(saying)
        source = source_of(sentence, who) if who is not None else None
        return Cue(place(sentence, saying, saying), source, saying.lemma_.lower(), 0.95)
    told = next((c for c in verb.rights if c.dep_ == "ccomp" and is_bare_cue(c)), None)
    return Cue(place(sentence, told, told), None, told.lemma_.lower(), 0.5) if told is not None else None


def is_bare_cue(verb: Token) -> bool:
    """Whether a verb of saying has a subject and nothing that is said, so that this stands elsewhere.

    Whom it was said to may follow it: "had told him", "had told reporters".
    """
    told = verb.lemma_.lower() in _TELLING
    bare = all(c.dep_ in _BARE or (told and c.dep_ in _HEARERS and _hears(c)) for c in verb.rights)
    return bare and verb.lemma_.lower() in QUOTING and own_subject(verb) is not None


def _hears(noun: Token) -> bool:
    return noun.pos_ in _SAYERS and not any(c.dep_ in ("relcl", "acl", "ccomp") for c in noun.rights)


def _ends_speech(text: str, mark: Marks) -> bool:
    last = text[mark.inner_start : mark.inner_end].rstrip()[-1:]
    after = text[mark.end : mark.end + 3].lstrip()[:1]
    return last in _ENDS_SPEECH or last == "." or after in (",", *_DASHES)


def _verbal_after(document: Document, head: Sequence[Word], sentence: Sentence, verb: Token) -> Cue | None:
    words = [t for s, t in head if s is sentence]
    before = list(verb.doc[words[0].i : verb.i]) if words else []
    if all(t.pos_ in ("ADV", "CCONJ") for t in before):
        who = after_verb(verb) if verb.tag_ != "VBG" else None
    else:
        who = own_subject(verb) or subject(verb)
        if who is None or who.i > verb.i or document.inside_marks(*place(sentence, who, who)):
            who = _last_name(before)
        if who is not None and _other_clause(before, verb, who):
            return None
    if who is None:
        return None
    lemma = "ask" if verb.lemma_ == "want" else verb.lemma_.lower()
    return Cue(place(sentence, verb, verb), source_of(sentence, who), lemma, 1.0)


def _last_name(before: Sequence[Token]) -> Token | None:
    """The last noun before a cue that is not in brackets: "Rep. Ann Cole (D-Ohio) said"."""
    depth = 0
    for token in reversed(before):
        depth += (token.text == ")") - (token.text == "(")
        if token.pos_ in _SAYERS and depth == 0:
            return token
    return None


def _according(words: Sequence[Word]) -> Cue | None:
    sentence = words[0][0]
    for _, token in words[1:]:
        if token.pos_ in _SAYERS and token.dep_ in ("pobj", "ROOT", "conj"):
            return Cue(place(sentence, words[0][1], words[1][1]), source_of(sentence, token), "say", 0.95)
    return None


def _other_clause(before: Sequence[Token], verb: Token, who: Token) -> bool:
    """Whether another verb than the cue's own rules the words before the cue."""
    chain = {a.i for a in verb.ancestors} if verb.dep_ in ("xcomp", "conj", "pcomp", "advcl") else set()
    for token in before:
        if token.pos_ not in _VERBS or token.i in chain:
            continue
        if token.dep_ in ("aux", "auxpass", "amod", "relcl", "acl", "compound") or who.is_ancestor(token):
            continue
        if not any(a.dep_ in ("relcl", "acl", "advcl") for a in token.ancestors):
            return True
    return False
