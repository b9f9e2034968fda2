"""A sentence's parse as plain lists, and whether a clause is stated, denied, supposed or only wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from spacy.tokens import Doc, Token

from summaries.analysis.word_classes import REQUESTING

_NEGATIONS = frozenset({"not", "n't", "never", "hardly", "barely", "scarcely", "neither", "nor"})
_SUPPOSING = frozenset({"if", "whether", "unless", "until", "lest"})
_POSSIBLY = frozenset({"may", "might", "could"})
_RUMOURS = frozenset(
    {"accusation", "allegation", "rumour", "rumor", "suggestion", "notion", "insinuation", "speculation"}
)
_WANING = frozenset(
    {
        "cool",
        "wane",
        "fade",
        "falter",
        "erode",
        "evaporate",
        "collapse",
        "end",
        "weaken",
        "dwindle",
        "crumble",
    }
) | {"slip", "drop", "fall", "disappear", "vanish", "soften", "waver"}
_ASKING = frozenset({"ask", "question", "grill", "quiz", "press"})
_ONCE = frozenset({"once", "former", "formerly", "onetime", "one-time", "erstwhile"})
_HELD = frozenset(
    {"support", "back", "oppose", "favour", "favor", "champion", "endorse", "reject", "embrace"}
)
_AIMING = frozenset({"look", "aim", "seek", "hope", "plan", "work", "rush", "prepare", "push"})
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
        offsets = doc.to_array("HEAD").astype("int64").tolist()
        heads = [place + offset for place, offset in enumerate(offsets)]
        children: list[list[int]] = [[] for _ in tokens]
        for place, head in enumerate(heads):
            if head != place:
                children[head].append(place)
        return cls(
            words=["US" if token.text == "US" else token.lower_ for token in tokens],
            lemmas=[token.lemma_.lower() for token in tokens],
            kinds=[token.pos_ for token in tokens],
            tags=[token.tag_ for token in tokens],
            deps=[_relation(token) if token.dep_ == "advcl" else token.dep_ for token in tokens],
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


def _relation(clause: Token) -> str:
    """An infinitive after a verb of aiming is what is aimed at: parsers take "look to win" for a purpose."""
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in clause.lefts)
    return "xcomp" if infinitive and clause.head.lemma_ in _AIMING else clause.dep_


def is_negated(tree: Tree, place: int) -> bool:
    """Whether a word is denied: "does not back", "never backed", "no support", "nobody backs".

    Parsers take the verb of "no member, X included, backs" for one joined to "included".
    """
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
    head = tree.heads[place]
    if tree.deps[place] == "conj" and _joined_by(tree, head, "nor") and is_neither(tree, head):
        return True
    if tree.deps[place] == "conj" and tree.lemmas[head] == "include" and tree.tags[head] in ("VBD", "VBN"):
        return any(tree.words[tree.children[c][0]] == "no" for c in tree.children[head] if tree.children[c])
    return tree.deps[place] == "pcomp" and tree.words[head] == "without"


def is_neither(tree: Tree, place: int) -> bool:
    """Whether a word is one of two that "neither ... nor" denies: "neither backed nor condemned"."""
    head = tree.heads[place]
    if tree.deps[place] == "conj" and tree.kinds[place] in ("VERB", "AUX", "ADP"):
        return _joined_by(tree, head, "nor") and is_neither(tree, head)
    mine = any(
        tree.words[c] == "neither" and tree.deps[c] in ("preconj", "cc", "advmod")
        for c in tree.children[place]
    )
    return mine and _joined_by(tree, place, "nor") and tree.kinds[place] in ("VERB", "AUX", "ADP")


def _joined_by(tree: Tree, place: int, word: str) -> bool:
    return any(tree.deps[c] == "cc" and tree.words[c] == word for c in tree.children[place])


def is_denied(tree: Tree, noun: int) -> bool:
    """Whether a noun is one of those that "neither ... nor" or "no ... or" denies."""
    if is_negated(tree, noun):
        return True
    head = tree.heads[noun]
    if tree.deps[noun] != "conj" or head == noun or tree.kinds[head] in ("VERB", "AUX"):
        return False
    joined = any(tree.deps[c] == "cc" and tree.words[c] in ("nor", "or") for c in tree.children[head])
    return joined and is_denied(tree, head)


def is_former(tree: Tree, place: int) -> bool:
    """Whether what a word tells is over: "used to oppose", "once backed", "a former ally"."""
    head = tree.heads[place]
    if tree.deps[place] == "xcomp" and tree.lemmas[head] == "use" and tree.tags[head] in ("VBD", "VBN"):
        return tree.child(head, "dobj", "auxpass") is None
    if tree.kinds[place] in ("VERB", "AUX"):
        past = tree.tags[place] in ("VBD", "VBN") and tree.lemmas[place] in _HELD
        return (past and _was_once(tree, place)) or _is_given_up(tree, place)
    return any(tree.deps[c] in ("amod", "advmod") and tree.words[c] in _ONCE for c in tree.children[place])


def _was_once(tree: Tree, verb: int) -> bool:
    """Whether "once" stands right before the verb or its auxiliary: else it may mean "as soon as"."""
    first = min((c for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")), default=verb)
    beside = {first - 1, first + 1, verb - 1} - {verb}
    return any(0 <= at < len(tree) and tree.words[at] in ("once", "formerly", "previously") for at in beside)


def _is_given_up(tree: Tree, verb: int) -> bool:
    """Whether the clause beside it says that it "no longer does"."""
    near = {tree.heads[verb], *tree.children[verb]} - {verb}
    return any(
        tree.lemmas[at] == "do" and tree.kinds[at] in ("VERB", "AUX") and is_negated(tree, at)
        for at in near
        if any(tree.words[c] == "longer" for c in tree.children[at])
    )


def is_supposed(tree: Tree, place: int) -> bool:
    """Whether a clause is asked, supposed or denied: under "if", "whether", "denies", or with "might"."""
    for at in (place, *tree.ancestors(place)):
        above = tree.heads[at]
        if tree.deps[at] in ("ccomp", "xcomp") and tree.lemmas[above] in ("deny", "doubt"):
            return True
        if tree.deps[at] in ("acl", "ccomp") and tree.lemmas[above] in _RUMOURS:
            return True
        if tree.deps[at] == "xcomp" and tree.lemmas[above] in ("have", "be") and _has(tree, above, "yet"):
            return True
        for child in tree.children[at]:
            word = tree.words[child]
            if tree.deps[child] in ("mark", "advmod") and word in _SUPPOSING:
                return True
            if tree.deps[child] == "aux" and word in _POSSIBLY and at == place:
                return True
            if tree.deps[child] == "advcl" and _is_condition(tree, child) and at == place:
                return True
    return False


def _has(tree: Tree, place: int, word: str) -> bool:
    return any(tree.words[c] == word for c in tree.children[place])


def is_left_open(tree: Tree, noun: int) -> bool:
    """Whether a deed named by a noun is only supposed, denied or asked about: "could impose sanctions"."""
    head = tree.heads[noun]
    if tree.deps[noun] == "pobj":
        asking = tree.heads[head]
        if tree.words[head] in ("about", "on", "over") and tree.lemmas[asking] in _ASKING:
            return tree.child(asking, "nsubjpass") is not None or tree.tags[asking] == "VBN"
        head = asking
    elif tree.deps[noun] != "dobj":
        return False
    return tree.kinds[head] in ("VERB", "AUX") and (is_supposed(tree, head) or is_negated(tree, head))


def is_asked(tree: Tree, place: int) -> bool:
    """Whether the sentence of a word ends as a question, also one quoted inside another sentence."""
    return next((word for word in tree.words[place:] if word in ("?", ".", "!", "?!")), "") in ("?", "?!")


def is_waning(tree: Tree, noun: int) -> bool:
    """Whether what a noun names is told to be getting less: "its support for the plan has cooled"."""
    verb = tree.heads[noun]
    return tree.deps[noun] == "nsubj" and tree.lemmas[verb] in _WANING and not is_negated(tree, verb)


def is_prescribed(tree: Tree, verb: int) -> bool:
    """Whether a deed is what somebody else says should be done: "they must end the siege"."""
    return any(tree.deps[c] == "aux" and tree.words[c] in ("must", "should") for c in tree.children[verb])


def is_wanted(tree: Tree, verb: int) -> bool:
    """Whether a deed with a subject of its own is only wanted: "demanded that they end the siege"."""
    above = tree.lemmas[tree.heads[verb]]
    clause = tree.deps[verb] == "ccomp" and tree.child(verb, "nsubj") is not None
    return clause and (above in _WANTING or above in REQUESTING) and tree.tags[verb] in ("VB", "VBP")


def _is_condition(tree: Tree, clause: int) -> bool:
    return any(tree.deps[c] == "mark" and tree.words[c] in ("if", "unless") for c in tree.children[clause])
