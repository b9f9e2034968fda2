"""Reading a sentence's parse as clauses: who does it, whether it is denied, whether it is only supposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from spacy.tokens import Doc, Token

from summaries.analysis.verbs import NOUNS, VERBS
from summaries.analysis.word_classes import DOING, RECEIVING, REQUESTING, SPEAKING
from summaries.model import Act

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_NEGATIONS = frozenset({"not", "n't", "never", "hardly", "barely", "scarcely", "neither", "nor"})
_SUPPOSING = frozenset({"if", "whether", "unless", "until", "lest"})
_POSSIBLY = frozenset({"may", "might", "could"})
_WANTING = frozenset({"demand", "want", "insist", "propose", "recommend", "suggest", "require", "let"})

FIRST = frozenset({"i", "we", "our", "us", "my", "me", "ours"})
THIRD = frozenset({"he", "she", "it", "they", "his", "her", "its", "their", "him", "them"})


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence's parse as plain lists, one entry a token; ``children`` are in the order of the text.

    ``names`` tells which words look like (part of) a name: proper nouns, and "Russian" before a noun.

    spaCy makes an object of each token at each look; the lists make the rules several times faster.
    """

    words: list[str]
    lemmas: list[str]
    kinds: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    names: list[bool]
    children: list[list[int]]

    @classmethod
    def of(cls, doc: Doc) -> Self:
        """Read a parsed sentence (or a few); words and lemmas are put in lower case, but for "US"."""
        tokens: list[Token] = list(doc)
        heads = [token.head.i for token in tokens]
        children: list[list[int]] = [[] for _ in tokens]
        for place, head in enumerate(heads):
            if head != place:
                children[head].append(place)
        return cls(
            words=["US" if token.text == "US" else token.lower_ for token in tokens],
            lemmas=[token.lemma_.lower() for token in tokens],
            kinds=[token.pos_ for token in tokens],
            tags=[token.tag_ for token in tokens],
            deps=[token.dep_ for token in tokens],
            heads=heads,
            starts=[token.idx for token in tokens],
            names=[token.pos_ == "PROPN" or (token.is_title and token.i > 0) for token in tokens],
            children=children,
        )

    def __len__(self) -> int:
        return len(self.words)

    def within(self, start: int, end: int) -> list[int]:
        """The tokens that begin from character ``start`` to ``end`` (excluded)."""
        return [place for place, at in enumerate(self.starts) if start <= at < end]

    def head_of(self, start: int, end: int) -> int | None:
        """The token of a span on which the others depend; None where no token begins inside."""
        inside = self.within(start, end)
        words = [i for i in inside if self.kinds[i] not in ("PUNCT", "PART", "DET", "ADP")] or inside
        outside = [i for i in words if self.heads[i] not in inside or self.heads[i] == i]
        found = outside or words
        return found[-1] if found else None

    def child(self, place: int, *deps: str) -> int | None:
        """The first child in one of these relations."""
        return next((c for c in self.children[place] if self.deps[c] in deps), None)

    def ancestors(self, place: int) -> Iterator[int]:
        """The tokens above, nearest first."""
        while self.heads[place] != place:
            place = self.heads[place]
            yield place

    def together(self, place: int) -> list[int]:
        """A token and those coordinated with it: "Russia and China"."""
        found = [place]
        for at in found:
            found.extend(c for c in self.children[at] if self.deps[c] == "conj" and self.kinds[c] != "VERB")
        return found

    def below(self, place: int) -> list[int]:
        """A token and all that depends on it, in the order of the text."""
        found = [place]
        for at in found:
            found.extend(self.children[at])
        return sorted(found)

    def verb(self, place: int) -> str:
        """A verb's lemma, with its particle where it has one: "rule_out"."""
        particle = self.child(place, "prt")
        return f"{self.lemmas[place]}_{self.words[particle]}" if particle is not None else self.lemmas[place]


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the verb's subject is what it is done to."""
    if any(tree.deps[c] in ("nsubjpass", "auxpass", "csubjpass", "agent") for c in tree.children[verb]):
        return True
    return tree.tags[verb] == "VBN" and tree.deps[verb] in ("acl", "amod")


def is_negated(tree: Tree, place: int) -> bool:
    """Whether a word is denied: "does not back", "never backed", "no support", "nobody backs"."""
    for child in tree.children[place]:
        dep, word = tree.deps[child], tree.words[child]
        if dep == "neg" or (dep in ("advmod", "preconj", "cc") and word in _NEGATIONS):
            return True
        if dep == "advmod" and word in ("longer", "means") and is_negated(tree, child):
            return True
        if word in ("no", "neither") and dep in ("det", "advmod"):
            return True
        if dep in ("nsubj", "nsubjpass") and (word in ("nobody", "none") or is_negated(tree, child)):
            return True
    return tree.deps[place] == "pcomp" and tree.words[tree.heads[place]] == "without"


def is_supposed(tree: Tree, place: int) -> bool:
    """Whether a clause is asked or supposed rather than stated: under "if", "whether", or with "might"."""
    for at in (place, *tree.ancestors(place)):
        for child in tree.children[at]:
            word = tree.words[child]
            if tree.deps[child] in ("mark", "advmod") and word in _SUPPOSING:
                return True
            if tree.deps[child] == "aux" and word in _POSSIBLY and at == place:
                return True
            if tree.deps[child] == "advcl" and _is_condition(tree, child) and at == place:
                return True
    return False


def is_prescribed(tree: Tree, verb: int) -> bool:
    """Whether a deed is what somebody else says should be done: "they must end the siege"."""
    return any(tree.deps[c] == "aux" and tree.words[c] in ("must", "should") for c in tree.children[verb])


def is_wanted(tree: Tree, verb: int) -> bool:
    """Whether a deed with a subject of its own is only wanted: "demanded that they end the siege"."""
    above = tree.lemmas[tree.heads[verb]]
    clause = tree.deps[verb] == "ccomp" and tree.child(verb, "nsubj") is not None
    return clause and (above in _WANTING or above in REQUESTING) and tree.tags[verb] in ("VB", "VBP")


def is_alleged(tree: Tree, place: int) -> bool:
    """Whether a deed is only what somebody is accused of: "accused Minsk of backing the rebels"."""
    return _accusing(tree, place) is not None


def accuser(tree: Tree, place: int) -> list[int]:
    """Who makes the accusation that ``is_alleged`` finds."""
    verb = _accusing(tree, place)
    return holders(tree, verb) if verb is not None else []


def request_above(tree: Tree, verb: int) -> int | None:
    """The verb that asks for what an infinitive names, also where the parse puts a noun between them."""
    if not any(tree.words[c] == "to" and tree.deps[c] == "aux" for c in tree.children[verb]):
        return None
    for at in tree.ancestors(verb):
        if tree.kinds[at] == "VERB":
            return at if tree.lemmas[at] in REQUESTING and at < verb else None
    return None


def asked_of(tree: Tree, request: int) -> int | None:
    """What a verb of requesting asks for: the infinitive after it."""
    for at in tree.below(request):
        if at > request and tree.tags[at] == "VB" and request_above(tree, at) == request:
            return at
    return None


def _accusing(tree: Tree, place: int) -> int | None:
    for at in (place, *tree.ancestors(place)):
        if tree.deps[at] == "pcomp" and tree.words[tree.heads[at]] in ("of", "for", "with"):
            governor = tree.heads[tree.heads[at]]
            accuses = any(f.act is Act.ACCUSES for f in VERBS.get(tree.lemmas[governor], ()))
            return governor if accuses else None
    return None


def _is_condition(tree: Tree, clause: int) -> bool:
    return any(tree.deps[c] == "mark" and tree.words[c] in ("if", "unless") for c in tree.children[clause])


def subject(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """The grammatical subject of a verb, its own or the one it shares with the verb that governs it.

    A relative pronoun gives way to the noun before it. None for an imperative or where the parse has none.
    """
    own = tree.child(verb, *_SUBJECTS)
    if own is not None:
        return _antecedent(tree, verb, own)
    if depth > 6 or tree.heads[verb] == verb:
        return None
    head, dep = tree.heads[verb], tree.deps[verb]
    if dep == "pcomp":
        return _of_gerund(tree, head, depth)
    if dep in ("acl", "relcl"):
        if tree.tags[verb] in ("VBG", "VBN"):
            return head
        return next(iter(holders(tree, head, depth + 1)), None)
    if (request := request_above(tree, verb)) is not None:
        return tree.child(request, "dobj", "obj") or _pobj(tree, request, "on")
    if dep in ("conj", "xcomp", "advcl", "ccomp", "acomp", "attr", "dep", "parataxis"):
        if dep == "ccomp" and tree.lemmas[head] in SPEAKING:
            return None
        if tree.kinds[head] in ("VERB", "AUX"):
            return subject(tree, head, depth + 1)
        return next(iter(holders(tree, head, depth + 1)), None)
    return None


def _of_gerund(tree: Tree, preposition: int, depth: int) -> int | None:
    """Who does what a preposition governs: Russia in "accused Russia of backing", else the subject."""
    governor = tree.heads[preposition]
    if tree.kinds[governor] not in ("VERB", "AUX"):
        return next(iter(holders(tree, governor, depth + 1)), None)
    done_to = tree.child(governor, "dobj", "obj", "nsubjpass")
    if (
        done_to is not None
        and tree.words[preposition] in ("of", "for", "from", "into")
        and done_to < preposition
    ):
        return done_to
    return subject(tree, governor, depth + 1)


def _antecedent(tree: Tree, verb: int, pronoun: int) -> int:
    if tree.words[pronoun] in _RELATIVES:
        for at in (verb, *tree.ancestors(verb)):
            if tree.deps[at] == "relcl":
                return tree.heads[at]
    return pronoun


def _pobj(tree: Tree, place: int, *prepositions: str) -> int | None:
    for child in tree.children[place]:
        if tree.deps[child] in ("prep", "agent", "dative") and tree.words[child] in prepositions:
            return tree.child(child, "pobj")
    return None


def holders(tree: Tree, place: int, depth: int = 0) -> list[int]:
    """Who does, feels or says what the word at ``place`` names; coordinated ones all; empty when not told."""
    if tree.kinds[place] in ("VERB", "AUX"):
        found = _of_verb(tree, place, depth)
    elif tree.kinds[place] == "ADJ":
        found = _of_adjective(tree, place, depth)
    else:
        found = _of_noun(tree, place, depth)
    return tree.together(found) if found is not None else []


def _of_verb(tree: Tree, verb: int, depth: int) -> int | None:
    if not is_passive(tree, verb) or _is_garbled(tree, verb):
        return subject(tree, verb, depth)
    agent = tree.child(verb, "agent")
    if agent is not None:
        return tree.child(agent, "pobj")
    return hyphened(tree, verb)


def _is_garbled(tree: Tree, verb: int) -> bool:
    """Whether a passive is meant as an active: "X was called on Y to go" has an object."""
    return tree.lemmas[verb] == "call" and (_pobj(tree, verb, "on", "upon") is not None)


def hyphened(tree: Tree, participle: int) -> int | None:
    """The word joined to a participle by a hyphen: "Russian" of "Russian-backed"."""
    if (
        participle > 1
        and tree.words[participle - 1] == "-"
        and tree.starts[participle] - 1 == tree.starts[participle - 1]
    ):
        return participle - 2
    return None


def _of_adjective(tree: Tree, place: int, depth: int) -> int | None:
    head, dep = tree.heads[place], tree.deps[place]
    if dep in ("acomp", "attr", "oprd", "conj", "advcl", "xcomp") and tree.kinds[head] in ("VERB", "AUX"):
        return subject(tree, head, depth + 1)
    if dep in ("amod", "acl", "appos", "relcl"):
        return head
    return tree.child(place, *_SUBJECTS)


def _of_noun(tree: Tree, noun: int, depth: int) -> int | None:
    if depth > 6:
        return None
    head, dep = tree.heads[noun], tree.deps[noun]
    if dep == "dobj" and tree.verb(head) in RECEIVING:
        return _pobj(tree, noun, "by", "from") or _pobj(tree, head, "by", "from")
    if (by := _pobj(tree, noun, "by", "from")) is not None:
        return by
    if dep in ("dobj", "obj", "conj", "pobj"):
        if dep == "conj" and tree.kinds[head] not in ("VERB", "AUX"):
            own = tree.child(noun, "poss")
            return own if own is not None else _of_noun(tree, head, depth + 1)
        doer = _light_subject(tree, noun)
        if doer is not None:
            return doer
    if dep in ("attr", "oprd") and tree.kinds[head] in ("VERB", "AUX"):
        return subject(tree, head, depth + 1)
    if (own := tree.child(noun, "poss")) is not None:
        return own
    if dep == "appos":
        return head
    if tree.lemmas[noun] not in NOUNS:
        return None
    named = (c for c in tree.children[noun] if tree.deps[c] in ("amod", "compound", "nmod"))
    return next((c for c in named if tree.names[c]), None)


def _light_subject(tree: Tree, noun: int) -> int | None:
    """The subject of the verb that only says that the noun is done: "voiced support"."""
    verb = tree.heads[noun]
    if tree.deps[noun] == "pobj":
        verb = tree.heads[verb]
    if tree.kinds[verb] != "VERB" or tree.verb(verb) not in DOING:
        return None
    return _of_verb(tree, verb, 1)
