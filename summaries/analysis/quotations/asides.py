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
    if word.lower_ in _VIEWS and (last.i + 1 == len(word.doc) or last.nbor(1).text != ","):
        return None
    content = _around(passage, word.head, last)
    return ((word, word), "opinion" if word.lower_ in _VIEWS else "say", who, content) if content else None


def _owner_after(word: Token) -> Token | None:
    """Whose view it is in "in the view of X"."""
    if word.lower_ not in _VIEWS:
        return None
    of = next((c for c in word.rights if c.lower_ == "of"), None)
    return next((c for c in of.rights if c.dep_ == "pobj"), None) if of is not None else None


def _as_said(passage: Passage, word: Token) -> Aside | None:
    """What "as X put it" or "as X likes to say" is put to, set off by commas, with no other content."""
    before = passage.doc[word.i - 1].text if word.i else ","
    verb = next((t for t in passage.doc[word.i + 1 :] if t.pos_ == "VERB" or t.text == ","), None)
    who = _subject_after(word, verb) if verb is not None else None
    if before not in (",", "—", "–") or verb is None or who is None:
        return None
    last = _last_of_cue(passage, verb)
    if last is None or verb.lemma_.lower() not in QUOTING | _LIKING:
        return None
    content = _around(passage, word, last)
    return ((verb, verb), "say", who, content) if content else None


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
