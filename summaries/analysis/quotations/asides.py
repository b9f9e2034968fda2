"""Who says it, put as an aside: "according to X", "in X's words", "as X likes to say", "for X, it is"."""

from __future__ import annotations

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.cues import QUOTING, words
from summaries.analysis.grammar import SUBJECTS, possessor
from summaries.analysis.passage import Passage, trim
from summaries.analysis.quotations.parentheses import clause_end, clause_start
from summaries.model import Kind

Aside = tuple[tuple[Token, Token], str, Token, list[Place]]
"""The first and last word of the cue, its lemma, the head of the source, the places of what is said."""

_VERBS = ("VERB", "AUX")
_WITHIN = ("advcl", "conj")
_PAUSES = (",", "—", "–", "--")
_OPEN = ("to", "that")
_CLOSING = ("”", '"', "''", "»", "’")
_VIEWS = words("view opinion judgment judgement estimation reckoning")
_LIKING = words("like love prefer tend")
_TAIL = words("it to say put out on in to once recently later himself herself today yesterday")
_TAIL_DEPS = ("prep", "advmod", "npadvmod", "pobj", "det", "amod", "compound", "punct")


def aside(passage: Passage, token: Token) -> Aside | None:
    """What the aside that this word opens attributes; None where it opens none."""
    word = token.lower_
    if word == "according":
        return _according(passage, token)
    if word == "words" or word in _VIEWS:
        return _in_words(passage, token)
    if word == "as":
        return _as_said(passage, token)
    return _for(passage, token) if word == "for" and token.i == 0 else None


def _according(passage: Passage, word: Token) -> Aside | None:
    to = passage.doc[word.i + 1] if word.i + 1 < len(passage.doc) else None
    who = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or who is None or to.lower_ != "to":
        return None
    content = _around(passage, word, who.right_edge)
    return ((word, to), "say", who, content) if content else None


def _in_words(passage: Passage, word: Token) -> Aside | None:
    who = possessor(word) or _owner_after(word)
    if who is None or word.dep_ != "pobj" or word.head.lower_ != "in":
        return None
    last = word.right_edge
    if _pause(passage, word.head) == "," and word.head.i > 1 and word.head.nbor(-2).lower_ in _OPEN:
        return None  # "asked them to, in his words, “...”": whoever asked has said it already
    if word.lower_ in _VIEWS and (last.i + 1 == len(word.doc) or last.nbor(1).text != ","):
        return None
    content = _marks_after(passage, last) or _around(passage, word.head, last)
    return ((word, word), "opinion" if word.lower_ in _VIEWS else "say", who, content) if content else None


def _marks_after(passage: Passage, last: Token) -> list[Place]:
    """The words in marks that an aside within a sentence leads up to: "left since, in his words, “...”"."""
    at = passage.end(last)
    following = next((m for m in passage.marks if m.start >= at), None)
    leads = following is not None and not passage.text[at : following.start].strip(", \xa0")
    if following is None or not leads or not any(t.pos_ in _VERBS for t in passage.doc[: last.i]):
        return []
    return [(following.start, following.end)]


def _owner_after(word: Token) -> Token | None:
    """Whose it is in "in the view of X" and, at the beginning or after a pause, "in the words of X"."""
    put = word.lower_ == "words" and word.head.i > 0 and word.head.nbor(-1).text not in _PAUSES
    if put or word.lower_ not in _VIEWS | {"words"}:
        return None
    of = next((c for c in word.rights if c.lower_ == "of"), None)
    return next((c for c in of.rights if c.dep_ == "pobj"), None) if of is not None else None


def _as_said(passage: Passage, word: Token) -> Aside | None:
    """What "as X put it" or "as X likes to say" is put to, set off by commas, with no other content."""
    before = _pause(passage, word)
    verb = next((t for t in passage.doc[word.i + 1 :] if t.pos_ == "VERB" or t.text == ","), None)
    who = _subject_after(word, verb) if verb is not None else None
    if before not in _PAUSES or verb is None or who is None:
        return None
    last = _last_of_cue(passage, verb)
    if last is None or verb.lemma_.lower() not in QUOTING | _LIKING:
        return None
    content = _own_clause(passage, verb) or _around(passage, word, last)
    return ((verb, verb), "say", who, content) if content else None


def _own_clause(passage: Passage, verb: Token) -> list[Place]:
    """The clause with words in marks, within a longer sentence, that "as X put it" follows and is said of."""
    clause = verb.head
    whose = next((c for c in clause.lefts if c.dep_ in SUBJECTS), None)
    if clause.dep_ not in _WITHIN or whose is None or verb.dep_ != "advcl" or verb.left_edge.i < clause.i:
        return []
    found = trim(passage.text, passage.start(whose.left_edge), passage.start(verb.left_edge))
    return [found] if found is not None and passage.kind([found]) is not Kind.INDIRECT else []


def _pause(passage: Passage, word: Token) -> str:
    """The comma or dash before a word, which may stand before a closing mark: “...,” as X put it."""
    before = [t.text for t in passage.doc[max(0, word.i - 2) : word.i]]
    if before and before[-1] in _CLOSING:
        before.pop()
    return before[-1] if before else ","


def _subject_after(word: Token, verb: Token) -> Token | None:
    """The verb's subject that stands between "as" and the verb."""
    return next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.i > word.i), None)


def _last_of_cue(passage: Passage, verb: Token) -> Token | None:
    """The last word of "put it", "likes to say", "told us", before a comma; None where more is said."""
    last = verb
    for token in passage.doc[verb.i + 1 :]:
        if token.text in (",", ".", "—", "–"):
            return last if verb.lemma_.lower() not in _LIKING or last.lower_ in ("say", "it") else None
        told = token.dep_ == "dobj" and verb.lemma_ == "tell"
        if token.lower_ not in _TAIL and token.dep_ not in _TAIL_DEPS and not told:
            return None
        last = token
    return last


def _for(passage: Passage, word: Token) -> Aside | None:
    """A person's verdict: "for X, it is “a mistake”", where words in marks show that it is X's own."""
    who = next((c for c in word.rights if c.dep_ == "pobj"), None)
    verb = word.head
    if who is None or who.pos_ != "PROPN" or verb.lemma_ != "be" or who.right_edge.i > verb.i:
        return None
    names_one = any(c.dep_ == "compound" for c in who.lefts) and not passage.names_side((who.left_edge, who))
    content = _around(passage, word, who.right_edge)
    mixed = bool(content) and passage.kind(content) is Kind.MIXED and not _another_speaks(passage)
    return ((word, word), "say", who, content) if names_one and mixed else None


def _another_speaks(passage: Passage) -> bool:
    return any(
        t.pos_ == "VERB" and t.lemma_.lower() in QUOTING and not passage.quoted(t) for t in passage.doc
    )


def _around(passage: Passage, first: Token, last: Token) -> list[Place]:
    """The clause that an aside from ``first`` to ``last`` is put to: before it, after it, or both.

    Both where what stands before has no verb: "The line, according to X, will be full".
    """
    doc = passage.doc
    after = doc[last.i + 1].text if last.i + 1 < len(doc) and last.text != "," else last.text
    if not any(t.is_alpha for t in doc[: first.i]):
        places = [(passage.end(last), clause_end(passage, last.i))]
    else:
        places = [(clause_start(passage, first.i), passage.start(first))]
        inserted = after == "," and first.i > 0 and doc[first.i - 1].text == ","
        if inserted and not any(t.pos_ in _VERBS for t in passage.tokens(places)):
            places.append((passage.end(last), passage.sentence.end))
    found = [p for p in (trim(passage.text, *place) for place in places) if p is not None]
    return found if sum(len(passage.text[a:b].split()) for a, b in found) > 1 else []
